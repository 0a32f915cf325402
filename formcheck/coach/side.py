"""Which side works in an exercise done one side after the other."""

from __future__ import annotations

from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import NotMeasured

CLEAR_TORSO_S = 0.04
"""Known once one shoulder has been lower by this much, summed over time (torso lengths x s)."""
MAX_STEP_S = 0.2
LEFT, RIGHT = "from_start(height(left.shoulder))", "from_start(height(right.shoulder))"


class WorkSide:
    """The threading side: the shoulder that sank first and further, over the repetition so far.

    Both shoulders are compared with their own start, so a high camera does not favour one. In the
    hold both may rest equally low: what was seen on the way down still counts.
    """

    def __init__(self) -> None:
        self._lower_left = 0.0
        self._last_s: float | None = None

    def update(self, measurer: Measurer, time_s: float) -> str | None:
        """The side that works, None while it is not clear."""
        left, right = measurer.value(LEFT), measurer.value(RIGHT)
        if not isinstance(left, NotMeasured) and not isinstance(right, NotMeasured):
            step = 0.0 if self._last_s is None else min(time_s - self._last_s, MAX_STEP_S)
            self._lower_left += (right - left) * step
            self._last_s = time_s
        if abs(self._lower_left) < CLEAR_TORSO_S:
            return None
        return "left" if self._lower_left > 0 else "right"

    def reset(self) -> None:
        """A new repetition may use the other side."""
        self._lower_left = 0.0
        self._last_s = None
