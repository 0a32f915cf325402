"""Tiny films for tests: four coloured quarters, so that every turn and mirror shows."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

RED, GREEN, BLUE, WHITE = (230, 20, 20), (20, 200, 20), (20, 20, 230), (235, 235, 235)
QUARTERS = ((RED, GREEN), (BLUE, WHITE))
"""Colours of the picture's quarters, row by row."""


def quarters(width: int, height: int) -> np.ndarray:
    image = np.zeros((height, width, 3), np.uint8)
    for row, ys in enumerate((slice(0, height // 2), slice(height // 2, None))):
        for column, xs in enumerate((slice(0, width // 2), slice(width // 2, None))):
            image[ys, xs] = QUARTERS[row][column]
    return image


def seen_quarters(image: np.ndarray) -> tuple[tuple[str, str], tuple[str, str]]:
    """Names of the colours in the middle of each quarter."""
    height, width = image.shape[:2]

    def name(row: int, column: int) -> str:
        pixel = image[height * (1 + 2 * row) // 4, width * (1 + 2 * column) // 4].astype(int)
        colours = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}
        return min(colours, key=lambda key: float(np.abs(pixel - colours[key]).sum()))

    return (name(0, 0), name(0, 1)), (name(1, 0), name(1, 1))


UPRIGHT = (("red", "green"), ("blue", "white"))


def steady(count: int, fps: float) -> list[float]:
    return [k / fps for k in range(count)]


def make_film(
    path: Path,
    times: Sequence[float],
    size: tuple[int, int] = (96, 64),
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    container_options: dict[str, str] | None = None,
    codec_options: dict[str, str] | None = None,
    pixel_aspect: Fraction | None = None,
    picture: np.ndarray | None = None,
    colour: dict[str, int] | None = None,
    **open_options: Any,
) -> Path:
    """Write quarters (or another picture) at the given times (seconds).

    `colour` holds attributes of the codec context, such as ``color_trc``. Skips the test without
    the encoder.
    """
    if codec not in av.codecs_available:
        pytest.skip(f"this PyAV has no encoder {codec}")
    shown = quarters(*size) if picture is None else picture
    source = av.VideoFrame.from_ndarray(shown, "rgb24" if shown.dtype == np.uint8 else "rgb48le")
    options = {"container_options": container_options or {}, **open_options}
    with av.open(str(path), "w", **options) as container:
        stream = container.add_stream(codec, rate=30, options=codec_options or {})
        stream.width, stream.height = size
        stream.pix_fmt = pix_fmt
        if codec != "gif":
            stream.codec_context.time_base = Fraction(1, 1000)
        for name, value in (colour or {}).items():
            setattr(stream.codec_context, name, value)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        for time_s in times:
            frame = source.reformat(format=pix_fmt, dst_colorspace=(colour or {}).get("colorspace"))
            frame.time_base = Fraction(1, 1000)
            frame.pts = round(time_s * 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100, layout="mono")
        samples = np.zeros((1, 1024), np.float32)
        for k in range(20):
            frame = av.AudioFrame.from_ndarray(samples, "fltp", "mono")
            frame.sample_rate, frame.pts = 44100, 1024 * k
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def set_display_matrix(path: Path, a: int, b: int, c: int, d: int) -> None:
    """Write a display matrix into an MP4, as phones do: x' = a x + c y, y' = b x + d y."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    one = 1 << 16
    matrix = (a * one, b * one, 0, c * one, d * one, 0, 0, 0, 1 << 30)
    data[at : at + 36] = struct.pack(">9i", *matrix)
    path.write_bytes(data)


def make_counting_film(
    path: Path, count: int, fps: int, codec: str, pix_fmt: str, options: dict[str, str]
) -> Path:
    """Pictures that show their own number as bars (see `number_seen`), at a steady rate."""
    if codec not in av.codecs_available:
        pytest.skip(f"this PyAV has no encoder {codec}")
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=fps, options=options)
        stream.width, stream.height, stream.pix_fmt = 96, 64, pix_fmt
        for k in range(count):
            frame = av.VideoFrame.from_ndarray(_numbered(k), "rgb24").reformat(format=pix_fmt)
            frame.time_base, frame.pts = Fraction(1, fps), k
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _numbered(number: int) -> np.ndarray:
    image = np.full((64, 96, 3), 30, np.uint8)
    for bit in range(12):
        if number >> bit & 1:
            image[:, 8 * bit : 8 * bit + 8] = 225
    return image


def number_seen(image: np.ndarray) -> int:
    """The number that a picture of `make_counting_film` shows."""
    return sum(1 << bit for bit in range(12) if image[20:44, 8 * bit + 4].mean() > 128)
