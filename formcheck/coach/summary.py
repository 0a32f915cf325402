"""What a set amounts to: the events of the coach folded into repetitions, holds and mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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


def merged(sets: Sequence[SetSummary]) -> SetSummary:
    """Sets on one clock as one summary, in their order; repetitions are numbered through.

    View and calibration are those of the first set that was judged.

    Raises:
        ValueError: no sets.
    """
    if not sets:
        raise ValueError("there is no set to summarise")
    first = next((one for one in sets if one.calibration.source != "none"), sets[0])
    reps: list[RepCompleted] = []
    mistakes: list[MistakeSpan] = []
    for one in sets:
        before = len(reps)
        reps += [replace(rep, index=rep.index + before) for rep in one.reps]
        mistakes += [
            span if span.rep is None else replace(span, rep=span.rep + before)
            for span in one.mistakes
        ]
    return replace(
        first,
        judged_share=_share_judged(sets),
        reps=tuple(reps),
        mistakes=tuple(mistakes),
        holds=tuple(hold for one in sets for hold in one.holds),
        not_judged=tuple(gap for one in sets for gap in one.not_judged),
        cues=tuple(cue for one in sets for cue in one.cues),
        phases=tuple(phase for one in sets for phase in one.phases),
        notes=tuple(dict.fromkeys(note for one in sets for note in one.notes)),
        signals=_joined([one.signals for one in sets]),
    )


def _share_judged(sets: Sequence[SetSummary]) -> float:
    frames = [len(one.signals.time_s) for one in sets]
    if not sum(frames):
        return sets[0].judged_share
    pairs = zip(sets, frames, strict=True)
    return sum(one.judged_share * count for one, count in pairs) / sum(frames)


def _joined(tables: Sequence[SignalTable]) -> SignalTable:
    return SignalTable(
        np.concatenate([table.time_s for table in tables]),
        {name: np.concatenate([t.values[name] for t in tables]) for name in tables[0].values},
        tuple(phase for table in tables for phase in table.phase),
    )
