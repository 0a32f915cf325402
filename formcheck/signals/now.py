"""The frame that is being measured, and what is known besides it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from formcheck.signals.backs import Backs
from formcheck.signals.body import Body
from formcheck.signals.known import Known
from formcheck.signals.measure import Measure

PACES = 6
"""So many repetitions show how steady the pace is."""

Program = Callable[[], Measure]
"""Gives the value of an expression in this frame."""


class Now:
    """What the programs of an exercise look at; a `Measurer` moves it from frame to frame.

    Attributes:
        known: what is known of the person.
        backs: reads the outline of the back.
        time_s: of this frame, seconds.
        turn: another number whenever what was worked out before no longer holds.
        durations: seconds of the phases (and of the whole `rep`) of this repetition.
        paces: seconds of the last repetitions.
    """

    __slots__ = ("_body", "backs", "durations", "known", "paces", "time_s", "turn")

    def __init__(self, known: Known, backs: Backs) -> None:
        self.known = known
        self.backs = backs
        self.time_s = 0.0
        self.turn = 0
        self.durations: dict[str, float] = {}
        self.paces: deque[float] = deque(maxlen=PACES)
        self._body: Body | None = None

    @property
    def body(self) -> Body:
        """The body in this frame (RuntimeError: there has been none)."""
        if self._body is None:
            raise RuntimeError("update() comes before value()")
        return self._body

    def see(self, body: Body) -> None:
        """Move on to the next frame."""
        self._body = body
        self.time_s = body.time_s
        self.turn += 1


class Once:
    """A program that is worked out when it is first asked in a frame."""

    __slots__ = ("_now", "_turn", "_value", "_work")

    def __init__(self, work: Program, now: Now) -> None:
        self._work = work
        self._now = now
        self._turn = -1
        self._value: Measure = 0.0

    def __call__(self) -> Measure:
        """The value in this frame."""
        turn = self._now.turn
        if self._turn != turn:
            self._value = self._work()
            self._turn = turn
        return self._value
