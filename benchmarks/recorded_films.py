"""Films to measure speed with: a sample clip in a phone's size, and made long by repeating."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.video.reader import open_video

FPS = 30
GRAIN = 4.0
"""Noise of a phone's camera, grey values: without it a rendered clip is too easy to decode."""
_SEED = 6

Image = NDArray[np.uint8]


def phone_film(clip: Path, target: Path, size: tuple[int, int], seconds: float) -> Path:
    """Write a film of this size and length, H.264 with a phone's grain, 30 pictures a second.

    The clip goes to and fro, so that the person never jumps. It fills the picture's height.
    """
    random = np.random.default_rng(_SEED)
    grains = [random.normal(0, GRAIN, (size[1], size[0], 1)).astype(np.float32) for _ in range(5)]
    with av.open(str(target), "w") as film:
        stream = film.add_stream("libx264", rate=FPS, options={"preset": "veryfast"})
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for number, picture in zip(range(round(seconds * FPS)), _to_and_fro(clip), strict=False):
            image = _placed(picture, size) + grains[number % len(grains)]
            pixels = np.clip(image, 0, 255).astype(np.uint8)
            frame = av.VideoFrame.from_ndarray(pixels, "rgb24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return target


def repeated(film: Path, target: Path, times: int) -> Path:
    """The same film several times in a row, copied without encoding anew."""
    with av.open(str(film)) as source:
        stream = source.streams.video[0]
        length = round(float(source.duration or 0) / av.time_base / float(stream.time_base or 1))
    with av.open(str(target), "w") as long:
        out = None
        for number in range(times):
            with av.open(str(film)) as source:
                stream = source.streams.video[0]
                out = out or long.add_stream_from_template(stream)
                for packet in source.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    packet.pts += number * length
                    packet.dts += number * length
                    packet.stream = out
                    long.mux(packet)
    return target


def _to_and_fro(clip: Path) -> Iterator[Image]:
    with open_video(clip) as video:
        pictures = [picture.image for picture in video]
    while True:
        yield from pictures
        yield from pictures[-2:0:-1]


def _placed(picture: Image, size: tuple[int, int]) -> Image:
    """The picture as high as the film, in its middle, its edges drawn out to the sides."""
    height, width = picture.shape[:2]
    share = min(size[0] / width, size[1] / height)
    inner = cv2.resize(picture, (round(width * share), round(height * share)))
    x, y = (size[0] - inner.shape[1]) // 2, (size[1] - inner.shape[0]) // 2
    edges = (y, size[1] - inner.shape[0] - y, x, size[0] - inner.shape[1] - x)
    placed: Image = np.asarray(cv2.copyMakeBorder(inner, *edges, cv2.BORDER_REPLICATE), np.uint8)
    return placed
