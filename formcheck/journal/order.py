"""Two lists in one, each in its own order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

T = TypeVar("T")


def merged(first: Sequence[T], second: Sequence[T], at: Callable[[T], datetime]) -> list[T]:
    """By date, but neither changes its own order: a clock may have been set back in it.

    The last of all is the later one of both lasts: what was done last counts, whatever a clock
    that was ahead said before. Of the same moment, those of `first` come later.
    """
    one, other, found = list(first), list(second), []
    while one and other:
        found.append((one if at(one[-1]) >= at(other[-1]) else other).pop())
    return [*one, *other, *reversed(found)]
