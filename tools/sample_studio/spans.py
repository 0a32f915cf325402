"""What a performance consists of: pose parameters over time and what happens when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .motion import Track

ASIDE = -1
"""The repetition number of what is neither a repetition nor stillness: walking in, a fidget, a
repetition that is given up."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A named stretch of time; ``rep`` is 0 outside repetitions, or :data:`ASIDE`."""

    name: str
    rep: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class RepSpan:
    """A repetition from leaving the start pose to being back, with the mistakes made in it."""

    index: int
    side: str | None
    start_s: float
    end_s: float
    mistakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Time spent at the end position."""

    rep: int
    side: str | None
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class MistakeSpan:
    """A performed mistake. Faults of shape last from half-way in to half-way out."""

    id: str
    how: str
    rep: int
    start_s: float
    end_s: float
    magnitude: float
    unit: str


@dataclass(frozen=True, slots=True)
class SetupSpan:
    """Something wrong in the start pose, as long as it lasted, repetitions or not."""

    id: str
    how: str
    start_s: float
    end_s: float
    magnitude: float
    unit: str


@dataclass(frozen=True, slots=True)
class Offset:
    """Something that is off from the start and comes on top of a movement, up to a limit."""

    track: Track
    limit: float

    def added_to(self, value: float, time_s: float) -> float:
        """The pose parameter with it."""
        off = self.track(time_s)
        return value if off == 0 else max(-self.limit, min(self.limit, value + off))


@dataclass(frozen=True, slots=True)
class Performance:
    """Pose parameters over time and the truth about repetitions, holds and mistakes.

    Attributes:
        offsets: what comes on top of the tracks of the same names.
        sides: (time, working side) from then on.
        setup: what was wrong from the start.
        in_place: (from, until) seconds in the place of the exercise; None: all the time.
    """

    duration_s: float
    tracks: Mapping[str, Track]
    phases: tuple[Phase, ...]
    reps: tuple[RepSpan, ...]
    holds: tuple[Hold, ...]
    mistakes: tuple[MistakeSpan, ...]
    offsets: Mapping[str, Offset] = field(default_factory=dict)
    sides: tuple[tuple[float, str | None], ...] = ()
    setup: tuple[SetupSpan, ...] = ()
    in_place: tuple[float, float] | None = None

    def values(self, time_s: float) -> dict[str, float]:
        """Pose parameters by name at a time in seconds."""
        values = {name: track(time_s) for name, track in self.tracks.items()}
        for name, offset in self.offsets.items():
            values[name] = offset.added_to(values.get(name, 0.0), time_s)
        return values

    def side_at(self, time_s: float) -> str | None:
        """Working side of the repetition that runs or ran last (before the first: its side)."""
        begun = [side for start_s, side in self.sides if start_s <= time_s]
        return begun[-1] if begun else self.sides[0][1]
