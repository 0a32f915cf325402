"""Tells a log what is done in one exercise as it is done."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from formcheck.coach.coach import Coach
from formcheck.coach.events import (
    CueSpoken,
    Event,
    HoldCompleted,
    MistakeCleared,
    MistakeRaised,
    PhaseChanged,
    RepCompleted,
    Started,
)
from formcheck.coach.reach import reaches
from formcheck.live.log import ExerciseBegan, ExerciseEnded, MistakeSeen, PracticeLog, RepDone
from formcheck.live.snapshot import EndedBy
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

_LOG = logging.getLogger(__name__)


class Teller:
    """Follows one exercise, all its sets. A log that fails costs the practice nothing."""

    def __init__(
        self, log: PracticeLog | None, position: int, spec: ExerciseSpec, dose: Mapping[str, float]
    ) -> None:
        """Without a log nothing is told. `position`: the exercise's place in the practice."""
        self._log = log
        self._position = position
        self._spec, self._dose = spec, dose
        self._view: View | None = None
        self._over = False
        self._on: dict[str, MistakeSeen] = {}
        self._ended: list[MistakeSeen] = []
        self._holds: list[HoldCompleted] = []

    def take(
        self, events: Sequence[Event], coach: Coach, set_number: int, reps_before: int = 0
    ) -> None:
        """Tell what happened in a frame.

        `reps_before`: repetitions of this set that another coach counted before this one.
        """
        if self._log is None:
            return
        for event in events:
            self._note(event, coach)
        for event in events:
            if isinstance(event, RepCompleted):
                numbered = replace(event, index=reps_before + event.index)
                self._rep(self._log, numbered, coach, set_number)
        if any(map(self._at_the_start_again, events)):
            self._holds.clear()

    def ended(self, by: EndedBy, time_s: float, judged_share: float) -> None:
        """The exercise is over, told once; nothing where judging never began."""
        if self._log is None or self._view is None or self._over:
            return
        self._over = True
        log, ended = self._log, ExerciseEnded(
            position=self._position, ended_by=by, time_s=time_s, view=self._view,
            judged_share=judged_share, mistakes=self._taken((*self._ended, *self._on.values())),
        )  # fmt: skip
        quietly(lambda: log.ended(ended))

    def _note(self, event: Event, coach: Coach) -> None:
        match event:
            case Started(time_s):
                self._began(time_s, coach)
            case MistakeRaised():
                self._on[event.check] = _seen(event)
            case MistakeCleared() if event.check in self._on:
                self._cleared(event)
            case CueSpoken(text=text, kind="correction"):
                self._said(text)
            case HoldCompleted():
                self._holds.append(event)

    def _began(self, time_s: float, coach: Coach) -> None:
        self._holds.clear()
        log, calibration = self._log, coach.calibration
        if log is None or calibration is None or self._view is not None:
            return
        self._view = calibration.anchor.view
        began = ExerciseBegan(self._position, self._spec.id, dict(self._dose), time_s)
        quietly(lambda: log.began(began))

    def _said(self, text: str) -> None:
        for check in self._spec.checks:
            if check.say == text and check.id in self._on:
                self._on[check.id] = replace(self._on[check.id], said=True)

    def _cleared(self, event: MistakeCleared) -> None:
        seen = self._on.pop(event.check)
        worst = replace(seen, value=event.worst_value, severity=event.severity)
        self._ended.append(worst)

    def _at_the_start_again(self, event: Event) -> bool:
        return isinstance(event, PhaseChanged) and event.phase == self._spec.start_phase.id

    def _rep(self, log: PracticeLog, rep: RepCompleted, coach: Coach, set_number: int) -> None:
        holds = tuple(self._holds)
        self._holds.clear()
        done = RepDone(
            set_number=set_number,
            rep=rep,
            held_s=sum(hold.held_s for hold in holds) if holds else None,
            form_s=sum(hold.form_s for hold in holds) if holds else None,
            reach=self._reach(rep, coach),
            mistakes=self._taken(self._ended),
        )
        quietly(lambda: log.rep(self._position, done))

    def _reach(self, rep: RepCompleted, coach: Coach) -> dict[str, float]:
        calibration = coach.calibration
        if calibration is None or calibration.anchor.view != self._view:
            return {}  # the camera stands elsewhere than the journal has it
        try:
            table = coach.signals(rep.start_s, rep.end_s)
            return reaches(self._spec, table, rep.start_s, rep.end_s)
        except Exception:
            _LOG.exception("How far a repetition went could not be measured")
            return {}

    def _taken(self, mistakes: Iterable[MistakeSeen]) -> tuple[MistakeSeen, ...]:
        """These in order, told now. One that is on may get worse, and its cue may yet be said."""
        taken = tuple(sorted(mistakes, key=lambda one: one.time_s))
        self._ended.clear()
        return taken


def quietly(tell: Callable[[], None]) -> None:
    """Tell it; a fault is logged and costs nothing else."""
    try:
        tell()
    except Exception:
        _LOG.exception("The log of a practice failed")


def _seen(raised: MistakeRaised) -> MistakeSeen:
    return MistakeSeen(
        time_s=raised.time_s,
        check=raised.check,
        mistake=raised.mistake,
        severity=raised.severity,
        said=False,
        value=raised.value,
        threshold=raised.threshold,
        unit=raised.unit,
    )
