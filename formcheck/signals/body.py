"""One frame seen as a body: named points with reasons, facing, near side, sizes, view."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from formcheck.pose.frame import Array, Landmark, PoseFrame
from formcheck.signals.measure import NotMeasured
from formcheck.specs.expression import PARTS
from formcheck.specs.schema import Position
from formcheck.specs.vocabulary import View

XY = tuple[float, float]
Side = Literal["left", "right"]

LIMBS = frozenset({"elbow", "wrist", "knee", "ankle"})
LIMB_VISIBILITY = 0.5
"""Visibility says something for limbs only; hidden shoulders and hips report 0.99."""
OUT_OF_FRAME = 0.01
"""Points this share of the picture outside it count as out of frame."""
JUMP_TORSO, JUMP_SPEED = 0.25, 5.0
"""A jump is a move of more than 0.25 torso lengths in a frame, faster than 5 a second."""
JUMP_RECOVERY_S = 0.3
MIN_TORSO_PX = 60.0
STRANGER = "someone else is in front of the camera"
STRANGER_TORSO, STRANGER_SPEED = 1.0, 1.0
"""A trunk more than a length (and a length a second) away, or of another size, is not the one that
is coached."""
STRANGER_SIZE = 1.7
STRANGER_S = 3.0
"""Whoever stays this long is followed from then on: in a recording, only if they are alone."""
WARY_S = 1.0
"""With others in view nobody is believed to have moved on while unseen for longer than this."""
SIDE_INDEX, OBLIQUE_INDEX = 0.32, 0.55
"""Shoulder width over trunk length: filmed side views read 0.02-0.17, oblique 0.34-0.57, front
0.6-0.75."""
SHOULDER_TO_TRUNK = 0.72
"""Shoulder width over trunk length straight from the front, for the yaw estimate."""


@dataclass(frozen=True, slots=True)
class ViewEstimate:
    """Where the camera stands, as far as one picture shows it.

    Attributes:
        kind: side, oblique or front.
        yaw_deg: 0 facing the camera, 90 straight from the side.
        roll_deg: tilt of the floor line in the picture, plus = right end lower; None: not seen.
        torso_px: trunk length, a stand-in for distance (under 80 is too far).
    """

    kind: View
    yaw_deg: float
    roll_deg: float | None
    torso_px: float


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is locked at the start pose and kept for the set.

    Attributes:
        near: the side towards the camera.
        facing: +1 when the front of the body points to the right of the picture, else -1.
        torso_px, thigh_px: normalising lengths (hip-shoulder, hip-knee), pixels.
        floor_y: picture height of the lowest contact, pixels.
        view: the camera view.
        trunk: middle of the trunk, pixels; None: not known.
        shoulder_px: how far apart the shoulders are in the picture, pixels.
    """

    near: Side
    facing: int
    torso_px: float
    thigh_px: float
    floor_y: float
    view: View
    trunk: XY | None = None
    shoulder_px: float = 0.0


