"""A person at one moment with what was measured drawn on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import cv2
import numpy as np

from formcheck.pose.frame import Array, Landmark, PoseFrame
from formcheck.video.body_lines import draw_back_line, draw_skeleton, stroke_px
from formcheck.video.overlay import outline_points
from formcheck.video.still.crop import Cut, cut_out
from formcheck.video.still.label import Row, draw_label
from formcheck.video.still.scales import ring
from formcheck.video.still.shape_drawing import draw_shapes, moved, points_of
from formcheck.video.still.shapes import Drawing, Line, Shape
from formcheck.video.upright import Image

_LIGHT = 0.72
"""Brightness left of the picture under the drawing."""
_BODY_COVER = 0.55
"""The skeleton is drawn so strongly: it explains, it is not what was measured."""
_SEEN = 0.3
_POINTS = 9
"""Points of a limb or a line that a label tries not to hide."""
_CHAIN = ("NOSE", "EAR", "SHOULDER", "HIP", "KNEE", "ANKLE", "TOE")
_ARM = ("SHOULDER", "ELBOW", "WRIST")


def _limbs() -> tuple[tuple[int, int], ...]:
    def joint(side: str, part: str) -> int:
        return Landmark.NOSE if part == "NOSE" else Landmark[f"{side}_{part}"]

    return tuple(
        (joint(side, a), joint(side, b))
        for side in ("LEFT", "RIGHT")
        for chain in (_CHAIN, _ARM)
        for a, b in pairwise(chain)
    )


_LIMBS = _limbs()
_EARS = [Landmark.LEFT_EAR, Landmark.RIGHT_EAR]
_THICK = 0.45
"""Farther from the hip-shoulder line than this, in its lengths, an outline is no trunk's."""
_HAND = 0.6
"""How far a hand reaches beyond the wrist, in forearms."""
_HEAD = (0.1, 0.22)
"""Circles about the head, in trunk lengths: a face is the last thing to hide."""


def draw_measured(
    image: Image,
    frame: PoseFrame,
    near_side: Literal["left", "right"] | None,
    drawing: Drawing | None,
    rows: tuple[Row, ...],
    max_side: int,
) -> Image:
    """Cut the person out, darken a little, and draw body, measurement and label.

    Args:
        image: the whole upright picture, RGB.
        frame: what was seen in it.
        near_side: the body side towards the camera.
        drawing: what was measured, in pixels of the pose frame; None: nothing that has a place.
        rows: the label.
        max_side: longest side of the result, pixels.
    """
    shapes = drawing.shapes if drawing is not None else ()
    body = _seen_points(frame)
    cut = cut_out(image, frame.size, np.vstack([body, points_of(shapes)]), max_side)
    canvas: Image = np.asarray(cv2.convertScaleAbs(cut.image, alpha=_LIGHT), np.uint8)
    _draw_body(canvas, cut, frame, near_side)
    placed = [moved(shape, cut.factor, cut.corner) for shape in shapes]
    stroke = stroke_px(canvas)
    draw_shapes(canvas, placed, stroke)
    at = cut.place(drawing.at) if drawing is not None else _top_corner(canvas)
    limbs = np.empty((0, 2)) if frame.landmarks is None else _body_points(frame.landmarks)
    avoid = np.vstack([cut.place(limbs), _shape_points(placed)])
    draw_label(canvas, rows, at, avoid)
    return canvas


def draw_person(
    image: Image,
    frame: PoseFrame,
    near_side: Literal["left", "right"] | None,
    back_line: Array | None,
    max_side: int,
) -> Image:
    """Cut the person out and draw skeleton and back line (pixels of the pose frame)."""
    cut = cut_out(image, frame.size, _seen_points(frame), max_side)
    canvas = cut.image
    if frame.landmarks is not None:
        points = np.c_[cut.place(frame.landmarks[:, :2]), frame.landmarks[:, 2]]
        draw_skeleton(canvas, points, near_side)
    if back_line is not None and len(back_line):
        draw_back_line(canvas, cut.place(back_line), valid=True, mistake=False)
    return canvas


