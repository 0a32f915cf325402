"""What a set amounts to: the events of the coach folded into repetitions, holds and mistakes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from formcheck.coach.events import (
    CueSpoken,
    HoldCompleted,
    NotJudged,
    PhaseChanged,
    RepCompleted,
    Severity,
)
from formcheck.pose.frame import Array


@dataclass(frozen=True, slots=True)
class MistakeSpan:
    """One mistake from raise to clear.

    Attributes:
        rep: index of the repetition it happened in (1 is the first), or None.
        value: the worst measurement, in `unit`, at `worst_s`; `threshold` is the limit it passed.
    """

    id: str
    check: str
    start_s: float
    end_s: float
    severity: Severity
    value: float
    worst_s: float
    threshold: float
    unit: str
    cue: str
    source: str
    rep: int | None


@dataclass(frozen=True, slots=True)
class CalibrationNote:
    """How the person's neutral and range were found.

    Attributes:
        source: `captured` in a still start pose, `clip` estimated from the recording, `stored`
            from an earlier set, `none`: judging never began.
        text: the same for people.
        start_s, end_s: the stretch that was used as neutral, seconds (NaN: none).
        ranges: own (low, high) by signal name, in the signal's unit.
    """

    source: str
    text: str
    start_s: float
    end_s: float
    ranges: dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class SignalTable:
    """The spec's signals over time; NaN where a signal was not measured.

    Attributes:
        time_s: shape (N,) seconds.
        values: by signal name, shape (N,), in the signal's unit.
        phase: by frame, the phase's id, or "" while not judging.
    """

    time_s: Array
    values: dict[str, Array]
    phase: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetSummary:
    """Everything that is known about one set."""

    view: str
    judged_share: float
    calibration: CalibrationNote
    reps: tuple[RepCompleted, ...] = ()
    holds: tuple[HoldCompleted, ...] = ()
    mistakes: tuple[MistakeSpan, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    cues: tuple[CueSpoken, ...] = ()
    phases: tuple[PhaseChanged, ...] = ()
    notes: tuple[str, ...] = ()
    signals: SignalTable = field(default_factory=lambda: SignalTable(np.empty(0), {}, ()))
