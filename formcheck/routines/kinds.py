"""What an exercise is for a routine: mobility or strength, which movement, how long held still."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from formcheck.coach.dose import target_reps
from formcheck.specs.schema import ExerciseSpec

Kind = Literal["mobility", "strength"]
Region = Literal["turning", "arching", "chest and shoulders", "neck and shoulders", "whole back"]

Position = Literal["floor", "chair", "standing"]

POSITIONS: tuple[Position, ...] = ("floor", "chair", "standing")
KINDS: tuple[Kind, ...] = ("mobility", "strength")
STATIC_FROM_S = 10.0
"""A stretch held so long is a static one; shorter holds are a pause in a movement. Ours."""
STATIC_S = 240.0
"""Held stretches for one region in one practice: gains level off near 4 minutes, in 189 studies
(DOI 10.1007/s40279-024-02143-9)."""

_REGIONS: Mapping[str, Region] = {
    "rotation": "turning",
    "extension": "arching",
    "stretch": "chest and shoulders",
    "desk": "neck and shoulders",
}
_SETS_CHANGE_SIDES = ("iron_cross", "single_arm_row")
_REPS_CHANGE_SIDES = ("knee_to_chest", "needle_pose_supine")
"""Done with one side, then the other, without the camera being able to tell which."""


def kind_of(spec: ExerciseSpec) -> Kind:
    """Mobility (stretches, drills, what is done at a desk) or strength."""
    return "strength" if spec.family == "strength" else "mobility"


def position_of(spec: ExerciseSpec) -> Position:
    """On the floor, on a chair or standing."""
    if spec.position in ("standing", "standing_wall"):
        return "standing"
    on_chair = spec.position == "seated" and any("chair" in each for each in spec.equipment)
    return "chair" if on_chair else "floor"


def region_of(spec: ExerciseSpec) -> Region:
    """Which movement of the back it works on, by the spec's family. A coarse grouping of ours."""
    return _REGIONS.get(spec.family, "whole back")


def static_s(spec: ExerciseSpec, dose: Mapping[str, float]) -> float:
    """Seconds of static stretching in a complete dose, all sides and sets; 0 for strength."""
    held = dose.get("hold_s", 0.0)
    if kind_of(spec) == "strength" or held < STATIC_FROM_S:
        return 0.0
    return held * (target_reps(spec, dose) or 1) * dose.get("sets", 1.0)


def key_of_sides(spec: ExerciseSpec) -> str | None:
    """The dose that has to be even for both sides to get the same; None: the coach sees to it."""
    if spec.id in _SETS_CHANGE_SIDES:
        return "sets"
    return "reps" if spec.id in _REPS_CHANGE_SIDES else None


def both_sides(spec: ExerciseSpec, dose: Mapping[str, float]) -> dict[str, float]:
    """A complete dose, made even where an odd number would leave one side out.

    One more where the exercise allows it, else one less.
    """
    even, key = dict(dose), key_of_sides(spec)
    if key is None or round(even[key]) % 2 == 0:
        return even
    amount = getattr(spec.dose, key)
    even[key] = round(even[key]) + (1 if round(even[key]) + 1 <= amount.max else -1)
    return even
