"""Judging a whole recording: calibrate from the clip, then run the coach over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.coach.coach import Coach
from formcheck.coach.events import Event
from formcheck.coach.state import CoachState
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.signals.backs import WatchedBacks
from formcheck.specs.schema import ExerciseSpec


def judge_frames(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> SetSummary:
    """Everything there is to say about a recorded set."""
    backs = WatchedBacks()
    calibration = calibrate_from_clip(frames, spec, backs)
    seen = _judged(Coach(spec, dose, calibration, backs=backs), frames)
    if calibration is None or _performed(seen):
        return seen
    other = replace(calibration, performed=False)
    return _judged(Coach(spec, dose, other, backs=backs), frames)


def recorded_coach(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> Coach:
    """A coach that knows the person from the recording it is about to judge.

    It also knows whether the exercise is in the recording at all: it has watched it once.
    """
    backs = WatchedBacks()
    calibration = calibrate_from_clip(frames, spec, backs)
    if calibration is not None:
        seen = _judged(Coach(spec, dose, calibration, backs=backs), frames)
        calibration = replace(calibration, performed=_performed(seen))
    return Coach(spec, dose, calibration, backs=backs)


def _performed(seen: SetSummary) -> bool:
    return bool(seen.reps or seen.holds)


def _judged(coach: Coach, frames: Sequence[PoseFrame]) -> SetSummary:
    for frame in frames:
        coach.feed(frame)
    coach.finish()
    return coach.summary()


def replay(coach: Coach, frames: Sequence[PoseFrame]) -> Iterator[tuple[list[Event], CoachState]]:
    """Feed frames one by one; yields the events and the state after each."""
    for frame in frames:
        yield coach.feed(frame), coach.state()
