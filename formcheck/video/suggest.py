"""Which exercise is this? The first seconds of a recording, tried on every spec.

A spec fits if its start pose is seen from one of its views and its repetitions or holds then
account for the movement. Cheap tests come first: most specs fall at the start pose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.coach.coach import Coach
from formcheck.coach.gate import StartGate
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.signals.backs import WatchedBacks
from formcheck.signals.body import BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.suggest_posture import posture_fits, stance_fits
from formcheck.video.suggest_score import score_of

LOOK_S, LOOK_FPS = 20.0, 15.0
"""So much of a recording is looked at, from the first picture with somebody in it."""
GATE_EVERY = 3
"""The start pose is looked for in every third picture only."""
CONFIDENT = 0.6
"""Below this nothing is chosen without asking. Measured on 138 rendered clips of 30 exercises: 100
chosen rightly, 1 wrongly, 37 asked for; on 18 filmed ones 8 rightly, none wrongly, 10 asked for."""
NEVER_SURE = 0.99
START_POSE_ONLY = 0.2
"""A start pose alone is worth this at most: many exercises share one."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One exercise that a recording may show.

    Attributes:
        exercise: the spec's id.
        confidence: 0 to 1; from `CONFIDENT` on it may be taken without asking.
        why: what speaks for it, in words.
    """

    exercise: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """A spec that fits; `moved`: not its start pose alone."""

    spec: ExerciseSpec
    score: float
    why: str
    moved: bool

    @property
    def family(self) -> str:
        return self.spec.variant_of or self.spec.id


def suggest(frames: Sequence[PoseFrame], specs: Iterable[ExerciseSpec]) -> tuple[Suggestion, ...]:
    """The exercises that a recording may show, the likeliest first; none: no start pose is seen.

    Only the first seconds are looked at (`first_seconds`); the same frames and specs give the same
    answer.
    """
    seen = first_seconds(frames)
    fits = [fit for spec in specs for fit in _fits(seen, spec)]
    fits.sort(key=lambda fit: (-fit.score, fit.spec.variant_of is not None, fit.spec.id))
    return tuple(Suggestion(fit.spec.id, round(_confidence(fit, fits), 2), fit.why) for fit in fits)


def first_seconds(frames: Iterable[PoseFrame]) -> list[PoseFrame]:
    """What is looked at: from the first picture with somebody in it, thinned."""
    kept: list[PoseFrame] = []
    for frame in frames:
        if not kept and frame.landmarks is None:
            continue
        if kept and frame.time_s - kept[0].time_s > LOOK_S:
            break
        if not kept or frame.time_s - kept[-1].time_s >= 0.9 / LOOK_FPS:
            kept.append(frame)
    return kept


def confident(suggestions: Sequence[Suggestion]) -> Suggestion | None:
    """The one to go on with; None: ask."""
    best = suggestions[0] if suggestions else None
    return best if best is not None and best.confidence >= CONFIDENT else None


def _confidence(fit: _Fit, fits: Sequence[_Fit]) -> float:
    """How well it fits, times its part among all that fit; variants of one exercise are one."""
    rivals: dict[str, float] = {}
    for other in fits:
        if other.family != fit.family and other.moved:
            rivals[other.family] = max(other.score, rivals.get(other.family, 0.0))
    others = sum(score**2 for score in rivals.values())
    part = fit.score**2 / (fit.score**2 + others) if fit.score else 0.0
    return min(fit.score * part, NEVER_SURE)


def _fits(frames: Sequence[PoseFrame], spec: ExerciseSpec) -> Iterator[_Fit]:
    held = _start_pose(frames[::GATE_EVERY], spec)
    if not held:
        return
    share = len(held) / len(frames[::GATE_EVERY])
    if not posture_fits(held, spec.position):
        return
    backs = WatchedBacks()
    calibration = calibrate_from_clip(frames, spec, backs)
    if calibration is not None:
        coach = Coach(spec, None, calibration, backs=backs)
        for frame in frames:
            coach.feed(frame)
        coach.finish()
        summary = coach.summary()
        score = score_of(summary, spec, frames) * stance_fits(held, spec.position)
        if score > START_POSE_ONLY * share:
            yield _Fit(spec, score, _why(summary), moved=True)
            return
    why = "its start pose seen, but none of its movement"
    yield _Fit(spec, START_POSE_ONLY * share, why, moved=False)


def _start_pose(frames: Sequence[PoseFrame], spec: ExerciseSpec) -> list[PoseFrame]:
    """The pictures in which the start pose holds, seen from a view of the exercise."""
    tracker, measurer, gate = BodyTracker(spec.position), Measurer(spec), StartGate(spec)
    held = []
    for frame in frames:
        body = tracker.update(frame)
        measurer.update(body)
        if gate.test(body, measurer).ok:
            held.append(frame)
    return held


def _why(summary: SetSummary) -> str:
    if summary.reps:
        count = len(summary.reps)
        return f"{count} repetition{'' if count == 1 else 's'} of it seen"
    return f"its hold seen, {max(hold.held_s for hold in summary.holds):.0f} s"
