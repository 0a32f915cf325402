"""Finds the one word of the spec language that an expression reads, and how its value follows.

`from_start(thigh_tilt)` reads `thigh_tilt`: its value is that word's minus the start's. So a limit
of the expression can be drawn where the word would have it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.signals.words import BODY_WORDS, JOINTS, POINT_WORDS
from formcheck.specs.expression import Call, Name, Negative, Node, Operation, Point
from formcheck.video.still.look import Look, first_call

GEOMETRIC = frozenset({*JOINTS, *POINT_WORDS, "turned", "dist_from_start", "wall_gap"})
_LEGS = frozenset({"hip", "knee", "ankle", "heel", "toe"})
FROM_START = frozenset({"from_start", "dist_from_start", "wall_gap"})
AT_START, MOVED_ALONG = "at the start", "start, moved with the body"
REFERENCE = "in your reference repetition"
"""What zero means: the start pose, the start pose carried along with another part, or the
reference repetition."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`value = gain * word + offset`, for one frame.

    Attributes:
        words: one word, or the words whose mean counts.
        start: what zero means, in a word or two; "" where it is the word's own zero.
        beside: what else went into the offset.
    """

    words: tuple[Name | Call, ...]
    gain: float = 1.0
    offset: float = 0.0
    start: str = ""
    beside: tuple[Node, ...] = ()

    @property
    def name(self) -> str:
        """The word's name."""
        first = self.words[0]
        return first.name if isinstance(first, Name) else first.word

    def of(self, value: float) -> float:
        """What the word would read where the expression reads `value`."""
        return (value - self.offset) / self.gain


def reading_of(node: Node, look: Look) -> Reading | None:
    """What an expression reads in a frame; None where that is not one place on the body."""
    match node:
        case Name(name):
            own = look.signal(name)
            if own is not None:
                return reading_of(own, look)
            return Reading((node,)) if name in BODY_WORDS else None
        case Negative(of):
            return _scaled(reading_of(of, look), -1.0)
        case Operation(op, left, right) if op in "+-":
            return _sum(left, right, 1.0 if op == "+" else -1.0, look)
        case Operation(op, left, right):
            return _product(left, right, op, look)
        case Call():
            return _call(node, look)
    return None


def _call(node: Call, look: Look) -> Reading | None:
    word, args = node.word, node.args
    if word in GEOMETRIC:
        return Reading((node,), start=AT_START if word in FROM_START else "")
    if word == "from_start":
        inner, neutral = reading_of(args[0], look), look.neutral(args[0])
        if inner is None or neutral is None:
            return None
        start = AT_START if inner.offset == 0 else MOVED_ALONG
        return replace(inner, offset=inner.offset - neutral, start=start)
    if word == "abs":
        inner, value = reading_of(args[0], look), look.value(args[0])
        return _scaled(inner, -1.0) if value is not None and value < 0 else inner
    if word in ("min", "max"):
        return _extreme(args, look, largest=word == "max")
    return _mean(args, look) if word == "mean" else None


def _extreme(args: tuple[Node, ...], look: Look, largest: bool) -> Reading | None:
    values = [(value, arg) for arg in args if (value := look.value(arg)) is not None]
    if not values:
        return None
    picked = (max if largest else min)(values, key=lambda pair: pair[0])
    return reading_of(picked[1], look)


def _mean(args: tuple[Node, ...], look: Look) -> Reading | None:
    readings = [reading_of(arg, look) for arg in args]
    seen = [reading for reading in readings if reading is not None]
    if len(seen) < len(args) or len({(r.name, r.gain) for r in seen}) != 1:
        return None
    words = tuple(word for reading in seen for word in reading.words)
    offset = sum(reading.offset for reading in seen) / len(seen)
    return replace(seen[0], words=words, offset=offset)


def _scaled(reading: Reading | None, by: float) -> Reading | None:
    if reading is None or by == 0:
        return None
    return replace(reading, gain=by * reading.gain, offset=by * reading.offset)


def _sum(left: Node, right: Node, sign: float, look: Look) -> Reading | None:
    """The left part is drawn, the right one moves its zero; or the other way round."""
    one, other = reading_of(left, look), _scaled(reading_of(right, look), sign)
    if other is not None and (one is None or (_of_legs(one) and not _of_legs(other))):
        value = look.value(left)
        return None if value is None else _moved(other, value, left)
    value = look.value(right)
    if one is None or value is None:
        return None
    start = MOVED_ALONG if one.start and other is not None else one.start
    if first_call(look, right, frozenset({"learned"})) is not None:
        start = REFERENCE
    return replace(_moved(one, sign * value, right), start=start)


def _of_legs(reading: Reading) -> bool:
    """Whether it is the height of hips or legs: what is above them moves, they carry it."""
    points = [arg for word in reading.words if isinstance(word, Call) for arg in word.args]
    parts = {point.part for point in points if isinstance(point, Point)}
    return reading.name == "height" and parts <= _LEGS


def _moved(reading: Reading, by: float, beside: Node) -> Reading:
    return replace(reading, offset=reading.offset + by, beside=(*reading.beside, beside))


def _product(left: Node, right: Node, op: str, look: Look) -> Reading | None:
    one, value = reading_of(left, look), look.value(right)
    if one is not None and value:
        return _scaled(one, value if op == "*" else 1.0 / value)
    factor = look.value(left)
    return _scaled(reading_of(right, look), factor) if op == "*" and factor else None
