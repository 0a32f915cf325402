"""What a practice is opened with, and what is kept of it: own ranges, and files if asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from formcheck.live.keeping import Keep
from formcheck.live.log import PracticeLog
from formcheck.live.own_ranges import OwnRanges, OwnRangesError
from formcheck.live.session import LiveSession
from formcheck.live.snapshot import LiveResult, PracticeResult, RoutineResult
from formcheck.pose.landmarker import MediaPipePose
from formcheck.routines.routine import Plan
from formcheck.signals.known import Known
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens the live session of one practice.

    Attributes:
        plan: what is practised; a single exercise is a plan of one step.
        specs: its exercises by id, as they are judged.
        model: the pose model's file.
        keep: keeps files, if anything was asked for.
        ranges, person: where own ranges are, and whose.
        note: told what could not be read, as a sentence; the practice goes on without.
        log: keeps the practice as it goes, if it can be kept.
        explain: the exercises, by id, whose steps are told before they begin; None: all of them.
    """

    plan: Plan
    specs: Mapping[str, ExerciseSpec]
    model: Path
    keep: Keep | None
    ranges: OwnRanges
    note: Callable[[str], None]
    person: str = ""
    log: PracticeLog | None = None
    explain: Collection[str] | None = None

    def __call__(self, size: tuple[int, int]) -> LiveSession:
        """A session for pictures of this width and height, its pose source warmed up.

        The first picture costs seconds: without the warm-up the person's first moments would be
        lost.
        """
        pose = MediaPipePose(self.model)
        pose.detect(np.zeros((size[1], size[0], 3), np.uint8), 0.0)
        if self.plan.routine is not None:
            known = {exercise: self.own_ranges(exercise) for exercise in self.specs}
            return LiveSession.of_plan(
                self.plan, self.specs, pose, captions=False, ranges=known, keep=self.keep,
                log=self.log, explain=self.explain,
            )  # fmt: skip
        (step,) = self.plan.steps
        spec = self.specs[step.exercise or ""]
        return LiveSession(
            spec, pose, step.dose, captions=False, ranges=self.own_ranges(spec.id),
            keep=self.keep, log=self.log,
        )  # fmt: skip

    def own_ranges(self, exercise: str) -> Mapping[View, Known]:
        """The ranges of earlier practices; none where they cannot be read."""
        try:
            return self.ranges.load(exercise, self.model.name, datetime.now(UTC), self.person)
        except OwnRangesError as error:
            self.note(str(error))
            return {}


def store_ranges(result: PracticeResult, opening: Opening) -> None:
    """Keep the ranges that were seen for the next time; a fault is logged and costs no more."""
    for one in results_of(result):
        if one.learnt is None:
            continue
        try:
            opening.ranges.store(
                one.exercise, one.learnt.view, opening.model.name, one.learnt.ranges,
                datetime.now(UTC), opening.person,
            )  # fmt: skip
        except OwnRangesError as error:
            _LOG.warning("%s", error)


def results_of(result: PracticeResult) -> tuple[LiveResult, ...]:
    """What was done, exercise by exercise."""
    if isinstance(result, RoutineResult):
        return result.exercises
    return (result,)
