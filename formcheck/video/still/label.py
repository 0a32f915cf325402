"""A small label beside what was measured: the value, and what the lines mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from formcheck.pose.frame import Array
from formcheck.video.lettering import Colour, Fitted, draw_lines, fit_text, text_width
from formcheck.video.panels import WHITE
from formcheck.video.still.shape_drawing import STYLES, draw_line
from formcheck.video.still.shapes import Line, Role
from formcheck.video.upright import Image

Sign = Literal["clock"]
_TEXT_SHARE = 0.031
_WIDEST = 0.46
"""Share of the picture's width that a label may take: room is rare beside a standing person."""
_DARK: Colour = (16, 21, 22)
_COVER = 0.82
_DIRECTIONS = 24
_ROOM = 8.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a label: a sample of a line it explains or a sign, and the text."""

    text: str
    sample: Role | Sign | None = None
    bold: bool = False


def draw_label(image: Image, rows: tuple[Row, ...], at: Array, avoid: Array) -> None:
    """Draw a label near a point, where it covers as little as possible of what is to be seen.

    Args:
        image: drawn into.
        rows: what it says; nothing is drawn without any.
        at: shape (2,), what it belongs to.
        avoid: shape (N, 2), points that should stay free.
    """
    if not rows:
        return
    height, width = image.shape[:2]
    size = int(np.clip(round(_TEXT_SHARE * (height * width) ** 0.5), 13, 30))
    pad = round(0.6 * size)
    indent = round(1.9 * size) if any(row.sample for row in rows) else 0
    room = max(40, round(_WIDEST * width) - 2 * pad - indent)
    fitted = [
        fit_text(row.text, room, round(size * (1.2 if row.bold else 0.95)), 2, row.bold)
        for row in rows
    ]
    box_w = (
        indent
        + 2 * pad
        + max(text_width(line, text.size, text.bold) for text in fitted for line in text.lines)
    )
    box_h = 2 * pad - pad // 3 + sum(text.height for text in fitted)
    left, top = _best_place(np.array([box_w, box_h]), (width, height), at, avoid, size)
    _panel(image, left, top, box_w, box_h, round(0.45 * size))
    y = top + pad
    for row, text in zip(rows, fitted, strict=True):
        _sample(image, row, left + pad, y, text, size)
        draw_lines(image, text, left + pad + indent, y - pad // 4, WHITE)
        y += text.height


def _best_place(
    box: Array, picture: tuple[int, int], at: Array, avoid: Array, size: int
) -> tuple[int, int]:
    """Upper left corner of a box near a point that hides the fewest points."""
    edge = np.array([0.4 * size, 0.4 * size])
    most = np.maximum(np.array(picture) - box - edge, edge)
    angles = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
    best, least = edge, np.inf
    for away in (1.2, 2.5, 4.0, 6.0, 9.0, 13.0):
        for angle in angles:
            out = np.array([np.cos(angle), np.sin(angle)])
            centre = at + out * (away * size + np.abs(out) @ box / 2)
            corner = np.clip(centre - box / 2, edge, most)
            inside = (avoid >= corner - size / 2) & (avoid <= corner + box + size / 2)
            hidden = int(inside.all(axis=1).sum())
            gap = np.maximum(np.maximum(corner - at, at - corner - box), 0)
            cost = _ROOM * hidden + float(np.hypot(*gap)) / size
            if cost < least:
                best, least = corner, cost
    return round(float(best[0])), round(float(best[1]))


def _panel(image: Image, left: int, top: int, width: int, height: int, radius: int) -> None:
    """A dark translucent box with round corners."""
    mask = np.zeros(image.shape[:2], np.uint8)
    right, bottom = left + width, top + height
    cv2.rectangle(mask, (left + radius, top), (right - radius, bottom), 255, -1)
    cv2.rectangle(mask, (left, top + radius), (right, bottom - radius), 255, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(mask, (x, y), radius, 255, -1, cv2.LINE_AA)
    cover = (mask.astype(np.float32) * (_COVER / 255))[:, :, None]
    image[:] = (image * (1 - cover) + np.array(_DARK, np.float32) * cover).astype(np.uint8)


def _sample(image: Image, row: Row, x: int, y: int, text: Fitted, size: int) -> None:
    """The sample of a line, or a sign, in front of a row."""
    if row.sample is None:
        return
    middle = y - round(0.15 * size) + round(0.62 * text.size)
    if row.sample == "clock":
        _clock(image, x + round(0.65 * size), middle, round(0.55 * size))
        return
    ends = np.array([[x, middle], [x + 1.35 * size, middle]], float)
    draw_line(image, Line(ends, row.sample), max(2, round(size / 9)))


def _clock(image: Image, x: int, y: int, radius: int) -> None:
    stroke = max(2, radius // 5)
    colour = STYLES["measured"].colour
    cv2.circle(image, (x, y), radius, colour, stroke, cv2.LINE_AA)
    cv2.line(image, (x, y), (x, y - round(0.6 * radius)), colour, stroke, cv2.LINE_AA)
    cv2.line(image, (x, y), (x + round(0.45 * radius), y), colour, stroke, cv2.LINE_AA)
