"""A person at one moment with what was measured drawn on them."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from formcheck.pose.frame import Array, PoseFrame
from formcheck.video.body_lines import draw_back_line, draw_skeleton, stroke_px
from formcheck.video.crop import Cut, cut_out
from formcheck.video.label import Row, draw_label
from formcheck.video.measured_shapes import Drawing
from formcheck.video.shape_drawing import draw_shapes, moved, points_of
from formcheck.video.upright import Image

_LIGHT = 0.72
"""Brightness left of the picture under the drawing."""
_BODY_COVER = 0.55
"""The skeleton is drawn so strongly: it explains, it is not what was measured."""
_SEEN = 0.3


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
    avoid = np.vstack([_along_bones(cut.place(body)), points_of(placed)])
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
    """Landmarks that are in the picture, shape (N, 2), with room for the top of the head."""
    if frame.landmarks is None:
        return np.empty((0, 2))
    return np.asarray(frame.landmarks[frame.landmarks[:, 2] >= _SEEN, :2], float)


def _top_corner(canvas: Image) -> Array:
    return np.array([canvas.shape[1] * 0.08, canvas.shape[0] * 0.06])


def _along_bones(points: Array) -> Array:
    """Landmarks and points between neighbours: a stand-in for the body's area."""
    if len(points) < 2:
        return points
    between = [points + share * (np.roll(points, 1, axis=0) - points) for share in (0.33, 0.67)]
    return np.vstack([points, *between])
