"""Which code decides what is seen in a film: landmarks kept by other code are not used."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

READ_BY = (
    "pose/frame.py",
    "pose/frame_store.py",
    "pose/landmarker.py",
    "pose/others.py",
    "pose/outline.py",
    "video/bounds.py",
    "video/bright.py",
    "video/decoder.py",
    "video/reader.py",
    "video/source.py",
    "video/upright.py",
    "video/windowed.py",
)
"""Files of the package. Their text counts, so that nobody has to remember to raise a number."""


@cache
def reading_version() -> str:
    """Changes with the code that reads films and with the packages that do the work."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(f"mediapipe {version('mediapipe')} av {version('av')}".encode())
    for name in READ_BY:
        digest.update(name.encode() + b"\0" + (package / name).read_bytes())
    return digest.hexdigest()
