"""Films for a browser's fake camera, made from clips: each picture carries its number.

Chromium plays a .mjpeg file as a camera at 30 pictures a second, whatever its clip had, and begins
again at its end. A strip along the top edge holds the number of the picture in black and white
cells, so that a page can tell which moment of the film its camera shows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Planar yuvj420p: (height * 3 / 2, width)."""
Size = tuple[int, int]

RATE = 30
"""Pictures a second at which Chromium plays a .mjpeg file (`kMJpegFrameRate` in its sources)."""
WIDE: Size = (640, 480)
CELLS, CELL_HEIGHT = 20, 16
"""The strip, so high in 480 rows: white, black, the number's sixteen bits with the highest first,
and two bits of check."""
_EDGE_PX = 24
_GREY = 128


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a film.

    Attributes:
        clip: where its pictures are from; None: black.
        times_s: the clip's moment that each picture shows.
        empty: the clip's room without its person.
    """

    clip: Path | None
    times_s: tuple[float, ...]
    empty: bool = False

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.times_s) / RATE


def play(clip: Path, start_s: float = 0.0, end_s: float | None = None) -> Part:
    """The clip, or a stretch of it, in real time."""
    last_s = clip_times(clip)[-1] if end_s is None else end_s
    count = max(1, round((last_s - start_s) * RATE))
    return Part(clip, tuple(start_s + index / RATE for index in range(count)))


def still(clip: Path, at_s: float, seconds: float) -> Part:
    """One picture of the clip for a while."""
    return Part(clip, (at_s,) * round(seconds * RATE))


def last(clip: Path, seconds: float) -> Part:
    """The clip's last picture for a while."""
    return still(clip, clip_times(clip)[-1], seconds)


def sway(clip: Path, start_s: float, end_s: float, seconds: float) -> Part:
    """A stretch of the clip forth and back in real time: somebody who stays as she is."""
    span = end_s - start_s
    steps = np.arange(round(seconds * RATE)) / RATE
    forth_and_back = np.abs((steps + span) % (2 * span) - span)
    return Part(clip, tuple(float(start_s + step) for step in forth_and_back))


def black(seconds: float) -> Part:
    """A camera that gives black pictures."""
    return Part(None, (0.0,) * round(seconds * RATE))


def room(clip: Path, seconds: float) -> Part:
    """The clip's wall and floor without anybody."""
    return Part(clip, (0.0,) * round(seconds * RATE), empty=True)


@dataclass(frozen=True, slots=True)
class Film:
    """A .mjpeg file and what it shows."""

    path: Path
    parts: tuple[Part, ...]

    @property
    def seconds(self) -> float:
        """How long it lasts before it begins again."""
        return sum(part.seconds for part in self.parts)

    def numbers_of(self, clip: Path, time_s: float) -> tuple[int, ...]:
        """The first picture of each part that is at this moment of the clip or past it.

        Parts that stand still or sway do not count: a moment happens when the clip is played.
        """
        found = []
        starts = accumulate((len(part.times_s) for part in self.parts), initial=0)
        for part, start in zip(self.parts, starts, strict=False):
            played = part.clip == clip and len(part.times_s) > 1 and _runs(part.times_s)
            if played and part.times_s[0] <= time_s <= part.times_s[-1] + 1 / RATE:
                index = bisect_left(part.times_s, time_s - 1e-6)
                found.append(start + min(index, len(part.times_s) - 1))
        return tuple(found)


def _runs(times_s: Sequence[float]) -> bool:
    return all(later > earlier for earlier, later in pairwise(times_s))


