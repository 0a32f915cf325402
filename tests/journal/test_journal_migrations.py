"""From any version to this one, with a copy beside; from this one to any that follows."""

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from journal_kit import practise
from migration_kit import NEXT, next_version
from postgres_kit import Server

from formcheck.journal import migrate
from formcheck.journal.address import address
from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError
from formcheck.journal.store import Journal
from formcheck.journal.tables import METADATA


def test_the_migrations_end_at_the_tables_as_they_are(journal: Journal, url: str) -> None:
    database = Database(address(url))
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_an_older_journal_keeps_everything_and_a_copy(file: Path) -> None:
    journal = Journal.open(f"sqlite:///{file}")
    assert journal.notes == ()
    ann = journal.add_profile("Ann").id
    practise(journal, ann)
    before = journal.person(ann)
    journal.close()
    with next_version():
        newer = Journal.open(f"sqlite:///{file}")
        assert newer.person(ann) == before
        newer.close()
    (note,) = newer.notes
    copy = file.with_name(f"journal.before-{migrate.newest()}.sqlite")
    assert copy.name in note
    old = Journal.open(f"sqlite:///{copy}")
    assert old.notes == () and old.person(ann) == before
    old.close()


def test_only_the_newest_three_copies_are_kept(file: Path) -> None:
    Journal.open(f"sqlite:///{file}").close()
    for _ in range(5):
        with next_version():
            Journal.open(f"sqlite:///{file}").close()
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("ALTER TABLE session DROP COLUMN mood")
            for number in range(20):
                connection.execute(f"DROP TABLE new_{number}")
            connection.execute("UPDATE alembic_version SET version_num = ?", (migrate.newest(),))
    assert len(list(file.parent.glob("journal.before-*.sqlite"))) == 3


def test_a_migration_that_fails_changes_nothing(file: Path) -> None:
    journal = Journal.open(f"sqlite:///{file}")
    ann = journal.add_profile("Ann").id
    practise(journal, ann)
    before = journal.person(ann)
    journal.close()
    with next_version(fails=True), pytest.raises(OSError, match="broken"):
        Journal.open(f"sqlite:///{file}")
    again = Journal.open(f"sqlite:///{file}")
    assert again.person(ann) == before
    again.close()


def test_without_a_copy_nothing_is_changed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Journal.open(f"sqlite:///{file}").close()

    def full(*_: object) -> None:
        raise JournalError("Free some space.")

    monkeypatch.setattr("formcheck.journal.backup.copy", full)
    with next_version(), pytest.raises(JournalError, match="Free some space"):
        Journal.open(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        found = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    assert found == migrate.newest() != NEXT


def test_a_database_without_tables_becomes_a_journal(postgres: Server) -> None:
    url = postgres.bare()
    first, second = Journal.open(url), Journal.open(url)
    practise(first, first.add_profile("Ann").id)
    assert len(second.profiles()) == 1
    first.close()
    second.close()


def test_a_file_of_something_else_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE session (mine TEXT)")
        connection.execute("INSERT INTO session VALUES ('precious')")
    with pytest.raises(JournalError, match="something else than a journal"):
        Journal.open(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT * FROM session").fetchall() == [("precious",)]
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("session",)]


def test_the_versions_are_in_the_package() -> None:
    folder = files("formcheck.journal") / "migrations"
    assert (folder / "env.py").is_file() and (folder / "versions" / "v0001_first.py").is_file()
