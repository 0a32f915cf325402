"""What the figures of a set are made of: plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.coach.events import Verdict
from formcheck.coach.reach import Kind as Kind
from formcheck.coach.reach import MeasuredSignal as MeasuredSignal
from formcheck.coach.reach import Reach as Reach
from formcheck.report.pace import Pace
from formcheck.specs.vocabulary import Unit


@dataclass(frozen=True, slots=True)
class RepFigures:
    """One repetition: its length, its phases' times (by label, in order), reaches and pace.

    A phase lasts for as long as the exercise file calls it so; `pace` is read from the movement's
    own curve (None: it cannot be).
    """

    index: int
    side: str | None
    verdict: Verdict
    start_s: float
    end_s: float
    phases: tuple[tuple[str, float], ...]
    reach: Mapping[str, Reach]
    pace: Pace | None = None

    @property
    def duration_s(self) -> float:
        """Seconds from the start of the movement to its end."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class HoldFigures:
    """One hold. `sway`: by signal, the standard deviation about a straight line, in its unit."""

    side: str | None
    start_s: float
    end_s: float
    held_s: float
    form_s: float
    sway: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Tempo:
    """How quickly: seconds for a repetition.

    Attributes:
        phases: the median time in each phase, by label, in the order of the movement.
        pace: the median way out, stay and way back.
        change_s: how much longer the last repetition was than the first, along a straight line
            through all; NaN with fewer than `FEWEST_FOR_TREND`.
        changed: whether that is worth telling.
    """

    median_s: float
    shortest_s: float
    longest_s: float
    phases: tuple[tuple[str, float], ...]
    change_s: float
    changed: bool
    pace: Pace | None = None


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How alike the repetitions of one side were in one signal.

    Attributes:
        side: whose repetitions, where there are sides.
        differs: by more than the measurement error.
    """

    signal: str
    side: str | None
    median: float
    smallest: float
    largest: float
    differs: bool


@dataclass(frozen=True, slots=True)
class SideDifference:
    """Left against right: medians in `unit`; `told` only beyond the measurement error."""

    what: str
    unit: Unit
    left: float
    right: float
    error: float
    told: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is counted or measured over a set."""

    signals: tuple[MeasuredSignal, ...]
    reps: tuple[RepFigures, ...]
    holds: tuple[HoldFigures, ...]
    tempo: Tempo | None
    steadiness: tuple[Steadiness, ...]
    sides: tuple[SideDifference, ...]

    def signal(self, name: str) -> MeasuredSignal:
        """The signal with this name (KeyError: it has no figures)."""
        for one in self.signals:
            if one.name == name:
                return one
        raise KeyError(name)
