"""What people and instruments give, made fit to be kept."""

from __future__ import annotations

import math
from collections.abc import Mapping

LONGEST_TEXT = 20_000
LONGEST_DOCUMENT = 1_000_000


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Without what no database and no page takes: half characters and NUL; and not without end."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return sound.replace("\x00", "")[:longest]


def finite(values: Mapping[str, float]) -> dict[str, float]:
    """Only what is a number."""
    return {clean(name): float(value) for name, value in values.items() if math.isfinite(value)}


def finite_or_none(value: float | None) -> float | None:
    """The number, if it is one."""
    return None if value is None or not math.isfinite(value) else float(value)
