"""The phase machine of an exercise: which part of the movement this is, and when it began."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.conditions import ConditionState
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import ExerciseSpec, Exit, Phase


@dataclass(frozen=True, slots=True)
class Transition:
    """A change of phase, dated back to when its condition began to hold."""

    left: Phase
    entered: Phase
    left_since_s: float
    at_s: float
    completes_rep: bool


class PhaseMachine:
    """Follows the phases of a spec.

    Attributes:
        phase: the current phase.
        since_s: when it began.
        reason: why its exits could not be evaluated in the last frame, if so.
    """

    def __init__(self, spec: ExerciseSpec, time_s: float) -> None:
        self._spec = spec
        self._phases = {phase.id: phase for phase in spec.phases}
        self.phase = spec.start_phase
        self.since_s = time_s
        self.reason: str | None = None
        self._exits: list[tuple[Exit, ConditionState]] = []
        self._enter(self.phase, time_s)

    def update(self, measurer: Measurer, time_s: float) -> Transition | None:
        """Take the first exit whose condition holds, if any."""
        self.reason = None
        for exit_, state in self._exits:
            verdict = state.update(measurer, time_s)
            if verdict.reason is not None:
                self.reason = verdict.reason
            if verdict.holds and verdict.since_s is not None:
                left, at_s = self.phase, max(verdict.since_s, self.since_s)
                since_s = self.since_s
                measurer.durations[left.id] = at_s - since_s
                completes = exit_.completes_rep and _counts(exit_, measurer, time_s)
                self._enter(self._phases[exit_.to], at_s)
                return Transition(left, self.phase, since_s, at_s, completes)
        return None

    def restart(self, time_s: float) -> None:
        """Go back to the start phase without completing anything."""
        self._enter(self._spec.start_phase, time_s)

    def would_complete(self, measurer: Measurer, time_s: float) -> bool:
        """Whether the recording may end here and still count the repetition."""
        return any(
            exit_.completes_rep and _counts(exit_, measurer, time_s) for exit_ in self.phase.leave
        )

    def _enter(self, phase: Phase, time_s: float) -> None:
        self.phase, self.since_s = phase, time_s
        self._exits = [(exit_, ConditionState(exit_.when)) for exit_ in phase.leave]


def _counts(exit_: Exit, measurer: Measurer, time_s: float) -> bool:
    if exit_.counts_if is None:
        return True
    return ConditionState(exit_.counts_if).update(measurer, time_s).holds
