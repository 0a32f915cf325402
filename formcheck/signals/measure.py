"""A measurement is a number, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """Why a signal has no value, in words that can be shown."""

    reason: str


Measure = float | NotMeasured


def measured(value: Measure) -> TypeGuard[float]:
    """Whether a measure is a number."""
    return not isinstance(value, NotMeasured)
