"""Evaluates the expressions of a spec on one body after the other.

A `Measurer` remembers what expressions need from the past (filters, windows, the peak of this
repetition) and what is known of the person (`Known`: neutral, own ranges, templates).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping

from formcheck.signals.arithmetic import arithmetic, combine, interpolate, pace_spread
from formcheck.signals.body import Body
from formcheck.signals.filters import (
    Unwrapped,
    Window,
    correlation,
    deviation,
    line_rate,
    reversals,
)
from formcheck.signals.known import Known
from formcheck.signals.measure import Measure, NotKnownYet, NotMeasured
from formcheck.signals.nodes import (
    FORWARD,
    children,
    collect_neutral,
    key,
    spec_texts,
    stateful_nodes,
    with_side,
)
from formcheck.signals.steady import Steadied
from formcheck.signals.words import (
    BODY_WORDS,
    JOINTS,
    POINT_WORDS,
    direction,
    forward,
    height,
    joint,
)
from formcheck.specs.expression import (
    Call,
    Name,
    Negative,
    Node,
    Number,
    Operation,
    Point,
    parse,
)
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.units import WHOLE_REP
from formcheck.specs.vocabulary import PERSONAL

RATE_WINDOW_S = 0.25
RATE_SAMPLES = 4
"""Speeds are fitted to at least so many samples: two of them are mostly noise."""
LATELY_S = 1.0
"""A repetition is noticed this late at most: its peaks count from where it began."""
PACES = 6
"""So many repetitions show how steady the pace is."""
EASE = 1.875
"""Peak over mean speed of a smooth (minimum-jerk) move: Flash and Hogan 1985."""


class Measurer:
    """Values of a spec's expressions, frame by frame."""

    def __init__(self, spec: ExerciseSpec, known: Known | None = None) -> None:
        self.spec = spec
        self.known = known or Known()
        self.durations: dict[str, float] = {}
        self._signals = {name: parse(s.expression) for name, s in spec.signals.items()}
        self._by = {name: parse(t.by) for name, t in spec.calibrate.templates.items()}
        self._parsed: dict[str, Node] = {}
        self._memo: dict[tuple[Node, bool], Measure] = {}
        self._personal_nodes: dict[Node, bool] = {}
        self._strict = False
        self._steadied: dict[Node, Steadied] = {}
        self._turns: dict[Node, Unwrapped] = {}
        self._paces: deque[float] = deque(maxlen=PACES)
        self._windows: dict[tuple[Node, float], Window] = {}
        self._pairs: dict[Node, tuple[Window, Window]] = {}
        self._extremes: dict[Node, tuple[float, float]] = {}
        self._swings: dict[Node, tuple[float, float]] = {}
        self._fastest: dict[Node, tuple[float, float]] = {}
        self._body: Body | None = None
        self._stateful = tuple(stateful_nodes(self._all_nodes()))

    def update(self, body: Body) -> None:
        """Move on to the next frame; windows and peaks take its values in."""
        self._body = body
        self._memo = {}
        for node in self._stateful:
            self._value(node)

    def learn(self, known: Known) -> None:
        """Take over what is known of the person, from this frame on."""
        self.known = known
        self._memo = {}

    def begin_rep(self, since_s: float | None = None) -> None:
        """Forget the peaks and durations of the repetition before.

        `since_s`: the repetition began already then, at most `LATELY_S` ago.
        """
        self._extremes.clear()
        self.durations.clear()
        if since_s is None:
            return
        for (of, span_s), window in self._windows.items():
            if span_s == LATELY_S:
                for time_s, value in window.samples:
                    if time_s >= since_s:
                        _widen(self._extremes, of, value)

    def end_rep(self) -> None:
        """Forget how far and how fast the movement went since the repetition before."""
        self._swings.clear()
        self._fastest.clear()
        done_s = self.durations.pop(WHOLE_REP, None)
        self._paces.extend([] if done_s is None else [done_s])

    def value(self, expression: str | float | int, strict: bool = False) -> Measure:
        """Value of an expression text (or a plain number) in this frame.

        `strict`: own ranges that are only assumed have no value (`NotKnownYet`).
        """
        if isinstance(expression, (int, float)):
            return float(expression)
        self._strict = strict
        try:
            return self._value(self._parse(expression))
        finally:
            self._strict = False

    def neutral_nodes(self) -> dict[str, Node]:
        """Everything whose start value is needed, by key."""
        found: dict[str, Node] = {}
        for node in self._all_nodes():
            collect_neutral(node, found)
        return found

    def node_value(self, node: Node) -> Measure:
        """Value of a parsed node in this frame."""
        return self._value(node)

    def uses(self, expression: str, words: frozenset[str]) -> bool:
        """Whether an expression is computed from one of the given words, at any depth."""
        nodes, seen = [self._parse(expression)], set()
        while nodes:
            node = nodes.pop()
            if isinstance(node, Name) and node.name in self._signals and node not in seen:
                nodes.append(self._signals[node.name])
            if getattr(node, "word", getattr(node, "name", None)) in words:
                return True
            seen.add(node)
            nodes += children(node)
        return False

    def _parse(self, text: str) -> Node:
        if text not in self._parsed:
            self._parsed[text] = parse(text)
        return self._parsed[text]

    def _all_nodes(self) -> list[Node]:
        return [*self._signals.values(), *(self._parse(text) for text in spec_texts(self.spec))]

    def _value(self, node: Node) -> Measure:
        slot = node, self._strict and self._is_personal(node)
        if slot not in self._memo:
            self._memo[slot] = self._compute(node)
        return self._memo[slot]

    def _is_personal(self, node: Node) -> bool:
        """Whether a node depends on an own range."""
        if node not in self._personal_nodes:
            inner = children(node)
            if isinstance(node, Name) and node.name in self._signals:
                inner = (self._signals[node.name],)
            own = isinstance(node, Call) and node.word in PERSONAL
            self._personal_nodes[node] = own or any(map(self._is_personal, inner))
        return self._personal_nodes[node]

    def _compute(self, node: Node) -> Measure:
        match node:
            case Number(value):
                return value
            case Negative(of):
                positive = self._value(of)
                return positive if isinstance(positive, NotMeasured) else -positive
            case Operation(op, left, right):
                return arithmetic(op, self._value(left), self._value(right))
            case Name(name):
                return self._named(node, name)
            case Call():
                return self._call(node)
        return NotMeasured("not a measurement")

    def _named(self, node: Name, name: str) -> Measure:
        if name in self._signals:
            return self._value(self._signals[name])
        if name == "pace_spread":
            return pace_spread(self._paces, self.durations.get(WHOLE_REP))
        if name in BODY_WORDS:
            return self._filtered(node, name, BODY_WORDS[name](self._now))
        return NotMeasured(f"unknown signal {name}")

    @property
    def _now(self) -> Body:
        if self._body is None:
            raise RuntimeError("update() comes before value()")
        return self._body

    def _call(self, node: Call) -> Measure:
        word, args = node.word, node.args
        options = {name: self._value(option) for name, option in node.options}
        if word in JOINTS:
            side = args[0].name if isinstance(args[0], Name) else "near"
            return self._filtered(node, word, joint(self._now, word, side))
        if word == FORWARD:
            return forward(self._now, *_points(args))
        if word in POINT_WORDS:
            return self._filtered(node, word, POINT_WORDS[word](self._now, *_points(args)))
        if word == "turned":
            return self._turned(node, *_points(args))
        match word:
            case "min" | "max" | "mean" | "abs":
                return combine(word, [self._value(arg) for arg in args])
            case "from_start":
                return self._from_start(args[0])
            case "dist_from_start" | "wall_gap":
                return self._filtered(node, word, self._from_start_point(word, args[0]))
            case "speed" | "rate":
                return self._rate(args[0], word == "speed")
            case "peak" | "range":
                return self._extreme(args[0], word)
            case "together":
                return self._together(node, args, options)
            case "rise_time" | "fall_time":
                return self._pace(args[0], rising=word == "rise_time")
            case "sd" | "reversals":
                return self._windowed(node, args[0], word, options)
            case "duration":
                return self._duration(args[0])
            case "personal":
                return self._personal(args, options)
            case "learned_range":
                return self._learned_range(args)
            case "learned":
                return self._learned(args[0])
        return NotMeasured(f"unknown word {word}")

    def _filtered(self, node: Node, word: str, value: Measure) -> Measure:
        if isinstance(value, NotMeasured):
            return value
        if node not in self._steadied:
            self._steadied[node] = Steadied(word)
        return self._steadied[node](self._now.time_s, value)

    def _turned(self, node: Node, a: Point, b: Point) -> Measure:
        now = direction(self._now, a, b)
        if isinstance(now, NotMeasured):
            return now
        return self._filtered(node, "turned", self._turns.setdefault(node, Unwrapped())(now))

    def _from_start(self, of: Node) -> Measure:
        of = with_side(of, self._now.work)
        value, start = self._value(of), self.known.neutral.get(key(of))
        if isinstance(value, NotMeasured):
            return value
        return NotMeasured("start pose not captured yet") if start is None else value - start

    def _from_start_point(self, word: str, point: Node) -> Measure:
        point = with_side(point, self._now.work)
        assert isinstance(point, Point)
        x, y = forward(self._now, point), height(self._now, point)
        if isinstance(x, NotMeasured) or isinstance(y, NotMeasured):
            return x if isinstance(x, NotMeasured) else y
        x0 = self.known.neutral.get(f"{FORWARD}({key(point)})")
        y0 = self.known.neutral.get(key(Call("height", (point,))))
        if x0 is None or y0 is None:
            return NotMeasured("start pose not captured yet")
        return x - x0 if word == "wall_gap" else math.hypot(x - x0, y - y0)

    def _window(self, of: Node, span_s: float, fewest: int = 1) -> Window | NotMeasured:
        value = self._value(of)
        window = self._windows.setdefault((of, span_s), Window(span_s, fewest))
        if isinstance(value, NotMeasured):
            return value
        if not window.samples or window.samples[-1][0] < self._now.time_s:
            window.add(self._now.time_s, value)
        return window

    def _rate(self, of: Node, absolute: bool) -> Measure:
        window = self._window(of, RATE_WINDOW_S, RATE_SAMPLES)
        if isinstance(window, NotMeasured):
            return window
        rate = line_rate(window.samples) if window.covered_s >= RATE_WINDOW_S / 3 else None
        if rate is None:
            return NotMeasured("too short a look")
        return abs(rate) if absolute else rate

    def _windowed(self, node: Node, of: Node, word: str, options: Mapping[str, Measure]) -> Measure:
        span, swing = options.get("window_s", 2.0 if word == "sd" else 4.0), options.get("min", 0.0)
        if isinstance(span, NotMeasured) or isinstance(swing, NotMeasured):
            return NotMeasured("not a number")
        window = self._window(of, span)
        if isinstance(window, NotMeasured):
            return window
        if word == "reversals":
            return float(reversals(window.samples, swing))
        if window.covered_s < 0.6 * span:
            return NotMeasured("too short a look")
        return deviation(window.samples)

    def _extreme(self, of: Node, word: str) -> Measure:
        value = self._value(of)
        self._window(of, LATELY_S)
        _widen(self._extremes, of, value)
        if of not in self._extremes:
            return value
        low, high = self._extremes[of]
        return high if word == "peak" else high - low

    def _together(
        self, node: Node, args: tuple[Node, ...], options: Mapping[str, Measure]
    ) -> Measure:
        span = options.get("window_s", 6.0)
        values = [self._value(arg) for arg in args]
        if isinstance(span, NotMeasured):
            return span
        pair = self._pairs.setdefault(node, (Window(span), Window(span)))
        for value in values:
            if isinstance(value, NotMeasured):
                return value
        for window, value in zip(pair, values, strict=True):
            if not isinstance(value, NotMeasured):
                window.add(self._now.time_s, value)
        return correlation(pair[0].samples, pair[1].samples)

    def _pace(self, of: Node, rising: bool) -> Measure:
        """Seconds for the whole swing at the fastest pace, were it one smooth move."""
        rate = self._rate(of, absolute=False)
        _widen(self._swings, of, self._value(of))
        _widen(self._fastest, of, rate)
        if of not in self._swings or of not in self._fastest:
            return NotMeasured("too short a look")
        low, high = self._swings[of]
        slowest, fastest = self._fastest[of]
        speed = fastest if rising else -slowest
        return EASE * (high - low) / speed if speed > 1e-6 else NotMeasured("no movement yet")

    def _duration(self, phase: Node) -> Measure:
        name = phase.name if isinstance(phase, Name) else ""
        if name not in self.durations:
            return NotMeasured("phase not finished")
        return self.durations[name]

    def _personal(self, args: tuple[Node, ...], options: Mapping[str, Measure]) -> Measure:
        own, fraction = self._own_range(args[0]), self._value(args[1])
        floor = options.get("floor", 0.0)
        if own is None or isinstance(fraction, NotMeasured) or isinstance(floor, NotMeasured):
            return NotKnownYet("own range not known yet")
        return max(own[1] * fraction, floor)

    def _learned_range(self, args: tuple[Node, ...]) -> Measure:
        own, fraction = self._own_range(args[0]), self._value(args[1])
        if own is None or isinstance(fraction, NotMeasured):
            return NotKnownYet("own range not known yet")
        return own[0] + fraction * (own[1] - own[0])

    def _own_range(self, signal: Node) -> tuple[float, float] | None:
        if not isinstance(signal, Name) or (self._strict and signal.name in self.known.assumed):
            return None
        return self.known.ranges.get(signal.name)

    def _learned(self, template: Node) -> Measure:
        name = template.name if isinstance(template, Name) else ""
        curve = self.known.templates.get(name)
        if curve is None:
            return NotKnownYet("needs one reference repetition first")
        at = self._value(self._by[name])
        return at if isinstance(at, NotMeasured) else interpolate(curve, at)


def _widen(extremes: dict[Node, tuple[float, float]], node: Node, value: Measure) -> None:
    """Take a value into a node's (lowest, highest)."""
    if not isinstance(value, NotMeasured):
        low, high = extremes.get(node, (value, value))
        extremes[node] = min(low, value), max(high, value)


def _points(args: tuple[Node, ...]) -> list[Point]:
    return [arg for arg in args if isinstance(arg, Point)]
