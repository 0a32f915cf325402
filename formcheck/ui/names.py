"""Names that people gave: inside Markdown, and as names of files."""

from __future__ import annotations

import re
from unicodedata import normalize

_LONGEST = 80
_MEANS = re.compile(r"[\\`*_{}\[\]()<>#+.!|~:$&]|(?<![^\W_])-|-(?![^\W_])")
"""What Markdown could take for its own; a hyphen within a word it cannot."""


def plain(name: str) -> str:
    """A name inside Markdown: shown as it was typed."""
    return _MEANS.sub(r"\\\g<0>", name)


def file_name(*parts: str) -> str:
    """These parts as the name of a file, without its ending: letters, digits, "_" and "-" only.

    Nothing in it leads elsewhere, on any system; what cannot stand in it becomes one "-".
    """
    kept = (re.sub(r"[\W-]+", "-", normalize("NFC", part)).strip("-") for part in parts)
    return "-".join(part[:_LONGEST].strip("-") for part in kept if part) or "formcheck"
