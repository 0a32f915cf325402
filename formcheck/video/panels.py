"""Translucent panels with text at the top and the bottom of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from formcheck.video.body_lines import BACK, draw_warning_sign
from formcheck.video.lettering import (
    Colour,
    Fitted,
    draw_lines,
    fit_text,
    line_height,
    plain,
    text_width,
)
from formcheck.video.upright import Image

WHITE: Colour = (250, 250, 250)
GREY: Colour = (200, 203, 207)
_DIM = 0.22
"""Brightness left under a panel."""
_TEXT_SHARE = 0.045
"""Font size as a share of the picture's short side: readable on a phone, at 360 lines and up."""


def text_size(image: Image) -> int:
    """Font size in pixels for this picture."""
    height, width = image.shape[:2]
    return max(11, round(_TEXT_SHARE * min(int(height), int(width))))


def draw_top_bar(
    image: Image, title: str, phase: str, count: str, hold: str, progress: float | None
) -> None:
    """Title and phase on the left, count and clock on the right, and the hold as a growing line.

    A wide picture gets one row. A tall one gets two: title and count over phase and clock. The
    phase may be an instruction, so it may take two lines.
    """
    pad = text_size(image) // 2
    rows = _bar_rows(image, title, phase, count, hold, pad)
    if not rows:
        return
    height = sum(row.height for row in rows) + pad
    _dim(image, 0, height)
    y = pad // 2
    for row in rows:
        draw_lines(image, row.left, pad, y, WHITE)
        draw_lines(image, row.right, row.right_x, y, WHITE)
        y += row.height
    if progress is not None:
        thickness = max(2, pad // 3)
        end = round(progress * image.shape[1])
        image[height - thickness : height, :end] = BACK


@dataclass(frozen=True, slots=True)
class _Row:
    left: Fitted
    right: Fitted
    right_x: int

    @property
    def height(self) -> int:
        return max(self.left.height, self.right.height)


def _bar_rows(image: Image, title: str, phase: str, count: str, hold: str, pad: int) -> list[_Row]:
    size = text_size(image)
    if image.shape[1] > image.shape[0]:
        left = ": ".join(filter(None, (title, phase)))
        rows = [(left, " | ".join(filter(None, (count, hold))), size, 2)]
    else:
        rows = [(title, count, round(0.85 * size), 1), (phase, hold, round(1.15 * size), 2)]
    return [_row(image, *row, pad) for row in rows if plain(row[0] + row[1])]


def _row(image: Image, left: str, right: str, size: int, max_lines: int, pad: int) -> _Row:
    width = max(1, image.shape[1] - 2 * pad)
    if not plain(right):
        return _Row(fit_text(left, width, size, max_lines), fit_text("", 1, size, 1), 0)
    room = max(1, width * 2 // 3)
    widest = fit_text(_wide_digits(right), room, size, 1, bold=True)
    taken = text_width(widest.lines[0], widest.size, bold=True)
    rest = max(1, width - taken - pad)
    return _Row(
        fit_text(left, rest, size, max_lines),
        fit_text(right, room, widest.size, 1, bold=True),
        image.shape[1] - pad - taken,
    )


def _wide_digits(text: str) -> str:
    """The text with every digit as wide as a zero, so that a running clock stands still."""
    return "".join("0" if char.isdigit() else char for char in plain(text))


Sign = Literal["warning", "question", None]


@dataclass(frozen=True, slots=True)
class _Message:
    text: Fitted
    colour: Colour
    sign: Sign


def draw_bottom_panel(image: Image, mistake: str, cue: str, not_judged: str) -> None:
    """The active mistake with a warning sign, the cue, and what is not judged."""
    size = text_size(image)
    pad = size // 2
    indent = pad + round(1.6 * size)
    room = max(1, image.shape[1] - indent - pad)
    wanted: tuple[tuple[str, int, bool, Colour, Sign], ...] = (
        (mistake, round(1.1 * size), True, WHITE, "warning"),
        (cue, round(1.1 * size), False, WHITE, None),
        (not_judged, round(0.9 * size), False, GREY, "question"),
    )
    messages = [
        _Message(fit_text(text, room, wanted_size, 2, bold), colour, sign)
        for text, wanted_size, bold, colour, sign in wanted
        if plain(text)
    ]
    if not messages:
        return
    y = image.shape[0] - sum(m.text.height for m in messages) - pad
    _dim(image, max(0, y - pad // 2), image.shape[0])
    for message in messages:
        _draw_sign(image, message, pad, y, size)
        draw_lines(image, message.text, indent, y, message.colour)
        y += message.text.height


def _draw_sign(image: Image, message: _Message, pad: int, y: int, size: int) -> None:
    centre = np.array([pad + 0.55 * size, y + line_height(message.text.size) / 2])
    if message.sign == "warning":
        draw_warning_sign(image, centre, 0.55 * size)
    elif message.sign == "question":
        radius = round(0.5 * size)
        at = (int(centre[0]), int(centre[1]))
        cv2.circle(image, at, radius, GREY, max(1, size // 14), cv2.LINE_AA)
        mark = Fitted(("?",), max(8, round(0.75 * size)), True)
        half = text_width("?", mark.size, bold=True) / 2
        top = at[1] - line_height(mark.size) / 2
        draw_lines(image, mark, round(at[0] - half), round(top), GREY)


def _dim(image: Image, top: int, bottom: int) -> None:
    band = image[top:bottom]
    if band.size:
        band[:] = cv2.convertScaleAbs(band, alpha=_DIM, beta=8)
