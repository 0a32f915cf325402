"""The varied set: scenarios drawn at random from everything the exercises' specs promise to handle.

It stands for other bodies, rooms, cameras and performances. The same seed gives the same clips;
another seed gives clips that nobody has looked at before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from .manners import HASTY
from .performances import perform
from .scenario import (
    Clothes,
    Companion,
    CompanionPlace,
    Exercise,
    Floor,
    Light,
    Mistake,
    Picture,
    Repetition,
    Room,
    Scenario,
    SideName,
    Thing,
    View,
    Walls,
)
from .set_clips import People, SetClip
from .trials import CAT, EXERCISES, MANNERS, NEEDLE, SEATED, TRIALS, WALL, Level, Trial

T = TypeVar("T")

SEED, COUNT = 1, 96
LONGEST_S = 28.0
"""Clips that would be longer lose their last repetition."""

FPS, FPS_ODDS = (10, 12, 15, 20, 24, 25, 30), (5, 6, 5, 1, 1, 1, 1)
LIGHTS: tuple[Light, ...] = ("day", "dim", "lamp", "backlit")
LIGHT_ODDS = (6, 2, 2, 1)
WALLS: tuple[Walls, ...] = ("warm", "white", "dark", "papered")
FLOORS: tuple[Floor, ...] = ("wood", "carpet", "tiles")
THINGS: tuple[Thing, ...] = (
    "sofa", "shelf", "plant", "curtain", "ball", "roller", "dumbbells", "door_frame",
)  # fmt: skip
COMPANY: tuple[CompanionPlace, ...] = ("behind", "beside", "passing")
SIZES = ((640, 480), (640, 360), (1280, 720))
SIZE_ODDS = (5, 9, 1)
WALL_SIZES = ((480, 640), (480, 480), (360, 640), (640, 480))
WALL_SIZE_ODDS = (3, 4, 2, 2)
LOOSE, WITH_OTHER, ENTERS, LEAVES = 0.25, 0.1, 0.1, 0.1
CRF = (19, 22, 25, 28, 19)
"""Taken in turn: five and the four exercises have no common divisor."""
BLURRED = 0.25
"""Share of clips with a slow shutter: every picture of those is drawn several times."""
PAUSES, IDLES, GIVES_UP = 0.12, 0.1, 0.05
FAULTY, TWICE = 0.5, 0.3
"""Shares of repetitions with a mistake, and of those with a second one."""


@dataclass(frozen=True, slots=True)
class Views:
    """Where the camera may stand by an exercise's spec.

    Attributes:
        off_side: most degrees off the straight side.
        oblique: degrees from the front (or head end) of the other view, if there is one, and the
            share of clips that have it.
        height_m: of the lens; fov_deg: with the margin it gives the distance.
    """

    off_side: float
    height_m: tuple[float, float]
    other: tuple[float, float] | None = None
    share: float = 0.0
    fov_deg: tuple[float, float] = (36.0, 52.0)
    roll_deg: float = 4.0
    margin: tuple[float, float] = (1.05, 1.45)


VIEWS: Mapping[Exercise, Views] = MappingProxyType(
    {
        CAT: Views(23.0, (0.3, 0.9), (52.0, 63.0), 0.12),
        NEEDLE: Views(23.0, (0.3, 0.9)),
        SEATED: Views(18.0, (0.6, 1.1), (43.0, 66.0), 0.12, (46.0, 60.0)),
        WALL: Views(4.5, (0.7, 1.2), (0.0, 14.0), 0.15, (46.0, 60.0), 2.0, (1.05, 1.25)),
    }
)
"""Somewhat inside of the specs' own limits."""

HIDE_EACH_OTHER = (
    {"overextend", "neck_strain"},
    {"back_off_wall", "arms_off_wall"},
    {"arch_too_deep", "stiff"},
    {"too_quick", "stiff"},
    {"not_threaded", "forcing"},
    {"too_quick", "neck_line"},
)
"""Of these only one is told on purpose, or one leaves no room for the other."""
OF_OWN_RANGE = frozenset({"arch_too_deep", "stiff", "overextend"})
"""Judged by the person's own range: a set needs a repetition that shows it, and the range must
leave room for the mistake."""
SMALLER = "stiff"
"""Where it is half of a set, nobody can tell what the own range is."""
ROOM_FOR: Mapping[str, Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "arch_too_deep": {"arch": (0.42, 0.66)},
        "stiff": {"arch": (0.55, 0.85), "round": (0.7, 0.95)},
        "overextend": {"extension": (16.0, 28.0)},
    }
)


