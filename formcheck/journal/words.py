"""What people and instruments give, made fit to be kept."""

from __future__ import annotations

import math
from collections.abc import Mapping

LONGEST_TEXT = 20_000
LONGEST_WORD = 200
LONGEST_DOCUMENT = 1_000_000


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Without what no database and no page takes: half characters and NUL; and not without end."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return sound.replace("\x00", "")[:longest]


def word(text: str) -> str:
    """A name or an id."""
    return clean(text, LONGEST_WORD)


def word_or_none(text: str | None) -> str | None:
    """A name or an id, if there is one."""
    return None if text is None else word(text)


def finite(values: Mapping[str, float]) -> dict[str, float]:
    """Only what is a number."""
    return {word(name): float(value) for name, value in values.items() if math.isfinite(value)}


def finite_or_none(value: float | None) -> float | None:
    """The number, if it is one."""
    return None if value is None or not math.isfinite(value) else float(value)
