"""A damaged journal's file: noticed, put aside, and what can be read of it read."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Table

from formcheck.journal.tables import METADATA

_AS_KEPT = "%Y-%m-%d %H:%M:%S.%f"
_COMPANIONS = ("-wal", "-shm", "-journal")
_NO_FILE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def fault_of(file: Path) -> str | None:
    """What is wrong with a file that is to be a journal; None: it is sound, or not there.

    Faults that are not the file's own (it is locked, may not be read) are not told here: opening
    it will.
    """
    if not file.exists() or not file.stat().st_size:
        return None
    try:
        with closing(sqlite3.connect(file)) as connection:
            # The headers first: reading them also takes in what a stopped program left to do.
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        return str(error) if code in _NO_FILE else None
    return None if found == "ok" else str(found).splitlines()[-1]


def keep_aside(file: Path, today: date) -> Path:
    """Give a damaged file, and what belongs to it, a second name; that one stays.

    Raises:
        OSError: it cannot be kept there.
    """
    number = 1
    while (aside := _aside(file, today, number)).exists():
        number += 1
    for companion in ("", *_COMPANIONS):
        with suppress(FileNotFoundError):
            _link(Path(f"{file}{companion}"), Path(f"{aside}{companion}"))
    return aside


def take_place(new: Path, file: Path) -> None:
    """Put a new journal where the damaged one is. Until then that one is found and told anew.

    Raises:
        OSError: it cannot be put there.
    """
    for companion in _COMPANIONS:  # a new file must not find them
        Path(f"{file}{companion}").unlink(missing_ok=True)
    new.replace(file)


def _link(file: Path, to: Path) -> None:
    try:
        to.hardlink_to(file)  # takes no room: the disk may be full
    except FileNotFoundError:
        raise
    except OSError:
        shutil.copyfile(file, to)


def _aside(file: Path, today: date, number: int) -> Path:
    return file.with_name(f"{file.stem}.damaged-{today:%Y-%m-%d}-{number}{file.suffix}")


def salvage(damaged: Path, file: Path) -> int:
    """Copy every row that can still be read into a new journal; how many practices these are.

    The damaged file is left as it is. Rows whose practice is lost stay behind.

    Raises:
        sqlite3.Error: the new one cannot be written.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as to:
        to.execute("PRAGMA foreign_keys = ON")
        to.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(f"{damaged.as_uri()}?mode=ro", uri=True)) as source:
            source.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for table in METADATA.sorted_tables:
                if columns := _columns(source, table):
                    _copy(source, to, table.name, columns)
                if table.name == "profile":
                    _name_the_lost(source, to)
        to.execute("COMMIT")
        found: int = to.execute("SELECT count(DISTINCT session) FROM exercise").fetchone()[0]
        return found


def _name_the_lost(source: sqlite3.Connection, to: sqlite3.Connection) -> None:
    """Whose name could not be read but whose practices may be gets another."""
    here = {number for (number,) in to.execute("SELECT number FROM profile")}
    practised = {row[0] for row in _rows(source, "SELECT profile FROM session")}
    for number in sorted(practised - here):
        name = f"Recovered {number}"
        to.execute(
            "INSERT INTO profile (number, id, name, name_key, created_at, mode)"
            " VALUES (?, ?, ?, ?, ?, 'standard')",
            (number, uuid4().hex, name, name.casefold(), f"{datetime.now(UTC):{_AS_KEPT}}"),
        )


def _copy(
    source: sqlite3.Connection, to: sqlite3.Connection, table: str, columns: list[str]
) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    insert = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({", ".join("?" * len(columns))})'
    for order in ("ASC", "DESC"):  # from both ends up to where it is damaged
        for row in _rows(source, f'SELECT {names} FROM "{table}" ORDER BY rowid {order}'):
            with suppress(sqlite3.IntegrityError):  # what it belongs to is lost
                to.execute(insert, row)


def _columns(source: sqlite3.Connection, table: Table) -> list[str]:
    """Those that an older version has too."""
    there = {row[1] for row in _rows(source, f'PRAGMA table_info("{table.name}")')}
    return [column.name for column in table.columns if column.name in there]


def _rows(source: sqlite3.Connection, asked: str) -> Iterator[tuple[Any, ...]]:
    """Rows as far as they can be read."""
    with suppress(sqlite3.DatabaseError):
        cursor = source.execute(asked)
        while (row := cursor.fetchone()) is not None:
            yield row
