"""Pose frames on disk: records of one size, read a few at a time, so that memory does not grow.

An hour at 30 pictures a second takes 85 MB of disk and a megabyte of memory.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, overload

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    OUTLINE_RAYS,
    FrameQuality,
    PoseFrame,
    TrunkOutline,
)

RECORD = np.dtype(
    [
        ("time_s", "<f8"),
        ("size", "<i4", (2,)),
        ("landmarks", "<f4", (LANDMARK_COUNT, 3)),
        ("outlines", "<f4", (2, OUTLINE_RAYS)),
        ("brightness", "<f4"),
        ("people", "<i2"),
        ("has_outline", "?"),
        ("in_mask", "?", (LANDMARK_COUNT,)),
    ]
)
"""One picture. Landmarks are float32, as the model gives them; all NaN where nobody is seen."""
CHUNK = 256
"""So many records are read at a time."""
IN_MEMORY = 4 * 2**20
"""Up to so many bytes (three minutes of film) no file is needed."""

Records = NDArray[np.void]


class FrameSpool:
    """Takes pose frames one by one; `frames()` gives them back as a sequence.

    Frames come back as they were stored: landmarks and outlines rounded to float32. A disk that is
    full or cannot be written costs memory, nothing else.

    Args:
        folder: where the file without a name lies; None: the system's folder for such files.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._file: BinaryIO = io.BytesIO()
        self._on_disk = self._refused = False
        self._waiting: list[PoseFrame] = []
        self._written = 0
        self.anybody = False

    def append(self, frame: PoseFrame) -> None:
        """Add the next frame."""
        self.anybody |= frame.landmarks is not None
        self._waiting.append(frame)
        if len(self._waiting) == CHUNK:
            self._flush()

    def add_records(self, records: Records) -> None:
        """Add frames that are records already."""
        self._flush()
        self._write(records)

    def frames(self) -> StoredFrames:
        """Everything taken so far. Nothing may be added afterwards."""
        self._flush()
        return StoredFrames(self._file, self._written)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._file.close()

    def _flush(self) -> None:
        if self._waiting:
            self._write(packed(self._waiting))
            self._waiting = []

    def _write(self, records: Records) -> None:
        data = records.tobytes()
        at = self._written * RECORD.itemsize
        if not self._on_disk and not self._refused and at + len(data) > IN_MEMORY:
            self._move_to_disk()
        try:
            self._file.seek(at)
            self._file.write(data)
            self._file.flush()
        except OSError:
            self._move_to_memory(at)
            self._file.write(data)
        self._written += len(records)

    def _move_to_disk(self) -> None:
        try:
            file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - lives on in the frames
        except OSError:
            self._refused = True
            return
        with contextlib.suppress(OSError):
            file.write(self._file.getbuffer())  # type: ignore[attr-defined]
            file.flush()
            self._file, self._on_disk = file, True
            return
        self._refused = True
        with contextlib.suppress(OSError):
            file.close()

    def _move_to_memory(self, size: int) -> None:
        kept = io.BytesIO()
        self._file.seek(0)
        kept.write(self._file.read(size))
        with contextlib.suppress(OSError):
            self._file.close()
        self._file, self._on_disk, self._refused = kept, False, True


class StoredFrames(Sequence[PoseFrame]):
    """Stored pose frames as a sequence; safe to read from several threads at once.

    Iterate where you can: every loop reads ahead in pieces of its own. A slice is a tuple in
    memory: take short ones.
    """

    def __init__(self, file: BinaryIO, count: int, offset: int = 0) -> None:
        """Read records from a seekable file; it is closed with the last reference to this.

        Args:
            file: holds the records.
            count: how many.
            offset: where they begin, bytes.
        """
        self._file, self._count, self._offset = file, count, offset
        self._lock = threading.Lock()
        self._near: tuple[int, list[PoseFrame]] = (-1, [])

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PoseFrame]:
        for start in range(0, self._count, CHUNK):
            yield from unpacked(self.records(start, start + CHUNK))

    @overload
    def __getitem__(self, at: int) -> PoseFrame: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[PoseFrame, ...]: ...
    def __getitem__(self, at: int | slice) -> PoseFrame | tuple[PoseFrame, ...]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._count)
            if step == 1:
                return tuple(unpacked(self.records(start, max(start, stop))))
            return tuple(self[i] for i in range(start, stop, step))
        if not -self._count <= at < self._count:
            raise IndexError("there is no frame of this number")
        chunk, row = divmod(at % self._count, CHUNK)
        near, frames = self._near
        if near != chunk:
            frames = unpacked(self.records(chunk * CHUNK, (chunk + 1) * CHUNK))
            self._near = chunk, frames
        return frames[row]

    def __reduce__(self) -> tuple[Any, ...]:
        return _from_bytes, (self.records(0, self._count).tobytes(),)

    def __del__(self) -> None:
        self._file.close()

    def records(self, start: int, stop: int) -> Records:
        """The records from `start` up to `stop`, as far as there are any.

        Raises:
            OSError: the file cannot be read any more, or was cut off.
        """
        wanted = max(0, min(stop, self._count) - start) * RECORD.itemsize
        with self._lock:
            self._file.seek(self._offset + start * RECORD.itemsize)
            data = self._file.read(wanted)
        if len(data) < wanted:
            raise OSError("The stored landmarks were cut off.")
        return np.frombuffer(data, RECORD)

    def chunks(self, count: int = 16 * CHUNK) -> Iterator[Records]:
        """All records in pieces."""
        for start in range(0, self._count, count):
            yield self.records(start, start + count)


def stored(frames: Iterable[PoseFrame]) -> StoredFrames:
    """These frames as stored ones."""
    if isinstance(frames, StoredFrames):
        return frames
    with FrameSpool() as spool:
        for frame in frames:
            spool.append(frame)
        return spool.frames()


def packed(frames: Sequence[PoseFrame]) -> Records:
    """Frames as records."""
    records = np.zeros(len(frames), RECORD)
    records["landmarks"] = records["outlines"] = np.nan
    for record, frame in zip(records, frames, strict=True):
        record["time_s"], record["size"] = frame.time_s, frame.size
        if frame.landmarks is not None:
            record["landmarks"] = frame.landmarks
        if frame.outline is not None:
            record["outlines"], record["has_outline"] = frame.outline.distance_px, True
        record["in_mask"] = frame.quality.in_mask
        record["brightness"], record["people"] = frame.quality.brightness, frame.quality.people
    return records


def unpacked(records: Records) -> list[PoseFrame]:
    """Records as frames."""
    landmarks, outlines = records["landmarks"].astype(float), records["outlines"].astype(float)
    seen = np.isfinite(landmarks[:, 0, 0]).tolist()
    in_mask = records["in_mask"].copy()
    columns = (records[name].tolist() for name in ("time_s", "size", "brightness", "people"))
    rows = zip(*columns, records["has_outline"].tolist(), strict=True)
    return [
        PoseFrame(
            time_s,
            (width, height),
            landmarks[i] if seen[i] else None,
            TrunkOutline(outlines[i]) if has_outline else None,
            FrameQuality(in_mask[i], brightness, people),
        )
        for i, (time_s, (width, height), brightness, people, has_outline) in enumerate(rows)
    ]


def _from_bytes(data: bytes) -> StoredFrames:
    return StoredFrames(io.BytesIO(data), len(data) // RECORD.itemsize)
