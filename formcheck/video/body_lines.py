"""Lines on the body: a calm skeleton, and the back in a colour of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import Array, Landmark
from formcheck.video.upright import Image

Colour = tuple[int, int, int]

NEAR: Colour = (245, 245, 245)
FAR: Colour = (165, 170, 175)
OUTLINE: Colour = (25, 28, 32)
BACK: Colour = (255, 176, 32)
BACK_MISTAKE: Colour = (255, 70, 60)
BACK_UNSURE: Colour = (190, 190, 190)

_SEEN = 0.3
"""Landmarks that the model itself calls less visible than this are not drawn."""
_SUBPIXEL = 3  # bits: lines move smoothly from frame to frame
_FAR_AWAY_PX = 10_000.0

_LEFT = (
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_ELBOW),
    (Landmark.LEFT_ELBOW, Landmark.LEFT_WRIST),
    (Landmark.LEFT_SHOULDER, Landmark.LEFT_HIP),
    (Landmark.LEFT_HIP, Landmark.LEFT_KNEE),
    (Landmark.LEFT_KNEE, Landmark.LEFT_ANKLE),
    (Landmark.LEFT_ANKLE, Landmark.LEFT_TOE),
)
_RIGHT = (
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_ELBOW),
    (Landmark.RIGHT_ELBOW, Landmark.RIGHT_WRIST),
    (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_HIP),
    (Landmark.RIGHT_HIP, Landmark.RIGHT_KNEE),
    (Landmark.RIGHT_KNEE, Landmark.RIGHT_ANKLE),
    (Landmark.RIGHT_ANKLE, Landmark.RIGHT_TOE),
)
_ACROSS = (
    (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
    (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
)
_HEAD = {
    "left": (
        (Landmark.LEFT_SHOULDER, Landmark.LEFT_EAR),
        (Landmark.LEFT_EAR, Landmark.NOSE),
    ),
    "right": (
        (Landmark.RIGHT_SHOULDER, Landmark.RIGHT_EAR),
        (Landmark.RIGHT_EAR, Landmark.NOSE),
    ),
}
"""Neck and head from the side; from the front they would only cross the face."""
Bones = Iterable[tuple[Landmark, Landmark]]


def stroke_px(image: Image) -> int:
    """Width of a skeleton line that is visible and not coarse at this picture size."""
    height, width = image.shape[:2]
    return max(2, round(min(int(height), int(width)) / 200))


def draw_skeleton(
    image: Image, landmarks: Array, near_side: Literal["left", "right"] | None
) -> None:
    """Draw trunk, arms and legs into `image`; landmarks (33, 3) in its pixels.

    Dark edges keep the light lines legible on any background. The near side is drawn last,
    broader and brighter.
    """
    stroke = stroke_px(image)
    joints = _joints(landmarks)
    near = {"left": (_LEFT,), "right": (_RIGHT,), None: (_LEFT, _RIGHT)}[near_side]
    far = [side for side in (_LEFT, _RIGHT) if side not in near]
    thin = max(1, round(stroke * 0.6))
    for bones in (*far, _ACROSS):
        _draw_bones(image, joints, bones, FAR, thin)
    if near_side is not None:
        _draw_bones(image, joints, _HEAD[near_side], FAR, thin)
    for bones in near:
        _draw_bones(image, joints, bones, NEAR, stroke)
        _draw_joints(image, joints, bones, stroke)


Joints = dict[int, NDArray[np.int32]]
"""Where the joints are that are seen, in pixels with a binary fraction."""


def _joints(landmarks: Array) -> Joints:
    seen = np.isfinite(landmarks).all(axis=1) & (landmarks[:, 2] >= _SEEN)
    numbers = np.flatnonzero(seen)
    return dict(zip(numbers.tolist(), _fixed_point(landmarks[numbers, :2]), strict=True))


def _draw_bones(image: Image, joints: Joints, bones: Bones, colour: Colour, width: int) -> None:
    lines = [np.stack([joints[a], joints[b]]) for a, b in bones if a in joints and b in joints]
    _draw_edged(image, lines, colour, width)


def _draw_joints(image: Image, joints: Joints, bones: Bones, stroke: int) -> None:
    ends = {joint for bone in bones for joint in bone}
    for joint in ends & joints.keys():
        centre = joints[joint].tolist()
        for radius, colour in ((1.9 * stroke, OUTLINE), (1.3 * stroke, NEAR)):
            size = round(radius * 2**_SUBPIXEL)
            cv2.circle(image, centre, size, colour, -1, cv2.LINE_AA, _SUBPIXEL)


def draw_back_line(image: Image, points: Array, valid: bool, mistake: bool) -> None:
    """Draw the outline of the back into `image`; points (N, 2) in its pixels, NaN rows are gaps.

    Whole and orange while all is well, dashed and red with a mark while a mistake about the back
    is active, thin, grey and dotted while it is not to be trusted.
    """
    stroke = stroke_px(image)
    paths = _runs(points)
    if not valid:
        dots = dashes(paths, stroke, 3 * stroke)
        draw_paths(image, dots, BACK_UNSURE, max(1, stroke // 2))
    elif mistake:
        draw_paths(image, dashes(paths, 7 * stroke, 5 * stroke), BACK_MISTAKE, 2 * stroke)
        if paths:
            longest = max(paths, key=len)
            draw_warning_sign(image, longest[len(longest) // 2], 6 * stroke)
    else:
        draw_paths(image, paths, BACK, 2 * stroke)


def draw_warning_sign(image: Image, centre: Array, radius: float) -> None:
    """Draw a red triangle with an exclamation mark around `centre` (x, y) pixels."""
    corners = np.array([[0.0, -1.0], [0.95, 0.75], [-0.95, 0.75]])
    for grow, colour in ((1.25, OUTLINE), (1.0, BACK_MISTAKE)):
        shape = _fixed_point(centre + grow * radius * corners)
        cv2.fillPoly(image, [shape], colour, cv2.LINE_AA, _SUBPIXEL)
    bar = centre + radius * np.array([[0.0, -0.4], [0.0, 0.15]])
    width = max(1, round(radius * 0.2))
    cv2.polylines(image, [_fixed_point(bar)], False, NEAR, width, cv2.LINE_AA, _SUBPIXEL)
    dot = _fixed_point(centre + radius * np.array([0.0, 0.48]))
    size = round(max(1.0, radius * 0.12) * 2**_SUBPIXEL)
    cv2.circle(image, dot.tolist(), size, NEAR, -1, cv2.LINE_AA, _SUBPIXEL)


def draw_paths(image: Image, paths: list[Array], colour: Colour, width: int) -> None:
    """Draw open lines with a dark edge: all edges first, so that no edge cuts a line."""
    _draw_edged(image, [_fixed_point(path) for path in paths], colour, width)


def _draw_edged(image: Image, drawn: list[NDArray[np.int32]], colour: Colour, width: int) -> None:
    edge = max(1, round(width * 0.8))
    cv2.polylines(image, drawn, False, OUTLINE, width + edge, cv2.LINE_AA, _SUBPIXEL)
    cv2.polylines(image, drawn, False, colour, width, cv2.LINE_AA, _SUBPIXEL)


def _fixed_point(points: Array) -> NDArray[np.int32]:
    """Pixels as OpenCV's integers with a binary fraction; far away points cannot overflow."""
    clipped = np.clip(points, -_FAR_AWAY_PX, _FAR_AWAY_PX)
    fixed: NDArray[np.int32] = np.round(clipped * 2**_SUBPIXEL).astype(np.int32)
    return fixed


def _runs(points: Array) -> list[Array]:
    """The stretches of at least two points without gaps."""
    finite = np.isfinite(points).all(axis=1)
    borders = np.flatnonzero(np.diff(finite)) + 1
    runs = np.split(points, borders)
    return [run for run in runs if len(run) >= 2 and np.isfinite(run).all()]


def dashes(paths: list[Array], dash: float, gap: float) -> list[Array]:
    """Each path cut into strokes of `dash` pixels with `gap` pixels between."""
    strokes: list[Array] = []
    for path in paths:
        at = np.r_[0.0, np.cumsum(np.hypot(*np.diff(path, axis=0).T))]
        for start in np.arange(0.0, at[-1], dash + gap):
            stops = np.linspace(start, min(start + dash, at[-1]), 4)
            strokes.append(
                np.c_[np.interp(stops, at, path[:, 0]), np.interp(stops, at, path[:, 1])]
            )
    return strokes
