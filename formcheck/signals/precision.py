"""How far two measurements must lie apart before a difference is worth telling.

A camera in a room is no laboratory: landmarks wander, clothes move, and people differ from day to
day. The figures are the smallest change that is more than that, for the same view and model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from formcheck.specs.expression import Call, Name, Negative, Node, Operation, Point, parse
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import Unit

WORD_ERROR_DEG: Mapping[str, float] = MappingProxyType(
    {
        "back_curve": 15.0, "upper_back_curve": 15.0,
        "shoulder_yaw": 10.0,
        "neck_extension": 12.0, "head_pitch": 12.0, "head_yaw": 12.0, "head_tilt": 12.0,
        "trunk_tilt": 8.0, "trunk_rise": 8.0, "trunk_side_tilt": 8.0,
        "thigh_tilt": 8.0, "thigh_from_level": 8.0,
    }
)  # fmt: skip
"""Degrees, by body signal: the smallest change beyond a test repeated on another day (6 degrees
for turning the trunk) and the spread of the camera's reading (3 to 8 degrees)."""
UNIT_ERROR: Mapping[Unit, float] = MappingProxyType(
    {"deg": 12.0, "torso": 0.15, "thigh": 0.2, "s": 0.5, "ratio": 0.2}
)
"""For everything else, in its own unit: limb angles are right to 8 degrees at best, heights and
distances to about a tenth of the trunk, the beginning of a movement to some tenths of a second."""
FAR_SIDE_TORSO = 0.2
"""From the side, the far shoulder reads this much (torso lengths) higher or lower than the near."""
WORTH_TELLING = 0.2
"""A difference below a fifth of the larger figure is none, whatever the error."""
SIGNED_TO_OWN_LEFT = frozenset({"shoulder_yaw", "head_yaw", "head_tilt"})
"""Body signals whose plus is the person's own left and whose minus is the right."""


def signal_error(name: str, spec: ExerciseSpec) -> float:
    """The smallest difference of a signal that is worth telling, in its unit."""
    unit = spec.signals[name].unit
    other = UNIT_ERROR.get(unit, float("inf"))
    if unit != "deg":
        return other
    known = [WORD_ERROR_DEG[word] for word in words_in(name, spec) if word in WORD_ERROR_DEG]
    return max(known, default=other)


def beyond_error(a: float, b: float, error: float) -> bool:
    """Whether two figures differ by more than the error and by a share worth telling."""
    difference = abs(a - b)
    return difference > error and difference > WORTH_TELLING * max(abs(a), abs(b))


def is_signed(name: str, spec: ExerciseSpec) -> bool:
    """Whether plus is the person's own left and minus the own right."""
    node = parse(spec.signals[name].expression)
    while isinstance(node, Call) and node.word == "from_start":
        node = node.args[0]
    return isinstance(node, Name) and node.name in SIGNED_TO_OWN_LEFT


def depends_on_camera_side(name: str, spec: ExerciseSpec) -> bool:
    """Whether it looks at the body's near or far half: left and right are then not alike."""
    return not words_in(name, spec).isdisjoint({"near", "far"})


def words_in(name: str, spec: ExerciseSpec) -> frozenset[str]:
    """Every word that a signal is made of, sides of points too, through other signals."""
    found: set[str] = set()
    open_, done = [name], {name}
    while open_:
        for word in _words(parse(spec.signals[open_.pop()].expression)):
            if word in spec.signals and word not in done:
                open_.append(word)
                done.add(word)
            found.add(word)
    return frozenset(found)


def _words(node: Node) -> Iterator[str]:
    match node:
        case Name(name=name):
            yield name
        case Point(side=side):
            yield side
        case Call(word=word, args=args):
            yield word
            for one in args:
                yield from _words(one)
        case Operation(left=left, right=right):
            yield from _words(left)
            yield from _words(right)
        case Negative(of=of):
            yield from _words(of)
