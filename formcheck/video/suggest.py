"""Which exercise is this? The first seconds of a recording, tried on every spec.

A spec fits if its start pose is seen from one of its views and its repetitions or holds then
account for the movement. Cheap tests come first: most specs fall at the start pose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.coach.coach import Coach
from formcheck.coach.events import Verdict
from formcheck.coach.gate import StartGate
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import Array, Landmark, PoseFrame
from formcheck.signals.body import BodyTracker, trunk_point
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import ExerciseSpec, Position

LOOK_S, LOOK_FPS = 20.0, 15.0
"""So much of a recording is looked at, from the first picture with somebody in it."""
GATE_EVERY = 3
"""The start pose is looked for in every third picture only."""
CONFIDENT = 0.6
"""Below this nothing is chosen without asking."""
START_POSE_ONLY = 0.2
"""A start pose alone is worth this at most: many exercises share one."""
AMOUNT = (0.0, 0.8, 1.0)
"""By repetitions: one may be chance, two are hardly."""
HOLD_ONLY, HOLD_LEFT = 0.75, 0.3
"""No repetition was completed, as the recording ends in the hold; or although it was left."""
HOLD_S, HOLD_ENDS_S = 2.0, 1.0
"""A hold is at least so long; one that ends so shortly before the end of the look goes on."""
WORTH: Mapping[Verdict, float] = MappingProxyType(
    {"clean": 1.0, "mistake": 0.85, "not_judged": 0.4}
)
STEP_S, STILL_TORSO = 0.5, 0.03
"""Movement is looked at in steps; less than this, in torso lengths, is noise."""

OPEN_END = 2.0

Mask = NDArray[np.bool_]
Posture = Literal["upright", "all_fours", "low"]
Face = Literal["up", "down"]
POSTURES: Mapping[Position, Posture] = MappingProxyType(
    {
        "quadruped": "all_fours", "prone": "low", "supine": "low", "seated": "upright",
        "standing": "upright", "standing_wall": "upright",
    }
)  # fmt: skip
"""What the trunk looks like in a position; kneeling may be any of them."""
FACES: Mapping[Position, Face] = MappingProxyType(
    {"prone": "down", "kneeling": "down", "supine": "up"}
)
"""Where the face looks while the trunk is low."""
FACE_TORSO = 0.06
LEVEL_DEG, RAISED_TORSO = 45.0, 0.55
WATCHED = (
    Landmark.NOSE, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)  # fmt: skip
_LOWEST = (
    Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST,
)  # fmt: skip


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
    spec: ExerciseSpec
    score: float
    why: str

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
        if other.family != fit.family:
            rivals[other.family] = max(other.score, rivals.get(other.family, 0.0))
    others = sum(score**2 for score in rivals.values())
    return fit.score * fit.score**2 / (fit.score**2 + others) if fit.score else 0.0


def _fits(frames: Sequence[PoseFrame], spec: ExerciseSpec) -> Iterator[_Fit]:
    held = _start_pose(frames[::GATE_EVERY], spec)
    if not held:
        return
    share = len(held) / len(frames[::GATE_EVERY])
    if not _posture_fits(held, spec.position):
        return
    calibration = calibrate_from_clip(frames, spec)
    if calibration is not None:
        coach = Coach(spec, None, calibration)
        for frame in frames:
            coach.feed(frame)
        coach.finish()
        summary = coach.summary()
        score = _score(summary, spec, frames)
        if score > START_POSE_ONLY * share:
            yield _Fit(spec, score, _why(summary))
            return
    yield _Fit(spec, START_POSE_ONLY * share, "its start pose seen, but none of its movement")


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


def _posture_fits(frames: Sequence[PoseFrame], position: Position) -> bool:
    """Whether trunk and face are as they are in this position, in most of the pictures."""
    wanted, face = POSTURES.get(position), FACES.get(position)
    fitting = sum(
        posture_of(frame) in (wanted or posture_of(frame), None)
        and face_of(frame) in (face or face_of(frame), None)
        for frame in frames
    )
    return 2 * fitting > len(frames)


def posture_of(frame: PoseFrame) -> Posture | None:
    """How the trunk is held in one picture; None: nobody is seen."""
    points = frame.landmarks
    if points is None:
        return None
    hip, shoulder = trunk_point(points, "hip"), trunk_point(points, "shoulder")
    across, up = abs(shoulder[0] - hip[0]), hip[1] - shoulder[1]
    if up > across * np.tan(np.radians(90 - LEVEL_DEG)):
        return "upright"
    floor = max(float(points[point, 1]) for point in _LOWEST)
    torso = float(np.hypot(across, up))
    return "all_fours" if floor - shoulder[1] > RAISED_TORSO * torso else "low"


def face_of(frame: PoseFrame) -> Face | None:
    """Where the face of somebody low looks; None: nobody is low, or to the camera."""
    points = frame.landmarks
    if points is None or posture_of(frame) != "low":
        return None
    torso = float(np.hypot(*(trunk_point(points, "hip") - trunk_point(points, "shoulder"))))
    above = float(trunk_point(points, "ear")[1] - points[Landmark.NOSE, 1]) / max(torso, 1.0)
    if abs(above) < FACE_TORSO:
        return None
    return "up" if above > 0 else "down"


def _score(summary: SetSummary, spec: ExerciseSpec, frames: Sequence[PoseFrame]) -> float:
    """How well the repetitions and holds account for what is seen, 0 to 1."""
    reps = summary.reps
    if reps:
        amount = AMOUNT[min(len(reps), len(AMOUNT) - 1)]
        amount *= sum(WORTH[rep.verdict] for rep in reps) / len(reps)
    else:
        amount = _still_holding(summary)
    return amount * _accounted(summary, spec, frames) if amount else 0.0


def _still_holding(summary: SetSummary) -> float:
    """What a hold is worth where no repetition was completed: the movement may end in it."""
    last = max(summary.holds, key=lambda hold: hold.end_s, default=None)
    if last is None or last.held_s < HOLD_S:
        return 0.0
    ended = summary.signals.time_s[-1] - last.end_s > HOLD_ENDS_S
    return HOLD_LEFT if ended or len(summary.holds) > 1 else HOLD_ONLY


def _accounted(summary: SetSummary, spec: ExerciseSpec, frames: Sequence[PoseFrame]) -> float:
    """The share of what happened, while judging, that lies in repetitions and holds.

    The lesser of two: of the time away from the start pose, and of how far the body moved. What is
    still going on when the recording ends counts neither way, if it is no longer than the others.
    """
    time_s, phase = summary.signals.time_s, np.array(summary.signals.phase)
    away = (phase != "") & (phase != spec.start_phase.id)
    done, longest = _done(summary, away), _longest_s(summary)
    counted = phase != ""
    tail = _last_stretch(away & ~done)
    if tail is not None and time_s[-1] - time_s[tail.start] <= OPEN_END * longest:
        counted[tail] = False
    moved = _moved(frames)
    spent = float((away & counted).sum())
    went = float(moved[counted].sum())
    by_time = float((away & done & counted).sum()) / spent if spent else 1.0
    by_way = float(moved[done & counted].sum()) / went if went else 1.0
    return min(by_time, by_way)


def _done(summary: SetSummary, away: Mask) -> Mask:
    """The pictures of completed repetitions, and of going into and staying in holds."""
    time_s = summary.signals.time_s
    done = np.zeros(len(time_s), bool)
    for rep in summary.reps:
        done |= (time_s >= rep.start_s - STEP_S) & (time_s <= rep.end_s + STEP_S)
    for hold in summary.holds:
        before = np.flatnonzero(~away & (time_s < hold.start_s))
        start_s = time_s[before[-1]] if len(before) else time_s[0]
        done |= (time_s >= start_s - STEP_S) & (time_s <= hold.end_s + STEP_S)
    return done


def _longest_s(summary: SetSummary) -> float:
    lengths = [rep.end_s - rep.start_s for rep in summary.reps]
    return max([*lengths, *(hold.end_s - hold.start_s for hold in summary.holds)], default=0.0)


def _last_stretch(mask: Mask) -> slice | None:
    """The stretch at the very end, if the mask ends in one."""
    if not len(mask) or not mask[-1]:
        return None
    outside = np.flatnonzero(~mask)
    return slice(int(outside[-1]) + 1 if len(outside) else 0, len(mask))


def _moved(frames: Sequence[PoseFrame]) -> Array:
    """How far the body moved into each picture, in torso lengths, noise left out."""
    moved = np.zeros(len(frames))
    last: tuple[float, Array] | None = None
    for index, frame in enumerate(frames):
        if frame.landmarks is None:
            continue
        points = frame.landmarks[list(WATCHED), :2]
        if last is None:
            last = frame.time_s, points
        elif frame.time_s - last[0] >= STEP_S:
            torso = np.hypot(
                *(trunk_point(frame.landmarks, "hip") - trunk_point(frame.landmarks, "shoulder"))
            )
            steps = np.hypot(*(points - last[1]).T) / max(float(torso), 1.0)
            moved[index] = float(np.clip(steps - STILL_TORSO, 0, None).mean())
            last = frame.time_s, points
    return moved


def _why(summary: SetSummary) -> str:
    if summary.reps:
        count = len(summary.reps)
        return f"{count} repetition{'' if count == 1 else 's'} of it seen"
    return f"its hold seen, {max(hold.held_s for hold in summary.holds):.0f} s"
