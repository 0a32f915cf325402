"""Parameters that change over time: keyframes with easing, a timeline, sway and breathing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from .manners import Ease

SWAY_PERIODS_S = ((4.1, 6.7, 2.9), (5.3, 8.1, 3.1), (4.7, 7.3, 2.3))  # flexion, turn, bend
SWAY_SHARES = (0.5, 0.35, 0.15)
BREATH_PERIOD_S = 4.4
SHAKE_BANDS_HZ = ((0.5, 0.9), (0.9, 1.6), (1.6, 2.8), (2.8, 4.5), (4.5, 7.0))
SHAKE_SHARES = np.array((0.38, 0.27, 0.18, 0.11, 0.06))
EARLY, WAVERS, WAVER = 0.6, 3, 0.035  # bend of the early clock; beats and size of the wavering one


class Sway(NamedTuple):
    """Small trunk movement in degrees: flexion, turn and bend to the subject's left."""

    flexion: float = 0.0
    turn: float = 0.0
    bend: float = 0.0

    @property
    def mirrored(self) -> Sway:
        """The same movement seen in a mirror."""
        return Sway(self.flexion, -self.turn, -self.bend)


@dataclass(frozen=True, slots=True)
class Key:
    """Value at a time, and how it is reached from the one before."""

    time_s: float
    value: float
    ease: Ease = "even"


def ease(fraction: float) -> float:
    """Minimum-jerk easing from 0 to 1: zero speed and acceleration at both ends."""
    return fraction**3 * (fraction * (6 * fraction - 15) + 10)


def clock(fraction: float, manner: Ease) -> float:
    """The share of a movement's own time that has run; never backwards, and 0 to 1 as well."""
    match manner:
        case "even":
            return fraction
        case "early":
            return fraction + EARLY * fraction * (1 - fraction)
        case "wavering":
            return fraction - WAVER * float(np.sin(2 * np.pi * WAVERS * fraction))


class Track:
    """A value over time through keyframes, eased between neighbours, constant outside."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = tuple(keys)
        self._times = [key.time_s for key in keys]
        if not keys or any(b <= a for a, b in zip(self._times, self._times[1:], strict=False)):
            raise ValueError("keyframe times must increase, and there must be at least one")

    def __call__(self, time_s: float) -> float:
        """Value at a time in seconds."""
        i = bisect_right(self._times, time_s)
        if i == 0 or i == len(self.keys):
            return self.keys[min(i, len(self.keys) - 1)].value
        a, b = self.keys[i - 1], self.keys[i]
        fraction = (time_s - a.time_s) / (b.time_s - a.time_s)
        return a.value + (b.value - a.value) * ease(clock(fraction, b.ease))


class Timeline:
    """Builds tracks by moving forward in time.

    ``spare`` names values that start at 0 and have a track only if they are ever moved.
    """

    def __init__(self, start: Mapping[str, float], spare: Iterable[str] = ()) -> None:
        self.time_s = 0.0
        self._keys = {name: [Key(0.0, value)] for name, value in start.items()}
        self._spare = frozenset(spare) - set(start)

    def move(self, seconds: float, manner: Ease = "even", **targets: float) -> None:
        """Ease the named values to their targets in ``seconds``; the others stay."""
        end_s = round(self.time_s + seconds, 4)
        for name, target in targets.items():
            if name in self._spare:
                self._keys.setdefault(name, [Key(0.0, 0.0)])
            keys = self._keys[name]
            if keys[-1].time_s < self.time_s:
                keys.append(Key(self.time_s, keys[-1].value))
            keys.append(Key(end_s, target, manner))
        self.time_s = end_s

    def now(self, name: str) -> float:
        """The value that is reached by now."""
        return self._keys[name][-1].value if name in self._keys else 0.0

    def tracks(self) -> dict[str, Track]:
        """The finished tracks by name."""
        return {name: Track(keys) for name, keys in self._keys.items()}


def sway(time_s: float, amplitude_deg: float = 1.0, seed: int = 0) -> Sway:
    """Slow trunk sway, at most ``amplitude_deg`` in each direction."""
    angles = 2 * np.pi * time_s / np.array(SWAY_PERIODS_S) + np.array(_phases(seed, 9)).reshape(
        3, 3
    )
    flexion, turn, bend = amplitude_deg * np.sin(angles) @ np.array(SWAY_SHARES)
    return Sway(float(flexion), float(turn), float(bend))


@cache
def _phases(seed: int, count: int) -> tuple[float, ...]:
    """So many random angles (radians, 0 to a full turn)."""
    return tuple(np.random.default_rng(seed).uniform(0, 2 * np.pi, count).tolist())


def breath(time_s: float, amplitude_deg: float = 0.5, seed: int = 0) -> float:
    """Trunk extension by breathing in (degrees, negative flexion)."""
    (phase,) = _phases(seed + 1, 1)
    return float(-amplitude_deg * np.sin(2 * np.pi * time_s / BREATH_PERIOD_S + phase))


def shake(time_s: float, seed: int = 0) -> tuple[float, float, float]:
    """Smooth noise of a hand that holds a camera: right, down and clockwise, each -1 to 1.

    One sine in each band, slow ones larger; no direction is left for long.
    """
    rng = np.random.default_rng((seed, 5))
    low, high = np.array(SHAKE_BANDS_HZ).T
    rates = rng.uniform(low, high, (3, len(low)))
    phases = rng.uniform(0, 2 * np.pi, rates.shape)
    right, down, clockwise = np.sin(2 * np.pi * rates * time_s + phases) @ SHAKE_SHARES
    return float(right), float(down), float(clockwise)