def write_film(path: Path, parts: Sequence[Part], size: Size = WIDE) -> Film:
    """Write the parts as one .mjpeg film of this size (width, height), multiples of 4 and of 20.

    Clips are fitted to the width; what their height lacks is filled with their edges.

    Raises:
        OSError: a clip cannot be read or the film not be written.
    """
    codec = av.CodecContext.create("mjpeg", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt = *size, "yuvj420p"
    codec.time_base = Fraction(1, RATE)
    codec.options = {"qmin": "2", "qmax": "5"}
    with path.open("wb") as out:
        for number, picture in enumerate(_pictures(parts, size)):
            shown = av.VideoFrame.from_ndarray(numbered(picture, number), format="yuvj420p")
            shown.pts, shown.time_base = number, Fraction(1, RATE)
            for packet in codec.encode(shown):
                out.write(bytes(packet))
        for packet in codec.encode(None):
            out.write(bytes(packet))
    return Film(path, tuple(parts))


def numbered(picture: Picture, number: int) -> Picture:
    """The picture with its number in the strip."""
    width = picture.shape[1]
    marked = picture.copy()
    cells = np.repeat(cells_of(number), width // CELLS)
    height = picture.shape[0] * 2 // 3
    strip = round(CELL_HEIGHT * height / WIDE[1] / 2) * 2
    marked[:strip, : cells.size] = np.where(cells, 235, 16).astype(np.uint8)
    colours = marked[height:].reshape(2, height // 2, width // 2)
    colours[:, : strip // 2] = _GREY
    return marked


def cells_of(number: int) -> NDArray[np.bool_]:
    """White (True) and black cells for a picture's number, 0 to 65535."""
    bits = [bool(number >> bit & 1) for bit in range(15, -1, -1)]
    ones = sum(bits)
    return np.array([True, False, *bits, bool(ones & 1), bool(ones & 2)])


def number_in(luma: NDArray[np.uint8]) -> int | None:
    """The number that a picture (height, width) carries; None where there is none.

    The page's own reader is in `live_page.js`; a browser test holds both to the same cells.
    """
    height, width = luma.shape
    row = max(1, round(CELL_HEIGHT / 2 * height / WIDE[1]))
    middles = ((np.arange(CELLS) + 0.5) * width / CELLS).astype(int)
    cells = luma[row, middles] > _GREY
    number = int("".join("1" if cell else "0" for cell in cells[2:18]), 2)
    return number if np.array_equal(cells, cells_of(number)) else None


@lru_cache(maxsize=8)
def clip_times(clip: Path) -> tuple[float, ...]:
    """When each picture of a clip is shown, seconds."""
    with av.open(str(clip)) as source:
        return tuple(
            sorted(
                float(packet.pts * packet.time_base)
                for packet in source.demux(video=0)
                if packet.pts is not None
            )
        )


def _pictures(parts: Sequence[Part], size: Size) -> Iterator[Picture]:
    width, height = size
    for part in parts:
        if part.clip is None:
            dark = np.full((height * 3 // 2, width), _GREY, np.uint8)
            dark[:height] = 0
            yield from (dark for _ in part.times_s)
            continue
        shots = _clip(part.clip, width)
        times = np.array(list(shots))
        for time_s in part.times_s:
            nearest = float(times[np.searchsorted(times, time_s + 1e-3).clip(1) - 1])
            picture = _fitted(shots[nearest], size)
            yield _without_person(picture) if part.empty else picture


@lru_cache(maxsize=1)
def _clip(clip: Path, width: int) -> Mapping[float, Picture]:
    """All pictures of a clip by their time, so wide."""
    shots: dict[float, Picture] = {}
    with av.open(str(clip)) as source:
        for frame in source.decode(video=0):
            height = round(frame.height * width / frame.width / 4) * 4
            fitted = frame.reformat(width, height, "yuvj420p")
            shots[float(frame.time or 0.0)] = np.asarray(fitted.to_ndarray(), np.uint8)
    return shots


def _fitted(picture: Picture, size: Size) -> Picture:
    """Cut or filled up with its edges to this height."""
    width, height = size
    has = picture.shape[0] * 2 // 3
    if has == height:
        return picture
    rows = (np.arange(height) + (has - height) // 2).clip(0, has - 1)
    half = (np.arange(height // 2) + (has - height) // 4).clip(0, has // 2 - 1)
    colours = picture[has:].reshape(2, has // 2, width // 2)[:, half]
    return np.concatenate([picture[:has][rows], colours.reshape(-1, width)])


def _without_person(picture: Picture) -> Picture:
    """Each row from what is at its left edge to what is at its right edge."""
    width = picture.shape[1]
    height = picture.shape[0] * 2 // 3
    colours = picture[height:].reshape(2 * (height // 2), width // 2)
    return np.concatenate([_across(picture[:height]), _across(colours).reshape(-1, width)])


def _across(plane: Picture) -> Picture:
    left, right = (
        plane[:, side].mean(axis=1, keepdims=True)
        for side in (slice(None, _EDGE_PX), slice(-_EDGE_PX, None))
    )
    share = np.linspace(0, 1, plane.shape[1])
    return np.asarray((left + (right - left) * share).round(), np.uint8)
