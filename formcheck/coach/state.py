"""A snapshot of the coach for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.coach.events import Severity

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
