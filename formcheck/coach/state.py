"""A snapshot of the coach for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.coach.checks import CheckState
from formcheck.coach.events import Severity
from formcheck.signals.back import BACK_WORDS
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import measured

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
        hold_s: seconds in the current hold, None outside holds.
        range_fraction: 0..1 position of the main signal in the person's own range, if known.
        back_seen: the outline of the back could be read in this frame.
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


def range_fraction(measurer: Measurer) -> float | None:
    """Where the first ranged signal is in the person's own range, 0..1; None: not seen."""
    for name, (low, high) in measurer.known.ranges.items():
        value = measurer.value(name)
        if measured(value) and high > low:
            return min(max((value - low) / (high - low), 0.0), 1.0)
    return None
