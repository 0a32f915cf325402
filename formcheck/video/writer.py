"""Writing an H.264 MP4 that browsers play, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import uuid
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import cv2
import numpy as np
from av.container import OutputContainer
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.video.errors import VideoError
from formcheck.video.upright import Size

_TICKS_PER_S = 90_000
"""The customary video clock: fine enough for any camera's time stamps."""
_KEY_FRAME_S = 1.0
"""A key frame this often, so that jumping to a mistake in the player is quick."""
_ENCODER = {
    "preset": "ultrafast",
    "crf": "25",
    "x264-params": "cabac=1:deblock=0,0:bframes=2:b-adapt=0",
}
"""Measured on filmed clips: a third of the time of `veryfast` at its usual quality, for as good a
picture and a third more bytes. What `ultrafast` leaves out and costs next to nothing is back."""
_BT709_TRANSFER = 1
_BT709_PRIMARIES = 1


class VideoWriter:
    """Writes RGB pictures with their own times to an MP4 (H.264, yuv420p, index in front).

    A context manager. The file is written beside its place under a temporary name and renamed when
    the block ends well; after an error or a cancellation nothing is left behind, and an older file
    of the same name stays as it was.

        with VideoWriter(path, (640, 360), fps=30) as writer:
            writer.write(image, time_s)

    Args:
        path: the file to make; its folder must exist.
        size: width and height of the pictures; an odd last row or column is cut off, for H.264
            halves the colour resolution.
        fps: the usual rate; it guides the encoder only, times are those given to `write`.

    Raises:
        VideoError: on opening, writing or closing, if the file cannot be written or the disk is
            full.
    """

    def __init__(self, path: Path, size: Size, fps: float) -> None:
        if min(size) < 2 or not fps > 0:
            raise ValueError(f"cannot write pictures of size {size} at {fps} a second")
        self.path = path
        self._size = (size[0] // 2 * 2, size[1] // 2 * 2)
        self._fps = fps
        self._partial = path.with_name(f".{path.stem[:100]}-{uuid.uuid4().hex[:8]}.part")
        self._container: OutputContainer | None = None
        self._stream: VideoStream | None = None
        self._last_tick = -1

    def __enter__(self) -> Self:
        folder = self.path.parent
        if self.path.is_dir():
            raise VideoError(f"{self.path} is a folder. Name a file to write the video to.")
        if not folder.is_dir():
            raise VideoError(f"The folder {folder} does not exist. Make it or choose another.")
        try:
            self._partial.touch(exist_ok=False)  # FFmpeg would only notice at the first picture
            self._container = av.open(
                str(self._partial.absolute()),
                "w",
                format="mp4",
                container_options={"movflags": "+faststart"},
            )
            self._stream = self._add_stream(self._container)
        except (av.error.FFmpegError, OSError) as error:
            self._discard()
            raise self._cannot_write(error) from error
        except BaseException:
            self._discard()
            raise
        return self

    def _add_stream(self, container: OutputContainer) -> VideoStream:
        rate = Fraction(self._fps).limit_denominator(1001)
        stream = container.add_stream("libx264", rate=rate, options=dict(_ENCODER))
        stream.width, stream.height = self._size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        context.time_base = Fraction(1, _TICKS_PER_S)
        context.gop_size = max(1, round(_KEY_FRAME_S * self._fps))
        context.colorspace = Colorspace.ITU601  # as OpenCV converts, a quarter of FFmpeg's time
        context.color_range = ColorRange.MPEG
        context.color_primaries = _BT709_PRIMARIES
        context.color_trc = _BT709_TRANSFER
        return stream

    def write(self, image: NDArray[np.uint8], time_s: float) -> None:
        """Add one picture: RGB, shape (height, width, 3), shown from `time_s` seconds on.

        Raises:
            ValueError: another size than announced, or a time not later than the one before.
            VideoError: the disk is full or gone.
        """
        if self._container is None or self._stream is None:
            raise ValueError("write inside the writer's with block")
        width, height = self._size
        if image.shape[0] // 2 * 2 != height or image.shape[1] // 2 * 2 != width:
            raise ValueError(f"the picture has shape {image.shape}, announced was {self._size}")
        tick = round(time_s * _TICKS_PER_S)
        if tick <= self._last_tick:
            raise ValueError(f"time must increase; {time_s} s came too late")
        self._last_tick = tick
        frame = _yuv(image[:height, :width])
        frame.pts = tick
        frame.time_base = Fraction(1, _TICKS_PER_S)
        try:
            self._container.mux(self._stream.encode(frame))
        except (av.error.FFmpegError, OSError) as error:
            raise self._cannot_write(error) from error

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._finish()
        finally:
            self._discard()

    def _finish(self) -> None:
        if self._container is None or self._stream is None or self._last_tick < 0:
            raise VideoError(f"There was no picture to write, so {self.path.name} was not made.")
        try:
            self._container.mux(self._stream.encode(None))
            self._container.close()
            self._container = None
            self._partial.replace(self.path)
        except (av.error.FFmpegError, OSError) as error:
            raise self._cannot_write(error) from error

    def _discard(self) -> None:
        """Close what is open and remove the partial file; after a rename there is none."""
        container, self._container, self._stream = self._container, None, None
        if container is not None:
            # It is thrown away: an earlier error is the one to report.
            with contextlib.suppress(av.error.FFmpegError, OSError, ValueError):
                container.close()
        self._partial.unlink(missing_ok=True)

    def _cannot_write(self, error: Exception) -> VideoError:
        number = getattr(error, "errno", None)
        if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            return VideoError(
                f"The disk is full: {self.path.name} was not written. "
                "Free some space or choose another folder."
            )
        reason = getattr(error, "strerror", None) or str(error)
        return VideoError(
            f"{self.path} cannot be written ({reason}). Choose a folder that you may write to."
        )


def _yuv(image: NDArray[np.uint8]) -> av.VideoFrame:
    """An RGB picture of even width and height as the encoder wants it: BT.601, 4:2:0."""
    height, width = image.shape[:2]
    frame = av.VideoFrame(width, height, "yuv420p")
    planes = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420)).reshape(-1)
    start = 0
    for plane in frame.planes:
        end = start + plane.width * plane.height
        rows = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)  # type: ignore[call-overload]
        rows[:, : plane.width] = planes[start:end].reshape(plane.height, plane.width)
        start = end
    return frame
