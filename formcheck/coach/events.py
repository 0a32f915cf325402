"""What the coach says happened, in order. Times are seconds on the recording's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "minor", "major", "stop"]
Verdict = Literal["clean", "mistake", "not_judged"]
CueKind = Literal["instruction", "correction", "praise", "count", "reminder"]


@dataclass(frozen=True, slots=True)
class Started:
    """The start pose was held (or a calibration was given): judging begins."""

    time_s: float
    view: str


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The movement entered a phase at `time_s` (when its condition first held)."""

    time_s: float
    phase: str


@dataclass(frozen=True, slots=True)
class RepCompleted:
    """One repetition, with the ids of the mistakes raised during it."""

    time_s: float
    index: int
    side: str | None
    start_s: float
    end_s: float
    verdict: Verdict
    mistakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldCompleted:
    """A hold ended.

    `held_s` leaves out the time in which the person was not seen, `form_s` also that in which a
    mistake was on.
    """

    time_s: float
    side: str | None
    start_s: float
    end_s: float
    held_s: float
    form_s: float


@dataclass(frozen=True, slots=True)
class MistakeRaised:
    """A check's limit was passed for its duration. `value` and `threshold` share `unit`."""

    time_s: float
    check: str
    mistake: str
    severity: Severity
    since_s: float
    value: float
    threshold: float
    unit: str
    cue: str
    source: str


@dataclass(frozen=True, slots=True)
class MistakeCleared:
    """A raised mistake is over; `worst_value` is its most extreme measurement."""

    time_s: float
    check: str
    mistake: str
    severity: Severity
    since_s: float
    worst_value: float
    worst_s: float


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A check could not be judged from `start_s` to `end_s`, and why."""

    time_s: float
    check: str
    reason: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class CueSpoken:
    """One thing to say now."""

    time_s: float
    text: str
    kind: CueKind


Event = (
    Started
    | PhaseChanged
    | RepCompleted
    | HoldCompleted
    | MistakeRaised
    | MistakeCleared
    | NotJudged
    | CueSpoken
)
