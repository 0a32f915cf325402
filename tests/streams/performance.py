"""What is performed: steps of eased movement in named channels, and the repetitions they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
NearFar = Literal["near", "far"]


@dataclass(frozen=True, slots=True)
class Step:
    """Channels move to their targets in `seconds`, eased; channels not named stay."""

    seconds: float
    to: tuple[tuple[str, float], ...] = ()


def step(seconds: float, **to: float) -> Step:
    return Step(seconds, tuple(to.items()))


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition; `hold_s` is how long its end position is kept."""

    steps: tuple[Step, ...]
    side: NearFar | None = None
    hold_s: float | None = None

    @property
    def seconds(self) -> float:
        return sum(s.seconds for s in self.steps)


@dataclass(frozen=True, slots=True)
class Performance:
    """A set: `lead_s` in the start pose, then repetitions with `rest_s` after each."""

    exercise: str
    view: str
    reps: tuple[Rep, ...]
    lead_s: float = 2.0
    rest_s: float = 0.8

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """When each repetition is performed, first movement to last."""
        spans, at = [], self.lead_s
        for rep in self.reps:
            spans.append((at, at + rep.seconds))
            at += rep.seconds + self.rest_s
        return tuple(spans)

    @property
    def seconds(self) -> float:
        return self.lead_s + sum(rep.seconds + self.rest_s for rep in self.reps)

    def channels(self, times: Array) -> Mapping[str, Array]:
        """Value of every channel at each time; 0 before it first moves."""
        values: dict[str, Array] = {}
        last: dict[str, float] = {}
        at = self.lead_s
        for rep in self.reps:
            for part in rep.steps:
                for name, target in part.to:
                    column = values.setdefault(name, np.zeros(len(times)))
                    start = last.get(name, 0.0)
                    after = times >= at
                    share = min_jerk((times[after] - at) / part.seconds)
                    column[after] = start + (target - start) * share
                    last[name] = target
                at += part.seconds
            at += self.rest_s
        return values


def min_jerk(share: Array) -> Array:
    """Position of a minimum-jerk move of length 1 at a share of its time."""
    x = np.clip(share, 0.0, 1.0)
    return x**3 * (10 - 15 * x + 6 * x**2)
