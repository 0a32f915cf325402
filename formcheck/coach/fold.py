"""Folds the events of a set into a `SetSummary` as they come."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left, bisect_right

import numpy as np

from formcheck.coach.calibration import Calibration
from formcheck.coach.events import (
    CueSpoken,
    Event,
    HoldCompleted,
    MistakeCleared,
    MistakeRaised,
    NotJudged,
    PhaseChanged,
    RepCompleted,
    Started,
)
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary, SignalTable
from formcheck.pose.frame import PoseFrame
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import measured
from formcheck.specs.schema import ExerciseSpec

CROWDED_S = 1.5
"""Somebody seen in one look only, once a second, may be a thing."""
NO_REPETITION = "no repetition of this exercise was seen"
WRONG_ONE = "If that was not you, film yourself alone."


class Fold:
    """Keeps what a set amounts to so far."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._view = "unknown"
        self._times = array("d")
        self._values = {name: array("d") for name in spec.signals}
        self._phases: list[str] = []
        self._events: list[Event] = []
        self._total_s = self._judged_s = self._seen_s = self._crowded_s = 0.0

    def add(
        self,
        frame: PoseFrame,
        measurer: Measurer,
        phase: str,
        events: list[Event],
        step_s: float,
        judged: bool,
    ) -> None:
        """Take in one frame and what happened in it."""
        self._times.append(frame.time_s)
        for name, values in self._values.items():
            value = measurer.value(name)
            values.append(value if measured(value) else math.nan)
        self._phases.append(phase)
        self._total_s += step_s
        self._judged_s += step_s if judged else 0.0
        self._seen_s += step_s if frame.landmarks is not None else 0.0
        self._crowded_s += step_s if frame.quality.people > 1 else 0.0
        self.take(events)

    def take(self, events: list[Event]) -> None:
        """Take in events."""
        for event in events:
            if isinstance(event, Started):
                self._view = event.view
        self._events += events

    def signals(self, start_s: float, end_s: float) -> SignalTable:
        """The signals from `start_s` to `end_s`, both included; nothing else is copied."""
        first = bisect_left(self._times, start_s)
        last = bisect_right(self._times, end_s + 1e-9)
        return SignalTable(
            np.array(self._times[first:last], float),
            {name: np.array(values[first:last], float) for name, values in self._values.items()},
            tuple(self._phases[first:last]),
        )

    def summary(
        self, calibration: Calibration | None, instruction: str | None, judging: bool
    ) -> SetSummary:
        """Everything known so far."""
        events = self._events
        reps = tuple(e for e in events if isinstance(e, RepCompleted))
        started = any(isinstance(e, Started) for e in events)
        performed = calibration is None or calibration.performed
        return SetSummary(
            view=self._view,
            judged_share=self._judged_s / self._total_s if self._total_s else 0.0,
            calibration=_calibration_note(calibration if started else None),
            reps=reps,
            holds=tuple(e for e in events if isinstance(e, HoldCompleted)),
            mistakes=self._mistakes(reps),
            not_judged=self._not_judged(started, instruction, performed),
            cues=tuple(e for e in events if isinstance(e, CueSpoken)),
            phases=tuple(e for e in events if isinstance(e, PhaseChanged)),
            notes=self._notes(started, instruction, performed),
            signals=SignalTable(
                np.array(self._times, float),
                {name: np.array(values, float) for name, values in self._values.items()},
                tuple(self._phases),
            ),
        )

    def _mistakes(self, reps: tuple[RepCompleted, ...]) -> tuple[MistakeSpan, ...]:
        spans: list[MistakeSpan] = []
        open_: dict[str, MistakeRaised] = {}
        for event in self._events:
            if isinstance(event, MistakeRaised):
                open_[event.check] = event
            elif isinstance(event, MistakeCleared) and event.check in open_:
                spans.append(_span(open_.pop(event.check), event, reps))
        end = self._times[-1] if self._times else 0.0
        spans += [_span(raised, None, reps, end) for raised in open_.values()]
        return tuple(sorted(spans, key=lambda span: span.start_s))

    def _not_judged(
        self, started: bool, instruction: str | None, performed: bool
    ) -> tuple[NotJudged, ...]:
        if (started and performed) or not self._times:
            return tuple(e for e in self._events if isinstance(e, NotJudged))
        start, end = self._times[0], self._times[-1]
        reason = instruction or "The start pose was not seen"
        reason = NO_REPETITION if started else reason
        return tuple(NotJudged(end, check.id, reason, start, end) for check in self._spec.checks)

    def _notes(self, started: bool, instruction: str | None, performed: bool) -> tuple[str, ...]:
        notes = []
        if self._total_s and self._seen_s == 0:
            notes.append("Nobody was seen.")
        elif not started:
            why = f" {instruction}." if instruction else ""
            notes.append(f"Nothing was judged: the start pose was not seen.{why}")
        elif not performed:
            notes.append(f"Nothing was judged: {NO_REPETITION}.")
        if self._crowded_s > CROWDED_S:
            wrong = "" if started and performed else f" {WRONG_ONE}"
            notes.append(f"Other people were in view; one person was followed.{wrong}")
        return tuple(notes)


def _span(
    raised: MistakeRaised,
    cleared: MistakeCleared | None,
    reps: tuple[RepCompleted, ...],
    end_s: float = 0.0,
) -> MistakeSpan:
    until = cleared.time_s if cleared else end_s
    return MistakeSpan(
        id=raised.mistake,
        check=raised.check,
        start_s=raised.since_s,
        end_s=max(until, raised.since_s),
        severity=cleared.severity if cleared else raised.severity,
        value=cleared.worst_value if cleared else raised.value,
        worst_s=cleared.worst_s if cleared else raised.time_s,
        threshold=raised.threshold,
        unit=raised.unit,
        cue=raised.cue,
        source=raised.source,
        rep=_rep_of(raised, until, reps),
    )


def _rep_of(raised: MistakeRaised, until_s: float, reps: tuple[RepCompleted, ...]) -> int | None:
    """The repetition that lists this mistake and overlaps it."""
    for rep in reps:
        overlaps = raised.since_s <= rep.end_s + 1e-6 and until_s >= rep.start_s - 1e-6
        if raised.mistake in rep.mistakes and overlaps:
            return rep.index
    return None


def _calibration_note(calibration: Calibration | None) -> CalibrationNote:
    if calibration is None:
        return CalibrationNote("none", "Judging never began.", math.nan, math.nan, {})
    return CalibrationNote(
        calibration.source,
        calibration.text,
        calibration.start_s,
        calibration.end_s,
        dict(calibration.known.ranges),
    )
