"""Judging a whole recording: calibrate from the clip, then run the coach over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.coach.coach import Coach
from formcheck.coach.events import Event
from formcheck.coach.state import CoachState
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.specs.schema import ExerciseSpec


def judge_frames(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> SetSummary:
    """Everything there is to say about a recorded set."""
    coach = recorded_coach(frames, spec, dose)
    for frame in frames:
        coach.feed(frame)
    coach.finish()
    return coach.summary()


def recorded_coach(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> Coach:
    """A coach that knows the person from the recording it is about to judge."""
    return Coach(spec, dose, calibrate_from_clip(frames, spec))


def replay(coach: Coach, frames: Sequence[PoseFrame]) -> Iterator[tuple[list[Event], CoachState]]:
    """Feed frames one by one; yields the events and the state after each."""
    for frame in frames:
        yield coach.feed(frame), coach.state()