def varied(
    bodies: Sequence[str] | None = None, seed: int = SEED, count: int = COUNT
) -> list[SetClip]:
    """So many clips; the exercises come in turn, everything else goes by chance."""
    people = People(bodies)
    decks = {exercise: _Deck(exercise, seed) for exercise in EXERCISES}
    return [_clip(seed, number, people, decks) for number in range(count)]


class _Deck:
    """The mistakes of an exercise in chance order, each as often as the others."""

    def __init__(self, exercise: Exercise, seed: int) -> None:
        self._own = [trial for trial in TRIALS if trial.exercise == exercise]
        self._chance = _Chance(seed, 1_000_000 + EXERCISES.index(exercise))
        self._left: list[Trial] = []

    def next(self, without: frozenset[str] = frozenset()) -> Trial:
        """The one whose turn it is; those to do ``without`` stay for later."""
        while not (fitting := [trial for trial in self._left if trial.id not in without]):
            self._left += self._chance.some(self._own, len(self._own))
        self._left.remove(fitting[0])
        return fitting[0]

    def beside(self, first: Trial, without: frozenset[str]) -> list[Trial]:
        """Others that can be told as well."""
        fitting = [trial for trial in self._own if _go_together(first, trial)]
        return [trial for trial in fitting if trial.id not in without]


class _Chance:
    """Chance in a few words."""

    def __init__(self, *seeds: int) -> None:
        self._rng = np.random.default_rng(seeds)

    def happens(self, share: float) -> bool:
        return bool(self._rng.random() < share)

    def between(self, low: float, high: float, digits: int = 2) -> float:
        return round(float(self._rng.uniform(low, high)), digits)

    def number(self, below: int) -> int:
        return int(self._rng.integers(below))

    def one(self, options: Sequence[T], odds: Sequence[float] | None = None) -> T:
        shares = None if odds is None else np.array(odds) / np.sum(odds)
        return options[int(self._rng.choice(len(options), p=shares))]

    def some(self, options: Sequence[T], count: int) -> tuple[T, ...]:
        return tuple(options[i] for i in self._rng.permutation(len(options))[:count])


def _clip(seed: int, number: int, people: People, decks: Mapping[Exercise, _Deck]) -> SetClip:
    chance = _Chance(seed, number)
    exercise = EXERCISES[number % len(EXERCISES)]
    body = people(chance.number(1000))
    reps = _reps(exercise, decks[exercise], chance)
    person = _person(exercise, reps, chance)
    scenario = Scenario(
        f"varied.{seed}.{number:03d}.{exercise}.{body}", exercise, body, _view(exercise, chance),
        reps, person=person, fps=chance.one(FPS, FPS_ODDS), size=_size(exercise, chance),
        seed=chance.number(1_000_000), jitter=chance.between(0.03, 0.15),
        still_s=chance.between(1.8, 3.5), end_s=chance.between(0.6, 1.5),
        sway_deg=chance.between(0.2, 1.5), breath_deg=chance.between(0.2, 1.2),
        clothes=_clothes(chance), room=_room(chance),
        picture=_picture(chance, CRF[number % len(CRF)]),
        companion=_companion(body, people, chance), ease=chance.one(("even", "early", "any")),
        fatigue=chance.between(0, 0.2) if chance.happens(0.3) else 0.0,
        enter=chance.happens(ENTERS), leave=chance.happens(LEAVES),
    )  # fmt: skip
    return _set_clip(_of_bearable_length(scenario))


def _set_clip(scenario: Scenario) -> SetClip:
    faulty = any(rep.mistakes for rep in scenario.reps)
    level: Level = "mixed" if faulty else "clean"
    if scenario.companion is None:
        return SetClip(scenario.name, scenario, level)
    return SetClip(scenario.name, scenario, level, "other_person", "with_other")


def _of_bearable_length(scenario: Scenario) -> Scenario:
    while len(scenario.reps) > 2 and perform(scenario).duration_s > LONGEST_S:
        scenario = replace(scenario, reps=scenario.reps[:-1])
    return scenario


# ---- what is performed ------------------------------------------------------------------------


