"""A recording of pose frames: saved as `.npz`, replayed without any picture of a person."""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    OUTLINE_RAYS,
    FrameQuality,
    PoseFrame,
    TrunkOutline,
)

FORMAT = "formcheck-recording/1"
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
        name: the video's file name or a word for the camera.
        model: file name of the pose model.
        duration_s, fps: of the source; `fps` is its average.
        notes: what the reader had to say about the file.
    """

    frames: tuple[PoseFrame, ...]
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
    arrays = _arrays(recording)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
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
        with np.load(path, allow_pickle=False) as data:
            return _recording({key: data[key] for key in data.files})
    except FileNotFoundError:
        raise RecordingError(f"There is no file {path}. Check the name.") from None
    except _UNREADABLE as error:
        raise RecordingError(
            f"{path} is not a landmark recording of this version. "
            "Make one with: formcheck record VIDEO FILE.npz"
        ) from error


def _arrays(recording: Recording) -> dict[str, np.ndarray]:
    frames = recording.frames
    landmarks = np.full((len(frames), LANDMARK_COUNT, 3), np.nan, np.float32)
    outlines = np.full((len(frames), 2, OUTLINE_RAYS), np.nan, np.float32)
    for i, frame in enumerate(frames):
        if frame.landmarks is not None:
            landmarks[i] = frame.landmarks
        if frame.outline is not None:
            outlines[i] = frame.outline.distance_px
    return {
        "format": np.array(FORMAT),
        "name": np.array(recording.name),
        "model": np.array(recording.model),
        "duration_s": np.array(recording.duration_s),
        "fps": np.array(recording.fps),
        "notes": np.array(recording.notes, dtype=str),
        "time_s": np.array([frame.time_s for frame in frames], float),
        "size": np.array([frame.size for frame in frames], np.int32).reshape(-1, 2),
        "landmarks": landmarks,
        "outlines": outlines,
        "in_mask": np.array([f.quality.in_mask for f in frames], bool).reshape(-1, LANDMARK_COUNT),
        "brightness": np.array([f.quality.brightness for f in frames], np.float32),
        "people": np.array([f.quality.people for f in frames], np.int16),
        "has_outline": np.array([f.outline is not None for f in frames], bool),
    }


def _recording(data: dict[str, np.ndarray]) -> Recording:
    if str(data["format"]) != FORMAT:
        raise ValueError(f"format {data['format']}")
    frames = tuple(_frame(data, i) for i in range(len(data["time_s"])))
    return Recording(
        frames,
        str(data["name"]),
        str(data["model"]),
        float(data["duration_s"]),
        float(data["fps"]),
        tuple(map(str, data["notes"])),
    )


def _frame(data: dict[str, np.ndarray], i: int) -> PoseFrame:
    landmarks = data["landmarks"][i].astype(float)
    quality = FrameQuality(data["in_mask"][i], float(data["brightness"][i]), int(data["people"][i]))
    seen = bool(np.isfinite(landmarks[0, 0]))
    outline = TrunkOutline(data["outlines"][i].astype(float)) if data["has_outline"][i] else None
    width, height = map(int, data["size"][i])
    return PoseFrame(
        float(data["time_s"][i]), (width, height), landmarks if seen else None, outline, quality
    )
