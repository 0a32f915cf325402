"""What was seen in a film, as one file: a line that says what it is, one of JSON, and records."""

from __future__ import annotations

import json
import math
import os
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from formcheck.pose.frame_store import RECORD, StoredFrames, stored
from formcheck.pose.recording import Recording
from formcheck.video.analysis import VideoInfo, Window

KIND = b"formcheck-landmarks/1\n"
DAMAGED = (OSError, ValueError, LookupError, TypeError)
"""What `read_seen` raises where a file is damaged, cut off or of another kind."""
_LONGEST_HEAD = 2**20
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Seen:
    """What reading a film gives.

    Attributes:
        recording: its landmarks.
        info: what is known of the film.
        anybody: whether anybody is seen in it at all.
    """

    recording: Recording
    info: VideoInfo
    anybody: bool


def write_seen(file: BinaryIO, seen: Seen) -> None:
    """Write it to an open file."""
    frames = stored(seen.recording.frames)
    checksum = 0
    for records in frames.chunks():
        checksum = zlib.crc32(records.tobytes(), checksum)
    head = json.dumps(_head(seen, len(frames), checksum)).encode() + b"\n"
    file.write(KIND + b"%08x\n" % zlib.crc32(head) + head)
    for records in frames.chunks():
        file.write(records.tobytes())


def read_seen(file: BinaryIO) -> Seen:
    """Read it, checksums and all. The file stays open: the frames are read from it later."""
    if file.readline(len(KIND)) != KIND:
        raise ValueError("it is of another kind")
    head_sum, line = file.readline(16), file.readline(_LONGEST_HEAD)
    if head_sum != b"%08x\n" % zlib.crc32(line):
        raise ValueError("its head is damaged")
    head = json.loads(line)
    count, offset = int(head["frames"]), file.tell()
    if os.fstat(file.fileno()).st_size != offset + count * RECORD.itemsize:
        raise ValueError("its length is wrong")
    checksum = 0
    while piece := file.read(_PIECE):
        checksum = zlib.crc32(piece, checksum)
    if checksum != head["checksum"]:
        raise ValueError("its frames are damaged")
    return _seen(head, StoredFrames(file, count, offset))


def _head(seen: Seen, frames: int, checksum: int) -> dict[str, Any]:
    recording, info = seen.recording, seen.info
    window = info.window
    return {
        "frames": frames,
        "checksum": checksum,
        "name": recording.name,
        "model": recording.model,
        "notes": recording.notes,
        "seen_duration_s": recording.duration_s,
        "seen_fps": recording.fps,
        "duration_s": info.duration_s,
        "fps": info.fps,
        "size": info.size,
        "anybody": seen.anybody,
        "from_s": window.from_s,
        "to_s": None if math.isinf(window.to_s) else window.to_s,
    }


def _seen(head: dict[str, Any], frames: StoredFrames) -> Seen:
    recording = Recording(
        frames,
        str(head["name"]),
        str(head["model"]),
        float(head["seen_duration_s"]),
        float(head["seen_fps"]),
        tuple(map(str, head["notes"])),
    )
    to_s = math.inf if head["to_s"] is None else float(head["to_s"])
    width, height = map(int, head["size"])
    window = Window(float(head["from_s"]), to_s)
    path = Path(recording.name)
    info = VideoInfo(path, float(head["duration_s"]), float(head["fps"]), (width, height), window)
    return Seen(recording, info, bool(head["anybody"]))


def named(seen: Seen, path: Path, model: Path) -> Seen:
    """The same under these files' names: equal bytes may have gone by others."""
    recording = replace(seen.recording, name=path.name, model=model.name)
    return replace(seen, recording=recording, info=replace(seen.info, path=path))
