"""Telling how far the work is, often enough to be alive and to be cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from formcheck.pose.frame import PoseFrame

Progress = Callable[[float | None, str], None]
"""Called with the share done (None: unknown) and what is being done.

It is called in the thread of whoever asked for the work, about ten times a second; an exception in
it cancels everything.
"""

_EVERY_S = 0.1


class Teller:
    """Passes on how far a piece of work is, at most about ten times a second.

    Args:
        progress: who is told.
        start, end: the part of the whole that this piece is, 0 to 1.
        text: what is being done.
    """

    def __init__(
        self, progress: Progress | None, start: float = 0.0, end: float = 1.0, text: str = ""
    ) -> None:
        self._progress = progress
        self._start, self._end, self._text = start, end, text
        self._share: float | None = start
        self._told_s = -_EVERY_S

    def part(self, start: float, end: float, text: str = "") -> Teller:
        """Of this piece, the part from `start` to `end`."""
        length = self._end - self._start
        return Teller(
            self._progress, self._start + start * length, self._start + end * length, text
        )

    def at(self, done: float | None) -> None:
        """So much of this piece is done, 0 to 1."""
        length = self._end - self._start
        self._share = None if done is None else self._start + length * min(max(done, 0.0), 1.0)
        self.again()

    def again(self) -> None:
        """The work goes on."""
        now = time.monotonic()
        if self._progress is not None and now - self._told_s >= _EVERY_S:
            self._told_s = now
            self._progress(self._share, self._text)


class Watched(Sequence[PoseFrame]):
    """Frames that tell how often they were looked at, for work that cannot tell it by itself.

    Args:
        frames: the frames.
        teller: is told.
        passes: so many times over all frames is the whole of the work; it may be more.
    """

    def __init__(self, frames: Sequence[PoseFrame], teller: Teller, passes: int) -> None:
        self._frames, self._teller = frames, teller
        self._all = max(1, passes * len(frames))
        self._seen = 0

    def __len__(self) -> int:
        return len(self._frames)

    def __iter__(self) -> Iterator[PoseFrame]:
        for frame in self._frames:
            self._tell()
            yield frame

    @overload
    def __getitem__(self, at: int) -> PoseFrame: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PoseFrame]: ...
    def __getitem__(self, at: int | slice) -> PoseFrame | Sequence[PoseFrame]:
        self._tell()
        return self._frames[at]

    def _tell(self) -> None:
        self._seen += 1
        self._teller.at(self._seen / self._all)
