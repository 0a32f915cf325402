"""What a film may ask of the machine: named limits, and the sentences that refuse more.

A few kilobytes can promise a billion pictures, or one as large as a house. Every limit here is
far above what cameras and screen recorders make, and low enough that a hostile file costs
seconds and a gigabyte at worst.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

from av.video.stream import VideoStream

from formcheck.video.errors import VideoError

MAX_PIXELS = 8192 * 4608
"""Of one picture: 8K. Decoders hold up to about thirty at once, 1.5 bytes a pixel: 1.7 GB."""
MIN_SIDE = 32
"""Pixels; nobody can be recognised in less."""
MAX_STREAMS = 100
"""In one file; cameras write up to about ten (picture, sound, motion, places)."""
MAX_LENGTH_S = 2 * 3600.0
"""Of the part that is looked at. Twice the hour that is promised."""
MAX_RATE = 1000.0
"""Pictures a second; slow-motion phones film 240, a few 960."""
SPARE_PICTURES = 2000
"""So many pictures may be decoded beyond `MAX_RATE`, for a clock that stands still for a while."""
MAX_DAMAGED = 100_000
"""Undecodable pictures after which reading stops: half an hour at 60 a second."""
MAX_THREADS = 8
"""Of a decoder: each holds pictures, and more bring nothing at these sizes."""
_PIXEL_ASPECTS = (Fraction(1, 4), Fraction(4))
"""Anamorphic video lies well inside; beyond, the file's word is not taken."""

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,ogg,flv,asf,gif,apng,"
    "h264,hevc,m4v,png_pipe,jpeg_pipe,webp_pipe,image2"
)
"""Containers that are opened at all: what cameras, recorders and messengers write, and the bare
streams and photos for which a better sentence exists than "not a video"."""


def prepare(stream: VideoStream, path: Path) -> None:
    """Bound the decoder of a stream.

    Raises:
        VideoError: its pictures are too large, or too small to show anybody.
    """
    refuse_size(stream.width, stream.height, path)
    context = stream.codec_context
    context.options = {"max_pixels": str(MAX_PIXELS)}  # for pictures that grow on the way
    context.thread_type = "AUTO"
    context.thread_count = min(MAX_THREADS, os.cpu_count() or 1)


def refuse_size(width: int, height: int, path: Path) -> None:
    """Raise `VideoError` for pictures that cannot be worked with (0: not known yet)."""
    if width * height > MAX_PIXELS:
        raise VideoError(
            f"The pictures in {path.name} are {width}x{height} pixels; more than 8K cannot be "
            "read. Convert it to a smaller size, such as 1920x1080."
        )
    if 0 < min(width, height) < MIN_SIDE:
        raise VideoError(
            f"The pictures in {path.name} are {width}x{height} pixels: too small to see a "
            "person. Use a larger film."
        )


def refuse_length(length_s: float, path: Path) -> None:
    """Raise `VideoError` where a part of so many seconds would take too long."""
    if length_s > MAX_LENGTH_S:
        raise VideoError(
            f"{path.name} is {length_s / 3600:.1f} hours long; at most "
            f"{MAX_LENGTH_S / 3600:.0f} hours are looked at in one go. Choose a part of it."
        )


def refuse_flood(pictures: int, seconds: float, path: Path) -> None:
    """Raise `VideoError` for more pictures in a time than cameras make."""
    if pictures > SPARE_PICTURES + MAX_RATE * seconds:
        raise VideoError(
            f"{path.name} holds {pictures} pictures in {seconds:.1f} seconds, which no camera "
            "makes. Record it again."
        )


def pixel_aspect(stream: VideoStream) -> Fraction | None:
    """Width of a stored pixel over its height, where the file says it plausibly."""
    stated = stream.sample_aspect_ratio
    low, high = _PIXEL_ASPECTS
    return stated if stated is not None and low <= stated <= high else None
