"""Where the pictures of an exercise are: its start pose and its far end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.specs.loader import default_folder

FOLDER = "pictures"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Two pictures of one size from one place."""

    start: Path
    end: Path


def pictures_of(exercise: str, specs_folder: Path | None = None) -> Pictures | None:
    """The pictures beside the specs; None for an exercise that was never drawn."""
    folder = (specs_folder or default_folder()) / FOLDER
    pictures = Pictures(folder / f"{exercise}_start.webp", folder / f"{exercise}_end.webp")
    return pictures if pictures.start.is_file() and pictures.end.is_file() else None
