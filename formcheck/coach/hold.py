"""The hold clock: runs while the position is kept and seen, pauses otherwise, never resets."""

from __future__ import annotations

from formcheck.coach.conditions import ConditionState
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import Condition

LAG_S = 0.28
"""Leaving a hold is noticed this much late: 0.16 s of the filter at rest, half the 0.25 s of the
line fit behind a speed."""


LONG_ENOUGH, SLACK_S = 0.9, 0.5
"""A hold this close to its goal needs no word: it is not read more exactly."""


def is_short(held_s: float, goal_s: float) -> bool:
    """Whether a hold was plainly shorter than what was asked for, both in seconds."""
    return held_s < LONG_ENOUGH * goal_s - SLACK_S


class HoldClock:
    """One hold, from the moment its phase was entered.

    Attributes:
        start_s: when the hold began.
        end_s: the last moment in which it was kept.
        held_s: seconds kept and seen.
        form_s: seconds of them in good form.
        running: whether the last frame counted as good form.
    """

    def __init__(self, start_s: float, now_s: float, while_: Condition | None) -> None:
        self.start_s = start_s
        self.end_s = now_s
        self.held_s = self.form_s = max(0.0, now_s - start_s)
        self.running = True
        self._kept = ConditionState(while_) if while_ is not None else None

    def update(
        self, measurer: Measurer, time_s: float, step_s: float, *, seen: bool, in_form: bool
    ) -> None:
        """Take in one frame of the hold phase; `in_form`: no mistake is on."""
        kept = seen and (self._kept is None or self._kept.update(measurer, time_s).holds)
        self.running = kept and in_form
        if kept:
            self.end_s = time_s
            self.held_s += step_s
            self.form_s += step_s if in_form else 0.0

    def left(self) -> None:
        """The position was given up: take back what was counted before that was noticed."""
        late = min(LAG_S, self.held_s)
        self.end_s -= late
        self.held_s -= late
        self.form_s -= min(late, self.form_s) if self.running else 0.0
        self.form_s = min(self.form_s, self.held_s)
