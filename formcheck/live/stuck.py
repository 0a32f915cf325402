"""Help for somebody who is ready and does not know how to go on. Pure in time."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.coach.events import Event, HoldCompleted, PhaseChanged, RepCompleted
from formcheck.live import phrases
from formcheck.live.telling import Line, Talk, movement, steps
from formcheck.live.voice import Voice
from formcheck.specs.schema import ExerciseSpec

AFTER_S = 20.0
"""Nothing has moved for so long."""
TIMES = 2


class Stuck:
    """Until the first repetition of an exercise: tells the movement again when nothing moves."""

    def __init__(self, voice: Voice, spec: ExerciseSpec, *, alone: bool, by_hands: bool) -> None:
        """`alone`: no other exercise follows; `by_hands`: both hands up leave this one."""
        self._voice = voice
        self._movement = steps(movement(spec))
        self._leave: str | None = phrases.HANDS_STOP if alone else phrases.HANDS_GO_ON
        if not by_hands:
            self._leave = None if alone else phrases.PRESS_GO_ON
        self._talk: Talk | None = None
        self._told = 0
        self._since_s: float | None = None
        self._off = False

    @property
    def sentence(self) -> str | None:
        """The step that is being said; None: none."""
        return self._talk.sentence if self._talk is not None else None

    def update(self, now: float, events: Iterable[Event], *, waiting: bool) -> None:
        """Take in a frame; `waiting`: judging, and a movement is what comes next."""
        if self._off:
            return
        events = list(events)
        if any(isinstance(event, RepCompleted | HoldCompleted) for event in events):
            self._off = True
        moved = any(isinstance(event, PhaseChanged) for event in events)
        if self._off or moved or not waiting:
            self.stop()
            self._since_s = None if self._off or not waiting else now
            return
        if self._since_s is None:
            self._since_s = now
        if self._talk is not None:
            self._talk.update(now)
            if self._talk.over:
                self._talk, self._since_s = None, now
        elif now - self._since_s >= AFTER_S:
            self._help(now)

    def stop(self) -> None:
        """What is being told has been overtaken."""
        if self._talk is not None:
            self._talk.stop()
            self._talk = None

    def _help(self, now: float) -> None:
        self._since_s = now
        self._told += 1
        if self._told <= TIMES:
            self._talk = Talk(self._voice, self._movement)
            self._talk.update(now)
            return
        self._off = True
        if self._leave is not None:
            self._talk = Talk(self._voice, (Line(self._leave),))
            self._talk.update(now)
