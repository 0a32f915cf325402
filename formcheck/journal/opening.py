"""Opens a journal: a damaged file is put aside, and tables are brought up to date, before use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy.engine import URL

from formcheck.journal import backup, damage, migrate
from formcheck.journal.address import DATABASE_VARIABLE, address
from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError

_LOCK_S = 15.0


def opened(url: str | None) -> tuple[Database, tuple[str, ...]]:
    """The database of an address, ready for use, and what was found while opening it.

    Raises:
        JournalError: it cannot be opened, or a newer Formcheck has written it.
    """
    database = Database(address(url))
    try:
        if database.file is None:
            return database, _brought_up(database)
        with _alone(database.file):
            return database, _file_opened(database, database.file)
    except JournalError:
        database.close()
        raise


def _file_opened(database: Database, file: Path) -> tuple[str, ...]:
    fault = damage.fault_of(file)
    if fault is None:
        empty = file.exists() and not file.stat().st_size
        notes = _brought_up(database)
        return (_was_empty(file), *notes) if empty else notes
    database.close()
    try:
        aside = damage.keep_aside(file, date.today())
        found = _mended(aside, file)
    except (OSError, sqlite3.Error, JournalError) as error:
        raise JournalError(
            f"The journal ({file}) is damaged ({fault}) and could not be put aside "
            f"({error}). Free some space, or move it away by hand, then start again."
        ) from error
    return (_told(aside, found), *_brought_up(database))


def _mended(aside: Path, file: Path) -> int:
    """Put a new journal in the place of a damaged one; how many practices it has of it."""
    new = file.with_name(f"{file.name}{backup.NEW}")
    for left in list(backup.beside(file, new.name, "")):  # of one that was stopped
        left.unlink()
    fresh = Database(URL.create("sqlite", database=str(new)))
    _brought_up(fresh)
    fresh.close()
    found = damage.salvage(aside, new)
    damage.take_place(new, file)
    return found


def _brought_up(database: Database) -> tuple[str, ...]:
    """Bring the tables to the newest version; older ones are copied beside first."""
    notes: tuple[str, ...] = ()
    with database.writing() as connection:
        version = migrate.version_of(connection)
        migrate.refuse_newer(version, database.place)
        if version == migrate.newest():
            return notes
        if version is not None and database.file is not None:
            copy = backup.before(database.file, version)
            notes = (
                "The journal was brought up to date. A copy of how it was before is kept as "
                f"{copy.name}.",
            )
        migrate.bring_up(connection)
    return notes


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Only one program at a time opens a file: it might put it aside."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{file}.lock", timeout=_LOCK_S)
        lock.acquire()
    except Timeout as error:
        raise JournalError(
            f"The journal ({file}) is being opened by another program for longer than expected. "
            "Close the other one, or try again in a moment."
        ) from error
    except (OSError, NotImplementedError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise JournalError(
            f"The journal ({file}) cannot be opened ({reason}). Allow writing to its folder, or "
            f"name another place in {DATABASE_VARIABLE}."
        ) from error
    try:
        yield
    finally:
        lock.release()


def _was_empty(file: Path) -> str:
    return f"The journal's file ({file}) was empty; a new journal was begun in it."


def _told(aside: Path, found: int) -> str:
    practices = "1 practice" if found == 1 else f"{found} practices"
    rest = f"{practices} could be read and are here again" if found else "Nothing could be read"
    return (
        f"The journal was damaged and a new one was begun. {rest}. The damaged file is kept as "
        f"{aside}."
    )
