"""What the sets try: mistakes at three sizes, ways to do an exercise well, places of the camera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from .repertoire.plan import Manner, Place
from .repertoire.plans import PLANS
from .scenario import Exercise, Mistake

Level = Literal["clean", "below", "clear", "gross", "mixed"]

CAT: Exercise = "cat_cow"
NEEDLE: Exercise = "thread_the_needle"
SEATED: Exercise = "seated_thoracic_extension"
WALL: Exercise = "wall_angels"
EXERCISES: tuple[Exercise, ...] = (CAT, NEEDLE, SEATED, WALL)

LEVELS: tuple[Level, ...] = ("below", "clear", "gross")
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

    Attributes:
        beside: clean repetitions in the same set; two where one would leave open which of them
            shows the person's own range.
        readable: a camera can tell it; else nobody is told, whatever its size.
    """

    exercise: Exercise
    id: str
    how: str
    below: float | None
    clear: float
    gross: float
    beside: int = 1
    readable: bool = True

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
    Trial(CAT, "stiff", "", 0.7, 0.35, 0.2, beside=2),
    Trial(CAT, "neck_line", "up", 15.0, 40.0, 50.0),
    Trial(CAT, "neck_line", "down", 15.0, 45.0, 60.0),
    Trial(NEEDLE, "hand_lifts", "", 0.05, 0.15, 0.25),
    Trial(SEATED, "elbows_wide", "", 15.0, 55.0, 70.0, readable=False),
    Trial(WALL, "back_off_wall", "hollow", 12.0, 35.0, 45.0, readable=False),
)
"""New ones go to the end: who performs a mistake goes by its place."""
CATALOGUE_TRIALS: tuple[Trial, ...] = tuple(
    Trial(exercise, t.id, t.how, t.below, t.clear, t.gross, t.beside, t.readable)
    for exercise, plan in PLANS.items()
    for t in plan.tries
)
"""Those of the repertoire."""
UNREADABLE: frozenset[tuple[str, str, str]] = frozenset(
    (trial.exercise, trial.id, trial.how)
    for trial in (*TRIALS, *CATALOGUE_TRIALS)
    if not trial.readable
)


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


PLACES: Mapping[Exercise, Place] = MappingProxyType(
    {
        CAT: Place(15.0, (0.4, 0.9), (1.1, 1.35)),
        NEEDLE: Place(13.0, (0.4, 0.9), (1.1, 1.35)),
        SEATED: Place(12.0, (0.7, 1.1), (1.1, 1.3)),
        WALL: Place(4.0, (0.8, 1.2), (1.05, 1.15), 1.5),
    }
)


def steady_of(exercise: Exercise) -> Mapping[str, float]:
    """Range and tempo around a mistake, where they differ from the usual ones."""
    return PLANS[exercise].steady if exercise in PLANS else STEADY[exercise]


def manner_of(exercise: Exercise) -> Manner:
    """Ways to do it well."""
    return PLANS[exercise].manner if exercise in PLANS else MANNERS[exercise]


def place_of(exercise: Exercise) -> Place:
    """Where the camera may stand."""
    return PLANS[exercise].place if exercise in PLANS else PLACES[exercise]
