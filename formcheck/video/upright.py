"""From a decoded picture to an upright RGB image with square pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np
from av.sidedata.sidedata import Type as SideDataType
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.video.bounds import pixel_aspect
from formcheck.video.bright import is_hdr, ordinary

Image = NDArray[np.uint8]
Size = tuple[int, int]
"""Width and height in pixels."""

UNSHOWABLE = (av.error.FFmpegError, OSError, ValueError)
"""What a decoded picture that makes no sense raises when it is converted."""
_UNSPECIFIED = 2
"""Colour description "unspecified" of ITU-T H.273."""
_SQUARE_WITHIN = 0.02
"""Pixels (or picture shapes) that differ less than this are left alone: encoders round to it."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How the stored picture is turned for display: transpose first, then flip."""

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    def apply(self, image: Image) -> Image:
        """The upright image, contiguous in memory (MediaPipe and the encoder need that)."""
        if self.transpose:
            image = image.transpose(1, 0, 2)
        if self.flip_x:
            image = image[:, ::-1]
        if self.flip_y:
            image = image[::-1]
        return np.ascontiguousarray(image)

    def turn(self, size: Size) -> Size:
        """The size after (or, being its own inverse, before) turning."""
        return (size[1], size[0]) if self.transpose else size


def orientation(frame: av.VideoFrame) -> Orientation:
    """The orientation that the file's display matrix asks for.

    The matrix maps stored (x, y) to ``(a x + c y, b x + d y)``, y down. `frame.rotation` would do
    for plain turns, but it reads a mirrored picture as one that stands on its head.

    Asking for side data ties a frame into a reference cycle, which keeps its pixels until the
    garbage collector runs: so a tiny copy is asked, and once for a file, not for every frame.
    """
    try:
        tiny = _converted(frame, 16, 16, "gray", Interpolation.POINT)
        side_data: Any = tiny.side_data  # the type stubs know no keys
        matrix = np.frombuffer(bytes(side_data[SideDataType.DISPLAYMATRIX]), np.int32)
    except (KeyError, *UNSHOWABLE):
        return Orientation()
    a, b, _, c, d = (int(value) for value in matrix[:5])
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return Orientation(False, a < 0, d < 0)
    return Orientation(True, c < 0, b < 0)


@dataclass(frozen=True, slots=True)
class Display:
    """How a stream's stored pictures are meant to be shown.

    Attributes:
        turned: the orientation.
        pixel_aspect: width of a stored pixel over its height (None: square). Angles are only
            right when pixels are square, so other pictures are stretched in width.
    """

    turned: Orientation
    pixel_aspect: Fraction | None

    def size(self, frame: av.VideoFrame) -> Size:
        """Upright width and height in square pixels, at the frame's full resolution."""
        width = frame.width
        if self.pixel_aspect and abs(self.pixel_aspect - 1) > _SQUARE_WITHIN:
            width = max(1, round(width * self.pixel_aspect))
        return self.turned.turn((width, frame.height))

    def rgb(self, frame: av.VideoFrame, size: Size) -> Image:
        """The picture as upright RGB of exactly `size` (width, height), uint8.

        HDR is brought to ordinary brightness, and of an interlaced picture one field is shown: the
        other was filmed a fiftieth of a second later, and limbs would be combs. A picture of
        another shape is fitted inside `size` with black bars, never distorted. Raises one of
        `UNSHOWABLE` for a damaged one.
        """
        width, height = self.turned.turn(_inside(self.size(frame), size))
        shrinks = width < frame.width
        scaled = Interpolation.AREA if shrinks else Interpolation.BILINEAR
        lines = frame.height if frame.interlaced_frame else height
        transfer = frame.color_trc
        if is_hdr(transfer):
            deep = _converted(frame, width, lines, "rgb48", scaled).to_ndarray()
            image = ordinary(np.asarray(deep, np.uint16), transfer)
        else:
            plain = _converted(frame, width, lines, "rgb24", scaled).to_ndarray()
            image = np.asarray(plain, np.uint8)
        if frame.interlaced_frame:
            image = _one_field(image, (width, height))
        return _letterbox(self.turned.apply(image), size)


class Screen:
    """Shows the decoded pictures of one stream upright, also where their turning changes."""

    def __init__(self, stream: VideoStream, first: av.VideoFrame) -> None:
        self._display = Display(orientation(first), pixel_aspect(stream))
        self._rotation = first.rotation

    def size(self, frame: av.VideoFrame) -> Size:
        """Upright width and height in square pixels, at the frame's full resolution."""
        if frame.rotation != self._rotation:
            self._rotation = frame.rotation
            self._display = replace(self._display, turned=orientation(frame))
        return self._display.size(frame)

    def rgb(self, frame: av.VideoFrame, size: Size) -> Image:
        """The picture as upright RGB of exactly `size`; bars where its shape differs."""
        self.size(frame)
        return self._display.rgb(frame, size)


def fit(size: Size, max_side: int | None) -> Size:
    """`size` shrunk so that its long side is at most `max_side`; never enlarged.

    A shrunk size is even, as video encoders want it.
    """
    long_side = max(size)
    if max_side is None or long_side <= max_side:
        return size
    width, height = (max(2, 2 * round(side * max_side / long_side / 2)) for side in size)
    return width, height


def _converted(
    frame: av.VideoFrame, width: int, height: int, wanted: str, scaled: Interpolation
) -> av.VideoFrame:
    try:
        return frame.reformat(width, height, wanted, interpolation=scaled)
    except UNSHOWABLE:
        # Some files name colours that do not exist; the picture is good without that name.
        frame.colorspace = frame.color_trc = frame.color_primaries = _UNSPECIFIED
        return frame.reformat(width, height, wanted, interpolation=scaled)


def _one_field(image: Image, size: Size) -> Image:
    """Every other line, brought to `size`."""
    field = image[::2]
    scaled = cv2.INTER_AREA if size[1] < len(field) else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(field, size, interpolation=scaled), np.uint8)


def _inside(size: Size, room: Size) -> Size:
    """The largest size of the same shape that fits `room`; `room` itself for the same shape."""
    scale_x, scale_y = room[0] / size[0], room[1] / size[1]
    if abs(scale_x / scale_y - 1) <= _SQUARE_WITHIN:
        return room
    scale = min(scale_x, scale_y)
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _letterbox(image: Image, size: Size) -> Image:
    spare_x, spare_y = size[0] - image.shape[1], size[1] - image.shape[0]
    if spare_x == spare_y == 0:
        return image
    left, top = spare_x // 2, spare_y // 2
    bars = (top, spare_y - top, left, spare_x - left)
    return np.asarray(cv2.copyMakeBorder(image, *bars, cv2.BORDER_CONSTANT), np.uint8)
