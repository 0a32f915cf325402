"""Copies of a journal's file, made while it is in use."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from glob import escape
from pathlib import Path

from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError

_PART = ".part"
_COPIES = 3
NEW = ".new"
"""Behind the name of a journal that is being made in place of a damaged one."""


def back_up(database: Database, to: Path) -> Path:
    """Copy the whole journal to a file; a folder gets a file named like the journal's.

    The copy is whole or not there: it is written beside and then renamed.

    Raises:
        JournalError: it is no SQLite file, or the copy cannot be written.
    """
    if database.file is None:
        raise JournalError(
            "Only a journal in a file can be copied like this. Use the database's own backup, or "
            "export each person."
        )
    target = to / database.file.name if to.is_dir() else to
    if target.absolute() == database.file:
        raise JournalError("The copy cannot take the journal's own place. Choose another file.")
    copy(database.file, target)
    return target


def copy(source: Path, target: Path) -> None:
    """Copy an SQLite file with all that was committed to it.

    Raises:
        JournalError: it cannot be read, or the copy not be written.
    """
    part = target.with_name(target.name + _PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(part)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode = DELETE")  # one file, whole
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise JournalError(
            f"A copy of the journal could not be written to {target} ({error}). Free some space or "
            "choose another place."
        ) from error


def before(file: Path, version: str) -> Path:
    """Copy a journal beside itself before its tables change; the newest three copies are kept.

    Raises:
        JournalError: the copy cannot be written; nothing may be changed then.
    """
    target = file.with_name(f"{file.stem}.before-{version}{file.suffix}")
    number = 2
    while target.exists():
        target = file.with_name(f"{file.stem}.before-{version}-{number}{file.suffix}")
        number += 1
    copy(file, target)
    kept = sorted(
        beside(file, f"{file.stem}.before-", escape(file.suffix)),
        key=lambda path: (path.stat().st_mtime_ns, path.name),
    )
    for old in kept[:-_COPIES]:
        if old != target:  # its date may be wrong: the clock
            old.unlink(missing_ok=True)
    return target


def beside(file: Path, begins: str, ends: str) -> Iterator[Path]:
    """The files in the same folder whose name begins like this; `ends`: a pattern."""
    return file.parent.glob(f"{escape(begins)}*{ends}")


def remove_copies(database: Database) -> None:
    """Remove every copy that was made beside the journal, and damaged ones that were put aside."""
    if database.file is None:
        return
    file = database.file
    made = (
        *beside(file, f"{file.stem}.before-", f"{escape(file.suffix)}*"),
        *beside(file, f"{file.stem}.damaged-", f"{escape(file.suffix)}*"),
        *beside(file, f"{file.name}{NEW}", ""),
    )
    for path in made:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise JournalError(
                f"Everything was deleted but {path}, a copy ({error.strerror or error}). Delete "
                "it by hand."
            ) from error
