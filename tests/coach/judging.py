"""Judging streams in tests: recorded and live, remembered so that tests can share results."""

from __future__ import annotations

import functools

from streams.camera import Camera, Frames, film
from streams.limits import specs
from streams.performance import Performance

from formcheck.coach.coach import Coach
from formcheck.coach.events import CueSpoken, Event
from formcheck.coach.judge import judge_frames
from formcheck.coach.summary import SetSummary

CAMERA = Camera()
Mistakes = tuple[tuple[str, ...], ...]


@functools.cache
def judged(performance: Performance, camera: Camera = CAMERA) -> SetSummary:
    """The performance filmed and judged as a recording."""
    return judge_frames(film(performance, camera), specs()[performance.exercise])


def live(frames: Frames, exercise: str) -> tuple[list[Event], SetSummary]:
    """The frames fed one by one to a coach that knows nothing yet: all events, and the summary."""
    coach = Coach(specs()[exercise])
    events = [event for frame in frames for event in coach.feed(frame)]
    events += coach.finish()
    return events, coach.summary()


def mistakes_by_rep(summary: SetSummary) -> Mistakes:
    return tuple(rep.mistakes for rep in summary.reps)


def spoken(summary: SetSummary, kind: str) -> list[CueSpoken]:
    return [cue for cue in summary.cues if cue.kind == kind]
