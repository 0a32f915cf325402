"""A snapshot of the coach for the screen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.coach.checks import CheckState
from formcheck.coach.events import Severity
from formcheck.signals.back import BACK_WORDS
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import measured
from formcheck.specs.schema import ExerciseSpec

Stage = Literal["waiting", "neutral", "judging", "lost"]


@dataclass(frozen=True, slots=True)
class ActiveMistake:
    """A mistake that is on now; `value` and `threshold` share `unit`.

    `about_back`: it was read from the outline of the back.
    """

    check: str
    mistake: str
    text: str
    value: float
    threshold: float
    unit: str
    severity: Severity
    about_back: bool


@dataclass(frozen=True, slots=True)
class CoachState:
    """What the coach knows in this frame.

    Attributes:
        stage: waiting for the start pose, taking neutral, judging, or the person is lost.
        instruction: one thing to do next, if any.
        reason: why something cannot be judged now, if so.
        hold_s: seconds of good form in the current hold, None outside holds.
        hold_running: whether the hold clock runs now.
        range_fraction: 0..1 position of the main signal in the person's own range, or, where the
            exercise has none, in what was seen of it so far; None: not seen.
        back_seen: the outline of the back could be read in this frame, where it is of use.
        near_side: the side towards the camera, once known.
        back_row: which row of the trunk's outline is the back, where it is of use.
    """

    stage: Stage
    instruction: str | None
    phase: str
    reps: int
    clean_reps: int
    rep_target: int | None
    side: str | None
    hold_s: float | None
    hold_running: bool
    hold_target_s: float | None
    active: tuple[ActiveMistake, ...]
    reason: str | None
    range_fraction: float | None
    back_seen: bool
    near_side: Literal["left", "right"] | None
    back_row: Literal[0, 1] | None


def active_mistakes(checks: Sequence[CheckState], measurer: Measurer) -> tuple[ActiveMistake, ...]:
    """What is to be shown as wrong now."""
    return tuple(
        ActiveMistake(
            check=state.check.id,
            mistake=state.check.mistake,
            text=state.check.say,
            value=state.raised.worst,
            threshold=state.raised.limit,
            unit=state.raised.unit,
            severity=state.raised.severity,
            about_back=state.check.signal is not None
            and measurer.uses(state.check.signal, BACK_WORDS),
        )
        for state in checks
        if state.raised is not None and state.check.live
    )


def uses_back(measurer: Measurer) -> bool:
    """Whether any signal of the exercise is read from the outline of the back."""
    signals = measurer.spec.signals.values()
    return any(measurer.uses(signal.expression, BACK_WORDS) for signal in signals)


def in_form(checks: Sequence[CheckState]) -> bool:
    """Whether no mistake is on that would be told live."""
    return not any(
        state.raised is not None and state.check.live and state.raised.severity != "info"
        for state in checks
    )


class RangeMeter:
    """How far the movement has gone: of the person's own range, or of what was seen so far.

    The signal is the exercise's first ranged one; without ranges, its first plotted one.
    """

    def __init__(self, spec: ExerciseSpec) -> None:
        self._ranged = tuple(spec.calibrate.ranges)
        plotted = [name for name, signal in spec.signals.items() if signal.plot]
        self._plotted = None if self._ranged or not plotted else plotted[0]
        self._low, self._high = math.inf, -math.inf

    def update(self, measurer: Measurer) -> float | None:
        """0..1 in the measurer's current frame, None while it is not seen."""
        for name in self._ranged:
            value = measurer.value(name)
            if measured(value) and name in measurer.known.ranges:
                return _share(value, *measurer.known.ranges[name])
        if self._plotted is None or not measured(value := measurer.value(self._plotted)):
            return None
        self._low, self._high = min(self._low, value), max(self._high, value)
        return _share(value, self._low, self._high)


def _share(value: float, low: float, high: float) -> float | None:
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else None
