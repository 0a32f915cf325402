"""What was seen in films, kept by content: the same film is read by the pose model once.

Another exercise, other limits or another overlay then cost no inference. An entry is one file:
a line that says what it is, a line of JSON, and the frames as records.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import math
import os
import secrets
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from formcheck.pose.frame_store import RECORD, StoredFrames, stored
from formcheck.pose.recording import Recording
from formcheck.video.analysis import VideoInfo, Window
from formcheck.video.reading import reading_version

MAX_BYTES = 512 * 2**20
"""Six hours of film."""
_KIND = b"formcheck-landmarks/1\n"
_ENDING = ".landmarks"
_LONGEST_HEAD = 2**20
_PIECE = 2**20
_LOOK_S = 0.1
_OLD_S = 86_400.0
"""Locks and halves of files that nobody has touched for a day are litter."""
_LOG = logging.getLogger(__name__)

Tick = Callable[[], None]


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


class LandmarkCache:
    """Landmarks of films on disk; the least recently used go first.

    Nothing here stands in the way of an analysis: an entry that is damaged is removed and counts
    as none, and what cannot be written is not kept.

    Args:
        folder: where the entries are; None: the user's cache folder.
        max_bytes: the entries together take no more than this.
    """

    def __init__(self, folder: Path | None = None, max_bytes: int = MAX_BYTES) -> None:
        default = user_cache_path("formcheck", appauthor=False) / "landmarks"
        self.folder = default if folder is None else folder
        self._max_bytes = max_bytes
        self._digests: dict[tuple[object, ...], str] = {}

    def key(
        self, film: Path, model: Path, window: Window, reading: str = "", tick: Tick | None = None
    ) -> str | None:
        """Name of the entry for this film's content, model and part.

        Args:
            film, model: the files; all their bytes count.
            window: the part of the film.
            reading: how it is read, whatever else changes the frames.
            tick: called about every megabyte; an exception in it gives up.

        Returns:
            The name; None where a file cannot be read.
        """
        content = [self._digest(path, tick) for path in (film, model)]
        if None in content:
            return None
        parts = [
            *map(str, content),
            repr((float(window.from_s), float(window.to_s))),
            reading_version(),
            reading,
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def get(self, key: str) -> Seen | None:
        """The entry, if there is a sound one. Its film is named as it was when it was put."""
        path = self._path(key)
        try:
            file = path.open("rb")
        except OSError:
            return None
        try:
            seen = _read(file)
        except (OSError, ValueError, LookupError, TypeError) as error:
            _LOG.info("A damaged entry of the landmark cache was removed: %s", error)
            file.close()
            _remove(path)
            return None
        except BaseException:
            file.close()
            raise
        with contextlib.suppress(OSError):
            os.utime(path)
        return seen

    def put(self, key: str, seen: Seen) -> None:
        """Keep an entry, if that is possible."""
        path = self._path(key)
        draft = path.with_name(f"{key}.{secrets.token_hex(4)}.part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as file:
                _write(file, seen)
            draft.replace(path)
            self._make_room(path)
        except OSError as error:
            _LOG.info("Landmarks were not kept: %s", error)
        finally:
            _remove(draft)

    @contextmanager
    def alone(self, key: str, waiting: Tick) -> Iterator[None]:
        """Let one program (or thread) at a time work on an entry.

        Args:
            key: the entry.
            waiting: called about ten times a second while another one works on it; an exception
                in it gives up.
        """
        lock = FileLock(self._path(key).with_suffix(".lock"))
        try:
            self._wait_for(lock, waiting)
            yield
        finally:
            lock.release()

    def size(self) -> int:
        """Bytes of all entries."""
        return sum(size for _, size, _ in self._entries())

    def clear(self) -> int:
        """Remove all entries; how many bytes that were."""
        entries = self._entries()
        for path in self._litter(0.0):
            _remove(path)
        return sum(size for _, size, path in entries if _remove(path))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_ENDING}"

    def _digest(self, path: Path, tick: Tick | None) -> str | None:
        """The file's content as a checksum; None where it cannot be read."""
        try:
            stat = path.stat()
        except OSError:
            return None
        known = (str(path), stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if known not in self._digests:
            digest = hashlib.sha256()
            for piece in _pieces(path):
                if piece is None:
                    return None
                digest.update(piece)
                if tick is not None:
                    tick()
            self._digests[known] = digest.hexdigest()
        return self._digests[known]

    def _wait_for(self, lock: FileLock, waiting: Tick) -> None:
        while True:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                lock.acquire(timeout=0)
            except Timeout:
                waiting()
                time.sleep(_LOOK_S)
            except (OSError, NotImplementedError):
                return  # without locks the worst is that a film is read twice
            else:
                return

    def _entries(self) -> list[tuple[float, int, Path]]:
        """When each was last used, bytes, and where; the one not used for longest first."""
        found = []
        for path in self.folder.glob(f"*{_ENDING}"):
            with contextlib.suppress(OSError):
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        return sorted(found)

    def _make_room(self, kept: Path) -> None:
        entries = self._entries()
        total = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if total <= self._max_bytes:
                break
            if path != kept or size > self._max_bytes:
                total -= size if _remove(path) else 0
        for path in self._litter(_OLD_S):
            _remove(path)

    def _litter(self, age_s: float) -> Iterator[Path]:
        for ending in ("*.part", "*.lock"):
            for path in self.folder.glob(ending):
                with contextlib.suppress(OSError):
                    if time.time() - path.stat().st_mtime >= age_s:
                        yield path


def _pieces(path: Path) -> Iterator[bytes | None]:
    """A file's content; None where it cannot be read any further."""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError:
        yield None


def _remove(path: Path) -> bool:
    """Remove a file; whether it is gone."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False  # open elsewhere on Windows, or not ours
    return True


def _write(file: BinaryIO, seen: Seen) -> None:
    frames = stored(seen.recording.frames)
    checksum = 0
    for records in frames.chunks():
        checksum = zlib.crc32(records.tobytes(), checksum)
    head = json.dumps(_head(seen, len(frames), checksum)).encode() + b"\n"
    file.write(_KIND + b"%08x\n" % zlib.crc32(head) + head)
    for records in frames.chunks():
        file.write(records.tobytes())


def _read(file: BinaryIO) -> Seen:
    if file.readline(len(_KIND)) != _KIND:
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
