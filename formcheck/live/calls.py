"""What is called out while a hold or a rest runs, each line once. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.live import phrases
from formcheck.live.snapshot import HoldNow, Progress, Tone

LONG_S, SHORT_S = 20.0, 5.0
"""Shorter holds are not counted down from ten, or from three."""
SAID_FROM_S = 8.0
"""The beginning of a shorter hold is a tone alone: words would last for half of it."""
OVER_S = 2.0
"""So much longer than the sources' upper limit is told."""


@dataclass(frozen=True, slots=True)
class Call:
    """A line, its sound, and how long it may wait for its turn."""

    text: str
    tone: Tone | None
    valid_s: float


class Countdown:
    """Calls of seconds left: ten, then three, two, one. Each once."""

    def __init__(self, length_s: float) -> None:
        self._due = [10] if length_s >= LONG_S else []
        self._due += [3, 2, 1] if length_s >= SHORT_S else []

    def update(self, left_s: float) -> Call | None:
        """What to call with so many seconds left, if anything."""
        passed = [mark for mark in self._due if left_s <= mark]
        if not passed:
            return None
        self._due = [mark for mark in self._due if mark not in passed]
        mark = passed[-1]
        if left_s <= mark - 1 or left_s <= 0:  # a stall went past it
            return None
        if mark == 10:
            return Call(phrases.TEN_LEFT, None, 1.0)
        return Call(phrases.LAST_SECONDS[mark - 1], "tick", 0.5)


def held(hold: HoldNow | None) -> bool:
    """Whether the goal of a hold is reached: its clock and the breath's end with that."""
    return hold is not None and hold.target_s is not None and hold.held_s >= hold.target_s


def as_shown(progress: Progress) -> Progress:
    """The progress as it is shown: the clock of a hold stops at the goal."""
    hold = progress.hold
    if hold is None or hold.target_s is None or not held(hold):
        return progress
    return replace(progress, hold=replace(hold, held_s=hold.target_s, running=False))


class HoldCalls:
    """Calls of one hold: that it counts, the countdown, the end, and that it is too long."""

    def __init__(self) -> None:
        self._countdown: Countdown | None = None
        self._begun = self._done = self._over = False

    def update(self, hold: HoldNow | None) -> Call | None:
        """What to call now, if anything."""
        if hold is None:
            return None
        if not self._begun:
            if not hold.running:
                return None
            self._begun = True
            long = (hold.target_s or LONG_S) >= SAID_FROM_S
            return Call(phrases.HOLD if long else "", "good", 2.0)
        if hold.target_s is not None and not self._done:
            if self._countdown is None:
                self._countdown = Countdown(hold.target_s)
            if hold.held_s >= hold.target_s:
                self._done = True
                return Call(phrases.HOLD_DONE, "done", 3.0)
            return self._countdown.update(hold.target_s - hold.held_s)
        if hold.most_s is not None and not self._over and hold.held_s > hold.most_s + OVER_S:
            self._over = True
            return Call(phrases.COME_BACK, "attention", 3.0)
        return None
