"""A damaged journal's file: noticed, put aside, and what can be read of it read."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

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


def put_aside(file: Path, today: date) -> Path:
    """Rename a damaged file and what belongs to it; its new place."""
    number = 1
    while (aside := _aside(file, today, number)).exists():
        number += 1
    for companion in _COMPANIONS:  # first: a new file must not find them
        with suppress(FileNotFoundError):
            Path(f"{file}{companion}").rename(f"{aside}{companion}")
    file.rename(aside)
    return aside


def _aside(file: Path, today: date, number: int) -> Path:
    return file.with_name(f"{file.stem}.damaged-{today:%Y-%m-%d}-{number}{file.suffix}")


def salvage(damaged: Path, file: Path) -> int:
    """Copy every row that can still be read into a new journal; how many practices these are.

    The damaged file is left as it is. Rows whose practice or person is lost stay behind.
    """
    with closing(sqlite3.connect(file, isolation_level=None)) as to:
        to.execute("PRAGMA foreign_keys = ON")
        to.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(f"{damaged.as_uri()}?mode=ro", uri=True)) as source:
            source.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for table in METADATA.sorted_tables:
                _copy(source, to, table.name, [column.name for column in table.columns])
                if table.name == "profile":
                    _name_the_lost(source, to)
        to.execute("COMMIT")
        found: int = to.execute("SELECT count(DISTINCT session) FROM exercise").fetchone()[0]
        return found


def _name_the_lost(source: sqlite3.Connection, to: sqlite3.Connection) -> None:
    """Whose name could not be read but whose practices may be gets another."""
    here = {number for (number,) in to.execute("SELECT number FROM profile")}
    practised: set[int] = set()
    with suppress(sqlite3.DatabaseError):
        practised.update(row[0] for row in source.execute("SELECT profile FROM session"))
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
        with suppress(sqlite3.DatabaseError):
            for row in source.execute(f'SELECT {names} FROM "{table}" ORDER BY rowid {order}'):
                with suppress(sqlite3.DatabaseError):
                    to.execute(insert, row)