@dataclass(frozen=True, slots=True)
class Body:
    """One frame with sides resolved. Points are pixels, y down."""

    time_s: float
    frame: PoseFrame
    anchor: Anchor | None
    position: Position
    work: str | None
    lost: str | None
    jumped: frozenset[str] = frozenset()
    _points: dict[tuple[str, str], XY | NotMeasured] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def point(self, side: str, part: str) -> XY | NotMeasured:
        """A body point by side and part, or why it cannot be used."""
        point = self._points.get((side, part))
        if point is None:
            point = self._points[side, part] = self._found(side, part)
        return point

    def _found(self, side: str, part: str) -> XY | NotMeasured:
        if self.anchor is None or self.frame.landmarks is None:
            return NotMeasured(self.lost or "nobody in view")
        if part == "nose":
            return self._landmark("nose", "nose")
        if side == "mid":
            left, right = self.point("left", part), self.point("right", part)
            if isinstance(left, NotMeasured):
                return left
            if isinstance(right, NotMeasured):
                return right
            return (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
        actual = self._side(side)
        if actual is None:
            return NotMeasured("working side not known yet")
        return self._landmark(f"{actual}_{part}", part)

    def _side(self, side: str) -> str | None:
        assert self.anchor is not None
        match side:
            case "near":
                return self.anchor.near
            case "far":
                return other_side(self.anchor.near)
            case "work":
                return self.work
            case "rest":
                return other_side(self.work) if self.work else None
        return side

    def _landmark(self, name: str, part: str) -> XY | NotMeasured:
        points = self.frame.landmarks
        assert points is not None
        index = landmark_index(name)
        x, y, visibility = points[index].tolist()
        width, height = self.frame.size
        if not (
            -OUT_OF_FRAME * width <= x <= (1 + OUT_OF_FRAME) * width
            and -OUT_OF_FRAME * height <= y <= (1 + OUT_OF_FRAME) * height
        ):
            return NotMeasured(f"{part} out of the picture")
        if part in LIMBS and visibility < LIMB_VISIBILITY:
            return NotMeasured(f"{part} hidden")
        if part not in LIMBS and not self.frame.quality.in_mask[index]:
            return NotMeasured(f"{part} not clearly seen")
        if name in self.jumped:
            return NotMeasured(f"{part} lost for a moment")
        return x, y


def other_side(side: str) -> str:
    """left <-> right."""
    return "right" if side == "left" else "left"


_INDEX = {landmark.name.lower(): int(landmark) for landmark in Landmark}

PAIRS = {part: (_INDEX[f"left_{part}"], _INDEX[f"right_{part}"]) for part in PARTS}
"""Indices of the left and the right landmark of a part."""


def landmark_index(name: str) -> int:
    """Index of a landmark by lower-case name, such as `left_hip`."""
    return _INDEX[name]


JUMP_WATCHED = tuple(
    (f"{side}_{part}", landmark_index(f"{side}_{part}"))
    for side in ("left", "right")
    for part in ("ear", "shoulder", "elbow", "wrist", "hip", "knee")
)
Rows = list[list[float]]
"""Landmarks as plain numbers: so few are worked with faster one by one than as arrays."""


class BodyTracker:
    """Turns pose frames into bodies: finds near side, facing, sizes and jumps.

    Until an anchor is given or locked, a provisional one follows the picture. An anchor that is
    given at once is known from the whole recording: then only the person it belongs to is followed
    while there are others in view.
    """

    def __init__(self, position: Position, anchor: Anchor | None = None) -> None:
        self.position = position
        self.anchor = anchor
        self._own = anchor
        self.work: str | None = None
        self._recent: deque[tuple[float, Anchor]] = deque()
        self._accepted: dict[str, tuple[float, float, float]] = {}
        self._trunk: tuple[float, XY, float] | None = None

    def update(self, frame: PoseFrame) -> Body:
        """The body in this frame; `lost` says why there is none that can be judged."""
        rows = frame.landmarks.tolist() if frame.landmarks is not None else None
        lost = self._lost(frame, rows)
        if lost is not None or rows is None:
            return Body(frame.time_s, frame, None, self.position, self.work, lost)
        anchor = self.anchor or self._provisional(frame)
        jumped = self._jumps(frame.time_s, rows, anchor.torso_px)
        return Body(frame.time_s, frame, anchor, self.position, self.work, None, jumped)

    def steady_anchor(self) -> Anchor | None:
        """The provisional anchor over the last second, by median and majority."""
        anchors = [anchor for _, anchor in self._recent]
        return merge_anchors(anchors) if anchors else None

    def _lost(self, frame: PoseFrame, rows: Rows | None) -> str | None:
        if rows is None:
            return "too dark to see" if frame.quality.brightness < 12 else "nobody in view"
        hip, shoulder = _mid(rows, "hip"), _mid(rows, "shoulder")
        torso = math.dist(hip, shoulder)
        if torso < MIN_TORSO_PX * min(1.0, frame.size[1] / 360):
            return "too far from the camera"
        return STRANGER if self._stranger(frame, _between(hip, shoulder), torso) else None

    def _stranger(self, frame: PoseFrame, centre: XY, torso: float) -> bool:
        """Whether this is another person than the one seen a moment ago."""
        # Who is followed is known, and that there are others to be taken for them.
        wary = self._own is not None and self._own.trunk is not None and frame.quality.people > 1
        if self.anchor is None or self._at_own_place(centre, torso):
            other = False
        elif self._trunk is None:
            other = wary
        else:
            unseen_s = frame.time_s - self._trunk[0]
            stays = unseen_s >= STRANGER_S and not wary
            unseen_s = min(unseen_s, WARY_S) if wary else unseen_s
            other = not stays and self._is_other(unseen_s, centre, torso)
        if not other:
            self._trunk = frame.time_s, centre, self.anchor.torso_px if self.anchor else torso
        return other

    def _at_own_place(self, centre: XY, torso: float) -> bool:
        """Whether someone is where, and as large as, the person of the given anchor was."""
        own = self._own
        if own is None or own.trunk is None:
            return False
        away = math.dist(centre, own.trunk) / own.torso_px
        return away <= STRANGER_TORSO and _same_size(torso, own.torso_px)

    def _is_other(self, unseen_s: float, centre: XY, torso: float) -> bool:
        assert self._trunk is not None
        _, seen, length = self._trunk
        away = math.dist(centre, seen) / length
        far = away > STRANGER_TORSO + STRANGER_SPEED * unseen_s
        return far or not _same_size(torso, length)

    def _provisional(self, frame: PoseFrame) -> Anchor:
        anchor = estimate_anchor(frame, self.position)
        self._recent.append((frame.time_s, anchor))
        while frame.time_s - self._recent[0][0] > 1.0:
            self._recent.popleft()
        merged = self.steady_anchor()
        assert merged is not None
        return merged

    def _jumps(self, time_s: float, rows: Rows, torso_px: float) -> frozenset[str]:
        accepted, jumped = self._accepted, []
        for name, index in JUMP_WATCHED:
            x, y, _ = rows[index]
            seen_s, old_x, old_y = accepted.get(name, (-math.inf, x, y))
            dt = time_s - seen_s
            if dt < JUMP_RECOVERY_S:
                moved = math.hypot(x - old_x, y - old_y) / torso_px
                if moved > JUMP_TORSO and moved > JUMP_SPEED * dt:
                    jumped.append(name)
                    continue
            accepted[name] = time_s, x, y
        return frozenset(jumped)


def estimate_anchor(frame: PoseFrame, position: Position) -> Anchor:
    """Sides, facing, sizes and view as one picture shows them.

    Raises:
        ValueError: nobody is seen in the frame.
    """
    points = frame.landmarks
    if points is None:
        raise ValueError("nobody is seen in this frame")
    rows = points.tolist()
    near = _near_side(rows)
    hip, shoulder = _mid(rows, "hip"), _mid(rows, "shoulder")
    torso_px, shoulder_px = math.dist(hip, shoulder), _shoulder_px(rows)
    return Anchor(
        near=near,
        facing=_facing(rows, position, near),
        torso_px=torso_px,
        thigh_px=max(math.dist(_xy(rows, f"{near}_hip"), _xy(rows, f"{near}_knee")), 1.0),
        floor_y=_floor_y(rows, near, position),
        view=_view(shoulder_px / max(torso_px, 1.0)),
        trunk=_between(hip, shoulder),
        shoulder_px=shoulder_px,
    )


def merge_anchors(anchors: list[Anchor]) -> Anchor:
    """One anchor for several frames: medians of the lengths, majority of the sides."""
    sides = [anchor.near for anchor in anchors]
    near: Side = "left" if sides.count("left") >= sides.count("right") else "right"
    views = [anchor.view for anchor in anchors]
    trunks = [anchor.trunk for anchor in anchors if anchor.trunk is not None]
    return Anchor(
        near=near,
        facing=1 if sum(anchor.facing for anchor in anchors) >= 0 else -1,
        torso_px=median([anchor.torso_px for anchor in anchors]),
        thigh_px=median([anchor.thigh_px for anchor in anchors]),
        floor_y=median([anchor.floor_y for anchor in anchors]),
        view=max(sorted(set(views)), key=views.count),
        trunk=(median([x for x, _ in trunks]), median([y for _, y in trunks])) if trunks else None,
        shoulder_px=median([anchor.shoulder_px for anchor in anchors]),
    )


def view_estimate(frame: PoseFrame) -> ViewEstimate:
    """Where the camera stands (ValueError: nobody is seen in the frame)."""
    points = frame.landmarks
    if points is None:
        raise ValueError("nobody is seen in this frame")
    rows = points.tolist()
    torso = max(math.dist(_mid(rows, "hip"), _mid(rows, "shoulder")), 1.0)
    index = _shoulder_px(rows) / torso
    yaw = math.degrees(math.acos(min(index / SHOULDER_TO_TRUNK, 1.0)))
    return ViewEstimate(_view(index), yaw, _roll(rows), torso)


def _view(index: float) -> View:
    """From where the camera looks, by shoulder width over trunk length."""
    return "side" if index < SIDE_INDEX else "oblique" if index < OBLIQUE_INDEX else "front"


def _shoulder_px(rows: Rows) -> float:
    return abs(_xy(rows, "left_shoulder")[0] - _xy(rows, "right_shoulder")[0])


def _roll(rows: Rows) -> float | None:
    """Tilt of the line between knees and wrists when both are on the floor (all fours)."""
    wrist, knee = _mid(rows, "wrist"), _mid(rows, "knee")
    dx, dy = wrist[0] - knee[0], wrist[1] - knee[1]
    if dx == 0 or abs(dx) < abs(dy):
        return None
    return math.degrees(math.atan(dy / dx))


def _near_side(rows: Rows) -> Side:
    def visibility(side: str) -> float:
        return sum(rows[landmark_index(f"{side}_{part}")][2] for part in ("elbow", "wrist", "knee"))

    return "left" if visibility("left") >= visibility("right") else "right"


def _facing(rows: Rows, position: Position, near: str) -> int:
    if position == "quadruped":
        front = _xy(rows, "left_wrist")[0] + _xy(rows, "right_wrist")[0]
        back = _xy(rows, "left_knee")[0] + _xy(rows, "right_knee")[0]
    elif position in ("prone", "supine", "kneeling"):
        front, back = _xy(rows, "nose")[0], _xy(rows, f"{near}_hip")[0]
    else:
        front, back = _xy(rows, "nose")[0], _mid(rows, "ear")[0]
    return 1 if front >= back else -1


def _floor_y(rows: Rows, near: str, position: Position) -> float:
    parts = ("wrist", "knee") if position == "quadruped" else ("ankle", "heel", "toe")
    return max(_xy(rows, f"{near}_{part}")[1] for part in parts)


def _same_size(one: float, other: float) -> bool:
    return 1 / STRANGER_SIZE < one / other < STRANGER_SIZE


def _xy(rows: Rows, name: str) -> XY:
    x, y, _ = rows[landmark_index(name)]
    return x, y


def _between(a: XY, b: XY) -> XY:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


def _mid(rows: Rows, part: str) -> XY:
    """The middle between left and right of a part."""
    left, right = PAIRS[part]
    (ax, ay, _), (bx, by, _) = rows[left], rows[right]
    return (ax + bx) / 2, (ay + by) / 2


def trunk_point(points: Array, part: str) -> Array:
    """The middle between left and right of a part, pixels (2,)."""
    left, right = PAIRS[part]
    middle: Array = (points[left, :2] + points[right, :2]) / 2
    return middle
