"""The temporary files of one browser session: never shared, gone with the session."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

_LONGEST_NAME = 80


class Workspace:
    """A folder of its own for one browser session.

    It is removed when the app ends or Streamlit forgets the session (at the next visit that comes
    two minutes or more after its tab was closed); earlier runs are removed when a new one begins.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="formcheck-", ignore_cleanup_errors=True)
        self._runs = 0

    @property
    def path(self) -> Path:
        """The session's folder."""
        return Path(self._folder.name)

    def new_run(self) -> Path:
        """An empty folder for the next analysis; those of earlier ones are removed."""
        for old in self.path.iterdir():
            shutil.rmtree(old, ignore_errors=True)
        self._runs += 1
        folder = self.path / f"run-{self._runs}"
        folder.mkdir()
        return folder


def keep_upload(upload: BinaryIO, name: str, folder: Path) -> Path:
    """Copy an uploaded file into a folder of its own in `folder`, under its own name made safe.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    place = folder / "upload"
    place.mkdir()
    target = place / safe_name(name)
    upload.seek(0)
    with target.open("wb") as file:
        shutil.copyfileobj(upload, file, 1 << 20)
    return target


def safe_name(name: str) -> str:
    """The last part of a file's name without anything that could lead elsewhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isalnum() or letter in " ._-()" else "_" for letter in last)
    return kept.strip(" .")[-_LONGEST_NAME:] or "video"
