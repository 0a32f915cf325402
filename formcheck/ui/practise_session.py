"""What a practice is opened with, and what is kept of it: own ranges, and files if asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from formcheck.live.keeping import Keep
from formcheck.live.own_ranges import OwnRanges, OwnRangesError
from formcheck.live.session import LiveSession
from formcheck.live.snapshot import LiveResult
from formcheck.pose.landmarker import MediaPipePose
from formcheck.signals.known import Known
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opening:
    """Opens the live session of one practice.

    Attributes:
        spec, dose: what is practised and how much.
        model: the pose model's file.
        keep: keeps files, if anything was asked for.
        ranges: where the person's own ranges are.
        note: told what could not be read, as a sentence; the practice goes on without.
    """

    spec: ExerciseSpec
    dose: Mapping[str, float]
    model: Path
    keep: Keep | None
    ranges: OwnRanges
    note: Callable[[str], None]

    def __call__(self, size: tuple[int, int]) -> LiveSession:
        """A session for pictures of this width and height, its pose source warmed up.

        The first picture costs seconds: without the warm-up the person's first moments would be
        lost.
        """
        pose = MediaPipePose(self.model)
        pose.detect(np.zeros((size[1], size[0], 3), np.uint8), 0.0)
        return LiveSession(
            self.spec, pose, self.dose, captions=False, ranges=self.own_ranges(), keep=self.keep
        )

    def own_ranges(self) -> Mapping[View, Known]:
        """The ranges of earlier practices; none where they cannot be read."""
        try:
            return self.ranges.load(self.spec.id, self.model.name, datetime.now(UTC))
        except OwnRangesError as error:
            self.note(str(error))
            return {}


def store_range(result: LiveResult, model: str, ranges: OwnRanges) -> None:
    """Keep the range that was seen for the next time; a fault is logged and costs nothing else."""
    if result.learnt is None:
        return
    seen = result.learnt
    try:
        ranges.store(result.exercise, seen.view, model, seen.ranges, datetime.now(UTC))
    except OwnRangesError as error:
        _LOG.warning("%s", error)
