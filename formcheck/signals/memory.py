"""What the words of the language remember from one frame to the next."""

from __future__ import annotations

import math

from formcheck.signals.filters import Window
from formcheck.signals.measure import Measure, NotMeasured

LATELY_S = 1.0
"""A repetition is noticed this late at most: its peaks count from where it began."""


class Extremes:
    """The lowest and highest value since they were last forgotten."""

    __slots__ = ("high", "low")

    def __init__(self) -> None:
        self.low, self.high = math.inf, -math.inf

    def forget(self) -> None:
        """Begin again."""
        self.low, self.high = math.inf, -math.inf

    def take(self, value: Measure) -> None:
        """Take in a value, if there is one."""
        if not isinstance(value, NotMeasured):
            self.low, self.high = min(self.low, value), max(self.high, value)

    @property
    def known(self) -> bool:
        """Whether there has been a value."""
        return self.low <= self.high

    @property
    def width(self) -> float:
        """How far apart they are."""
        return self.high - self.low


class Lately:
    """The extremes of one measurement in this repetition, and its values of the last second."""

    __slots__ = ("extremes", "window")

    def __init__(self, window: Window) -> None:
        self.extremes = Extremes()
        self.window = window

    def begin_rep(self, since_s: float | None) -> None:
        """Forget the repetition before; this one began at `since_s` (None: now)."""
        self.extremes.forget()
        if since_s is not None:
            for value in self.window.since(since_s):
                self.extremes.take(value)


class Swing:
    """How far and how fast one measurement went since the repetition before."""

    __slots__ = ("rates", "values")

    def __init__(self) -> None:
        self.values, self.rates = Extremes(), Extremes()

    def forget(self) -> None:
        """Begin again."""
        self.values.forget()
        self.rates.forget()
