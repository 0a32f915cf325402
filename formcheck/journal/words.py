"""What people and instruments give, made fit to be kept."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import get_args

from formcheck.journal.records import ChangeKind, Mode

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


def change_fault(kind: ChangeKind, before: str, after: str) -> str | None:
    """Why a change cannot be as it is told; None: it can."""
    for value in (before, after):
        if kind == "mode" and value not in get_args(Mode):
            return f"{word(value)!r} is no mode; it is {', '.join(get_args(Mode))}"
        if kind == "step" and not re.fullmatch("-?[0-9]{1,3}", value):
            return f"{word(value)!r} is no step; it is a number like 2"
    return None
