"""Filters on irregularly sampled scalars. All times in seconds, none counts frames."""

from __future__ import annotations

import math
import statistics
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from operator import mul

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

    Attributes:
        times, values: of the samples, oldest first; to be read only.
    """

    __slots__ = ("_fewest", "span_s", "times", "values")

    def __init__(self, span_s: float, fewest: int = 1) -> None:
        self.span_s = span_s
        self._fewest = fewest
        self.times: deque[float] = deque()
        self.values: deque[float] = deque()

    def add(self, time_s: float, value: float) -> None:
        """Append a sample and forget what is too old."""
        times, values = self.times, self.values
        if times and time_s - times[-1] > GAP_S:
            times.clear()
            values.clear()
        times.append(time_s)
        values.append(value)
        while len(times) > self._fewest and time_s - times[0] > self.span_s + 1e-9:
            times.popleft()
            values.popleft()

    @property
    def last_s(self) -> float:
        """Time of the newest sample; minus infinity before the first."""
        return self.times[-1] if self.times else -math.inf

    @property
    def covered_s(self) -> float:
        """Seconds from the oldest to the newest sample."""
        return self.times[-1] - self.times[0] if self.times else 0.0

    def since(self, time_s: float) -> list[float]:
        """The values from a time on, newest first."""
        found = []
        for at_s, value in zip(reversed(self.times), reversed(self.values), strict=True):
            if at_s < time_s:
                break
            found.append(value)
        return found


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


def line_rate(times: Collection[float], values: Collection[float]) -> float | None:
    """Slope per second of a least-squares line; None for fewer than two distinct times."""
    n = len(times)
    if n < 2:
        return None
    mean_t, mean_v = sum(times) / n, sum(values) / n
    spread = rise = 0.0
    for t, v in zip(times, values, strict=True):
        spread += (t - mean_t) ** 2
        rise += (t - mean_t) * (v - mean_v)
    return rise / spread if spread > 0 else None


def deviation(values: Collection[float]) -> float:
    """Standard deviation (0 for none)."""
    if not values:
        return 0.0
    mean = sum(values) / len(values)
    return math.sqrt(sum([(v - mean) ** 2 for v in values]) / len(values))


class Bends:
    """The bends |a - 2b + c| of three samples in a row: 0 for a line, also a steep one."""

    def __init__(self, window: Window) -> None:
        """`window`: where the samples are kept."""
        self._window = window
        self._bends: deque[float] = deque()

    def add(self, time_s: float, value: float) -> None:
        """Append a sample to the window."""
        self._window.add(time_s, value)
        values, bends = self._window.values, self._bends
        if len(values) < 3:
            bends.clear()
            return
        bends.append(abs(values[-3] - 2 * values[-2] + value))
        while len(bends) > len(values) - 2:
            bends.popleft()

    def rough(self, limit: float) -> bool:
        """Whether the median bend is over a limit.

        Not for fewer than six samples, which tell a movement from a jump no more.
        """
        if len(self._bends) < 4 or max(self._bends) <= limit:
            return False
        return statistics.median(self._bends) > limit


def correlation(a: Collection[float], b: Collection[float]) -> float:
    """Pearson correlation of two signals sampled together; 0 where one of them stands still."""
    n = len(a)
    if n < 3:
        return 0.0
    mean_a, mean_b = sum(a) / n, sum(b) / n
    off_a, off_b = [value - mean_a for value in a], [value - mean_b for value in b]
    spread = math.sqrt(_dot(off_a, off_a) * _dot(off_b, off_b))
    return _dot(off_a, off_b) / spread if spread > 1e-9 else 0.0


def _dot(a: list[float], b: list[float]) -> float:
    total: float = sum(map(mul, a, b))
    return total


def reversals(samples: Sequence[tuple[float, float]], swing: float) -> int:
    """Number of changes of direction whose swings are at least `swing`."""
    return max(0, len(turning_points(samples, swing)) - 2)


def turning_points(
    samples: Sequence[tuple[float, float]], swing: float
) -> list[tuple[float, float]]:
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
