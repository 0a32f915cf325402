"""Days, counts and amounts in words, as the progress page says them. Pure, ASCII only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from formcheck.specs.schema import ExerciseSpec

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def plural(count: int, noun: str) -> str:
    """`3 days`, `1 day`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def joined(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def on_day(day: date) -> str:
    """`3 October`."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def whole_minutes(minutes: float) -> str:
    """`12 minutes`; what is shorter than one is still one."""
    return plural(max(1, round(minutes)), "minute")


def per_cent(share: float) -> str:
    """`80 %`."""
    return f"{round(100 * share)} %"


def points(value: float) -> str:
    """A pain figure: `3`, or `2.5` for a median between two."""
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.1f}"


def title_of(exercise: str, specs: Mapping[str, ExerciseSpec]) -> str:
    """An exercise as people know it; one that is no longer there, by its id."""
    spec = specs.get(exercise)
    return spec.title if spec else exercise.replace("_", " ").capitalize()
