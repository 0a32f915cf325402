"""What was seen in films, kept by content: the same film is read by the pose model once.

Another exercise, other limits or another overlay then cost no inference.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from formcheck.video.analysis import Window
from formcheck.video.landmark_entry import DAMAGED, Seen, named, read_seen, write_seen
from formcheck.video.reading import reading_version

__all__ = ["MAX_BYTES", "LandmarkCache", "Seen", "named"]

MAX_BYTES = 512 * 2**20
"""Six hours of film."""
_ENDING = ".landmarks"
_PIECE = 2**20
_LOOK_S = 0.1
_OLD_S = 86_400.0
"""Locks and halves of files that nobody has touched for a day are litter."""
_LOG = logging.getLogger(__name__)

Tick = Callable[[], None]


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
            seen = read_seen(file)
        except DAMAGED as error:
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
                write_seen(file, seen)
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
