"""Where the camera stands during a routine, and how seldom it can be moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from formcheck.routines.kinds import kind_of
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

    Never more moves than as given: where only strength first would save one, the order stays.
    `before`: exercises that come first in any case (the warm-up).
    """
    if not specs:
        return ()
    given = tuple(range(len(specs)))

    def moved(order: Sequence[int]) -> int:
        return sum(moves((*before, *(specs[index] for index in order))))

    tidy = sorted(given, key=lambda index: kind_of(specs[index]) == "strength")
    tries = [_chain(specs, tidy, tidy[start]) for start in range(len(tidy))]
    tries = [tuple(tidy), *(order for order in tries if kind_of(specs[order[0]]) == _first(specs))]
    best = min(tries, key=moved)
    return best if moved(best) <= moved(given) else given


def _first(specs: Sequence[ExerciseSpec]) -> str:
    return "mobility" if any(kind_of(spec) == "mobility" for spec in specs) else "strength"


def _chain(specs: Sequence[ExerciseSpec], tidy: Sequence[int], start: int) -> tuple[int, ...]:
    """From one exercise on, always the next that the camera sees from where it stands."""
    order, left = [start], [index for index in tidy if index != start]
    now = place_of(specs[start])
    while left:
        allowed = [index for index in left if kind_of(specs[index]) == kind_of(specs[left[0]])]
        shared = ((index, now.shared(place_of(specs[index]))) for index in allowed)
        index, place = next(((i, both) for i, both in shared if both is not None),
                            (allowed[0], place_of(specs[allowed[0]])))  # fmt: skip
        order.append(index)
        left.remove(index)
        now = place
    return tuple(order)


def _overlap(one: tuple[float, float], two: tuple[float, float]) -> tuple[float, float] | None:
    low, high = max(one[0], two[0]), min(one[1], two[1])
    return (low, high) if high - low >= SLACK_M - 1e-9 else None
