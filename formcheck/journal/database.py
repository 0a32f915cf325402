"""The journal's database: which one, how it is spoken to, and what its faults mean."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from formcheck.journal.errors import JournalError

DATABASE_VARIABLE = "FORMCHECK_DATABASE_URL"
IN_MEMORY = "sqlite://"
FILE_NAME = "journal.sqlite"
_BUSY_S = 5.0
_CONNECT_S = 5
_WRITING = "formcheck_writing"


class Database:
    """One database: reading and writing in transactions, from any thread.

    Attributes:
        url: with everything that is needed to reach it.
        file: the SQLite file; None: in memory, or PostgreSQL.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.file = _file_of(url)
        self.lasting = url.get_backend_name() != "sqlite" or self.file is not None
        self.place = _place(url, self.file)
        self._engine = _engine(url, self.file)
        # In memory all share one connection; it can be in one transaction at a time.
        self._turn = None if self.lasting else RLock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of everything."""
        with self._transaction(writing=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is kept as a whole when the block ends, or not at all."""
        with self._transaction(writing=True) as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[Connection]:
        with self.told():
            if self._turn is not None:
                self._turn.acquire()
            try:
                with self._engine.connect() as connection:
                    connection = connection.execution_options(**{_WRITING: writing})
                    with connection.begin():
                        yield connection
            finally:
                if self._turn is not None:
                    self._turn.release()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the database reports into a sentence for people."""
        try:
            yield
        except SQLAlchemyError as error:
            raise JournalError(sentence(error, self.place)) from error


def database_at(url: str | None) -> Database:
    """The database of an address; None: that of the environment, else the user's own file.

    Raises:
        JournalError: the address is not one, or its driver is missing.
    """
    wanted = os.environ.get(DATABASE_VARIABLE) if url is None else url
    if not wanted:
        return Database(URL.create("sqlite", database=str(default_file())))
    try:
        parsed = make_url(wanted)
    except (ArgumentError, ValueError) as error:
        raise JournalError(_NOT_AN_ADDRESS) from error
    backend = parsed.get_backend_name()
    if backend == "postgres":
        backend = "postgresql"
    if backend == "sqlite":
        return Database(parsed.set(drivername="sqlite"))
    if backend != "postgresql":
        raise JournalError(_NOT_AN_ADDRESS)
    if importlib.util.find_spec("pg8000") is None:
        raise JournalError(
            "The journal is to be kept in PostgreSQL, but the part of Formcheck that speaks to it "
            "is not installed. Install it: pip install 'formcheck[clinic]'."
        )
    return Database(parsed.set(drivername="postgresql+pg8000"))


def default_file() -> Path:
    """The journal's file in the user's data folder."""
    return user_data_path("formcheck", appauthor=False) / FILE_NAME


_NOT_AN_ADDRESS = (
    f"{DATABASE_VARIABLE} is not the address of a journal. Write it like "
    "sqlite:////home/me/journal.sqlite or postgresql://user:password@host/database."
)


def _file_of(url: URL) -> Path | None:
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name).expanduser().absolute()


def _place(url: URL, file: Path | None) -> str:
    if url.get_backend_name() == "sqlite":
        return "" if file is None else str(file)
    port = f":{url.port}" if url.port else ""
    return f"{url.host or 'localhost'}{port}/{url.database or ''}"


def _engine(url: URL, file: Path | None) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url, pool_pre_ping=True, hide_parameters=True, connect_args={"timeout": _CONNECT_S}
        )
    if file is None:
        engine = create_engine(
            IN_MEMORY,
            hide_parameters=True,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
        )
    else:
        engine = create_engine(
            URL.create("sqlite", database=str(file)),
            hide_parameters=True,
            connect_args={"timeout": _BUSY_S},
        )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # Transactions are begun by hand: sqlite3 would begin them too late to keep tables and reads in.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")  # a commit outlives a power cut
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")  # what was deleted is gone from the file too
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    # Who will write takes the turn at once: one who has read first could not be let in later.
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def sentence(error: BaseException, place: str) -> str:
    """What a fault of the database means and what to do, without any secret."""
    reason = _reason(error)
    small = reason.lower()
    where = place or "in memory"
    if isinstance(error, PoolTimeoutError) or "locked" in small or "busy" in small:
        return (
            f"The journal ({where}) is being used by another program for longer than expected. "
            "Close the other one, or try again in a moment."
        )
    if "full" in small or "disk i/o" in small or "no space" in small:
        return (
            f"There is no room left to write the journal ({where}). Free some space, then try "
            "again."
        )
    if "readonly" in small or "read-only" in small:
        return (
            f"The journal ({where}) may only be read. Allow writing to it and to its folder, or "
            f"name another place in {DATABASE_VARIABLE}."
        )
    if "unable to open" in small:
        return (
            f"The journal ({where}) cannot be opened. Check that its folder exists and that you "
            f"may write there, or name another place in {DATABASE_VARIABLE}."
        )
    if "malformed" in small or "not a database" in small:
        return (
            f"The journal ({where}) is damaged. Start Formcheck again: it puts the damaged file "
            "aside and keeps what can be read."
        )
    if "password" in small or "authentication" in small or "28p01" in small:
        return f"The database {where} does not accept the user's name or password."
    if "3d000" in small:
        return f"There is no such database: {where}. Create it, or correct {DATABASE_VARIABLE}."
    if (isinstance(error, DBAPIError) and error.connection_invalidated) or "can't create" in small:
        return f"The database {where} does not answer. Check that it runs and can be reached."
    return f"The journal ({where}) could not be read or written: {reason}."


def _reason(error: BaseException) -> str:
    """The driver's own words; those of PostgreSQL come as a table of letters."""
    origin: Any = getattr(error, "orig", None) or error
    first: Any = origin.args[0] if origin.args else ""
    if isinstance(first, dict):
        return f"{first.get('M', '')} ({first.get('C', '')})"
    return str(first).splitlines()[0] if str(first) else type(origin).__name__


def is_final(error: BaseException) -> bool:
    """Whether writing the same again would fail again: the fault is in what was to be written.

    Everything else may pass: a lock, a full disk, a database that does not answer.
    """
    if isinstance(error, JournalError):
        cause = error.__cause__
        return cause is None or is_final(cause)
    if isinstance(error, PoolTimeoutError):
        return False
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError | DataError):
        return True
    first: Any = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return isinstance(first, dict) and str(first.get("C", ""))[:2] in _FAULTY_DATA


_FAULTY_DATA = ("22", "23")
"""PostgreSQL's classes of faults for data that cannot be kept."""
