"""Where the camera stands during a routine, and how seldom it can be moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from formcheck.routines.kinds import kind_of, position_of
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

SLACK_M = 0.1
"""Places are shared only if this much room is left: nobody puts a camera down to the centimetre."""


@dataclass(frozen=True, slots=True)
class CameraPlace:
    """Where the camera may stand. Height and distance are the lowest and highest, in metres."""

    view: View
    height_m: tuple[float, float]
    distance_m: tuple[float, float]

    def shared(self, other: CameraPlace) -> CameraPlace | None:
        """Where it may stand for both; None if it has to be moved."""
        height = _overlap(self.height_m, other.height_m)
        distance = _overlap(self.distance_m, other.distance_m)
        if self.view != other.view or height is None or distance is None:
            return None
        return CameraPlace(self.view, height, distance)


def place_of(spec: ExerciseSpec) -> CameraPlace:
    """Where the camera should stand for one exercise."""
    camera = spec.camera
    return CameraPlace(camera.preferred, camera.height_m, camera.distance_m)


def moves(specs: Iterable[ExerciseSpec]) -> tuple[bool, ...]:
    """For each exercise, whether the camera has to be moved before it; never before the first.

    One place serves as many exercises in a row as it can.
    """
    now: CameraPlace | None = None
    moved = []
    for spec in specs:
        wanted = place_of(spec)
        both = wanted if now is None else now.shared(wanted)
        moved.append(both is None)
        now = both or wanted
    return tuple(moved)


def places(specs: Iterable[ExerciseSpec]) -> tuple[tuple[CameraPlace, int], ...]:
    """The places in their order, each with how many exercises in a row it serves."""
    served: list[tuple[CameraPlace, int]] = []
    for spec in specs:
        both = served[-1][0].shared(place_of(spec)) if served else None
        if both is None:
            served.append((place_of(spec), 1))
        else:
            served[-1] = (both, served[-1][1] + 1)
    return tuple(served)


def least_moved(
    specs: Sequence[ExerciseSpec], before: Sequence[ExerciseSpec] = ()
) -> tuple[int, ...]:
    """An order, as indices, in which the camera moves seldom; mobility comes before strength.

    Among such orders, one in which the person changes seldom between floor, chair and standing.
    Never more moves of the camera than as given: where only strength first would save one, the
    order stays. `before`: exercises that come first in any case (the warm-up).
    """
    given = tuple(range(len(specs)))
    if not specs:
        return given

    def moved(order: Sequence[int]) -> tuple[int, int]:
        chosen = (*before, *(specs[index] for index in order))
        changes = sum(position_of(one) != position_of(two) for one, two in pairwise(chosen))
        return sum(moves(chosen)), changes

    tidy = sorted(given, key=lambda index: kind_of(specs[index]) == "strength")
    first = [index for index in tidy if kind_of(specs[index]) == kind_of(specs[tidy[0]])]
    best = min((tuple(tidy), *(_chain(specs, tidy, start) for start in first)), key=moved)
    return best if moved(best)[0] <= moved(given)[0] else given


def _chain(specs: Sequence[ExerciseSpec], tidy: Sequence[int], start: int) -> tuple[int, ...]:
    """From one exercise on, always the next for which the camera and the person stay, if any."""
    order, left = [start], [index for index in tidy if index != start]
    now = place_of(specs[start])
    while left:
        allowed = [index for index in left if kind_of(specs[index]) == kind_of(specs[left[0]])]
        here, at = position_of(specs[order[-1]]), now
        index = min(
            allowed,
            key=lambda index: (
                at.shared(place_of(specs[index])) is None,
                position_of(specs[index]) != here,
            ),
        )
        now = now.shared(place_of(specs[index])) or place_of(specs[index])
        order.append(index)
        left.remove(index)
    return tuple(order)


def _overlap(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float] | None:
    low, high = max(one[0], two[0]), min(one[1], two[1])
    return (low, high) if high - low >= SLACK_M - 1e-9 else None
