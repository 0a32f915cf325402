"""What is done of the dose in one set: repetitions by side, and the hold under way. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from formcheck.coach.dose import target_reps
from formcheck.coach.events import Event, HoldCompleted, RepCompleted
from formcheck.coach.hold import is_short
from formcheck.coach.state import CoachState
from formcheck.live.snapshot import Goal, HoldNow, Progress
from formcheck.specs.schema import ExerciseSpec

Side = Literal["left", "right"]


class Tally:
    """Counts one set against its dose.

    Attributes:
        number: which set this is, from 1.
    """

    def __init__(self, spec: ExerciseSpec, dose: Mapping[str, float], number: int = 1) -> None:
        self.number = number
        self._dose = dose
        self._target = target_reps(spec, dose)
        per_side = dose.get("reps_per_side") if spec.dose.sides == "each" else None
        self._per_side = None if per_side is None else round(per_side)
        self._reps = 0
        self._by_side: dict[Side, int] = {"left": 0, "right": 0}
        self._held_before_s = 0.0
        self._last_held_s = 0.0
        self._most_s = spec.dose.hold_s.max if spec.dose.hold_s else None

    def take(self, event: Event) -> Side | None:
        """Count an event; the side it was done on if only the other one is left to do."""
        if isinstance(event, HoldCompleted):
            self._held_before_s += event.form_s
        if not isinstance(event, RepCompleted):
            return None
        self._reps += 1
        self._last_held_s = self._held_before_s
        if self._per_side is None:
            return None
        side = self._side_of(event)
        self._by_side[side] += 1
        only_other_left = self._by_side[other(side)] < self._per_side <= self._by_side[side]
        return side if only_other_left else None

    def rep_over(self) -> None:
        """The movement is over, counted or not: the next hold begins at nothing."""
        self._held_before_s = 0.0

    @property
    def held_short(self) -> bool:
        """Whether the hold of the last repetition was plainly shorter than what was asked for."""
        return is_short(self._last_held_s, self._dose.get("hold_s", 0.0))

    def _side_of(self, rep: RepCompleted) -> Side:
        if rep.side == "left" or rep.side == "right":
            return "left" if rep.side == "left" else "right"
        return "left" if self._by_side["left"] <= self._by_side["right"] else "right"

    def count_after(self, rep: RepCompleted) -> int:
        """The number to say after a repetition that was counted: on its side, if sides count."""
        if self._per_side is None or rep.side is None:
            return self._reps
        return self._by_side[self._side_of(rep)]

    @property
    def reached(self) -> bool:
        """Whether the set's repetitions are done, on both sides where sides count."""
        if self._per_side is not None:
            return min(self._by_side.values()) >= self._per_side
        return self._target is not None and self._reps >= self._target

    def progress(self, state: CoachState) -> Progress:
        """How far the set is, with the coach's state in this frame."""
        sides = {side: Goal(count, self._per_side) for side, count in self._by_side.items()}
        return Progress(
            set_number=self.number,
            sets=self.sets,
            reps=Goal(self._reps, self._target),
            left=None if self._per_side is None else sides["left"],
            right=None if self._per_side is None else sides["right"],
            side=state.side,
            hold=self._hold(state),
        )

    @property
    def sets(self) -> int:
        """How many sets the dose asks for."""
        return round(self._dose.get("sets", 1.0))

    def _hold(self, state: CoachState) -> HoldNow | None:
        if state.hold_s is None:
            return None
        held_s = self._held_before_s + state.hold_s
        running = state.hold_running and state.stage == "judging"
        return HoldNow(held_s, self._dose.get("hold_s"), self._most_s, running)


def other(side: Side) -> Side:
    """The other side."""
    return "right" if side == "left" else "left"
