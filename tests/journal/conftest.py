"""Every journal test that asks for `url` runs with SQLite, and with PostgreSQL where it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_kit import Server, server

from formcheck.journal.store import Journal


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as started:
        if isinstance(started, str):
            pytest.skip(started)
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'journal.sqlite'}"
    found: Server = request.getfixturevalue("postgres")
    return found.fresh()


@pytest.fixture
def journal(url: str) -> Iterator[Journal]:
    opened = Journal.open(url)
    yield opened
    opened.close()


@pytest.fixture
def ann(journal: Journal) -> str:
    return journal.add_profile("Ann").id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"
