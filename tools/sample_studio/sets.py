"""The sets of clips that accuracy is measured on, made from a few tables and fixed seeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal
from zlib import crc32

import numpy as np

from .effects import Kind, Spoil
from .human import body_names
from .performances import perform
from .scenario import Exercise, Mistake, Repetition, Scenario, SideName, View

Level = Literal["clean", "below", "clear", "gross"]
Expect = Literal["judge", "nothing", "gap", "other_person"]

CAT: Exercise = "cat_cow"
NEEDLE: Exercise = "thread_the_needle"
SEATED: Exercise = "seated_thoracic_extension"
WALL: Exercise = "wall_angels"
EXERCISES: tuple[Exercise, ...] = (CAT, NEEDLE, SEATED, WALL)

LEVELS: tuple[Level, ...] = ("below", "clear", "gross")
FLOOR_SIZE, WALL_SIZE = (640, 360), (480, 480)
FPS = (12, 15)
STILL_S, END_S = 2.0, 0.8
GAP_S = 3.0
BODIES_PER_MISTAKE = 3
STEADY: Mapping[Exercise, Mapping[str, float]] = MappingProxyType(
    {
        CAT: {"arch": 0.62, "round": 0.78},
        NEEDLE: {"reach_s": 1.8, "hold_s": 2.4, "return_s": 1.5, "rest_s": 0.3},
        SEATED: {"hold_s": 2.2, "rest_s": 0.3},
        WALL: {"rest_s": 0.3},
    }
)
"""Range and tempo around a mistake, where they differ from the usual ones: shorter holds."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A mistake in one manner at three sizes, in the unit of its effect.

    ``below`` is about two thirds of what the exercise's spec allows: nobody should be told. None:
    any size is a mistake (whoever comes back in jerks does so at any pace).
    """

    exercise: Exercise
    id: str
    how: str
    below: float | None
    clear: float
    gross: float

    @property
    def name(self) -> str:
        """Mistake and manner: ``forcing-fast``."""
        return f"{self.id}-{self.how}" if self.how else self.id

    @property
    def levels(self) -> tuple[Level, ...]:
        """The sizes that there are."""
        return LEVELS if self.below is not None else LEVELS[1:]

    def mistake(self, level: Level) -> Mistake:
        """The mistake at one size."""
        sizes = {"below": self.below, "clear": self.clear, "gross": self.gross}
        return Mistake(self.id, self.how, sizes[level])


TRIALS: tuple[Trial, ...] = (
    Trial(CAT, "too_quick", "", 3.3, 1.9, 1.4),
    Trial(CAT, "arch_too_deep", "", 0.75, 1.0, 1.15),
    Trial(NEEDLE, "hips_back", "", 0.05, 0.12, 0.16),
    Trial(NEEDLE, "not_threaded", "", 0.82, 0.5, 0.35),
    Trial(NEEDLE, "forcing", "fast", 1.15, 0.5, 0.36),
    Trial(NEEDLE, "forcing", "bounce", 0.03, 0.13, 0.19),
    Trial(SEATED, "overextend", "", 16.0, 42.0, 56.0),
    Trial(SEATED, "neck_strain", "", 20.0, 48.0, 60.0),
    Trial(SEATED, "rushing", "", 1.5, 0.65, 0.42),
    Trial(SEATED, "jerky_return", "fast", 1.2, 0.5, 0.32),
    Trial(SEATED, "jerky_return", "jerks", None, 0.3, 0.22),
    Trial(WALL, "back_off_wall", "", 0.03, 0.10, 0.15),
    Trial(WALL, "arms_off_wall", "", 0.035, 0.14, 0.20),
    Trial(WALL, "jerking", "up", 1.4, 0.6, 0.40),
    Trial(WALL, "jerking", "down", 1.4, 0.6, 0.40),
)


@dataclass(frozen=True, slots=True)
class Manner:
    """A way to do an exercise well: how far, as settings, and how fast, as a tempo."""

    ranges: Mapping[str, Mapping[str, float]]
    tempi: Mapping[str, float]


MANNERS: Mapping[Exercise, Manner] = MappingProxyType(
    {
        CAT: Manner(
            {"small": {"arch": 0.42, "round": 0.5}, "large": {"arch": 0.85, "round": 0.95}},
            {"slow": 1.25, "brisk": 0.72},
        ),
        NEEDLE: Manner(
            {
                "small": {"depth": 0.88, "drift_m": 0.005, "hold_s": 2.0},
                "large": {"depth": 1.0, "drift_m": 0.02, "hold_s": 2.0},
            },
            {"slow": 1.3, "brisk": 0.88},
        ),
        SEATED: Manner(
            {
                "small": {"extension": 16.0, "lean": 1.0, "hold_s": 2.0},
                "large": {"extension": 32.0, "lean": 4.0, "hold_s": 2.0},
            },
            {"slow": 1.3, "brisk": 0.88},
        ),
        WALL: Manner(
            {"small": {"reach": 0.75}, "large": {"reach": 1.0}}, {"slow": 1.3, "brisk": 0.85}
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a camera may stand and still see an exercise as its spec asks."""

    yaw_off: float
    height_m: tuple[float, float]
    margin: tuple[float, float]
    roll: float = 2.5


