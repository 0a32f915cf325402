"""Which side works in an exercise done one side after the other."""

from __future__ import annotations

from formcheck.coach.conditions import Held
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import NotMeasured

LOWER_BY_TORSO, FOR_S = 0.12, 0.4
LEFT, RIGHT = "from_start(height(left.shoulder))", "from_start(height(right.shoulder))"


class WorkSide:
    """The threading side: the shoulder that has sunk further, for long enough.

    Both shoulders are compared with their own start, so a high camera does not favour one.
    """

    def __init__(self) -> None:
        self._held = {"left": Held(), "right": Held()}

    def update(self, measurer: Measurer, time_s: float) -> str | None:
        """The side that is clearly lower now, or None."""
        left, right = measurer.value(LEFT), measurer.value(RIGHT)
        if isinstance(left, NotMeasured) or isinstance(right, NotMeasured):
            return None
        for side, lower_by in (("left", right - left), ("right", left - right)):
            since = self._held[side].update(time_s, lower_by > LOWER_BY_TORSO)
            if since is not None and time_s - since >= FOR_S:
                return side
        return None

    def reset(self) -> None:
        """A new repetition may use the other side."""
        for held in self._held.values():
            held.reset()
