"""How well what a coach made of a recording accounts for what is seen in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.events import Verdict
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import Array, Landmark, PoseFrame
from formcheck.signals.body import trunk_point
from formcheck.specs.schema import ExerciseSpec

Mask = NDArray[np.bool_]

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
LITTLE_TORSO = 0.3
"""Where the body moves less than this in all, as in an exercise of the head, it says little."""
OPEN_END = 2.0
"""What is under way at the end may take so many times as long as what was completed."""
WATCHED = (
    Landmark.NOSE, Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER, Landmark.LEFT_ELBOW,
    Landmark.RIGHT_ELBOW, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST, Landmark.LEFT_HIP,
    Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE, Landmark.LEFT_ANKLE,
    Landmark.RIGHT_ANKLE,
)  # fmt: skip


def score_of(summary: SetSummary, spec: ExerciseSpec, frames: Sequence[PoseFrame]) -> float:
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
    astray = float(moved[~done & counted].sum())
    return min(by_time, 1 - astray / max(went, LITTLE_TORSO))


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
