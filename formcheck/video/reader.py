"""Reading a video file: upright RGB pictures with the stream's own time stamps."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from formcheck.video.analysis import WHOLE, VideoInfo, Window
from formcheck.video.bounds import MAX_LENGTH_S, refuse_size
from formcheck.video.decoder import NEAR_S, Decoded, Decoder
from formcheck.video.errors import VideoError
from formcheck.video.source import open_film, stated_duration, timing
from formcheck.video.upright import UNSHOWABLE, Screen, Size, fit
from formcheck.video.windowed import clip

__all__ = ["MAX_SIDE", "VideoError", "VideoFrame", "VideoReader", "frame_at", "open_video"]

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
        self, path: Path, max_side: int | None, max_fps: float | None, window: Window
    ) -> None:
        self._path = path
        self._max_fps = max_fps
        self._decoder = Decoder(lambda: open_film(path))
        try:
            self._begin(max_side, window)
        except BaseException:
            self._decoder.close()
            raise

    def _begin(self, max_side: int | None, window: Window) -> None:
        container, stream = self._decoder.container, self._decoder.stream
        self._stated_s = stated_duration(container, stream)
        known = timing(container, stream, self._path)
        first_two = list(islice(self._decoder, 2))  # errors belong to opening, not to half-time
        self._refuse_too_short(first_two)
        clipped = clip(window, known.duration_s, self._path)
        # What lies beyond a header that says too little is read as well, within bounds.
        self._until_s = min(window.to_s, clipped.from_s + MAX_LENGTH_S)
        self._slot = -1
        if clipped.from_s > 0:
            first_two = self._go_to(clipped)
        self._refuse_empty(clipped, first_two)
        first = first_two[0].frame
        self._screen = Screen(self._decoder.stream, first)
        size = self._screen.size(first)
        refuse_size(*size, self._path)
        self.info = VideoInfo(self._path, known.duration_s, known.fps, size, clipped)
        self.frame_size = fit(size, max_side)
        self.notes = []
        self._frames = self._deliver(chain(first_two, self._decoder))

    def _go_to(self, window: Window) -> list[Decoded]:
        """The first two pictures of a later window.

        Thinning begins two slots earlier, so that it keeps the pictures it always keeps.
        """
        two_slots_s = 2 / self._max_fps if self._max_fps is not None else 0.0
        self._decoder.start_at(window.from_s - two_slots_s)
        inside: list[Decoded] = []
        while len(inside) < 2 and (item := next(self._decoder, None)) is not None:
            if item.time_s >= window.from_s:
                inside.append(item)
            else:
                self._is_due(item.time_s)
        return inside

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
        self._decoder.close()

    def _refuse_too_short(self, decoded: list[Decoded]) -> None:
        name = self._path.name
        if len(decoded) == 1:
            raise VideoError(
                f"{name} holds a single picture, too short to judge. Film whole repetitions."
            )
        if not decoded and self._decoder.losses.untimed:
            raise VideoError(
                f"{name} carries no time stamps, so nothing in it can be timed. "
                "Convert it to MP4 and try again."
            )
        if not decoded:
            raise VideoError(_nothing_decoded(self._path))

    def _refuse_empty(self, window: Window, decoded: list[Decoded]) -> None:
        if len(decoded) < 2 or decoded[1].time_s > window.to_s:
            raise VideoError(
                f"{self._path.name} has fewer than two pictures between {window.from_s:.1f} s and "
                f"{window.to_s:.1f} s. Choose a longer part, or one that lies earlier."
            )

    def _is_due(self, time_s: float) -> bool:
        """Whether thinning keeps the picture.

        Slots of equal length thin evenly on the film's clock, whatever its own rate. The tenth
        forgives time stamps that a container rounds to milliseconds.
        """
        if self._max_fps is None:
            return True
        slot = int(time_s * self._max_fps + 0.1)
        kept = slot > self._slot
        self._slot = max(slot, self._slot)
        return kept

    def _deliver(self, decoded: Iterator[Decoded]) -> Generator[VideoFrame, None, None]:
        stored: Size | None = None
        for item in decoded:
            if item.time_s > self._until_s:
                self._note_losses(whole=False)
                return
            if not self._is_due(item.time_s):
                continue
            size = self._screen.size(item.frame)
            if stored is not None and size != stored:
                self._note_change(item.time_s, stored, size)
            stored = size
            try:
                image = self._screen.rgb(item.frame, self.frame_size)
            except UNSHOWABLE:
                self._decoder.losses.damaged += 1
                continue
            yield VideoFrame(item.time_s, image)
        self._note_losses(whole=True)

    def _note_change(self, time_s: float, before: Size, after: Size) -> None:
        self.notes.append(
            f"The picture size changes at {time_s:.1f} s from {before[0]}x{before[1]} to "
            f"{after[0]}x{after[1]}; it was fitted into the first size. "
            "Film without turning or resizing to be sure of the result."
        )

    def _note_losses(self, *, whole: bool) -> None:
        losses, end_s = self._decoder.losses, self._decoder.end_s
        stated_s = self._stated_s
        if whole and stated_s is not None and stated_s - end_s > max(_EARLY_S, 0.02 * stated_s):
            self.notes.append(f"The file ends early after {end_s:.1f} s of {stated_s:.1f} s.")
        elif losses.broke_off:
            self.notes.append(f"The file is damaged after {end_s:.1f} s.")
        if losses.damaged:
            self.notes.append(f"Damaged pictures were left out: {losses.damaged}.")
        if losses.flooded:
            self.notes.append(
                f"After {end_s:.1f} s the file holds more pictures a second than a film can; "
                "it was not read further."
            )
        if losses.gap_s is not None:
            self.notes.append(
                f"There is no picture between {losses.gap_s[0]:.1f} s and {losses.gap_s[1]:.1f} s."
            )
        if losses.jumped_back_s is not None:
            self.notes.append(
                f"The file's clock jumps back at {losses.jumped_back_s:.1f} s; "
                "pictures with a time already passed were left out."
            )


def open_video(
    path: Path,
    *,
    max_side: int | None = MAX_SIDE,
    max_fps: float | None = None,
    window: Window = WHOLE,
) -> VideoReader:
    """Open a video file for one pass over its pictures, or over those of a window.

    Containers of `bounds.FORMATS` with whatever FFmpeg decodes in them: variable rate, 8 to 16 bit,
    HDR (brought to ordinary brightness), interlaced (one field), turned or mirrored by a display
    matrix, anamorphic. What a hostile file may cost is bounded (see `bounds`). Time starts at 0 and
    strictly increases; pictures with a repeated or earlier time stamp are left out. When the size
    changes on the way, later pictures are fitted into the first size and `notes` says so, so a
    landmarker built for `frame_size` serves the whole file.

    Args:
        path: the file.
        max_side: pictures are shrunk to this long side, pixels; None keeps them as they are.
        max_fps: pictures are thinned to at most this many a second; None keeps all.
        window: the part that is delivered, both ends included: the same pictures with the same
            times as reading the whole film would give there. What comes before is not decoded
            where the file can seek. `info.window` says it as clipped to the film.

    Raises:
        VideoError: the file is missing, not readable, not a video, holds only sound, is too
            damaged, too large or too long, has a single picture, or the window holds none of it.
            A file that breaks off later is read as far as it goes, and `notes` says how far.
    """
    return VideoReader(path, max_side, max_fps, window)


def frame_at(
    path: Path, times: Iterable[float], max_side: int | None = MAX_SIDE
) -> Iterator[VideoFrame]:
    """The picture nearest to each of some times, in their order; reached by seeking.

    Rising times are quickest. One picture is in memory at a time.

    Args:
        path: the film.
        times: seconds on the film's clock; one past its end gets its last picture.
        max_side: as in `open_video`.

    Raises:
        VideoError: the file cannot be read (when the first picture is asked for).
    """
    with closing(Decoder(lambda: open_film(path))) as decoder:
        near = next(decoder, None)
        if near is None:
            raise VideoError(_nothing_decoded(path))
        ahead: Decoded | None = near
        screen = Screen(decoder.stream, near.frame)
        for time_s in times:
            if time_s < near.time_s or (ahead is not None and time_s > ahead.time_s + NEAR_S):
                decoder.go_before(time_s)
                near = ahead = next(decoder, near)
            while ahead is not None and ahead.time_s < time_s:
                near, ahead = ahead, next(decoder, None)
            halfway = ahead is not None and ahead.time_s - time_s < time_s - near.time_s
            best = ahead if ahead is not None and halfway else near
            size = fit(screen.size(best.frame), max_side)
            try:
                image = screen.rgb(best.frame, size)
            except UNSHOWABLE as error:
                raise VideoError(
                    f"The picture at {best.time_s:.1f} s in {path.name} is damaged."
                ) from error
            yield VideoFrame(best.time_s, image)


def _nothing_decoded(path: Path) -> str:
    return (
        f"No picture in {path.name} could be decoded: it is damaged or protected. "
        "Copy or record it again."
    )