PLACES: Mapping[Exercise, Place] = MappingProxyType(
    {
        CAT: Place(15.0, (0.4, 0.9), (1.1, 1.35)),
        NEEDLE: Place(13.0, (0.4, 0.9), (1.1, 1.35)),
        SEATED: Place(12.0, (0.7, 1.1), (1.1, 1.3)),
        WALL: Place(4.0, (0.8, 1.2), (1.05, 1.15), 1.5),
    }
)


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


def smoke(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """A clean clip and each mistake once, for every exercise, and two that cannot be judged."""
    people = _people(bodies)
    clips = []
    chosen: dict[tuple[str, str], Trial] = {}
    for trial in TRIALS:
        chosen.setdefault((trial.exercise, trial.id), trial)
    for i, exercise in enumerate(EXERCISES):
        clips.append(_clean("smoke", exercise, people(i), "small" if i % 2 else "large", "brisk"))
    for i, trial in enumerate(chosen.values()):
        clips.append(_mistaken("smoke", trial, "clear", people(i + 1), first=False))
    base = clips[0]
    clips.append(_spoilt("smoke", base.scenario, "empty", base.scenario.body))
    clips.append(_wrong_view("smoke", CAT, people(1), "front", 0.0))
    return clips


def standard(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """Each mistake at three sizes by several bodies, and as many who make none."""
    people = _people(bodies)
    clips = []
    for i, trial in enumerate(TRIALS):
        for level in trial.levels:
            j = LEVELS.index(level)
            for k in range(BODIES_PER_MISTAKE):
                body = people(2 * i + BODIES_PER_MISTAKE * j + k)
                clips.append(_mistaken("standard", trial, level, body, first=k == 2))
    people_each = 2 * BODIES_PER_MISTAKE
    ways = [(e, size, tempo) for e, m in MANNERS.items() for size in m.ranges for tempo in m.tempi]
    for i, (exercise, size, tempo) in enumerate(ways):
        for k in range(people_each):
            clips.append(_clean("standard", exercise, people(people_each * i + k), size, tempo))
    return _distinct(clips)


def abstain(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """Views, pictures and rooms in which nothing, or not everything, can be judged."""
    people = _people(bodies)
    clips = []
    for i, exercise in enumerate((CAT, NEEDLE, SEATED)):
        end = "front" if exercise == SEATED else "head_end"
        for k in range(2):
            clips.append(_wrong_view("abstain", exercise, people(i + k), end, 4.0 * k))
            clips.append(_wrong_view("abstain", exercise, people(i + k + 1), "back", 180 + 5 * k))
        clips.append(_wrong_view("abstain", exercise, people(i + 2), "corner", 28.0))
    for i, exercise in enumerate(EXERCISES):
        for k in range(2):
            scenario = _base("abstain", exercise, people(i + 3 * k), k)
            other = _base("abstain", EXERCISES[(i + 1) % 4], people(i + 1), 1 - k)
            for kind in ("hips_cut", "leaves", "dark"):
                clips.append(_spoilt("abstain", scenario, kind, scenario.body))
            if k == 0:
                clips.append(_spoilt("abstain", scenario, "empty", scenario.body))
            clips.append(_spoilt("abstain", scenario, "second_person", scenario.body, other))
    return clips


def set_named(name: str, bodies: Sequence[str] | None = None) -> list[SetClip]:
    """A set by its name; raises KeyError for an unknown one."""
    return {"smoke": smoke, "standard": standard, "abstain": abstain}[name](bodies)


class _People:
    """Bodies in turn."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __call__(self, turn: int) -> str:
        return self._names[turn % len(self._names)]


def _people(bodies: Sequence[str] | None) -> _People:
    return _People(sorted(bodies if bodies is not None else body_names()))


def _mistaken(prefix: str, trial: Trial, level: Level, body: str, first: bool) -> SetClip:
    """One repetition with the mistake and one without; ``first`` says which comes first."""
    order = "first" if first else "second"
    name = f"{prefix}.{trial.exercise}.{trial.name}.{level}.{body}.{order}"
    chance = _chance(name)
    made = Repetition((trial.mistake(level),), _side(trial.exercise, chance))
    clean = Repetition((), made.side)
    reps = (made, clean) if first else (clean, made)
    scenario = _scenario(name, trial.exercise, body, reps, STEADY[trial.exercise], chance)
    return SetClip(name, scenario, level)


def _clean(prefix: str, exercise: Exercise, body: str, size: str, tempo: str) -> SetClip:
    name = f"{prefix}.{exercise}.clean.{size}.{tempo}.{body}"
    chance = _chance(name)
    manner = MANNERS[exercise]
    reps = tuple(Repetition((), side, manner.tempi[tempo]) for side in _sides(exercise, chance))
    person = dict(STEADY[exercise]) | dict(manner.ranges[size])
    return SetClip(name, _scenario(name, exercise, body, reps, person, chance), "clean")


def _base(prefix: str, exercise: Exercise, body: str, k: int) -> Scenario:
    """Two clean repetitions from the side: what is spoilt afterwards."""
    name = f"{prefix}.{exercise}.base.{body}.{k}"
    chance = _chance(name)
    reps = tuple(Repetition((), side) for side in _sides(exercise, chance))
    return _scenario(name, exercise, body, reps, STEADY[exercise], chance)


def _wrong_view(prefix: str, exercise: Exercise, body: str, kind: str, yaw: float) -> SetClip:
    """A mistake and a clean repetition from where neither can be told."""
    name = f"{prefix}.{exercise}.{kind}.{body}"
    trial = next(trial for trial in TRIALS if trial.exercise == exercise)
    chance = _chance(name)
    side = _side(exercise, chance)
    reps = (Repetition((), side), Repetition((trial.mistake("clear"),), side))
    scenario = _scenario(name, exercise, body, reps, STEADY[exercise], chance)
    view = replace(scenario.view, yaw_deg=yaw % 360)
    return SetClip(name, replace(scenario, view=view), "clear", "nothing", kind)


def _spoilt(
    prefix: str, scenario: Scenario, kind: Kind, body: str, beside: Scenario | None = None
) -> SetClip:
    name = f"{prefix}.{scenario.exercise}.{kind}.{body}"
    spoil, expect = Spoil(kind), _EXPECTED[kind]
    if expect == "gap":
        start_s = perform(scenario).reps[1].start_s + 0.5
        spoil = Spoil(kind, round(start_s, 2), round(start_s + GAP_S, 2))
    return SetClip(name, scenario, "clean", expect, kind, spoil, beside)


_EXPECTED: Mapping[Kind, Expect] = MappingProxyType(
    {
        "dark": "gap",
        "leaves": "gap",
        "hips_cut": "nothing",
        "empty": "nothing",
        "second_person": "other_person",
    }
)


def _chance(name: str) -> np.random.Generator:
    """Chance that belongs to this clip alone."""
    return np.random.default_rng(crc32(name.encode()))


def _side(exercise: Exercise, chance: np.random.Generator) -> SideName | None:
    if exercise != NEEDLE:
        return None
    return "left" if chance.integers(2) else "right"


def _sides(exercise: Exercise, chance: np.random.Generator) -> tuple[SideName | None, ...]:
    """Two sides, one after the other, where an exercise has sides."""
    first = _side(exercise, chance)
    if first is None:
        return None, None
    return first, "right" if first == "left" else "left"


def _scenario(
    name: str, exercise: Exercise, body: str, reps: tuple[Repetition, ...],
    person: Mapping[str, float], chance: np.random.Generator,
) -> Scenario:  # fmt: skip
    return Scenario(
        name, exercise, body, _view(exercise, chance), reps, person=dict(person),
        fps=int(FPS[chance.integers(len(FPS))]),
        size=WALL_SIZE if exercise == WALL else FLOOR_SIZE,
        seed=int(chance.integers(1_000_000)), still_s=STILL_S, end_s=END_S,
    )  # fmt: skip


def _view(exercise: Exercise, chance: np.random.Generator) -> View:
    """A camera at either side, somewhat off, within what the exercise's spec allows."""
    place = PLACES[exercise]

    def between(low: float, high: float) -> float:
        return round(float(chance.uniform(low, high)), 2)

    side = 90.0 if chance.integers(2) else 270.0
    return View(
        side + between(-place.yaw_off, place.yaw_off),
        between(*place.height_m),
        roll_deg=between(-place.roll, place.roll),
        margin=between(*place.margin),
    )


def _distinct(clips: Sequence[SetClip]) -> list[SetClip]:
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
