"""Smooth text on an RGB image: measured, wrapped, shrunk to fit, with cached bitmaps.

OpenCV's stroke fonts are hard to read over a video; Pillow's built-in font is not, needs no font
file, and costs well under a millisecond a line once its bitmap is cached.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Picture
from PIL import ImageDraw, ImageFont

Image = NDArray[np.uint8]
Colour = tuple[int, int, int]

_LINE_HEIGHT = 1.25
_SMALLEST = 0.6
"""Text shrinks to this share of the wanted size before it is cut off."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Text broken into lines that fit; `size` is the font size in pixels."""

    lines: tuple[str, ...]
    size: int
    bold: bool

    @property
    def height(self) -> int:
        """Pixels of all lines together."""
        return line_height(self.size) * len(self.lines)


def plain(text: str) -> str:
    """The text in printable ASCII on one line: accents dropped, runs of white space joined."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join(bare.split())


def line_height(size: int) -> int:
    """Pixels from one line to the next."""
    return round(size * _LINE_HEIGHT)


def text_width(text: str, size: int, bold: bool = False) -> int:
    """Pixels that the text takes."""
    left, _, right, _ = _font(size).getbbox(text, anchor="ls")
    return ceil(right) + ceil(max(0.0, -left)) + 1 + (_bold_px(size) if bold else 0)


def _bold_px(size: int) -> int:
    return max(1, round(size / 22))


@lru_cache(maxsize=256)
def fit_text(text: str, width: int, size: int, max_lines: int, bold: bool = False) -> Fitted:
    """Break the text into at most `max_lines` lines of `width` pixels.

    It shrinks first; what does not fit even then ends in three dots.
    """
    words = plain(text).split()
    smallest = max(8, round(size * _SMALLEST))
    for candidate in range(size, smallest - 1, -1):
        lines = _wrap(words, width, candidate, bold)
        if len(lines) <= max_lines and all(_fits(line, width, candidate, bold) for line in lines):
            return Fitted(lines, candidate, bold)
    size = min(size, smallest)
    lines = _wrap(words, width, size, bold)
    shown = (*lines[: max_lines - 1], " ".join(lines[max_lines - 1 :]))
    return Fitted(tuple(_cut(line, width, size, bold) for line in shown if line), size, bold)


def _wrap(words: list[str], width: int, size: int, bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _fits(longer, width, size, bold):
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _fits(text: str, width: int, size: int, bold: bool) -> bool:
    return text_width(text, size, bold) <= width


def _cut(text: str, width: int, size: int, bold: bool) -> str:
    if _fits(text, width, size, bold):
        return text
    while text and not _fits(f"{text}...", width, size, bold):
        text = text[:-1].rstrip()
    return f"{text}..."


def draw_lines(image: Image, text: Fitted, x: int, y: int, colour: Colour) -> None:
    """Draw fitted text into `image`, its upper left corner at (x, y)."""
    for row, line in enumerate(text.lines):
        top = y + row * line_height(text.size)
        _blend(image, _layer(line, text.size, text.bold, colour), x, top)


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType; install it from a wheel")
    return font


@lru_cache(maxsize=256)
def _bitmap(text: str, size: int, bold: bool) -> NDArray[np.float32]:
    """Coverage 0..1 of one line, shape (line height, width)."""
    if not text:
        return np.zeros((0, 0), np.float32)
    font = _font(size)
    canvas = Picture.new("L", (text_width(text, size), line_height(size)))
    # A first letter may reach left of its origin.
    at = (max(0.0, -font.getbbox(text, anchor="ls")[0]), 0.95 * size)
    ImageDraw.Draw(canvas).text(at, text, fill=255, font=font, anchor="ls")
    ink: NDArray[np.float32] = np.asarray(canvas, np.float32) / np.float32(255)
    # The built-in font has one weight: bold is every stroke widened sideways.
    return _widened(ink, _bold_px(size)) if bold else ink


def _widened(ink: NDArray[np.float32], by: int) -> NDArray[np.float32]:
    padded = np.pad(ink, ((0, 0), (by, by)))
    widened: NDArray[np.float32] = np.maximum(padded[:, by:], padded[:, :-by])
    return widened


@dataclass(frozen=True, slots=True, eq=False)
class _Layer:
    """A line of text ready to lay on: the share (0..255) of the ground to keep, and the light."""

    keep: Image
    light: Image


@lru_cache(maxsize=256)
def _layer(text: str, size: int, bold: bool, colour: Colour) -> _Layer:
    cover = np.repeat(_bitmap(text, size, bold)[:, :, None], 3, axis=2)
    keep = np.round(255 * (1 - cover)).astype(np.uint8)
    return _Layer(keep, (cover * np.array(colour, np.float32)).astype(np.uint8))


def _blend(image: Image, layer: _Layer, x: int, y: int) -> None:
    """Lay the text on the image at (x, y); what lies outside is left out."""
    top, left = max(0, -y), max(0, -x)
    height, width = layer.keep.shape[:2]
    under = image[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)]
    if under.size == 0:
        return
    part = np.s_[top : top + under.shape[0], left : left + under.shape[1]]
    under[:] = cv2.add(cv2.multiply(under, layer.keep[part], scale=1 / 255), layer.light[part])
