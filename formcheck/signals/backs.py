"""The bends of the back, read off each outline once."""

from __future__ import annotations

from array import array
from bisect import bisect_left

from formcheck.signals.back import (
    ARM_BEFORE,
    BENDS,
    NOT_SEEN,
    RAGGED,
    TOO_FAR,
    Outline,
    back_outline,
    back_row,
)
from formcheck.signals.body import Body
from formcheck.signals.measure import Measure, NotMeasured


class Backs:
    """Gives the bends of one body after the other; words share the work on its outline."""

    def __init__(self) -> None:
        self._body: Body | None = None
        self._outline: Outline | NotMeasured = NOT_SEEN

    def bend(self, body: Body, word: str) -> Measure:
        """The value of one of `BACK_WORDS`, degrees, + rounded, - hollow."""
        if self._body is not body:
            self._body, self._outline = body, back_outline(body)
        outline = self._outline
        return outline if isinstance(outline, NotMeasured) else outline.bend(BENDS[word])


class WatchedBacks(Backs):
    """Remembers what it read: a recording is watched several times, and its outlines stay."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[str, int], _Column] = {}

    def bend(self, body: Body, word: str) -> Measure:
        """The value of one of `BACK_WORDS`; moments are told apart by their time."""
        row = back_row(body)
        if row is None:
            return super().bend(body, word)
        column = self._read.setdefault((word, row), _Column())
        value = column.get(body.time_s)
        if value is None:
            value = super().bend(body, word)
            column.put(body.time_s, value)
        return value


_REASONS = (NOT_SEEN, RAGGED, TOO_FAR, ARM_BEFORE)
_NO_ANGLE = 1000.0
"""No angle is as large: numbers from here on stand for reasons."""


class _Column:
    """Measures by time, 16 bytes each: an hour of film is two megabytes."""

    def __init__(self) -> None:
        self._times, self._values = array("d"), array("d")

    def get(self, time_s: float) -> Measure | None:
        at = bisect_left(self._times, time_s)
        if at == len(self._times) or self._times[at] != time_s:
            return None
        value = self._values[at]
        return value if value < _NO_ANGLE else _REASONS[int(value - _NO_ANGLE)]

    def put(self, time_s: float, value: Measure) -> None:
        at = bisect_left(self._times, time_s)
        number = _NO_ANGLE + _REASONS.index(value) if isinstance(value, NotMeasured) else value
        self._times.insert(at, time_s)
        self._values.insert(at, number)
