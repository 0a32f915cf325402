"""A version of the journal that comes after this one, made up for the tests."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from formcheck.journal import migrate

NEXT = "9999"
_NEXT = f'''
import time

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{{newest}}"


def upgrade() -> None:
    op.add_column("session", sa.Column("mood", sa.Text))
    for number in range(20):
        op.create_table(f"new_{{{{number}}}}", sa.Column("one", sa.Integer))
        time.sleep(0.001)
    op.execute("UPDATE session SET mood = 'good'")
'''


@contextmanager
def next_version(fails: bool = False) -> Iterator[None]:
    """Formcheck of the next version, for the block."""
    newest, before = migrate.newest(), migrate._SCRIPTS
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(str(files("formcheck.journal") / "migrations"), folder, dirs_exist_ok=True)
        text = _NEXT.format(newest=newest) + ("    raise OSError('broken')\n" if fails else "")
        (Path(folder) / "versions" / "next.py").write_text(text)
        migrate._SCRIPTS = folder
        migrate._versions.cache_clear()
        try:
            yield
        finally:
            migrate._SCRIPTS = before
            migrate._versions.cache_clear()


def with_next_version(work: Callable[[], None]) -> None:
    with next_version():
        work()
