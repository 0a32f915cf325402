"""What is learnt of the person: neutral in the start pose, own ranges, reference curves."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from formcheck.signals.arithmetic import Template
from formcheck.signals.back import BACK_WORDS
from formcheck.signals.body import Anchor
from formcheck.signals.evaluate import Measurer
from formcheck.signals.filters import GAP_S, Window, deviation
from formcheck.signals.known import Known
from formcheck.signals.measure import measured
from formcheck.specs.schema import ExerciseSpec, PersonalRange

STILL_DEG, STILL_TORSO = 2.5, 0.03
"""A start pose counts as still below these standard deviations."""
PATIENCE_S, MOST_SLACK = 3.0, 3.0
"""Whoever cannot keep as still as that is taken as they are: the limits grow with the waiting,
by once their size every so many seconds, up to so many times."""
TEMPLATE_BINS = 12
KEPT_REPS = 5
"""Own ranges are medians over the first so many good repetitions."""

Ranges = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A person's neutral and ranges for one exercise, view and camera place.

    Attributes:
        source: `captured`, `clip` or `stored`; see `CalibrationNote`.
        anchor: sides and sizes locked at the start pose.
        known: neutral values, own ranges, reference curves.
        start_s, end_s: the stretch used as neutral, seconds.
        fixed_ranges: the ranges are known already; do not learn them again.
        performed: False where the whole recording is known and holds no repetition: then it
            shows something else, and nothing in it is a mistake of this exercise.
    """

    source: str
    anchor: Anchor
    known: Known
    start_s: float
    end_s: float
    fixed_ranges: bool = False
    text: str = ""
    performed: bool = True


def default_range(wanted: PersonalRange) -> tuple[float, float]:
    """The assumed own (low, high) until it is known."""
    if isinstance(wanted.default, tuple):
        return wanted.default
    return 0.0, wanted.default


def width(own: tuple[float, float]) -> float:
    """How far apart the ends of a range are."""
    return own[1] - own[0]


def default_ranges(spec: ExerciseSpec) -> Ranges:
    """Assumed ranges of every ranged signal."""
    return {name: default_range(wanted) for name, wanted in spec.calibrate.ranges.items()}


class NeutralCapture:
    """Collects the start pose until it has been still for the asked time."""

    def __init__(self, spec: ExerciseSpec, measurer: Measurer, back_moves: bool = True) -> None:
        self._seconds = spec.calibrate.neutral.seconds
        self._nodes = measurer.neutral_nodes()
        self._back_moves = back_moves
        self._windows = {key: Window(self._seconds) for key in self._nodes}
        self._started_s: float | None = None
        self._asked_s: float | None = None
        self._last_s = 0.0

    def reset(self) -> None:
        """Begin again."""
        self._windows = {key: Window(self._seconds) for key in self._nodes}
        self._started_s = self._asked_s = None

    def update(self, measurer: Measurer, time_s: float) -> dict[str, float] | None:
        """Take in one frame of the start pose; the neutral values once it was still enough."""
        if self._started_s is None or time_s - self._last_s > GAP_S:
            self._started_s = time_s  # a stalled picture says nothing about keeping still
        self._asked_s = time_s if self._asked_s is None else self._asked_s
        self._last_s = time_s
        for key, node in self._nodes.items():
            value = measurer.node_value(node)
            if measured(value):
                self._windows[key].add(time_s, value)
        if time_s - self._started_s < 0.95 * self._seconds:
            return None
        seen = {
            key: window for key, window in self._windows.items() if _measured_at(window, time_s)
        }
        slack = min(1.0 + max(0.0, time_s - self._asked_s - PATIENCE_S) / PATIENCE_S, MOST_SLACK)
        if self._nodes and not seen:
            return None
        if not all(self._steady(key, window, slack) for key, window in seen.items()):
            return None
        return {key: statistics.median(w.values) for key, w in seen.items()}

    def _steady(self, key: str, window: Window, slack: float) -> bool:
        """Long enough in view, and still. What is not in view at all is not waited for."""
        limit = still_limit(key, self._back_moves)
        long_enough = window.covered_s >= 0.6 * self._seconds or math.isinf(limit)
        return long_enough and deviation(window.values) <= slack * limit


def _measured_at(window: Window, time_s: float) -> bool:
    return window.last_s >= time_s - 0.3


def back_moves(spec: ExerciseSpec, measurer: Measurer) -> bool:
    """Whether the movement itself is read from the outline of the back."""
    return any(measurer.uses(name, BACK_WORDS) for name in spec.calibrate.ranges)


