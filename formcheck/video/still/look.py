"""One picture measured on its own, by what is known of the person: nothing is smoothed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from formcheck.pose.frame import Array, PoseFrame
from formcheck.signals.body import Anchor, Body
from formcheck.signals.evaluate import Measurer
from formcheck.signals.known import Known
from formcheck.signals.measure import measured
from formcheck.signals.nodes import children, key, with_side
from formcheck.specs.expression import Call, Name, Negative, Node, Operation, Point, parse
from formcheck.specs.schema import ExerciseSpec


class Look:
    """What the words of a spec measure in a single frame.

    Attributes:
        anchor: sides and sizes of the set.
        body: the frame as a body.
    """

    def __init__(
        self, spec: ExerciseSpec, frame: PoseFrame, anchor: Anchor, known: Known, work: str | None
    ) -> None:
        """`work`: the working side, where the exercise has one and it is known."""
        self.spec, self.anchor, self._known = spec, anchor, known
        self.body = Body(frame.time_s, frame, anchor, spec.position, work, None)
        self._measurer = Measurer(spec, known)
        self._measurer.update(self.body)
        self._signals = {name: parse(signal.expression) for name, signal in spec.signals.items()}

    def value(self, node: Node) -> float | None:
        """What a node measures here; None where it measures nothing."""
        value = self._measurer.node_value(node)
        return float(value) if measured(value) else None

    def point(self, point: Point) -> Array | None:
        """Pixels (2,) of a body point; None where it cannot be used."""
        found = self.body.point(point.side, point.part)
        return np.array(found) if isinstance(found, tuple) else None

    def neutral(self, node: Node) -> float | None:
        """What a node read in the start pose."""
        return self._known.neutral.get(key(with_side(node, self.body.work)))

    def start_of(self, point: Point) -> Array | None:
        """Pixels (2,) of where a point was in the start pose, for words that compare with it."""
        forward = self.neutral(Call("forward", (point,)))
        height = self.neutral(Call("height", (point,)))
        if forward is None or height is None:
            return None
        anchor = self.anchor
        x = anchor.facing * forward * anchor.torso_px
        return np.array([x, anchor.floor_y - height * anchor.torso_px])

    def signal(self, name: str) -> Node | None:
        """The expression of one of the spec's own signals."""
        return self._signals.get(name)

    def points_in(self, node: Node) -> list[Array]:
        """Pixels of the body points that an expression names and that are seen."""
        found = (self.point(point) for point in _points(self, node))
        return [point for point in found if point is not None]


def _points(look: Look, node: Node) -> Iterator[Point]:
    """The points of an expression, its signals followed."""
    if isinstance(node, Point):
        yield node
        return
    inside: Iterable[Node] = children(node)
    if isinstance(node, Name):
        own = look.signal(node.name)
        inside = () if own is None else (own,)
    for child in inside:
        yield from _points(look, child)


def first_call(look: Look, node: Node, words: frozenset[str]) -> Call | None:
    """The outermost call of one of the words in an expression, its signals followed."""
    match node:
        case Call(word, args, _):
            if word in words:
                return node
            found = (first_call(look, arg, words) for arg in args)
        case Negative(of):
            found = (first_call(look, one, words) for one in (of,))
        case Operation(_, left, right):
            found = (first_call(look, one, words) for one in (left, right))
        case Name(name) if (own := look.signal(name)) is not None:
            found = (first_call(look, one, words) for one in (own,))
        case _:
            return None
    return next((call for call in found if call is not None), None)
