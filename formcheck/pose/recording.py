"""A recording of pose frames: saved as `.npz`, replayed without any picture of a person.

Files of any length are written and read in pieces, so that memory does not grow with them.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, BinaryIO

import numpy as np
from numpy.lib import format as npy

from formcheck.pose.frame import LANDMARK_COUNT, OUTLINE_RAYS, PoseFrame
from formcheck.pose.frame_store import RECORD, FrameSpool, StoredFrames, stored

FORMAT = "formcheck-recording/1"
MOST_FRAMES = 2_000_000
"""Eighteen hours of film: a file that claims more is not one of ours."""
_LONGEST_WORDS = 2**20
_PIECE = 4096
_COLUMNS: dict[str, tuple[tuple[int, ...], type]] = {
    "time_s": ((), np.float64),
    "size": ((2,), np.int32),
    "landmarks": ((LANDMARK_COUNT, 3), np.float32),
    "outlines": ((2, OUTLINE_RAYS), np.float32),
    "in_mask": ((LANDMARK_COUNT,), np.bool_),
    "brightness": ((), np.float32),
    "people": ((), np.int16),
    "has_outline": ((), np.bool_),
}
"""Arrays with a row for each frame: the row's shape and the type written."""
_UNREADABLE = (
    OSError, ValueError, LookupError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
"""What numpy and zipfile raise on damaged, cut-off or foreign files."""


class RecordingError(ValueError):
    """A recording that cannot be read or written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Pose frames in time order and where they came from.

    Attributes:
        frames: in memory, or on disk (`frame_store.StoredFrames`): loop over them rather than
            picking single ones.
        name: the video's file name or a word for the camera.
        model: file name of the pose model.
        duration_s, fps: of the source; `fps` is its average.
        notes: what the reader had to say about the file.
    """

    frames: Sequence[PoseFrame]
    name: str
    model: str
    duration_s: float
    fps: float
    notes: tuple[str, ...] = ()


def save_recording(path: Path, recording: Recording) -> None:
    """Write a recording beside its place, then rename it into place.

    Raises:
        RecordingError: the folder cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                _write(file, recording)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise RecordingError(f"Cannot write {path}: {error.strerror}. Choose another place.") from (
            error
        )


def load_recording(path: Path) -> Recording:
    """Read a recording.

    Raises:
        RecordingError: the file is missing, not a recording, or of a newer format.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read(archive)
    except FileNotFoundError:
        raise RecordingError(f"There is no file {path}. Check the name.") from None
    except _UNREADABLE as error:
        raise RecordingError(
            f"{path} is not a landmark recording of this version. "
            "Make one with: formcheck record VIDEO FILE.npz"
        ) from error


def _write(file: BinaryIO, recording: Recording) -> None:
    frames = stored(recording.frames)
    words: dict[str, Any] = {
        "format": FORMAT,
        "name": recording.name,
        "model": recording.model,
        "duration_s": float(recording.duration_s),
        "fps": float(recording.fps),
        "notes": np.array(recording.notes, dtype=str),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in words.items():
            with archive.open(f"{name}.npy", "w") as member:
                npy.write_array(member, np.asarray(value), allow_pickle=False)
        for name, (row, kind) in _COLUMNS.items():
            with archive.open(f"{name}.npy", "w", force_zip64=True) as member:
                header = {
                    "descr": npy.dtype_to_descr(np.dtype(kind)),
                    "fortran_order": False,
                    "shape": (len(frames), *row),
                }
                npy.write_array_header_1_0(member, header)
                for records in frames.chunks():
                    member.write(np.ascontiguousarray(records[name], kind).tobytes())


def _read(archive: zipfile.ZipFile) -> Recording:
    if str(_word(archive, "format")) != FORMAT:
        raise ValueError("another format")
    notes = _word(archive, "notes")
    return Recording(
        _frames(archive),
        str(_word(archive, "name")),
        str(_word(archive, "model")),
        float(_word(archive, "duration_s")),
        float(_word(archive, "fps")),
        tuple(map(str, notes.tolist())),
    )


def _word(archive: zipfile.ZipFile, name: str) -> np.ndarray:
    """A small array, such as a name."""
    if archive.getinfo(f"{name}.npy").file_size > _LONGEST_WORDS:
        raise ValueError(f"{name} is too long")
    with archive.open(f"{name}.npy") as member:
        found: np.ndarray = npy.read_array(member, allow_pickle=False)
    return found


def _frames(archive: zipfile.ZipFile) -> StoredFrames:
    with ExitStack() as stack:
        members = {name: stack.enter_context(archive.open(f"{name}.npy")) for name in _COLUMNS}
        kinds = {name: _row_kind(member, name) for name, member in members.items()}
        counts = {count for count, _ in kinds.values()}
        if len(counts) != 1 or max(counts) > MOST_FRAMES:
            raise ValueError("its arrays do not fit together")
        (count,) = counts
        with FrameSpool() as spool:
            for size in _pieces(count):
                records = np.zeros(size, RECORD)
                for name, member in members.items():
                    records[name] = _rows(member, size, kinds[name][1])
                spool.add_records(records)
            if any(member.read(1) for member in members.values()):  # also checks the sums
                raise ValueError("its arrays are longer than they say")
            return spool.frames()


def _row_kind(member: IO[bytes], name: str) -> tuple[int, np.dtype[Any]]:
    """How many rows an array says it has, and the type of one."""
    if npy.read_magic(member) != (1, 0):
        raise ValueError(f"{name} is of another version")
    shape, by_columns, kind = npy.read_array_header_1_0(member)
    row, wanted = _COLUMNS[name]
    if by_columns or len(shape) != 1 + len(row) or shape[1:] != row:
        raise ValueError(f"{name} has another shape")
    if kind.hasobject or not np.can_cast(kind, wanted, "same_kind"):
        raise ValueError(f"{name} is of another type")
    return shape[0], np.dtype((kind, row))


def _rows(member: IO[bytes], size: int, kind: np.dtype[Any]) -> np.ndarray:
    data = member.read(size * kind.itemsize)
    if len(data) < size * kind.itemsize:
        raise ValueError("it was cut off")
    return np.frombuffer(data, kind.base).reshape(size, *kind.shape)


def _pieces(count: int) -> Iterator[int]:
    for start in range(0, count, _PIECE):
        yield min(_PIECE, count - start)
