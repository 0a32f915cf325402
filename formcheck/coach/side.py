"""Which side works in an exercise done one side after the other."""

from __future__ import annotations

from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import NotMeasured
from formcheck.specs.schema import WorkSide

MAX_STEP_S = 0.2


class WorkingSide:
    """The side whose measurement is larger, summed over the repetition so far.

    In thread the needle it is the shoulder that sank first and further. Both sides are compared
    with their own start, so a high camera does not favour one; in the hold both may rest equally
    low: what was seen on the way down still counts.
    """

    def __init__(self, rule: WorkSide) -> None:
        self._rule = rule
        self._more_left = 0.0
        self._last_s: float | None = None

    def update(self, measurer: Measurer, time_s: float) -> str | None:
        """The side that works, None while it is not clear."""
        left, right = measurer.value(self._rule.left), measurer.value(self._rule.right)
        if not isinstance(left, NotMeasured) and not isinstance(right, NotMeasured):
            step = 0.0 if self._last_s is None else min(time_s - self._last_s, MAX_STEP_S)
            self._more_left += (left - right) * step
            self._last_s = time_s
        if abs(self._more_left) < self._rule.clear:
            return None
        return "left" if self._more_left > 0 else "right"

    def reset(self) -> None:
        """A new repetition may use the other side."""
        self._more_left = 0.0
        self._last_s = None
