"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def readable(name: str) -> str:
    """A file's name as it can be written anywhere: on a disk it may hold bytes that are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")


def printable(text: str) -> str:
    """Text of one line without letters that would steer the terminal, as names of files may hold.

    Each of them becomes a question mark.
    """
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def draft_of(path: Path) -> Path:
    """A new empty file beside `path`, with its ending, so that writers which go by it work.

    Raises:
        OSError: the folder is missing or cannot be written to.
    """
    draft = path.parent / f".formcheck-{secrets.token_hex(6)}{path.suffix}"
    draft.open("xb").close()
    return draft


@contextmanager
def written_beside(path: Path) -> Iterator[Path]:
    """A draft that takes the place of `path` when the block succeeds and is removed when it fails.

    Raises:
        OSError: the folder is missing or cannot be written to, or `path` cannot be replaced.
    """
    draft = draft_of(path)
    try:
        yield draft
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
