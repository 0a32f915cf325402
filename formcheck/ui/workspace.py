"""The temporary files of one browser session: never shared, gone with the session."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

_LONGEST_NAME = 80
_PIECE = 1 << 20


class Workspace:
    """A folder of its own for one browser session, with one folder for each film.

    It is removed when the app ends or Streamlit forgets the session (at the next visit that comes
    two minutes or more after its tab was closed).
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="formcheck-", ignore_cleanup_errors=True)
        self._films = 0

    @property
    def path(self) -> Path:
        """The session's folder."""
        return Path(self._folder.name)

    def new_folder(self) -> Path:
        """An empty folder for the next film (OSError: it cannot be made)."""
        self._films += 1
        folder = self.path / f"film-{self._films}"
        folder.mkdir()
        return folder

    def remove(self, folder: Path) -> None:
        """Remove the folder of a film."""
        if folder.parent == self.path:
            shutil.rmtree(folder, ignore_errors=True)


def keep_upload(upload: BinaryIO, name: str, folder: Path) -> Path:
    """Copy an uploaded file into a folder of its own in `folder`, under its own name made safe.

    Raises:
        OSError: the folder cannot be written to, or the disk is full; nothing is left then.
    """
    place = folder / "upload"
    place.mkdir()
    target = place / safe_name(name)
    upload.seek(0)
    try:
        with target.open("wb") as file:
            shutil.copyfileobj(upload, file, _PIECE)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def safe_name(name: str) -> str:
    """The last part of a file's name without anything that could lead elsewhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isalnum() or letter in " ._-()" else "_" for letter in last)
    return kept.strip(" .")[-_LONGEST_NAME:] or "video"
