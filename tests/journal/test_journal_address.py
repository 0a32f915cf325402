"""Where a journal is, and what is said when it is not there; never a password."""

import ssl
from pathlib import Path

import pytest
from postgres_kit import Server
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from formcheck.journal import address as address_module
from formcheck.journal.address import DATABASE_VARIABLE, address, connect_arguments, default_file
from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError
from formcheck.journal.faults import is_final, sentence
from formcheck.journal.store import Journal


def test_the_users_own_file_unless_the_environment_names_another(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    for value in (None, ""):
        monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
        if value is not None:
            monkeypatch.setenv(DATABASE_VARIABLE, value)
        assert Database(address(None)).file == default_file()
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path}/a b.sqlite")
    journal = Journal.open()
    assert journal.place == f"{tmp_path}/a b.sqlite" and journal.lasting
    journal.close()


def test_a_folder_is_made_and_home_is_known(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    journal = Journal.open("sqlite:///~/deep er/ünder/journal.sqlite")
    assert Path(journal.place) == tmp_path / "deep er" / "ünder" / "journal.sqlite"
    assert Path(journal.place).exists()
    journal.close()


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a@b/c", "journal.sqlite", "postgresql://host:port/x", "://"]
)
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(JournalError, match="is not the address of a journal"):
        Journal.open(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_the_driver_that_is_there(scheme: str) -> None:
    assert address(f"{scheme}://ann@host/journal").drivername == "postgresql+pg8000"


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(address_module.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(JournalError, match=r"formcheck\[clinic\]"):
        Journal.open("postgresql://host/journal")


def test_how_to_encrypt_and_where_the_socket_is() -> None:
    def asked(query: str) -> dict[str, object]:
        return connect_arguments(make_url(f"postgresql://ann@h:5433/journal?{query}"))

    assert asked("sslmode=disable")["ssl_context"] is False
    assert asked("sslmode=require")["ssl_context"] is True
    full = asked("sslmode=verify-full")["ssl_context"]
    assert isinstance(full, ssl.SSLContext) and full.check_hostname
    assert asked("host=/run/pg")["unix_sock"] == "/run/pg/.s.PGSQL.5433"
    with pytest.raises(JournalError, match="colour=blue"):
        asked("colour=blue")


@pytest.mark.parametrize(
    ("database", "user", "said"),
    [("missing", "formcheck", "no such database"), ("postgres", "nobody", "name or password")],
)
def test_what_a_server_refuses(postgres: Server, database: str, user: str, said: str) -> None:
    url = postgres.url(database).replace("formcheck@", f"{user}:secret@")
    with pytest.raises(JournalError, match=said) as raised:
        Journal.open(url)
    assert "secret" not in str(raised.value)


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="does not answer") as raised:
        Journal.open(f"postgresql://ann:secret@localhost/journal?host={tmp_path}")
    assert "secret" not in str(raised.value)


def test_no_place_shows_a_password(postgres: Server) -> None:
    journal = Journal.open(postgres.fresh().replace("formcheck@", "formcheck:secret@"))
    assert journal.lasting and "secret" not in journal.place and "formcheck@" not in journal.place
    assert journal.place.startswith("localhost/journal")
    with pytest.raises(JournalError, match="database's own backup"):
        journal.back_up(Path("x"))
    journal.close()


def test_a_fault_that_is_not_known_keeps_the_drivers_words() -> None:
    fault = OperationalError("SELECT secret", {}, Exception("something odd\nmore"))
    assert sentence(fault, "/home/ann/journal.sqlite") == (
        "The journal (/home/ann/journal.sqlite) could not be read or written: something odd."
    )


def test_a_server_that_went_away_is_waited_for_and_wrong_data_is_not() -> None:
    gone = JournalError("x")
    gone.__cause__ = OperationalError("", {}, Exception("away"))
    assert not is_final(gone) and is_final(JournalError("deleted")) and is_final(TypeError())
    wrong = JournalError("x")
    wrong.__cause__ = OperationalError("", {}, Exception({"C": "22021", "M": "invalid byte"}))
    assert is_final(wrong)
