"""A measurement is a number, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard


@dataclass(frozen=True, slots=True)
class NotMeasured:
    """Why a signal has no value, in words that can be shown."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotKnownYet(NotMeasured):
    """The person's own range is only assumed so far: good enough to count, not to judge."""


Measure = float | NotMeasured


def measured(value: Measure) -> TypeGuard[float]:
    """Whether a measure is a number."""
    return not isinstance(value, NotMeasured)
