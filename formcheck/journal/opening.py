"""Opens a journal's database: its tables are brought up to date first."""

from __future__ import annotations

from formcheck.journal import migrate
from formcheck.journal.database import Database, database_at
from formcheck.journal.errors import JournalError


def opened(url: str | None) -> tuple[Database, tuple[str, ...]]:
    """The database of an address, ready for use, and what was found while opening it.

    Raises:
        JournalError: it cannot be opened, or a newer Formcheck has written it.
    """
    database = database_at(url)
    if database.file is not None:
        _make_folder(database)
    with database.writing() as connection:
        version = migrate.version_of(connection)
        migrate.refuse_newer(version, database.place)
        if version != migrate.newest():
            migrate.bring_up(connection)
    return database, ()


def _make_folder(database: Database) -> None:
    assert database.file is not None
    try:
        database.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JournalError(
            f"The folder for the journal ({database.file.parent}) cannot be made "
            f"({error.strerror or error}). Allow writing there, or name another place in "
            "FORMCHECK_DATABASE_URL."
        ) from error
