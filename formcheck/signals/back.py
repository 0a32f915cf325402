"""`back_curve`: the bend of the back, read from its outline.

Measured against rendered people with known spines: r .99, slope .73 to .97 by body on all fours,
.84 to 1.41 seated; filmed cat-cow moves +42..+63 and -28..-80 degrees with noise about 1. The
offset belongs to the body: use change from the person's own neutral only.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import OUTLINE_RAYS, Array
from formcheck.signals.body import PAIRS, XY, Body, landmark_index
from formcheck.signals.measure import Measure, NotMeasured
from formcheck.specs.schema import Position

WINDOW = (0.05, 0.70)
"""Part of the hip-shoulder chord that is fitted: the shoulder third follows the arm."""
UPPER_WINDOW = (0.35, 0.70)
"""The upper part alone. It cannot tell the thoracic spine, but it gives shoulder blades away: in
cat-cow it bends .40 to .75 as much as the whole, in shoulder circles 1.3 times as much."""
KEPT_SHARE = 0.8
BENDS = {"back_curve": WINDOW, "upper_back_curve": UPPER_WINDOW}
"""The part of the chord that each word reads."""
BACK_WORDS = frozenset(BENDS)
MIN_RAYS_SHARE = 0.75
MAX_CUBIC_RESIDUAL = 0.015
"""Torso lengths, the worst fifth of the rays left out. Backs are S-shaped: a cubic keeps good
frames (.002 to .006, the deepest arch .009, a tail of hair on the back up to .018) and drops ragged
outlines."""
MIN_CLEARANCE = 0.20
"""Elbows and wrists must stay this far inside the outline, in torso lengths."""
MIN_TORSO_PX = 80.0
HUBER = 0.005
"""Torso lengths beyond which a ray counts less."""

NOT_SEEN = NotMeasured("outline of the back not seen")
RAGGED = NotMeasured("outline of the back is ragged")
TOO_FAR = NotMeasured("too far from the camera to see the back")
ARM_BEFORE = NotMeasured("an arm is in front of the back")

_T = np.linspace(0.0, 1.0, OUTLINE_RAYS)
_KEPT = (WINDOW[0] - 1e-9 <= _T) & (WINDOW[1] + 1e-9 >= _T)
_ARMS = tuple(
    landmark_index(name) for name in ("left_elbow", "right_elbow", "left_wrist", "right_wrist")
)


@dataclass(frozen=True, slots=True)
class _Rays:
    """Some rays of the window, made ready for fits.

    Attributes:
        t: where on the chord, 0 at the hip, 1 at the shoulder.
        cubics: an orthonormal basis of the cubics over them.
        parts: which of them lie in a window, and the parabolas over those, by window.
    """

    t: Array
    cubics: Array
    parts: Mapping[tuple[float, float], tuple[NDArray[np.bool_], Array]]


def _rays(t: Array) -> _Rays:
    parts = {}
    for a, b in BENDS.values():
        part = (t >= a - 1e-9) & (t <= b + 1e-9)
        parts[a, b] = part, np.vander(t[part], 3)
    return _Rays(t, np.linalg.qr(np.vander(t, 4))[0], parts)


_ALL_RAYS = _rays(_T[_KEPT])


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline of the back that can be trusted; `depth` over the chord, in chord lengths."""

    rays: _Rays
    depth: Array

    def bend(self, window: tuple[float, float]) -> float:
        """Angle in degrees between the tangents at the ends of one of `BENDS`."""
        a, b = window
        part, design = self.rays.parts[window]
        c2, c1, _ = _robust_parabola(design, self.depth[part])
        return math.degrees(math.atan(2 * c2 * a + c1) - math.atan(2 * c2 * b + c1))


def back_curve(body: Body) -> Measure:
    """Bend of the back's outline in degrees, + rounded, - hollow."""
    return _bend(body, WINDOW)


def upper_back_curve(body: Body) -> Measure:
    """Bend of the upper part of the back's outline in degrees, + rounded, - hollow."""
    return _bend(body, UPPER_WINDOW)


def _bend(body: Body, window: tuple[float, float]) -> Measure:
    outline = back_outline(body)
    return outline if isinstance(outline, NotMeasured) else outline.bend(window)


def back_outline(body: Body) -> Outline | NotMeasured:
    """The outline of the back where it can be trusted, else why not."""
    frame, anchor = body.frame, body.anchor
    if frame.landmarks is None or anchor is None:
        return NotMeasured(body.lost or "nobody in view")
    if frame.outline is None:
        return NOT_SEEN
    hip, shoulder = _chord(frame.landmarks)
    length = math.dist(hip, shoulder)
    if length < MIN_TORSO_PX * min(1.0, frame.size[1] / 360):
        return TOO_FAR
    row = dorsal_row(hip, shoulder, body.position, anchor.facing)
    depth = frame.outline.distance_px[row] / length
    if _arm_in_the_way(frame.landmarks, hip, shoulder, row, depth):
        return ARM_BEFORE
    return usable_outline(depth)


