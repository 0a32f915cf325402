"""One clip of a set, and what the sets build their scenarios with. Chance goes by a clip's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

import numpy as np

from .effects import Spoil
from .human import body_names
from .repertoire.plan import FLOOR_SIZE, UPRIGHT_SIZE
from .repertoire.plans import PLANS
from .scenario import Exercise, Repetition, Scenario, SideName, View, is_sided
from .trials import WALL, Level, place_of

Expect = Literal["judge", "nothing", "gap", "other_person", "exactly"]
"""``judge`` it all; ``nothing`` can be judged; a ``gap`` cannot; an ``other_person`` must be
mentioned; what is done must be counted ``exactly``, with nothing else said."""

FPS = (12, 15)
STILL_S, END_S = 2.0, 0.8


@dataclass(frozen=True, slots=True)
class SetClip:
    """One clip of a set.

    Attributes:
        spoil: how it is spoilt after rendering; ``beside`` is what the second person does.
        kind: what the clip is about, where nothing, or not everything, can be judged.
        gap: (start, end) seconds in which nothing can be seen.
    """

    name: str
    scenario: Scenario
    level: Level
    expect: Expect = "judge"
    kind: str = ""
    spoil: Spoil | None = None
    beside: Scenario | None = None

    @property
    def gap(self) -> tuple[float, float] | None:
        """When nothing can be seen."""
        if self.expect != "gap" or self.spoil is None:
            return None
        return self.spoil.start_s, self.spoil.end_s


class People:
    """Bodies in turn."""

    def __init__(self, names: Sequence[str] | None = None) -> None:
        self._names = sorted(body_names() if names is None else names)

    def __call__(self, turn: int) -> str:
        return self._names[turn % len(self._names)]


def chance_of(name: str) -> np.random.Generator:
    """Chance that belongs to this clip alone."""
    return np.random.default_rng(crc32(name.encode()))


def side_of(exercise: Exercise, chance: np.random.Generator) -> SideName | None:
    """A side, where an exercise has sides."""
    if not is_sided(exercise):
        return None
    return "left" if chance.integers(2) else "right"


def sides_of(exercise: Exercise, chance: np.random.Generator) -> tuple[SideName | None, ...]:
    """Two sides, one after the other, where an exercise has sides."""
    first = side_of(exercise, chance)
    if first is None:
        return None, None
    return first, "right" if first == "left" else "left"


def scenario_of(
    name: str, exercise: Exercise, body: str, reps: tuple[Repetition, ...],
    person: Mapping[str, float], chance: np.random.Generator,
) -> Scenario:  # fmt: skip
    """A scenario of usual length and size, from somewhere near the best place of the camera."""
    return Scenario(
        name, exercise, body, view_for(exercise, chance), reps, person=dict(person),
        fps=int(FPS[chance.integers(len(FPS))]),
        size=size_of(exercise), in_hands=in_hands(exercise),
        seed=int(chance.integers(1_000_000)), still_s=STILL_S, end_s=END_S,
    )  # fmt: skip


def view_for(exercise: Exercise, chance: np.random.Generator) -> View:
    """A camera at either side, somewhat off, within what the exercise's spec allows."""
    place = place_of(exercise)

    def between(low: float, high: float) -> float:
        return round(float(chance.uniform(low, high)), 2)

    side = place.yaws[::-1][int(chance.integers(2)) % len(place.yaws)]
    return View(
        (side + between(-place.yaw_off, place.yaw_off)) % 360,
        between(*place.height_m),
        roll_deg=between(-place.roll, place.roll),
        margin=between(*place.margin),
    )


def size_of(exercise: Exercise) -> tuple[int, int]:
    """Width and height of a clip's picture."""
    if exercise in PLANS:
        return PLANS[exercise].size
    return UPRIGHT_SIZE if exercise == WALL else FLOOR_SIZE


def in_hands(exercise: Exercise) -> Literal["nothing", "dumbbells"]:
    """What an exercise is done with."""
    return "dumbbells" if exercise in PLANS and PLANS[exercise].dumbbells else "nothing"


def distinct(clips: Sequence[SetClip]) -> list[SetClip]:
    """Without those that are in twice, when there are few bodies."""
    return list({clip.name: clip for clip in clips}.values())


def scenarios_of(clips: Sequence[SetClip]) -> Iterator[Scenario]:
    """Everything that has to be rendered for some clips, each once."""
    seen = set()
    for clip in clips:
        for scenario in (clip.scenario, clip.beside):
            if scenario is not None and scenario.name not in seen:
                seen.add(scenario.name)
                yield scenario
