"""Filters on irregularly sampled scalars. All times in seconds, none counts frames."""

from __future__ import annotations

import math
import statistics
from collections import deque
from dataclasses import dataclass

GAP_S = 0.5
"""After a gap longer than this a filter starts afresh: the past says nothing any more."""


@dataclass(frozen=True, slots=True)
class OneEuroSettings:
    """`min_cutoff` and `d_cutoff` in Hz, `beta` in Hz per (unit per second)."""

    min_cutoff: float
    beta: float
    d_cutoff: float = 1.0


class OneEuro:
    """The One-Euro filter: smooth when still, quick when moving.

    Casiez, Roussel, Vogel: 1 Euro Filter, CHI 2012.
    """

    def __init__(self, settings: OneEuroSettings) -> None:
        self._settings = settings
        self._time_s: float | None = None
        self._raw = self._value = self._rate = 0.0

    def __call__(self, time_s: float, value: float) -> float:
        """The filtered value at a time after the previous one."""
        if self._time_s is None or time_s - self._time_s > GAP_S:
            self._time_s, self._raw, self._value, self._rate = time_s, value, value, 0.0
            return value
        dt = time_s - self._time_s
        if dt <= 0:
            return self._value
        rate = (value - self._raw) / dt
        self._rate += _share(self._settings.d_cutoff, dt) * (rate - self._rate)
        cutoff = self._settings.min_cutoff + self._settings.beta * abs(self._rate)
        self._value += _share(cutoff, dt) * (value - self._value)
        self._time_s, self._raw = time_s, value
        return self._value


def _share(cutoff_hz: float, dt_s: float) -> float:
    """How much of the new value a first-order low-pass takes over in dt."""
    return 1.0 - math.exp(-2.0 * math.pi * cutoff_hz * dt_s)


class Window:
    """The samples of the last `span_s` seconds, forgotten after a gap.

    At least the last `fewest` are kept, so that lost frames do not make a slope noisy.
    """

    def __init__(self, span_s: float, fewest: int = 1) -> None:
        self.span_s = span_s
        self._fewest = fewest
        self._samples: deque[tuple[float, float]] = deque()

    def add(self, time_s: float, value: float) -> None:
        """Append a sample and forget what is too old."""
        if self._samples and time_s - self._samples[-1][0] > GAP_S:
            self._samples.clear()
        self._samples.append((time_s, value))
        while (
            len(self._samples) > self._fewest and time_s - self._samples[0][0] > self.span_s + 1e-9
        ):
            self._samples.popleft()

    @property
    def samples(self) -> list[tuple[float, float]]:
        """(time_s, value) pairs, oldest first."""
        return list(self._samples)

    @property
    def covered_s(self) -> float:
        """Seconds from the oldest to the newest sample."""
        return self._samples[-1][0] - self._samples[0][0] if self._samples else 0.0


class Unwrapped:
    """An angle counted on through full turns: steps of more than half a turn are taken as less."""

    def __init__(self) -> None:
        self._last: float | None = None

    def __call__(self, degrees: float) -> float:
        """The angle, as close to the one before as whole turns allow."""
        if self._last is not None:
            degrees += 360 * round((self._last - degrees) / 360)
        self._last = degrees
        return degrees


def line_rate(samples: list[tuple[float, float]]) -> float | None:
    """Slope per second of a least-squares line; None for fewer than two distinct times."""
    n = len(samples)
    if n < 2:
        return None
    mean_t = sum(t for t, _ in samples) / n
    mean_v = sum(v for _, v in samples) / n
    spread = sum((t - mean_t) ** 2 for t, _ in samples)
    if spread <= 0:
        return None
    return sum((t - mean_t) * (v - mean_v) for t, v in samples) / spread


def deviation(samples: list[tuple[float, float]]) -> float:
    """Standard deviation of the values (0 for none)."""
    if not samples:
        return 0.0
    mean = sum(v for _, v in samples) / len(samples)
    return math.sqrt(sum((v - mean) ** 2 for _, v in samples) / len(samples))


def jitter(samples: list[tuple[float, float]]) -> float:
    """Median bend |a - 2b + c| of three samples in a row: 0 for a line, also a steep one.

    0 for fewer than six samples, which tell a movement from a jump no more.
    """
    if len(samples) < 6:
        return 0.0
    values = [value for _, value in samples]
    triples = zip(values, values[1:], values[2:], strict=False)
    return statistics.median(abs(a - 2 * b + c) for a, b, c in triples)


def correlation(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> float:
    """Pearson correlation of two signals sampled together; 0 where one of them stands still."""
    n = min(len(a), len(b))
    if n < 3:
        return 0.0
    mean_a, mean_b = sum(v for _, v in a) / n, sum(v for _, v in b) / n
    off = [(va - mean_a, vb - mean_b) for (_, va), (_, vb) in zip(a, b, strict=False)]
    spread = math.sqrt(sum(x * x for x, _ in off) * sum(y * y for _, y in off))
    return sum(x * y for x, y in off) / spread if spread > 1e-9 else 0.0


def reversals(samples: list[tuple[float, float]], swing: float) -> int:
    """Number of changes of direction whose swings are at least `swing`."""
    return max(0, len(turning_points(samples, swing)) - 2)


def turning_points(samples: list[tuple[float, float]], swing: float) -> list[tuple[float, float]]:
    """The zigzag of a signal: alternating extremes at least `swing` apart, first to last.

    The first point is the extreme the first swing starts from; the last is the extreme reached
    so far by the running swing. Empty where the signal never moves by `swing`.
    """
    if not samples:
        return []
    points: list[tuple[float, float]] = []
    low = high = samples[0]
    direction = 0
    for sample in samples[1:]:
        if direction >= 0 and sample[1] > high[1]:
            high = sample
        if direction <= 0 and sample[1] < low[1]:
            low = sample
        if direction >= 0 and high[1] - sample[1] >= swing:
            points.append(high)
            direction, low = -1, sample
        elif direction <= 0 and sample[1] - low[1] >= swing:
            points.append(low)
            direction, high = 1, sample
    if direction:
        points.append(high if direction > 0 else low)
    return points
