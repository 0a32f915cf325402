"""The frames of an analysis with what is known of the person in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.pose.frame import Array, PoseFrame
from formcheck.signals.body import Anchor
from formcheck.signals.known import Known
from formcheck.specs.expression import Node
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.still.look import Look

MOST_LOOKS = 40
"""A stretch is looked at in so many pictures at most."""


class Scene:
    """Frames that can be looked at one by one; sides and sizes are those of the whole set."""

    def __init__(
        self,
        spec: ExerciseSpec,
        frames: Sequence[PoseFrame],
        times: Array,
        anchor: Anchor,
        known: Known,
        work: str | None = None,
    ) -> None:
        """`times`: seconds of the frames, shape (N,). `work`: the working side, if it is known."""
        self.spec, self.frames, self.times = spec, frames, times
        self.anchor, self._known, self._work = anchor, known, work

    def working(self, side: str | None) -> Scene:
        """The same scene with another working side."""
        return Scene(self.spec, self.frames, self.times, self.anchor, self._known, side)

    def nearest(self, time_s: float) -> int:
        """Index of the frame nearest to a time."""
        after = int(np.clip(np.searchsorted(self.times, time_s), 1, max(len(self.times) - 1, 1)))
        before = after - 1
        if after >= len(self.times):
            return before
        return after if self.times[after] - time_s < time_s - self.times[before] else before

    def between(self, from_s: float, to_s: float, most: int = MOST_LOOKS) -> list[int]:
        """Indices of frames in a stretch, evenly thinned to at most so many."""
        inside = np.flatnonzero((self.times >= from_s - 1e-6) & (self.times <= to_s + 1e-6))
        if len(inside) > most:
            inside = inside[np.linspace(0, len(inside) - 1, most).round().astype(int)]
        return [int(index) for index in inside]

    def look(self, index: int) -> Look:
        """One frame."""
        return Look(self.spec, self.frames[index], self.anchor, self._known, self._work)

    def values(self, node: Node, indices: Sequence[int]) -> Array:
        """What an expression measures in some frames, NaN where it does not."""
        found = (self.look(index).value(node) for index in indices)
        return np.array([np.nan if value is None else value for value in found])


def scene_of(spec: ExerciseSpec, frames: Sequence[PoseFrame], summary: SetSummary) -> Scene | None:
    """The scene of a recorded set; None where the start pose is never seen."""
    calibration = calibrate_from_clip(frames, spec)
    if calibration is None:
        return None
    times = summary.signals.time_s
    if len(times) != len(frames):
        times = np.array([frame.time_s for frame in frames])
    return Scene(spec, frames, times, calibration.anchor, calibration.known)


def working_side(summary: SetSummary, span: MistakeSpan) -> str | None:
    """The side that worked while a mistake was on, where the exercise has one."""
    for rep in summary.reps:
        if rep.index == span.rep:
            return rep.side
    holds = ((hold.start_s, hold.end_s, hold.side) for hold in summary.holds)
    reps = ((rep.start_s, rep.end_s, rep.side) for rep in summary.reps)
    for start_s, end_s, side in (*holds, *reps):
        if side is not None and start_s <= span.worst_s and end_s >= span.start_s:
            return side
    return None
