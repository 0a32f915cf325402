"""A routine, and the plan that a practice follows. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from formcheck.specs.vocabulary import View

StepKind = Literal["timer", "exercise"]


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of a routine; what `dose` does not say is the exercise's default."""

    exercise: str
    dose: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Routine:
    """Exercises to be done together.

    Attributes:
        id: built-in ones have a name (`core_three`), own ones 32 hex digits.
        about: one sentence: what it is for.
        source: publisher of the article that combines them; "" for own ones.
        items: without the warm-up.
        warm_up_s: length of marching on the spot before it; 0: none.
        drills: exercises of the warm-up after the marching.
    """

    id: str
    title: str
    about: str
    items: tuple[Item, ...]
    source: str = ""
    warm_up_s: float = 300.0
    drills: tuple[Item, ...] = ()

    @property
    def own(self) -> bool:
        """Whether somebody built it here."""
        return not self.source


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan.

    Attributes:
        kind: `timer` runs for `seconds` with nothing judged; `exercise` is coached.
        title: what it is called.
        seconds: the timer's length, or about how long the exercise takes.
        exercise: the spec's id (None for a timer); `dose` is complete.
        view: where the camera looks from; None: anywhere.
        camera_moves: the camera has to be put elsewhere before it.
        warm_up: it belongs to the warm-up.
    """

    kind: StepKind
    title: str
    seconds: float
    exercise: str | None = None
    dose: Mapping[str, float] = field(default_factory=dict)
    view: View | None = None
    camera_moves: bool = False
    warm_up: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a practice does, step by step.

    Attributes:
        routine: the routine's id; None for a single exercise.
    """

    title: str
    steps: tuple[Step, ...]
    routine: str | None = None

    @property
    def seconds(self) -> float:
        """About how long it takes."""
        return sum(step.seconds for step in self.steps)
