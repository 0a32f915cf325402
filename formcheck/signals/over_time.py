"""Programs of words that look back in time: windows, peaks, speeds, and what they remember."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from formcheck.signals.filters import (
    Unwrapped,
    Window,
    correlation,
    deviation,
    line_rate,
    reversals,
)
from formcheck.signals.measure import Measure, NotMeasured
from formcheck.signals.memory import LATELY_S, Lately, Swing
from formcheck.signals.now import Now, Once, Program
from formcheck.signals.steady import Steadied
from formcheck.signals.words import direction
from formcheck.specs.expression import Call, Node, Point
from formcheck.specs.units import constant
from formcheck.specs.vocabulary import WORDS

RATE_WINDOW_S = 0.25
RATE_SAMPLES = 4
"""Speeds are fitted to at least so many samples: two of them are mostly noise."""
EASE = 1.875
"""Peak over mean speed of a smooth (minimum-jerk) move: Flash and Hogan 1985."""

Look = Callable[[], object]
Memory = TypeVar("Memory")
TOO_SHORT = NotMeasured("too short a look")


class OverTime:
    """Makes the programs; what one of them remembers, its plain and its strict form share."""

    def __init__(self, now: Now, of: Callable[[Node, bool], Program]) -> None:
        """`of`: gives the program of any node, plain or strict."""
        self._now = now
        self._of = of
        self._looks: dict[Node, Look] = {}
        self._windows: dict[Node, Window] = {}
        self._pairs: dict[Node, tuple[Window, Window]] = {}
        self._lately: dict[Node, Lately] = {}
        self._swings: dict[Node, Swing] = {}

    def look_of(self, node: Node) -> Look:
        """What a node with a memory must do in every frame, asked for its value or not."""
        program = self._of(node, False)
        return self._looks.get(node, program)

    def begin_rep(self, since_s: float | None) -> None:
        """A repetition begins: forget the peaks of the one before."""
        for lately in self._lately.values():
            lately.begin_rep(since_s)

    def end_rep(self) -> None:
        """A repetition is over: forget how far and how fast it went."""
        for swing in self._swings.values():
            swing.forget()

    def turned(self, node: Call, strict: bool) -> Program:
        """A direction counted on through full turns."""
        a, b = (arg for arg in node.args if isinstance(arg, Point))
        now, unwrapped = self._now, Unwrapped()

        def raw() -> Measure:
            seen = direction(now.body, a, b)
            return seen if isinstance(seen, NotMeasured) else unwrapped(seen)

        return steadied("turned", raw, now)

    def _remembered(self, of: Program, window: Window) -> Callable[[], Window | NotMeasured]:
        """Takes the value of this frame into a window, once."""
        now = self._now

        def look() -> Window | NotMeasured:
            value = of()
            if isinstance(value, NotMeasured):
                return value
            if window.last_s < now.time_s:
                window.add(now.time_s, value)
            return window

        return look

    def rate(self, node: Call, strict: bool) -> Program:
        """Slope of a line through the last quarter of a second."""
        window = _kept(self._windows, node, lambda: Window(RATE_WINDOW_S, RATE_SAMPLES))
        look = self._remembered(self._of(node.args[0], strict), window)
        self._looks.setdefault(node, look)

        def value() -> Measure:
            seen = look()
            if isinstance(seen, NotMeasured):
                return seen
            if seen.covered_s < RATE_WINDOW_S / 3:
                return TOO_SHORT
            rate = line_rate(seen.times, seen.values)
            return TOO_SHORT if rate is None else rate

        return value

    def speed(self, node: Call, strict: bool) -> Program:
        """The same without its sign."""
        rate = Call("rate", node.args)
        program = self._of(rate, strict)
        self._looks.setdefault(node, self.look_of(rate))

        def value() -> Measure:
            seen = program()
            return seen if isinstance(seen, NotMeasured) else abs(seen)

        return value

    def windowed(self, node: Call, strict: bool) -> Program:
        """How much or how often a measurement changes in a window."""
        span_s = option(node, "window_s")
        window = _kept(self._windows, node, lambda: Window(span_s))
        look = self._remembered(self._of(node.args[0], strict), window)
        self._looks.setdefault(node, look)
        swing = option(node, "min") if node.word == "reversals" else None

        def value() -> Measure:
            seen = look()
            if isinstance(seen, NotMeasured):
                return seen
            if swing is not None:
                return float(reversals(list(zip(seen.times, seen.values, strict=True)), swing))
            return deviation(seen.values) if seen.covered_s >= 0.6 * span_s else TOO_SHORT

        return value

    def extreme(self, node: Call, strict: bool) -> Program:
        """The peak of this repetition so far, or how far it is from the lowest."""
        of = self._of(node.args[0], strict)
        lately = _kept(self._lately, node.args[0], lambda: Lately(Window(LATELY_S)))
        look, extremes = self._remembered(of, lately.window), lately.extremes
        peak = node.word == "peak"

        def value() -> Measure:
            seen = of()
            look()
            extremes.take(seen)
            if not extremes.known:
                return seen
            return extremes.high if peak else extremes.width

        return value

    def together(self, node: Call, strict: bool) -> Program:
        """How far two measurements move as one in a window."""
        span_s = option(node, "window_s")
        first, second = _kept(self._pairs, node, lambda: (Window(span_s), Window(span_s)))
        one, other, now = *(self._of(arg, strict) for arg in node.args), self._now

        def look() -> Measure:
            a, b = one(), other()
            if isinstance(a, NotMeasured):
                return a
            if isinstance(b, NotMeasured):
                return b
            first.add(now.time_s, a)
            second.add(now.time_s, b)
            return a

        looked = Once(look, now)
        self._looks.setdefault(node, looked)

        def value() -> Measure:
            seen = looked()
            if isinstance(seen, NotMeasured):
                return seen
            return correlation(first.values, second.values)

        return value

    def pace(self, node: Call, strict: bool) -> Program:
        """Seconds for the whole swing at the fastest pace, were it one smooth move."""
        of = node.args[0]
        moving, rate = self._of(of, strict), self._of(Call("rate", (of,)), strict)
        swing = _kept(self._swings, of, Swing)
        values, rates, rising = swing.values, swing.rates, node.word == "rise_time"

        def value() -> Measure:
            rates.take(rate())
            values.take(moving())
            if not values.known or not rates.known:
                return TOO_SHORT
            speed = rates.high if rising else -rates.low
            return EASE * values.width / speed if speed > 1e-6 else NotMeasured("no movement yet")

        return value


def steadied(word: str, raw: Program, now: Now) -> Program:
    """A program whose values are made steady as a word of the language is."""
    steady = Steadied(word)

    def value() -> Measure:
        seen = raw()
        return seen if isinstance(seen, NotMeasured) else steady(now.time_s, seen)

    return value


def option(node: Call, name: str) -> float:
    """A keyword argument, which is a plain number, or its default."""
    given = dict(node.options).get(name)
    value = constant(given) if given is not None else dict(WORDS[node.word].options)[name]
    return 0.0 if value is None else value


def _kept(memories: dict[Node, Memory], node: Node, begin: Callable[[], Memory]) -> Memory:
    """What is remembered of a node, by its plain and its strict program alike."""
    if node not in memories:
        memories[node] = begin()
    return memories[node]
