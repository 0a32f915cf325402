"""Where the journal is: the user's own file, or the database that the environment names."""

from __future__ import annotations

import importlib.util
import os
import ssl
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from formcheck.journal.errors import JournalError

DATABASE_VARIABLE = "FORMCHECK_DATABASE_URL"
IN_MEMORY = "sqlite://"
FILE_NAME = "journal.sqlite"
_CONNECT_S = 5
_NOT_AN_ADDRESS = (
    f"{DATABASE_VARIABLE} is not the address of a journal. Write it like "
    "sqlite:////home/me/journal.sqlite or postgresql://user:password@host/database."
)
_NO_DRIVER = (
    "The journal is to be kept in PostgreSQL, but the part of Formcheck that speaks to it is not "
    "installed. Install it: pip install 'formcheck[clinic]'."
)


def address(url: str | None) -> URL:
    """A journal's address; None: that of the environment, else the user's own file.

    Raises:
        JournalError: it is none, or the driver for it is missing.
    """
    wanted = os.environ.get(DATABASE_VARIABLE) if url is None else url
    if not wanted:
        return URL.create("sqlite", database=str(default_file()))
    try:
        parsed = make_url(wanted.strip())
    except (ArgumentError, ValueError) as error:
        raise JournalError(_NOT_AN_ADDRESS) from error
    backend = parsed.get_backend_name()
    if backend == "sqlite":
        return parsed.set(drivername="sqlite", query={})
    if backend not in ("postgresql", "postgres"):
        raise JournalError(_NOT_AN_ADDRESS)
    if importlib.util.find_spec("pg8000") is None:
        raise JournalError(_NO_DRIVER)
    parsed = parsed.set(drivername="postgresql+pg8000")
    connect_arguments(parsed)  # refuse now what would be refused there
    return parsed


def default_file() -> Path:
    """The journal's file in the user's data folder."""
    return user_data_path("formcheck", appauthor=False) / FILE_NAME


def file_of(url: URL) -> Path | None:
    """The file of an SQLite address; None: in memory, or PostgreSQL."""
    name = url.database
    if url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return Path(name).expanduser().absolute()


def connect_arguments(url: URL) -> dict[str, Any]:
    """What a PostgreSQL address says behind its `?`, for pg8000.

    `sslmode` as everywhere: `require` encrypts, `verify-full` also checks who answers. `host` is
    the folder of a socket on this computer.

    Raises:
        JournalError: something else is asked for.
    """
    arguments: dict[str, Any] = {"timeout": _CONNECT_S}
    for name, value in url.query.items():
        if name == "sslmode" and value in ("disable", "allow", "prefer"):
            arguments["ssl_context"] = False if value == "disable" else None
        elif name == "sslmode" and value == "require":
            arguments["ssl_context"] = True
        elif name == "sslmode" and value in ("verify-ca", "verify-full"):
            context = ssl.create_default_context()
            context.check_hostname = value == "verify-full"
            arguments["ssl_context"] = context
        elif name == "host" and isinstance(value, str) and value.startswith("/"):
            arguments["unix_sock"] = f"{value}/.s.PGSQL.{url.port or 5432}"
        else:
            raise JournalError(
                f"{DATABASE_VARIABLE} asks for {name}={value}, which Formcheck does not know. "
                "It knows sslmode, and host with the folder of a socket."
            )
    return arguments
