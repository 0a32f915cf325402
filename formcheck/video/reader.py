"""Reading a video file: upright RGB pictures with the stream's own time stamps."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from formcheck.video.analysis import VideoInfo
from formcheck.video.errors import VideoError
from formcheck.video.source import film_stream, open_container, stated_duration, timing
from formcheck.video.upright import Display, Size, fit, orientation

__all__ = ["MAX_SIDE", "VideoError", "VideoFrame", "VideoReader", "open_video"]

MAX_SIDE = 1280
"""Long side of the delivered pictures: pose detection gains nothing from more."""
_EARLY_S = 0.5
"""A file that ends this much before its stated length is said to end early."""


@dataclass(frozen=True, slots=True, eq=False)
class VideoFrame:
    """One picture of a video.

    Attributes:
        time_s: seconds since the first picture, from the stream's own time stamps.
        image: shape (height, width, 3), RGB, uint8, upright, contiguous.
    """

    time_s: float
    image: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Decoded:
    time_s: float
    frame: av.VideoFrame


class _Decoder:
    """The intact pictures of a stream with strictly increasing time; counts what is left out."""

    def __init__(self, container: InputContainer, stream: VideoStream) -> None:
        self._container = container
        self._stream = stream
        self._origin_s: float | None = None
        self._last_s = -1.0
        self.end_s = 0.0
        self.damaged = 0
        self.untimed = 0
        self.jumped_back_s: float | None = None
        self.broke_off = False

    def __iter__(self) -> Iterator[_Decoded]:
        for frame in self._frames():
            time_s = self._advance(frame)
            if time_s is not None:
                yield _Decoded(time_s, frame)

    def _frames(self) -> Iterator[av.VideoFrame]:
        packets = self._container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                return
            except (av.error.FFmpegError, OSError):
                self.broke_off = True
                return
            try:
                frames = self._stream.decode(packet)
            except (av.error.FFmpegError, ValueError):
                self.damaged += 1
                continue
            for frame in frames:
                if frame.is_corrupt:
                    self.damaged += 1
                else:
                    yield frame

    def _advance(self, frame: av.VideoFrame) -> float | None:
        if frame.pts is None or frame.time_base is None:
            self.untimed += 1
            return None
        stamp_s = float(frame.pts * frame.time_base)
        if self._origin_s is None:
            self._origin_s = stamp_s
        time_s = stamp_s - self._origin_s
        if time_s <= self._last_s:
            # Twice the same picture is common and harmless; a real step back is worth a word.
            if time_s < self._last_s - _EARLY_S and self.jumped_back_s is None:
                self.jumped_back_s = self._last_s
            return None
        self._last_s = time_s
        self.end_s = time_s + float((frame.duration or 0) * frame.time_base)
        return time_s


class VideoReader:
    """One pass over the pictures of a video file; see `open_video`.

    Close it (or leave its `with` block) only when no other thread is still reading from it.

    Attributes:
        info: the file: stated length, average rate, and its full upright size.
        frame_size: width and height of every delivered picture; smaller than `info.size` where
            the file was shrunk to `max_side`.
        notes: honest remarks for the person; complete once the last picture has been read.
    """

    info: VideoInfo
    frame_size: Size
    notes: list[str]

    def __init__(
        self, path: Path, container: InputContainer, max_side: int | None, max_fps: float | None
    ) -> None:
        stream = film_stream(container, path)
        stream.thread_type = "AUTO"
        self._path = path
        self._container = container
        self._stated_s = stated_duration(container, stream)
        self._max_fps = max_fps
        self._decoder = _Decoder(container, stream)
        decoded = iter(self._decoder)
        first_two = list(islice(decoded, 2))  # errors belong to opening, not to half-time
        self._refuse_too_short(first_two)
        first = first_two[0].frame
        self._display = Display(orientation(first), stream.sample_aspect_ratio)
        self._rotation = first.rotation
        size = self._display.size(first)
        known = timing(container, stream, path)
        self.info = VideoInfo(path, known.duration_s, known.fps, size)
        self.frame_size = fit(size, max_side)
        self.notes = []
        self._frames = self._deliver(chain(first_two, decoded))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[VideoFrame]:
        return self._frames

    def close(self) -> None:
        """Release the file; more pictures cannot be read."""
        self._frames.close()
        self._container.close()

    def _refuse_too_short(self, decoded: list[_Decoded]) -> None:
        name = self._path.name
        if len(decoded) == 1:
            raise VideoError(
                f"{name} holds a single picture, too short to judge. Film whole repetitions."
            )
        if not decoded and self._decoder.untimed:
            raise VideoError(
                f"{name} carries no time stamps, so nothing in it can be timed. "
                "Convert it to MP4 and try again."
            )
        if not decoded:
            raise VideoError(
                f"No picture in {name} could be decoded: it is damaged or protected. "
                "Copy or record it again."
            )

    def _deliver(self, decoded: Iterator[_Decoded]) -> Generator[VideoFrame, None, None]:
        stored: Size | None = None
        slot = -1
        for item in decoded:
            if self._max_fps is not None:
                # Slots of equal length thin evenly on the clock, whatever the file's own rate.
                # The tenth forgives time stamps that a container rounds to milliseconds.
                due = int(item.time_s * self._max_fps + 0.1)
                if due <= slot:
                    continue
                slot = due
            self._follow_rotation(item.frame)
            size = self._display.size(item.frame)
            if stored is not None and size != stored:
                self._note_change(item.time_s, stored, size)
            stored = size
            yield VideoFrame(item.time_s, self._display.rgb(item.frame, self.frame_size))
        self._note_losses()

    def _follow_rotation(self, frame: av.VideoFrame) -> None:
        if frame.rotation != self._rotation:
            self._rotation = frame.rotation
            self._display = replace(self._display, turned=orientation(frame))

    def _note_change(self, time_s: float, before: Size, after: Size) -> None:
        self.notes.append(
            f"The picture size changes at {time_s:.1f} s from {before[0]}x{before[1]} to "
            f"{after[0]}x{after[1]}; it was fitted into the first size. "
            "Film without turning or resizing to be sure of the result."
        )

    def _note_losses(self) -> None:
        decoder = self._decoder
        stated_s = self._stated_s
        if stated_s is not None and stated_s - decoder.end_s > max(_EARLY_S, 0.02 * stated_s):
            self.notes.append(
                f"The file ends early after {decoder.end_s:.1f} s of {stated_s:.1f} s."
            )
        elif decoder.broke_off:
            self.notes.append(f"The file is damaged after {decoder.end_s:.1f} s.")
        if decoder.damaged:
            self.notes.append(f"Damaged pictures were left out: {decoder.damaged}.")
        if decoder.jumped_back_s is not None:
            self.notes.append(
                f"The file's clock jumps back at {decoder.jumped_back_s:.1f} s; "
                "pictures with a time already passed were left out."
            )


def open_video(
    path: Path, *, max_side: int | None = MAX_SIDE, max_fps: float | None = None
) -> VideoReader:
    """Open a video file for one pass over its pictures.

    Whatever FFmpeg decodes is read: any codec and container, variable rate, 8 to 16 bit, HDR (not
    tone-mapped), turned or mirrored by a display matrix, anamorphic. Time starts at 0 and strictly
    increases; pictures with a repeated or earlier time stamp are left out. When the size changes
    on the way, later pictures are fitted into the first size and `notes` says so, so a landmarker
    built for `frame_size` serves the whole file.

    Args:
        path: the file.
        max_side: pictures are shrunk to this long side, pixels; None keeps them as they are.
        max_fps: pictures are thinned to at most this many a second; None keeps all.

    Raises:
        VideoError: the file is missing, not readable, not a video, holds only sound, is too
            damaged, or has a single picture. A file that breaks off later is read as far as it
            goes, and `notes` says how far.
    """
    container = open_container(path)
    try:
        return VideoReader(path, container, max_side, max_fps)
    except BaseException:
        container.close()
        raise