def still_limit(key: str, back_moves: bool = True) -> float:
    """Largest standard deviation of a still start pose, by what the expression measures.

    Where the movement is not read from the back, its outline need not be calm: against a wall it
    flickers by more than a person keeping still moves.
    """
    if not back_moves and any(word in key for word in BACK_WORDS):
        return math.inf
    lengths = ("height", "forward", "ahead", "aside", "dist", "off_line", "hip_to_heel")
    return STILL_TORSO if key.startswith(lengths) else STILL_DEG


@dataclass(slots=True)
class _RepExtremes:
    low: float
    high: float


class RangeLearner:
    """Learns own ranges and reference curves from the first good repetitions, as they come."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._now: dict[str, _RepExtremes] = {}
        self._good: dict[str, list[tuple[float, float]]] = {}
        self._curves: dict[str, list[tuple[float, float]]] = {}
        self._templates: dict[str, Template] = {}

    def update(self, measurer: Measurer) -> None:
        """Take in one judged frame."""
        for name in self._spec.calibrate.ranges:
            value = measurer.value(name)
            if measured(value):
                seen = self._now.setdefault(name, _RepExtremes(value, value))
                seen.low, seen.high = min(seen.low, value), max(seen.high, value)
        for name, template in self._spec.calibrate.templates.items():
            at, value = measurer.value(template.by), measurer.value(template.of)
            if measured(at) and measured(value):
                self._curves.setdefault(name, []).append((at, value))

    def forget_rep(self) -> None:
        """The movement since the last repetition does not count."""
        self._now.clear()
        self._curves.clear()

    def widened(self, known: Known) -> Known:
        """Assumed ranges replaced by what was seen, where that is wider than assumed.

        A neutral taken in an arched or rounded back is no middle: what the person then does is.
        """
        wider = {
            name: (seen.low, seen.high)
            for name, seen in self._now.items()
            if name in known.assumed
            and self._spec.calibrate.ranges[name].kind == "span"
            and seen.high - seen.low > width(default_range(self._spec.calibrate.ranges[name]))
        }
        if all(known.ranges.get(name) == own for name, own in wider.items()):
            return known
        return replace(known, ranges=dict(known.ranges) | wider)

    def rep_done(self, known: Known, clean: bool) -> Known:
        """What is known after a repetition."""
        if clean:
            for name, seen in self._now.items():
                good = self._good.setdefault(name, [])
                if len(good) < KEPT_REPS:
                    good.append((seen.low, seen.high))
            for name, points in self._curves.items():
                self._templates.setdefault(name, template_of(points))
        self.forget_rep()
        ranges = dict(known.ranges) | {
            name: merged_range(self._spec.calibrate.ranges[name], good, wider=True)
            for name, good in self._good.items()
        }
        return Known(
            known.neutral,
            ranges,
            dict(known.templates) | self._templates,
            known.assumed - frozenset(self._good),
        )


def merged_range(
    wanted: PersonalRange, seen: Iterable[tuple[float, float]], wider: bool = False
) -> tuple[float, float]:
    """Own range from several repetitions, never under the movement's minimum.

    It is their median, so that one repetition too deep among them does not pass as the person's
    range. Of an even number the lower median keeps one deep repetition among two out; repetitions
    that were judged clean one by one are all their own: then the `wider` one counts.
    """
    lows, highs = zip(*seen, strict=True)
    high = statistics.median_high(highs) if wider else statistics.median_low(highs)
    low = statistics.median_low(lows) if wider else statistics.median_high(lows)
    low = low if wanted.kind == "span" else 0.0
    if high - low < wanted.min:
        middle = (high + low) / 2 if wanted.kind == "span" else wanted.min / 2
        low, high = middle - wanted.min / 2, middle + wanted.min / 2
    return low, high


def template_of(points: list[tuple[float, float]]) -> Template:
    """A reference curve: the median of the values in bins along the positions."""
    positions = [p for p, _ in points]
    low, width = min(positions), max(max(positions) - min(positions), 1e-6)
    bins: dict[int, list[tuple[float, float]]] = {}
    for at, value in points:
        index = min(int((at - low) / width * TEMPLATE_BINS), TEMPLATE_BINS - 1)
        bins.setdefault(index, []).append((at, value))
    curve = [
        (statistics.fmean(p for p, _ in inside), statistics.median(v for _, v in inside))
        for _, inside in sorted(bins.items())
    ]
    return tuple(p for p, _ in curve), tuple(v for _, v in curve)


def neutral_known(
    spec: ExerciseSpec, neutral: Mapping[str, float], kept: Known | None = None
) -> Known:
    """What is known right after the neutral was captured; `kept` brings ranges learnt before."""
    assumed = default_ranges(spec)
    if kept is None:
        return Known(dict(neutral), assumed, {}, frozenset(assumed))
    return Known(dict(neutral), kept.ranges, kept.templates, kept.assumed)
