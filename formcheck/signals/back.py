"""`back_curve`: the bend of the back, read from its outline.

Measured against rendered people with known spines: r .99, slope .73 to .97 by body on all fours,
.84 to 1.41 seated; filmed cat-cow moves +42..+63 and -28..-80 degrees with noise about 1. The
offset belongs to the body: use change from the person's own neutral only.
"""

from __future__ import annotations

import math
from typing import Literal

import numpy as np

from formcheck.pose.frame import OUTLINE_RAYS, Array
from formcheck.signals.body import Body, landmark_index
from formcheck.signals.measure import Measure, NotMeasured
from formcheck.specs.schema import Position

WINDOW = (0.05, 0.70)
"""Part of the hip-shoulder chord that is fitted: the shoulder third follows the arm."""
UPPER_WINDOW = (0.35, 0.70)
"""The upper part alone. It cannot tell the thoracic spine, but it gives shoulder blades away: in
cat-cow it bends .40 to .75 as much as the whole, in shoulder circles 1.3 times as much."""
KEPT_SHARE = 0.8
BACK_WORDS = frozenset({"back_curve", "upper_back_curve"})
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

_T = np.linspace(0.0, 1.0, OUTLINE_RAYS)
_KEPT = (WINDOW[0] - 1e-9 <= _T) & (WINDOW[1] + 1e-9 >= _T)


def back_curve(body: Body) -> Measure:
    """Bend of the back's outline in degrees, + rounded, - hollow."""
    return _bend(body, WINDOW)


def upper_back_curve(body: Body) -> Measure:
    """Bend of the upper part of the back's outline in degrees, + rounded, - hollow."""
    return _bend(body, UPPER_WINDOW)


def _bend(body: Body, window: tuple[float, float]) -> Measure:
    frame, anchor = body.frame, body.anchor
    if frame.landmarks is None or anchor is None:
        return NotMeasured(body.lost or "nobody in view")
    if frame.outline is None:
        return NotMeasured("outline of the back not seen")
    hip, shoulder = _chord(frame.landmarks)
    length = float(np.hypot(*(shoulder - hip)))
    if length < MIN_TORSO_PX * min(1.0, frame.size[1] / 360):
        return NotMeasured("too far from the camera to see the back")
    row = dorsal_row(hip, shoulder, body.position, anchor.facing)
    depth = frame.outline.distance_px[row] / length
    if _arm_in_the_way(frame.landmarks, hip, shoulder, row, depth):
        return NotMeasured("an arm is in front of the back")
    return curve_of_outline(depth, window)


def curve_of_outline(depth: Array, window: tuple[float, float] = WINDOW) -> Measure:
    """Bend of an outline given as depth over the chord, both in chord lengths, shape (41,).

    The gate always looks at the whole of `WINDOW`; `window` is the part whose bend is returned.
    """
    usable = _KEPT & np.isfinite(depth)
    if usable.sum() < MIN_RAYS_SHARE * _KEPT.sum():
        return NotMeasured("outline of the back not seen")
    t, d = _T[usable], depth[usable]
    cubic = _residual(np.vander(t, 4), d)
    if cubic > MAX_CUBIC_RESIDUAL:
        return NotMeasured("outline of the back is ragged")
    a, b = window
    part = (t >= a - 1e-9) & (t <= b + 1e-9)
    c2, c1, _ = _robust_parabola(t[part], d[part])
    return math.degrees(math.atan(2 * c2 * a + c1) - math.atan(2 * c2 * b + c1))


def back_row(body: Body) -> Literal[0, 1] | None:
    """Which row of the frame's outline is the back; None where there is none."""
    if body.frame.landmarks is None or body.anchor is None or body.frame.outline is None:
        return None
    return dorsal_row(*_chord(body.frame.landmarks), body.position, body.anchor.facing)


def dorsal_row(hip: Array, shoulder: Array, position: Position, facing: int) -> Literal[0, 1]:
    """Which row of `TrunkOutline` is the back: by the exercise's position, never by a vote."""
    u = (shoulder - hip) / max(float(np.hypot(*(shoulder - hip))), 1e-9)
    normal = np.array([u[1], -u[0]])
    if position in ("quadruped", "prone"):
        towards_back = np.array([0.0, -1.0])
    elif position == "supine":
        towards_back = np.array([0.0, 1.0])
    else:
        towards_back = np.array([-float(facing), 0.0])
    return 0 if normal @ towards_back >= 0 else 1


def _chord(landmarks: Array) -> tuple[Array, Array]:
    def mid(part: str) -> Array:
        pair = [landmark_index(f"left_{part}"), landmark_index(f"right_{part}")]
        middle: Array = landmarks[pair, :2].mean(0)
        return middle

    return mid("hip"), mid("shoulder")


def _arm_in_the_way(landmarks: Array, hip: Array, shoulder: Array, row: int, depth: Array) -> bool:
    chord = shoulder - hip
    length = float(np.hypot(*chord))
    u = chord / length
    normal = np.array([u[1], -u[0]]) * (1 if row == 0 else -1)
    for name in ("left_elbow", "right_elbow", "left_wrist", "right_wrist"):
        offset = (landmarks[landmark_index(name), :2] - hip) / length
        along, out = float(offset @ u), float(offset @ normal)
        if not -0.05 < along < WINDOW[1] + 0.15:
            continue
        edge = float(depth[min(max(round(along * (OUTLINE_RAYS - 1)), 0), OUTLINE_RAYS - 1)])
        if math.isfinite(edge) and edge - out < MIN_CLEARANCE:
            return True
    return False


def _residual(design: Array, values: Array) -> float:
    """Scatter about the fit, the worst fifth of the rays left out: a bump is no lost outline."""
    solution = np.linalg.lstsq(design, values, rcond=None)[0]
    error = np.abs(design @ solution - values)
    kept = error <= np.quantile(error, KEPT_SHARE)
    solution = np.linalg.lstsq(design[kept], values[kept], rcond=None)[0]
    return float(np.sqrt(np.mean((design[kept] @ solution - values[kept]) ** 2)))


def _robust_parabola(t: Array, d: Array) -> tuple[float, float, float]:
    design = np.vander(t, 3)
    weighted = design
    coefficients: Array = np.zeros(3)
    for _ in range(4):
        # Normal equations: three well-scaled columns, and twice as fast as a decomposition.
        coefficients = np.linalg.solve(weighted.T @ design, weighted.T @ d).astype(float)
        error = np.abs(design @ coefficients - d)
        if error.max() <= HUBER:
            break
        weighted = design * np.minimum(HUBER / np.maximum(error, 1e-12), 1.0)[:, None]
    c2, c1, c0 = map(float, coefficients)
    return c2, c1, c0