def usable_outline(depth: Array) -> Outline | NotMeasured:
    """The gate: enough rays, in one smooth line. `depth` over the chord, chord lengths, (41,)."""
    usable = _KEPT & np.isfinite(depth)
    seen = np.count_nonzero(usable)
    if seen < MIN_RAYS_SHARE * len(_ALL_RAYS.t):
        return NOT_SEEN
    rays = _ALL_RAYS if seen == len(_ALL_RAYS.t) else _rays(_T[usable])
    return RAGGED if _ragged(rays, depth[usable]) else Outline(rays, depth[usable])


def curve_of_outline(depth: Array, window: tuple[float, float] = WINDOW) -> Measure:
    """Bend of an outline given as depth over the chord, both in chord lengths, shape (41,).

    The gate always looks at the whole of `WINDOW`; `window` is the part whose bend is returned.
    """
    outline = usable_outline(depth)
    return outline if isinstance(outline, NotMeasured) else outline.bend(window)


def back_row(body: Body) -> Literal[0, 1] | None:
    """Which row of the frame's outline is the back; None where there is none."""
    if body.frame.landmarks is None or body.anchor is None or body.frame.outline is None:
        return None
    return dorsal_row(*_chord(body.frame.landmarks), body.position, body.anchor.facing)


def dorsal_row(hip: XY, shoulder: XY, position: Position, facing: int) -> Literal[0, 1]:
    """Which row of `TrunkOutline` is the back: by the exercise's position, never by a vote."""
    # Row 0 lies along (y, -x) of the chord from hip to shoulder.
    x, y = shoulder[0] - hip[0], shoulder[1] - hip[1]
    if position in ("quadruped", "prone"):
        towards_back = x
    elif position == "supine":
        towards_back = -x
    else:
        towards_back = -facing * y
    return 0 if towards_back >= 0 else 1


def _chord(landmarks: Array) -> tuple[XY, XY]:
    def mid(part: str) -> XY:
        left, right = PAIRS[part]
        (ax, ay, _), (bx, by, _) = landmarks[left].tolist(), landmarks[right].tolist()
        return (ax + bx) / 2, (ay + by) / 2

    return mid("hip"), mid("shoulder")


def _arm_in_the_way(landmarks: Array, hip: XY, shoulder: XY, row: int, depth: Array) -> bool:
    length = math.dist(hip, shoulder)
    ux, uy = (shoulder[0] - hip[0]) / length, (shoulder[1] - hip[1]) / length
    sign = 1 if row == 0 else -1
    for index in _ARMS:
        x, y, _ = landmarks[index].tolist()
        x, y = (x - hip[0]) / length, (y - hip[1]) / length
        along, out = x * ux + y * uy, sign * (x * uy - y * ux)
        if not -0.05 < along < WINDOW[1] + 0.15:
            continue
        edge = float(depth[min(max(round(along * (OUTLINE_RAYS - 1)), 0), OUTLINE_RAYS - 1)])
        if math.isfinite(edge) and edge - out < MIN_CLEARANCE:
            return True
    return False


def _ragged(rays: _Rays, depth: Array) -> bool:
    """Whether no cubic follows the outline, the worst fifth of the rays left out: hair, a bump."""
    error = depth - rays.cubics @ (rays.cubics.T @ depth)
    if error @ error <= MAX_CUBIC_RESIDUAL**2 * len(depth):
        return False  # the fit to all rays is close enough; without the worst it is closer
    kept = np.abs(error) <= np.quantile(np.abs(error), KEPT_SHARE)
    design = np.vander(rays.t[kept], 4)
    solution = np.linalg.lstsq(design, depth[kept], rcond=None)[0]
    rest = design @ solution - depth[kept]
    return float(rest @ rest) > MAX_CUBIC_RESIDUAL**2 * len(rest)


def _robust_parabola(design: Array, d: Array) -> tuple[float, float, float]:
    weighted = design
    coefficients: Array = np.zeros(3)
    for _ in range(4):
        # Normal equations: three well-scaled columns, and twice as fast as a decomposition.
        coefficients = np.linalg.solve(weighted.T @ design, weighted.T @ d).astype(float)
        error = np.abs(design @ coefficients - d)
        if error.max() <= HUBER:
            break
        weighted = design * (HUBER / np.maximum(error, HUBER))[:, None]
    c2, c1, c0 = map(float, coefficients)
    return c2, c1, c0