def _reps(exercise: Exercise, deck: _Deck, chance: _Chance) -> tuple[Repetition, ...]:
    """Two to four, clean or with one or two mistakes, in any order."""
    tempo = _tempo(exercise, chance)
    count = chance.one((2, 3, 4), (2, 2, 1))
    shows_range = chance.number(count)
    first = chance.number(2)
    reps: list[Repetition] = []
    for number in range(count):
        side: SideName | None = None
        if exercise == NEEDLE:
            side = ("left", "right")[(first + number) % 2] if chance.happens(0.7) else "left"
        without = OF_OWN_RANGE if number == shows_range else frozenset[str]()
        if count < 3 or any(m.id == SMALLER for rep in reps for m in rep.mistakes):
            without |= {SMALLER}
        made = _mistakes(deck, without, chance) if chance.happens(FAULTY) else ()
        hasty = any((mistake.id, mistake.how) in HASTY for mistake in made)
        pause_s = chance.between(0.4, 1.2) if chance.happens(PAUSES) and not hasty else 0.0
        idle_s = chance.between(2, 6) if chance.happens(IDLES) else 0.0
        reps.append(Repetition(made, side, tempo, idle_s, pause_s))
        if chance.happens(GIVES_UP):
            reps.append(Repetition((), side, tempo, half=chance.between(0.2, 0.4)))
    return tuple(reps)


def _tempo(exercise: Exercise, chance: _Chance) -> float:
    tempi = MANNERS[exercise].tempi
    return chance.between(tempi["brisk"], tempi["slow"])


def _mistakes(deck: _Deck, without: frozenset[str], chance: _Chance) -> tuple[Mistake, ...]:
    first = deck.next(without)
    others = deck.beside(first, without) if chance.happens(TWICE) else []
    second = [chance.one(others)] if others else []
    return tuple(_made(trial, chance) for trial in (first, *second))


def _go_together(one: Trial, other: Trial) -> bool:
    ids = {one.id, other.id}
    return len(ids) == 2 and not any(ids == pair for pair in HIDE_EACH_OTHER)


def _made(trial: Trial, chance: _Chance) -> Mistake:
    """A mistake anywhere from clear to gross."""
    low, high = sorted((trial.clear, trial.gross))
    return Mistake(trial.id, trial.how, chance.between(low, high, 3))


def _person(exercise: Exercise, reps: Sequence[Repetition], chance: _Chance) -> dict[str, float]:
    """Any range between a small and a large one that leaves room for the mistakes made."""
    ranges = MANNERS[exercise].ranges
    share = chance.between(0, 1)
    person = {
        name: round(low + share * (ranges["large"][name] - low), 3)
        for name, low in ranges["small"].items()
    }
    for made in sorted({mistake.id for rep in reps for mistake in rep.mistakes}):
        for name, (low, high) in ROOM_FOR.get(made, {}).items():
            person[name] = round(float(np.clip(person[name], low, high)), 3)
    if "hold_s" in person:
        person["hold_s"] = chance.between(1.8, 4.0)
    return person


# ---- where, and what the camera makes of it ---------------------------------------------------


def _view(exercise: Exercise, chance: _Chance) -> View:
    views = VIEWS[exercise]
    if views.other is not None and chance.happens(views.share):
        from_front = chance.between(*views.other)
    else:
        from_front = 90.0 + chance.between(-views.off_side, views.off_side)
    yaw = from_front if chance.number(2) else -from_front
    return View(
        round(yaw % 360, 2),
        chance.between(*views.height_m),
        roll_deg=chance.between(-views.roll_deg, views.roll_deg),
        fov_deg=chance.between(*views.fov_deg),
        margin=chance.between(*views.margin),
    )


def _size(exercise: Exercise, chance: _Chance) -> tuple[int, int]:
    if exercise == WALL:
        return chance.one(WALL_SIZES, WALL_SIZE_ODDS)
    return chance.one(SIZES, SIZE_ODDS)


def _clothes(chance: _Chance) -> Clothes:
    return "loose" if chance.happens(LOOSE) else "fitted"


def _room(chance: _Chance) -> Room:
    return Room(
        chance.one(LIGHTS, LIGHT_ODDS), chance.one(WALLS), chance.one(FLOORS),
        chance.some(THINGS, chance.number(5)),
    )  # fmt: skip


def _picture(chance: _Chance, crf: int) -> Picture:
    return Picture(
        noise=chance.between(1.0, 8.0),
        blur_px=chance.between(0.3, 1.4),
        shutter=chance.between(0.1, 0.7) if chance.happens(BLURRED) else 0.0,
        shake_px=chance.between(0.3, 1.5) if chance.happens(0.2) else 0.0,
        gain=chance.between(0.75, 1.15),
        crf=crf,
    )


def _companion(body: str, people: People, chance: _Chance) -> Companion | None:
    if not chance.happens(WITH_OTHER):
        return None
    other = people(chance.number(1000))
    start_s = chance.between(1, 6)
    place = chance.one(COMPANY)
    if place != "passing":
        return Companion(other, place)
    return Companion(other, place, start_s, round(start_s + chance.between(2, 4), 2))
