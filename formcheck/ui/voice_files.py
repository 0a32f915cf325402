"""The spoken texts that ship with the app, for browsers that have no voice of their own."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from importlib.resources import files

FOLDER, INDEX = "voice", "index.json"
"""In `formcheck.ui`: the sound files and `{text: file name}`, made by `python -m tools.voice`."""
SAMPLE = "This is how I speak to you"
"""What `Try the voice` says."""


@cache
def voice_index() -> dict[str, str]:
    """The file name of every text that has a file."""
    text = files("formcheck.ui").joinpath(FOLDER, INDEX).read_text(encoding="utf-8")
    index: dict[str, str] = json.loads(text)
    return index


@cache
def sound_of(text: str) -> str | None:
    """A text as a `data:` address that a browser can play; None if it has no file.

    A text with a reason after a colon is spoken without it where only its first part has a file.
    """
    index = voice_index()
    name = index.get(text) or index.get(text.partition(": ")[0])
    if name is None:
        return None
    sound = files("formcheck.ui").joinpath(FOLDER, name).read_bytes()
    return f"data:audio/ogg;base64,{b64encode(sound).decode('ascii')}"
