"""What is known of an exercise before anybody performs it, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FLOOR_SIZE, UPRIGHT_SIZE = (640, 360), (480, 480)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a mistake's magnitude means, with its usual value and the range that looks human."""

    unit: str
    usual: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Try:
    """A mistake in one manner at three sizes, in the unit of its effect.

    ``below`` is about two thirds of what the exercise's spec allows: nobody should be told. None:
    any size is a mistake.

    Attributes:
        beside: clean repetitions in the same set; two where one would leave open which of them
            shows the person's own range.
        readable: a camera can tell it; else nobody is told, whatever its size.
    """

    id: str
    how: str
    below: float | None
    clear: float
    gross: float
    beside: int = 1
    readable: bool = True


@dataclass(frozen=True, slots=True)
class Manner:
    """A way to do an exercise well: how far, as settings, and how fast, as a tempo."""

    ranges: Mapping[str, Mapping[str, float]]
    tempi: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a camera may stand and still see an exercise as its spec asks.

    Attributes:
        yaw_off: degrees to either side of one of ``yaws``.
        yaws: the best places, in the studio's degrees (see :mod:`camera`).
        height_m, margin: (lowest, highest); roll: degrees to either side.
    """

    yaw_off: float
    height_m: tuple[float, float]
    margin: tuple[float, float]
    roll: float = 2.5
    yaws: tuple[float, ...] = (90.0, 270.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """One exercise as data.

    Attributes:
        defaults: range and tempo of an unhurried person; ``..._s`` are seconds.
        effects: every mistake that can be performed, by id and manner.
        place: where the camera stands in the sets.
        manner: ways to do it well: ``small`` and ``large``, ``slow`` and ``brisk``.
        steady: range and tempo around a mistake, where they differ: shorter holds.
        tries: the mistakes at three sizes. New ones go to the end.
        sided: each repetition names its side.
        hasty: mistakes (id, manner) of time, which leave no room for a pause on the way.
        size: of the picture.
        on_mat: a mat lies under it. upright: lit as somebody who stands or sits.
        dumbbells: performed with light dumbbells in the hands.
        reps: clean repetitions in a clip of the sets.
    """

    defaults: Mapping[str, float]
    place: Place
    manner: Manner
    effects: Mapping[tuple[str, str], Effect] = field(default_factory=dict)
    steady: Mapping[str, float] = field(default_factory=dict)
    tries: tuple[Try, ...] = ()
    sided: bool = False
    hasty: frozenset[tuple[str, str]] = frozenset()
    size: tuple[int, int] = FLOOR_SIZE
    on_mat: bool = True
    upright: bool = False
    dumbbells: bool = False
    reps: int = 2
