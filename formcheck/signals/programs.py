"""Expressions made ready to run: each node becomes a program, worked out once in a frame.

Equal nodes share one program, and with it their filters and windows. What a program is made of is
looked up when it is made, not in every frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from formcheck.signals.arithmetic import arithmetic, combine, interpolate, pace_spread
from formcheck.signals.back import BACK_WORDS
from formcheck.signals.measure import Measure, NotKnownYet, NotMeasured
from formcheck.signals.nodes import FORWARD, children, key, with_side
from formcheck.signals.now import Now, Once, Program
from formcheck.signals.over_time import Look, OverTime, option, steadied
from formcheck.signals.words import BODY_WORDS, JOINTS, POINT_WORDS, forward, height, joint
from formcheck.specs.expression import Call, Name, Negative, Node, Number, Operation, Point, parse
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.units import WHOLE_REP
from formcheck.specs.vocabulary import PERSONAL

NOT_CAPTURED = NotMeasured("start pose not captured yet")
OWN_UNKNOWN = NotKnownYet("own range not known yet")


class Programs:
    """The programs of one spec's expressions, and what they remember."""

    def __init__(self, spec: ExerciseSpec, now: Now) -> None:
        self._now = now
        self._signals = {name: parse(s.expression) for name, s in spec.signals.items()}
        self._by = {name: parse(t.by) for name, t in spec.calibrate.templates.items()}
        self._made: dict[tuple[Node, bool], Program] = {}
        self._personal: dict[Node, bool] = {}
        self._over_time = OverTime(now, self.of)

    @property
    def signals(self) -> dict[str, Node]:
        """The spec's own signals by name."""
        return self._signals

    def of(self, node: Node, strict: bool = False) -> Program:
        """The program of a node; `strict`: own ranges that are only assumed have no value."""
        slot = node, strict and self._is_personal(node)
        if slot not in self._made:
            self._made[slot] = self._make(*slot)
        return self._made[slot]

    def look_of(self, node: Node) -> Look:
        """What a node with a memory must do in every frame, asked for its value or not."""
        return self._over_time.look_of(node)

    def begin_rep(self, since_s: float | None) -> None:
        """A repetition begins: forget the peaks of the one before."""
        self._over_time.begin_rep(since_s)

    def end_rep(self) -> None:
        """A repetition is over: forget how far and how fast it went."""
        self._over_time.end_rep()

    def uses(self, node: Node, words: frozenset[str]) -> bool:
        """Whether a node is computed from one of the given words, at any depth."""
        if getattr(node, "word", getattr(node, "name", None)) in words:
            return True
        return any(self.uses(inner, words) for inner in self._inner(node))

    def needed(self, followed: Iterable[Node], asked: Iterable[Node]) -> list[Node]:
        """What must be worked out in every frame, so that what is asked is as it always is.

        Of the words that look back those which are asked for. What is inside the others is made
        steady in every frame: it must be so where it is asked for too, now and then.
        """
        within: set[Node] = set()
        for node in asked:
            self._collect(node, within)
        needed: dict[Node, None] = {}
        for node in followed:
            if node in within:
                needed[node] = None
                continue
            inside: set[Node] = set()
            self._collect(node, inside)
            needed |= dict.fromkeys(n for n in inside if n in within and isinstance(n, Name | Call))
        return list(needed)

    def _collect(self, node: Node, found: set[Node]) -> None:
        if node not in found:
            found.add(node)
            for inner in self._inner(node):
                self._collect(inner, found)

    def _inner(self, node: Node) -> tuple[Node, ...]:
        """The nodes directly inside a node; of a signal's name, what the spec says it is."""
        if isinstance(node, Name) and node.name in self._signals:
            return (self._signals[node.name],)
        return children(node)

    def _is_personal(self, node: Node) -> bool:
        """Whether a node depends on an own range."""
        if node not in self._personal:
            own = isinstance(node, Call) and node.word in PERSONAL
            self._personal[node] = own or any(map(self._is_personal, self._inner(node)))
        return self._personal[node]

    # -- making --------------------------------------------------------------------------------

    def _make(self, node: Node, strict: bool) -> Program:
        match node:
            case Number(value):
                return lambda: value
            case Name(name) if name in self._signals:
                return self.of(self._signals[name], strict)
            case Name(name):
                return Once(self._name(name), self._now)
            case Negative(of):
                return Once(_negative(self.of(of, strict)), self._now)
            case Operation(op, left, right):
                one, other = self.of(left, strict), self.of(right, strict)
                return Once(lambda: arithmetic(op, one(), other()), self._now)
            case Call():
                return Once(self._call(node, strict), self._now)
        return _never("not a measurement")

    def _name(self, name: str) -> Program:
        now = self._now
        if name == "pace_spread":
            return lambda: pace_spread(now.paces, now.durations.get(WHOLE_REP))
        if name in BACK_WORDS:
            return steadied(name, lambda: now.backs.bend(now.body, name), now)
        if name in BODY_WORDS:
            word = BODY_WORDS[name]
            return steadied(name, lambda: word(now.body), now)
        return _never(f"unknown signal {name}")

    def _call(self, node: Call, strict: bool) -> Program:
        word, args, now = node.word, node.args, self._now
        if word in JOINTS:
            side = args[0].name if isinstance(args[0], Name) else "near"
            return steadied(word, lambda: joint(now.body, word, side), now)
        points = [arg for arg in args if isinstance(arg, Point)]
        if word == FORWARD:
            return lambda: forward(now.body, *points)
        if word in POINT_WORDS:
            of_points = POINT_WORDS[word]
            return steadied(word, lambda: of_points(now.body, *points), now)
        over_time = self._over_time
        make = {
            "from_start": self._from_start,
            "dist_from_start": self._point_from_start,
            "wall_gap": self._point_from_start,
            "turned": over_time.turned,
            "speed": over_time.speed,
            "rate": over_time.rate,
            "peak": over_time.extreme,
            "range": over_time.extreme,
            "together": over_time.together,
            "rise_time": over_time.pace,
            "fall_time": over_time.pace,
            "sd": over_time.windowed,
            "reversals": over_time.windowed,
            "duration": self._duration,
            "personal": self._own_share,
            "learned_range": self._learned_range,
            "learned": self._learned,
        }.get(word)
        if make is not None:
            return make(node, strict)
        if word in ("min", "max", "mean", "abs"):
            programs = [self.of(arg, strict) for arg in args]
            return lambda: combine(word, [program() for program in programs])
        return _never(f"unknown word {word}")

    # -- against the start ---------------------------------------------------------------------

    def _from_start(self, node: Call, strict: bool) -> Program:
        now = self._now
        by_work: dict[str | None, tuple[Program, str]] = {}

        def value() -> Measure:
            work = now.body.work
            if work not in by_work:
                of = with_side(node.args[0], work)
                by_work[work] = self.of(of, strict), key(of)
            program, name = by_work[work]
            seen, start = program(), now.known.neutral.get(name)
            if isinstance(seen, NotMeasured):
                return seen
            return NOT_CAPTURED if start is None else seen - start

        return value

    def _point_from_start(self, node: Call, strict: bool) -> Program:
        now, forward_only = self._now, node.word == "wall_gap"
        by_work: dict[str | None, tuple[Point, str, str]] = {}

        def raw() -> Measure:
            work = now.body.work
            if work not in by_work:
                by_work[work] = _start_keys(with_side(node.args[0], work))
            point, x_key, y_key = by_work[work]
            x, y = forward(now.body, point), height(now.body, point)
            if isinstance(x, NotMeasured) or isinstance(y, NotMeasured):
                return x if isinstance(x, NotMeasured) else y
            neutral = now.known.neutral
            x0, y0 = neutral.get(x_key), neutral.get(y_key)
            if x0 is None or y0 is None:
                return NOT_CAPTURED
            return x - x0 if forward_only else math.hypot(x - x0, y - y0)

        return steadied(node.word, raw, now)

    def _duration(self, node: Call, strict: bool) -> Program:
        phase, now = node.args[0], self._now
        name = phase.name if isinstance(phase, Name) else ""
        return lambda: now.durations.get(name, NotMeasured("phase not finished"))

    # -- against the person's own --------------------------------------------------------------

    def _own_range(self, signal: Node, strict: bool) -> Callable[[], tuple[float, float] | None]:
        now = self._now
        if not isinstance(signal, Name):
            return lambda: None
        name = signal.name

        def own() -> tuple[float, float] | None:
            if strict and name in now.known.assumed:
                return None
            return now.known.ranges.get(name)

        return own

    def _own_share(self, node: Call, strict: bool) -> Program:
        own_range = self._own_range(node.args[0], strict)
        share, floor = self.of(node.args[1], strict), option(node, "floor")

        def value() -> Measure:
            own, fraction = own_range(), share()
            if own is None or isinstance(fraction, NotMeasured):
                return OWN_UNKNOWN
            return max(own[1] * fraction, floor)

        return value

    def _learned_range(self, node: Call, strict: bool) -> Program:
        own_range = self._own_range(node.args[0], strict)
        share = self.of(node.args[1], strict)

        def value() -> Measure:
            own, fraction = own_range(), share()
            if own is None or isinstance(fraction, NotMeasured):
                return OWN_UNKNOWN
            return own[0] + fraction * (own[1] - own[0])

        return value

    def _learned(self, node: Call, strict: bool) -> Program:
        template, now = node.args[0], self._now
        name = template.name if isinstance(template, Name) else ""
        by = self.of(self._by[name], strict) if name in self._by else None

        def value() -> Measure:
            curve = now.known.templates.get(name)
            if curve is None or by is None:
                return NotKnownYet("needs one reference repetition first")
            at = by()
            return at if isinstance(at, NotMeasured) else interpolate(curve, at)

        return value


def _never(reason: str) -> Program:
    missing = NotMeasured(reason)
    return lambda: missing


def _negative(of: Program) -> Program:
    def value() -> Measure:
        seen = of()
        return seen if isinstance(seen, NotMeasured) else -seen

    return value


def _start_keys(point: Node) -> tuple[Point, str, str]:
    """A point and the names under which its start is kept: how far forward, how high."""
    assert isinstance(point, Point)
    return point, f"{FORWARD}({key(point)})", key(Call("height", (point,)))
