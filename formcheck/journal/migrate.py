"""Brings a journal's tables up to date."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from formcheck.journal.errors import JournalError

_SCRIPTS = "formcheck.journal:migrations"


def version_of(connection: Connection) -> str | None:
    """The version of the tables; None: there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The version that this Formcheck writes."""
    return _versions()[0]


def refuse_newer(version: str | None, place: str) -> None:
    """Leave a journal alone that a newer Formcheck has written.

    Raises:
        JournalError: it is one.
    """
    if version is not None and version not in _versions():
        raise JournalError(
            f"The journal ({place}) was written by a newer Formcheck (version {version} of its "
            "tables). It was left as it is; update Formcheck to use it."
        )


def bring_up(connection: Connection) -> None:
    """Bring the tables to the newest version, within the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@cache
def _versions() -> tuple[str, ...]:
    """All that are known, newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _SCRIPTS)
    return config
