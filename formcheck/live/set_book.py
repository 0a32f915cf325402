"""What was done in one exercise: its sets, each judged by one coach or, after pauses, by more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from formcheck.coach.coach import Coach
from formcheck.coach.summary import SetSummary, merged
from formcheck.live.learnt import learnt_from, was_judged
from formcheck.live.snapshot import Learnt
from formcheck.signals.known import Known
from formcheck.specs.vocabulary import View


class SetBook:
    """Keeps the sets of one exercise.

    Attributes:
        ranges: own ranges by view, with what has been learnt in this practice.
        learnt: own ranges to be kept for next time; None: none were seen.
    """

    def __init__(self, ranges: Mapping[View, Known]) -> None:
        """`ranges`: those learnt in earlier practices."""
        self.ranges: dict[View, Known] = dict(ranges)
        self.learnt: Learnt | None = None
        self._sets: list[SetSummary] = []
        self._parts: list[SetSummary] = []

    @property
    def sets(self) -> tuple[SetSummary, ...]:
        """Those that are over, in order."""
        return tuple(self._sets)

    @property
    def whole(self) -> SetSummary:
        """The sets as one, repetitions numbered through; there must be one."""
        return merged(self._sets)

    @property
    def reps_before(self) -> int:
        """Repetitions of the set under way that were counted before its last pause."""
        return sum(len(part.reps) for part in self._parts)

    def part_over(self, coach: Coach) -> None:
        """A coach has finished: the set, or its part until a pause."""
        part, calibration = coach.summary(), coach.calibration
        if not self._parts or was_judged(part):  # else it was left at the pause
            self._parts.append(part)
        learnt = learnt_from(calibration, self.ranges) if calibration else None
        if calibration is not None and learnt is not None:
            self.learnt = learnt
            self.ranges[learnt.view] = replace(calibration.known, neutral={})

    def set_over(self) -> None:
        """All parts of a set are there."""
        self._sets.append(self._parts[0] if len(self._parts) == 1 else merged(self._parts))
        self._parts = []
