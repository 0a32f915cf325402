"""Both hands up for two seconds: the person ends the practice from where they are."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.pose.frame import Array, Landmark, PoseFrame
from formcheck.pose.others import trunk_ends
from formcheck.specs.expression import (
    Call,
    ExpressionError,
    Name,
    Negative,
    Node,
    Operation,
    Point,
    parse,
)
from formcheck.specs.schema import Condition, ExerciseSpec, Position

HELD_S = 2.0
MOSTLY = 0.9
"""Of the pictures of these seconds, as many must show it."""
STALL_S = 0.6
"""After a longer gap between two pictures it begins anew."""
UPRIGHT_DEG = 60.0
"""The trunk's rise in the picture: on the floor nobody ends anything by stretching."""
ABOVE_NOSE = 0.25
"""Wrists this far above the nose, trunk lengths; straight up it is 0.6, hands behind the head 0."""
STRAIGHT_DEG = 110.0
"""The elbows are nearly straight."""
STILL = 0.15
"""Hands and trunk stay within this, trunk lengths."""
SEES = 0.5
DOWN_S = 0.5
"""Hands that were up have been down for so long before they count again."""
_ARM = ("SHOULDER", "ELBOW", "WRIST")


class HandsUp:
    """Watches for the gesture in picture after picture."""

    def __init__(self, *, lowered_first: bool = False) -> None:
        """`lowered_first`: hands that are up already do not count until they have been down."""
        self._recent: deque[tuple[float, _Raised | None]] = deque()
        self._since_s = 0.0
        self._wants_down = lowered_first
        self._down_since_s: float | None = None

    def update(self, frame: PoseFrame) -> bool:
        """Whether both hands have been up, and still, for two seconds now."""
        now_s = frame.time_s
        if self._wants_down:
            self._wait_for_down(frame)
            return False
        if not self._recent or now_s - self._recent[-1][0] > STALL_S:
            self._recent.clear()
            self._since_s = now_s
        self._recent.append((now_s, _raised(frame)))
        while now_s - self._recent[0][0] > HELD_S + 1e-6:
            self._recent.popleft()
        if now_s - self._since_s < HELD_S - 1e-6 or self._recent[-1][1] is None:
            return False
        up = [raised for _, raised in self._recent if raised is not None]
        return len(up) >= MOSTLY * len(self._recent) and _still(up)

    def _wait_for_down(self, frame: PoseFrame) -> None:
        if _raised(frame) is not None:
            self._down_since_s = None
            return
        if self._down_since_s is None:
            self._down_since_s = frame.time_s
        self._wants_down = frame.time_s - self._down_since_s < DOWN_S - 1e-6


@dataclass(frozen=True, slots=True)
class _Raised:
    """Both hands up: wrists and mid-shoulder (3, 2), and the trunk's length, pixels."""

    points: Array
    trunk_px: float


def _still(up: Sequence[_Raised]) -> bool:
    """Whether hands and trunk stay where they are, a tenth of the pictures left out at each end."""
    points = np.array([raised.points for raised in up])
    spread = np.percentile(points, 90, axis=0) - np.percentile(points, 10, axis=0)
    return bool(spread.max() <= STILL * np.median([raised.trunk_px for raised in up]))


def _raised(frame: PoseFrame) -> _Raised | None:
    """The raised hands, if both are up in a picture.

    The hands may leave the picture at its top, but the head must be in it: of somebody cut off
    at the shoulders the arms are guessed. From the side one arm hides the other: one must be seen.
    """
    points = frame.landmarks
    if points is None or points[Landmark.NOSE, 1] < 0:
        return None
    hip, shoulder = trunk_ends(points)
    trunk = float(np.hypot(*(shoulder - hip)))
    rise = math.degrees(math.atan2(hip[1] - shoulder[1], abs(shoulder[0] - hip[0])))
    if trunk < 1.0 or rise < UPRIGHT_DEG:
        return None
    arms = [points[[Landmark[f"{side}_{part}"] for part in _ARM]] for side in ("LEFT", "RIGHT")]
    nose_y = float(points[Landmark.NOSE, 1])
    if not all(_up(arm, nose_y, trunk) for arm in arms) or not any(map(_seen, arms)):
        return None
    return _Raised(np.array([arms[0][2, :2], arms[1][2, :2], shoulder]), trunk)


def _up(arm: Array, nose_y: float, trunk: float) -> bool:
    """Whether an arm (shoulder, elbow, wrist) reaches up above the head, nearly straight."""
    above = (nose_y - float(arm[2, 1])) / trunk
    return above > ABOVE_NOSE and arm[1, 1] < arm[0, 1] and _elbow_deg(arm) > STRAIGHT_DEG


def _seen(arm: Array) -> bool:
    elbow, wrist = arm[1], arm[2]
    return bool(elbow[2] >= SEES and elbow[1] >= 0 and (wrist[2] >= SEES or wrist[1] < 0))


def _elbow_deg(arm: Array) -> float:
    one, two = arm[0, :2] - arm[1, :2], arm[2, :2] - arm[1, :2]
    cosine = float(one @ two) / max(float(np.hypot(*one) * np.hypot(*two)), 1e-9)
    return math.degrees(math.acos(min(max(cosine, -1.0), 1.0)))


# -- in which exercises ----------------------------------------------------------------------------

_UPRIGHT: frozenset[Position] = frozenset({"standing", "standing_wall", "seated", "kneeling"})
_LIFTED = ("elbow", "wrist")
_BOTH = ("near", "left", "right", "mid")


def hands_up_ends(spec: ExerciseSpec) -> bool:
    """Whether the gesture ends the practice of this exercise.

    It does not where raised arms are the exercise itself: one that is done upright, and in which a
    part of the movement begins when a signal made of the heights of elbows or hands goes up. On the
    floor nobody's trunk is upright, and a signal of the working side alone lifts one arm only.
    """
    if spec.position not in _UPRIGHT:
        return True
    begins = [exit_.when for phase in spec.phases for exit_ in phase.leave]
    rising = {test.signal for when in begins for test in _tests(when) if test.over is not None}
    return not any(_lifts(signal, spec) for signal in rising if signal is not None)


def _tests(condition: Condition) -> Iterator[Condition]:
    """The condition and all that it is made of."""
    yield condition
    for part in condition.all or condition.any or ():
        yield from _tests(part)


def _lifts(text: str, spec: ExerciseSpec, inside: frozenset[str] = frozenset()) -> bool:
    """Whether an expression grows with the height of an elbow or a hand."""
    try:
        return _grows(parse(text), spec, inside, plus=True)
    except ExpressionError:  # refused when specs are checked
        return False


def _grows(node: Node, spec: ExerciseSpec, inside: frozenset[str], plus: bool) -> bool:
    match node:
        case Call("height", (Point(side, part),)):
            return plus and part in _LIFTED and side in _BOTH
        case Name(name) if name in spec.signals and name not in inside:
            expression = spec.signals[name].expression
            return _grows(parse(expression), spec, inside | {name}, plus)
        case Negative(of):
            return _grows(of, spec, inside, not plus)
        case Operation(op, left, right):
            flipped = plus != (op in ("-", "/"))
            return _grows(left, spec, inside, plus) or _grows(right, spec, inside, flipped)
        case Call(_, args):
            return any(_grows(argument, spec, inside, plus) for argument in args)
    return False
