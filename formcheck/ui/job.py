"""One piece of work and how far it is: shared by the thread that works and the pages that look."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

T = TypeVar("T")
Progress = Callable[[float | None, str], None]
"""Told the share done (None: unknown) and what is being done."""
Stage = Literal["waiting", "working", "paused", "done", "failed", "stopped"]

_ENDED: frozenset[Stage] = frozenset({"done", "failed", "stopped"})
_LEAST_SHARE, _LEAST_S = 0.03, 2.0
"""Before so much is done, nothing can be said about the time left."""
_LOG = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised inside the work when nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class JobState(Generic[T]):
    """How far a job is.

    Attributes:
        ahead: pieces of work before it, while it waits.
        fraction: share done, 0 to 1; None while it is not known.
        text: what is being done, for people.
        left_s: seconds that the rest will take, if that can be said.
        result: what came of it, once it is done.
        error: the sentence for the page, if it failed.
        ours: the fault is inside Formcheck, not in the file.
    """

    stage: Stage = "waiting"
    ahead: int = 0
    fraction: float | None = None
    text: str = "Waiting"
    left_s: float | None = None
    result: T | None = None
    error: str | None = None
    ours: bool = False

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in _ENDED


class Board(Generic[T]):
    """What the desk's thread and the pages share of one job."""

    def __init__(
        self, clock: Callable[[], float], paused: Callable[[], str | None], look_s: float
    ) -> None:
        """A job that waits.

        Args:
            clock: seconds.
            paused: why no work may be done now, for people; None: it may.
            look_s: while paused, so often `paused` is asked again.
        """
        self._clock, self._paused, self._look_s = clock, paused, look_s
        self._lock = threading.Lock()
        self._state: JobState[T] = JobState()
        self._began_s, self._share = clock(), 0.0
        self.cancelled, self.ended = False, threading.Event()

    @property
    def state(self) -> JobState[T]:
        """How far it is now."""
        with self._lock:
            return self._state

    def begin(self) -> None:
        """The work begins as soon as nothing is in its way."""
        self._check()
        self.wait_while_paused()
        self._began_s = self._clock()
        self._set(stage="working", text="Starting")

    def waiting(self, text: str) -> None:
        """It waits for something outside this app (Cancelled: nobody waits for it any more)."""
        self._check()
        self._began_s = self._clock()  # what went before was no work
        self._set(text=text)

    def progress(self, fraction: float | None, text: str) -> None:
        """So much is done; returns when work may go on.

        A smaller share than before: another piece of the work begins (after the pose model was
        fetched), and the time of the one before says nothing about it.
        """
        self._check()
        self.wait_while_paused()
        if fraction is not None:
            if fraction < self._share:
                self._began_s = self._clock()
            self._share = fraction
        left_s = self._left_s(fraction)
        self._set(stage="working", fraction=fraction, text=text, left_s=left_s)

    def wait_while_paused(self) -> None:
        """Wait until nothing is in the way of the work."""
        began_s = self._clock()
        while (why := self._paused()) is not None:
            self._set(stage="paused", text=why, left_s=None)
            time.sleep(self._look_s)
            self._check()
        self._began_s += self._clock() - began_s

    def finish(
        self, stage: Stage, *, result: T | None = None, error: str | None = None, ours: bool = False
    ) -> None:
        """It has ended; the first end counts."""
        self._set(stage=stage, result=result, error=error, ours=ours)
        self.ended.set()

    def _check(self) -> None:
        if self.cancelled:
            raise Cancelled

    def _left_s(self, fraction: float | None) -> float | None:
        spent_s = self._clock() - self._began_s
        if fraction is None or fraction < _LEAST_SHARE or spent_s < _LEAST_S:
            return None
        return spent_s * max(0.0, 1 - fraction) / fraction

    def _set(self, **changes: object) -> None:
        with self._lock:
            if not self._state.ended:
                self._state = replace(self._state, **changes)  # type: ignore[arg-type]


class Job(Generic[T]):
    """A piece of work given to a desk. It stops when cancelled or when nobody holds the job."""

    def __init__(self, board: Board[T], ahead: Callable[[], int], drop: Callable[[], None]) -> None:
        """Held by the page; `ahead` and `drop` ask the desk about it."""
        self._board, self._ahead, self._drop = board, ahead, drop
        weakref.finalize(self, _give_up, board)

    def state(self) -> JobState[T]:
        """How far it is now."""
        state = self._board.state
        return replace(state, ahead=self._ahead()) if state.stage == "waiting" else state

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end; whether it came in time."""
        return self._board.ended.wait(timeout_s)

    def cancel(self) -> None:
        """Stop: at once while it waits, else at the next report of progress."""
        _give_up(self._board)
        self._drop()


def _give_up(board: Board[T]) -> None:
    """Without any lock: the collector may call it in the middle of anything."""
    board.cancelled = True


def run(
    work: Callable[[Progress], T], known_errors: tuple[type[Exception], ...], board: Board[T]
) -> None:
    """Do the work; whatever happens, the board tells it as a sentence.

    `known_errors` are exceptions whose message is a sentence for people.
    """
    try:
        board.finish("done", result=work(board.progress))
    except Cancelled:
        board.finish("stopped")
    except known_errors as error:
        board.finish("failed", error=str(error))
    except Exception as error:
        _LOG.exception("Work in the background failed")
        board.finish(
            "failed",
            ours=True,
            error=f"The analysis failed inside Formcheck ({type(error).__name__}). Try another "
            "video; the full report is in the terminal where the app was started.",
        )
