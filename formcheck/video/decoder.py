"""The intact pictures of an open film, in order and on the film's own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from formcheck.video.bounds import MAX_DAMAGED, MAX_RATE, SPARE_PICTURES

Opened = tuple[InputContainer, VideoStream]

REAL_STEP_S = 0.5
"""A clock that steps back less than this is a container's rounding, not worth a word."""
NEAR_S = 2.0
"""As far ahead, decoding on is no slower than seeking."""
WIDE_GAP_S = 30.0
"""So long without a picture is told; shorter rests are how screen recorders save room."""
_SEEK_MARGIN_S = 1.0
"""A seek aims this much early: indexes list decoding times, and pictures come up to a few tenths
later; what an open group of pictures lacks at its beginning lies before the wanted moment too."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded picture and its seconds since the film's first one."""

    time_s: float
    frame: av.VideoFrame


@dataclass(slots=True)
class Losses:
    """What was left out while decoding.

    Attributes:
        damaged: pictures that could not be decoded.
        untimed: pictures without a time stamp.
        jumped_back_s: where the clock first stepped back.
        broke_off: the file could not be read to its end.
        flooded: there were more pictures a second than any camera makes, so reading stopped.
        gap_s: the widest stretch without a picture, from and to; None below `WIDE_GAP_S`.
    """

    damaged: int = 0
    untimed: int = 0
    jumped_back_s: float | None = None
    broke_off: bool = False
    flooded: bool = False
    gap_s: tuple[float, float] | None = None


class Decoder:
    """Iterates over the intact pictures with strictly increasing time.

    Attributes:
        container: the open file; another one after a leap that had to begin anew.
        losses: what was left out since the beginning or the last `start_at`.
        end_s: where the last picture ends.
        decoded: pictures decoded so far, wanted or not.
    """

    def __init__(self, reopen: Callable[[], Opened]) -> None:
        self._reopen = reopen
        self.losses = Losses()
        self.end_s = 0.0
        self.decoded = 0
        self._allowed = 0.0
        self._origin_s: float | None = None
        self.container, self._stream = reopen()
        self._pictures: Iterator[Decoded] = iter(())
        self._begin()

    @property
    def stream(self) -> VideoStream:
        """The stream that is decoded."""
        return self._stream

    def __iter__(self) -> Iterator[Decoded]:
        return self

    def __next__(self) -> Decoded:
        return next(self._pictures)

    def close(self) -> None:
        """Release the file, and the pictures under way (they are in a cycle with this)."""
        self._pictures = iter(())
        self.container.close()

    def start_at(self, time_s: float) -> None:
        """Go on with the first picture at `time_s` or later; counts losses from there."""
        self.go_before(time_s)
        first = next((item for item in self if item.time_s >= time_s), None)
        self.losses = Losses()
        if first is not None:
            self._pictures = chain([first], self._pictures)

    def go_before(self, time_s: float) -> None:
        """Go on with some picture not later than `time_s`; back or forth.

        That is the next one if it is near, or a key picture; where the file cannot seek, decoding
        begins anew. Time stamps stay those of the whole film, whose first picture must have been
        read already.
        """
        if self._last_s < time_s <= self._last_s + NEAR_S:
            return
        aim_s = time_s - _SEEK_MARGIN_S
        first = self._first_after_seek(aim_s) if aim_s > 0 else None
        if first is not None and first.time_s <= time_s:
            self._pictures = chain([first], self._pictures)
            return
        self.container.close()
        self.container, self._stream = self._reopen()
        self._begin()

    def _first_after_seek(self, aim_s: float) -> Decoded | None:
        base = self._stream.time_base
        if self._origin_s is None or base is None:
            return None
        try:
            self.container.seek(int((self._origin_s + aim_s) / base), stream=self._stream)
        except (av.error.FFmpegError, OSError, OverflowError):
            return None
        self._begin()
        return next(self._pictures, None)

    def _begin(self) -> None:
        self._last_s = -1.0
        self._allowed = self.decoded + SPARE_PICTURES
        self._pictures = self._decode()

    def _decode(self) -> Iterator[Decoded]:
        for frame in self._frames():
            time_s = self._advance(frame)
            if time_s is not None:
                yield Decoded(time_s, frame)

    def _frames(self) -> Iterator[av.VideoFrame]:
        packets = self.container.demux(self._stream)
        while True:
            try:
                packet = next(packets)
            except (StopIteration, IndexError):
                # PyAV stumbles at the end over a stream that appeared on the way.
                return
            except (av.error.FFmpegError, OSError):
                self.losses.broke_off = True
                return
            try:
                frames = self._stream.decode(packet)
            except (av.error.FFmpegError, ValueError):
                self.losses.damaged += 1
                if self.losses.damaged > MAX_DAMAGED:
                    self.losses.broke_off = True
                    return
                continue
            for frame in frames:
                self.decoded += 1
                if self.decoded > self._allowed:
                    self.losses.flooded = True
                    return
                if frame.is_corrupt:
                    self.losses.damaged += 1
                else:
                    yield frame

    def _advance(self, frame: av.VideoFrame) -> float | None:
        if frame.pts is None or frame.time_base is None:
            self.losses.untimed += 1
            return None
        stamp_s = float(frame.pts * frame.time_base)
        if self._origin_s is None:
            self._origin_s = stamp_s
        time_s = stamp_s - self._origin_s
        if time_s <= self._last_s:
            # Twice the same picture is common and harmless; a real step back is worth a word.
            if time_s < self._last_s - REAL_STEP_S and self.losses.jumped_back_s is None:
                self.losses.jumped_back_s = self._last_s
            return None
        self._pass_time(time_s)
        self.end_s = time_s + float((frame.duration or 0) * frame.time_base)
        return time_s

    def _pass_time(self, time_s: float) -> None:
        if self._last_s >= 0:
            step_s = time_s - self._last_s
            self._allowed += MAX_RATE * min(step_s, 1.0)
            gap_s = self.losses.gap_s
            if step_s > (WIDE_GAP_S if gap_s is None else gap_s[1] - gap_s[0]):
                self.losses.gap_s = (self._last_s, time_s)
        self._last_s = time_s
