"""Draws measured shapes into a picture: the measured one bold, the limit and the start dashed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import Array
from formcheck.video.body_lines import BACK, BACK_MISTAKE, NEAR, OUTLINE, dashes, draw_paths
from formcheck.video.lettering import Colour
from formcheck.video.still.shapes import Area, Dot, Line, Role, Shape
from formcheck.video.upright import Image

GOOD: Colour = (134, 207, 174)
_SUBPIXEL = 3
_FAR_PX = 10_000.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a role looks; `width` and `dash` (stroke and gap; None: solid) in strokes."""

    colour: Colour
    width: float
    dash: tuple[float, float] | None = None
    cover: float = 1.0


STYLES: Mapping[Role, Style] = MappingProxyType(
    {
        "measured": Style(BACK_MISTAKE, 1.7),
        "arc": Style(BACK_MISTAKE, 0.9),
        "limit": Style(BACK, 1.5, (4.5, 3.5)),
        "start": Style(NEAR, 1.0, (1.2, 3.4)),
        "within": Style(GOOD, 1.0, cover=0.5),
        "beyond": Style(BACK_MISTAKE, 1.0, cover=0.5),
        "path": Style(BACK_MISTAKE, 1.2),
    }
)
"""Colour never speaks alone: the limit is dashed, the start dotted, the measured line solid."""


def draw_shapes(image: Image, shapes: Sequence[Shape], stroke: int) -> None:
    """Draw shapes given in the picture's own pixels; `stroke` is the width of a fine line."""
    for shape in shapes:
        if isinstance(shape, Area):
            _fill(image, shape)
    for shape in shapes:
        if isinstance(shape, Line):
            draw_line(image, shape, stroke)
    for shape in shapes:
        if isinstance(shape, Dot):
            _dot(image, shape, stroke)


def draw_line(image: Image, line: Line, stroke: int) -> None:
    """Draw one line with its dark edge, pattern and arrow head."""
    style = STYLES[line.role]
    width = max(1, round(style.width * stroke))
    if len(line.points) < 2 or not np.isfinite(line.points).all():
        return
    paths = [line.points]
    if style.dash is not None:
        paths = dashes(paths, style.dash[0] * stroke, style.dash[1] * stroke)
    draw_paths(image, paths, style.colour, width)
    if line.arrow:
        reach = float(np.hypot(*np.ptp(line.points, axis=0)))
        _head(image, line.points, style.colour, min(2.4 * (width + stroke), 0.6 * reach))


def moved(shape: Shape, factor: Array, corner: Array) -> Shape:
    """The shape in a cut-out's pixels (see `crop.Cut`)."""
    match shape:
        case Line():
            return replace(shape, points=shape.points * factor - corner)
        case Area():
            return replace(shape, corners=shape.corners * factor - corner)
        case Dot():
            return replace(shape, at=shape.at * factor - corner)


def points_of(shapes: Sequence[Shape]) -> Array:
    """All points of some shapes, shape (N, 2)."""
    found = [np.empty((0, 2))]
    for shape in shapes:
        match shape:
            case Line():
                found.append(shape.points)
            case Area():
                found.append(shape.corners)
            case Dot():
                found.append(shape.at[None])
    return np.concatenate(found)


def _fill(image: Image, area: Area) -> None:
    style = STYLES[area.role]
    if not np.isfinite(area.corners).all():
        return
    mask = np.zeros(image.shape[:2], np.uint8)
    cv2.fillPoly(mask, [_fixed(area.corners)], 255, cv2.LINE_AA, _SUBPIXEL)
    x, y, width, height = cv2.boundingRect(mask)
    part = np.s_[y : y + height, x : x + width]
    cover = (mask[part].astype(np.float32) * (style.cover / 255))[:, :, None]
    mixed = image[part] * (1 - cover) + np.array(style.colour, np.float32) * cover
    image[part] = mixed.astype(np.uint8)


def _dot(image: Image, dot: Dot, stroke: int) -> None:
    style = STYLES[dot.role]
    large = dot.role == "measured"
    for radius, colour in ((2.3 if large else 1.5, OUTLINE), (1.6 if large else 0.9, style.colour)):
        size = max(1, round(radius * stroke * 2**_SUBPIXEL))
        centre = _fixed(dot.at[None])[0]
        cv2.circle(image, centre.tolist(), size, colour, -1, cv2.LINE_AA, _SUBPIXEL)
    if large:
        size = max(1, round(0.6 * stroke * 2**_SUBPIXEL))
        cv2.circle(image, centre.tolist(), size, NEAR, -1, cv2.LINE_AA, _SUBPIXEL)


def _head(image: Image, points: Array, colour: Colour, length: float) -> None:
    """A filled arrow head at the end of a line, along its last few pixels."""
    tip = points[-1]
    far = np.hypot(*(points - tip).T) >= min(length, 0.5 * float(np.hypot(*(points[0] - tip))))
    back = points[np.flatnonzero(far)[-1]] if far.any() else points[0]
    way = tip - back
    reach = float(np.hypot(*way))
    if reach < 1.0:
        return
    along = way / reach
    beside = np.array([-along[1], along[0]])
    for grow, fill in ((1.35, OUTLINE), (1.0, colour)):
        half, depth = 0.62 * length * grow, length * grow
        corners = [tip + 0.35 * depth * along, tip - 0.65 * depth * along + half * beside,
                   tip - 0.65 * depth * along - half * beside]  # fmt: skip
        cv2.fillPoly(image, [_fixed(np.array(corners))], fill, cv2.LINE_AA, _SUBPIXEL)


def _fixed(points: Array) -> NDArray[np.int32]:
    clipped = np.clip(points, -_FAR_PX, _FAR_PX)
    fixed: NDArray[np.int32] = np.round(clipped * 2**_SUBPIXEL).astype(np.int32)
    return fixed
