"""The journal's database and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import RLock

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from formcheck.journal.address import IN_MEMORY, connect_arguments, file_of
from formcheck.journal.errors import JournalError
from formcheck.journal.faults import no_answer, sentence

_BUSY_S = 5.0
_WRITING = "formcheck_writing"
_TURN = 7_206_873_214
"""Names the lock that writers take in PostgreSQL."""


class Database:
    """One database: reading and writing in transactions, from any thread.

    Attributes:
        url: with everything that is needed to reach it.
        file: the SQLite file; None: in memory, or PostgreSQL.
    """

    def __init__(self, url: URL) -> None:
        self.url = url
        self.file = file_of(url)
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

    def forget(self) -> None:
        """Take what was deleted out of the file as well, where nobody else is reading it."""
        if self.file is not None:
            with suppress(sqlite3.Error), closing(sqlite3.connect(self.file)) as connection:
                connection.execute("VACUUM")
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[Connection]:
        with self.told():
            if self._turn is not None:
                self._turn.acquire()
            try:
                with self._connected() as connection:
                    self._prepare(connection, writing)
                    with connection.begin():
                        yield connection
            finally:
                if self._turn is not None:
                    self._turn.release()

    def _connected(self) -> Connection:
        try:
            return self._engine.connect()
        except OSError:  # so pg8000 says that the server has hung up since
            self._engine.dispose()
            return self._engine.connect()

    def _prepare(self, connection: Connection, writing: bool) -> None:
        connection.execution_options(**{_WRITING: writing})
        if connection.dialect.name == "postgresql" and not writing:
            connection.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn what the database reports into a sentence for people."""
        try:
            yield
        except SQLAlchemyError as error:
            raise JournalError(sentence(error, self.place)) from error
        except OSError as error:
            if self.file is not None:
                raise
            raise JournalError(no_answer(self.place)) from error


def _place(url: URL, file: Path | None) -> str:
    if url.get_backend_name() == "sqlite":
        return "" if file is None else str(file)
    port = f":{url.port}" if url.port else ""
    return f"{url.host or 'localhost'}{port}/{url.database or ''}"


def _engine(url: URL, file: Path | None) -> Engine:
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            url.set(query={}),
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=connect_arguments(url),
        )
        event.listen(engine, "begin", _take_turn)
        return engine
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
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
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
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _take_turn(connection: Connection) -> None:
    """One writer at a time in PostgreSQL too: numbers that grow by one, and new tables."""
    if _writes(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {_BUSY_S * 1000:.0f}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITING, False))
