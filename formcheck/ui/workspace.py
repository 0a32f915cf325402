"""The temporary files of one browser session: never shared, gone with the session."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO


class Workspace:
    """A folder of its own for one browser session.

    It is removed when the session is forgotten or the app ends (`TemporaryDirectory` sees to
    both), and earlier runs in it are removed when a new one begins.
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
    """Copy an uploaded file into `folder` under a safe name that keeps its ending.

    Raises:
        OSError: the folder cannot be written to, or the disk is full.
    """
    ending = Path(name).suffix.lower()
    safe = ending if ending[1:].isalnum() and len(ending) <= 6 else ""
    target = folder / f"video{safe}"
    upload.seek(0)
    with target.open("wb") as file:
        shutil.copyfileobj(upload, file, 1 << 20)
    return target