def _draw_body(
    canvas: Image, cut: Cut, frame: PoseFrame, near_side: Literal["left", "right"] | None
) -> None:
    if frame.landmarks is None:
        return
    points = np.c_[cut.place(frame.landmarks[:, :2]), frame.landmarks[:, 2]]
    layer = canvas.copy()
    draw_skeleton(layer, points, near_side)
    cv2.addWeighted(layer, _BODY_COVER, canvas, 1 - _BODY_COVER, 0, dst=canvas)


def _seen_points(frame: PoseFrame) -> Array:
    """Landmarks, the trunk's outline, hands and head: what a picture must hold, shape (N, 2)."""
    if frame.landmarks is None:
        return np.empty((0, 2))
    xy = frame.landmarks[:, :2]
    head = ring(xy[_EARS].mean(0), _HEAD[-1] * _trunk_length(xy))
    seen = xy[frame.landmarks[:, 2] >= _SEEN]
    return np.vstack([seen, head, *_hands(frame.landmarks), *_trunk(frame)])


def _trunk(frame: PoseFrame) -> list[Array]:
    """The trunk's outline where it is not that of an arm or a leg."""
    if frame.outline is None or frame.landmarks is None:
        return []
    length = _trunk_length(frame.landmarks[:, :2])
    near = np.abs(frame.outline.distance_px) < _THICK * length
    return [outline_points(frame, row)[near[row]] for row in (0, 1)] if length > 0 else []


def _top_corner(canvas: Image) -> Array:
    return np.array([canvas.shape[1] * 0.08, canvas.shape[0] * 0.06])


def _body_points(landmarks: Array) -> Array:
    """Points along the limbs, the trunk and the head: what a label should not hide."""
    xy = landmarks[:, :2]
    seen = landmarks[:, 2] >= _SEEN
    lines = [_between(xy[a], xy[b]) for a, b in _LIMBS if seen[a] and seen[b]]
    trunk = _trunk_length(xy)
    head = [ring(xy[_EARS].mean(0), share * trunk) for share in _HEAD]
    left, right = (_side_of_trunk(xy, side) for side in ("LEFT", "RIGHT"))
    across = [_between(a, b) for a, b in zip(left, right, strict=True)]
    return np.vstack([np.empty((0, 2)), *lines, *across, *head, *_hands(landmarks)])


def _side_of_trunk(xy: Array, side: str) -> Array:
    return _between(xy[Landmark[f"{side}_SHOULDER"]], xy[Landmark[f"{side}_HIP"]])


def _hands(landmarks: Array) -> list[Array]:
    """Points over the hands, which reach on from the wrists."""
    xy, seen = landmarks[:, :2], landmarks[:, 2] >= _SEEN
    arms = [(Landmark[f"{side}_ELBOW"], Landmark[f"{side}_WRIST"]) for side in ("LEFT", "RIGHT")]
    return [
        _between(xy[wrist], xy[wrist] + _HAND * (xy[wrist] - xy[elbow]))
        for elbow, wrist in arms
        if seen[elbow] and seen[wrist]
    ]


def _trunk_length(xy: Array) -> float:
    hips, shoulders = (xy[[Landmark[f"LEFT_{part}"], Landmark[f"RIGHT_{part}"]]].mean(0)
                       for part in ("HIP", "SHOULDER"))  # fmt: skip
    return float(np.hypot(*(shoulders - hips)))


def _between(start: Array, end: Array) -> Array:
    shares = np.linspace(0, 1, _POINTS)[:, None]
    return np.asarray(start + shares * (end - start))


def _shape_points(shapes: Sequence[Shape]) -> Array:
    """Points along the drawn lines."""
    lines = [shape.points for shape in shapes if isinstance(shape, Line)]
    pieces = [_between(a, b) for line in lines for a, b in pairwise(line)]
    return np.vstack([points_of(shapes), *pieces])
