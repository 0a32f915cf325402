"""One analysis at a time on this computer: each takes both cores, two together help nobody."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

_LOOK_S = 0.1
_TELL_S = 0.5


@contextmanager
def machine_turn(waiting: Callable[[], None], *, folder: Path | None = None) -> Iterator[None]:
    """Wait until no other program of this user analyses a video, then keep others waiting.

    The turn ends with the block, and with the program, however that ends. Where the folder cannot
    be written nobody waits: an analysis beside another is slow, none at all is worse.

    Args:
        waiting: called about twice a second while another one works; an exception in it gives up.
        folder: where the turn is kept; None: the user's cache folder.
    """
    lock = FileLock((folder or user_cache_path("formcheck", appauthor=False)) / "analysis.lock")
    try:
        _acquire(lock, waiting)
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, waiting: Callable[[], None]) -> None:
    told_s = -_TELL_S
    while True:
        try:
            Path(lock.lock_file).parent.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout:
            pass
        except (OSError, NotImplementedError):
            return
        else:
            return
        if time.monotonic() - told_s >= _TELL_S:
            told_s = time.monotonic()
            waiting()
        time.sleep(_LOOK_S)
