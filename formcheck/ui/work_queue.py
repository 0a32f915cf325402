"""The work of all pages: one piece at a time in this app, first come first served."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from formcheck.ui.job import Board, Job, Progress, run

T = TypeVar("T")
Turn = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Waits for this computer's one turn, calling its argument now and then; an exception gives up."""

LOOK_S = 0.25
"""So often a paused piece of work asks whether it may go on."""
ELSEWHERE = "Another analysis is running on this computer; this one comes next"


@dataclass(frozen=True, slots=True, eq=False)
class _Task:
    """A piece of work in the queue."""

    board: Board[Any]
    work: Callable[[], None]
    urgent: bool


class WorkDesk:
    """Does the work that pages give it; one desk per app process, usable from any thread.

    A thread works only while there is something to do.
    """

    def __init__(
        self,
        *,
        paused: Callable[[], str | None] = lambda: None,
        turn: Turn = lambda waiting: nullcontext(),
        clock: Callable[[], float] = time.monotonic,
        look_s: float = LOOK_S,
    ) -> None:
        """An empty desk.

        Args:
            paused: why no work may be done now, for people; None: it may.
            turn: this computer's turn, held around each piece of work.
            clock: seconds.
            look_s: so often `paused` is asked again.
        """
        self._paused, self._turn, self._clock, self._look_s = paused, turn, clock, look_s
        self._lock = threading.Lock()
        self._queue: list[_Task] = []
        self._now: _Task | None = None
        self._working = False

    def give(
        self,
        work: Callable[[Progress], T],
        known_errors: tuple[type[Exception], ...] = (),
        *,
        urgent: bool = False,
    ) -> Job[T]:
        """Put a piece of work at the end of the queue.

        Args:
            work: does it; is given the function to report progress with.
            known_errors: exceptions whose message is a sentence for people.
            urgent: short work: it goes before all that is not, never before what has begun.
        """
        board: Board[T] = Board(self._clock, self._paused, self._look_s)
        task = _Task(board, partial(self._do, work, known_errors, board), urgent)
        with self._lock:
            at = len(self._queue)
            if urgent:
                at = next((i for i, one in enumerate(self._queue) if not one.urgent), at)
            self._queue.insert(at, task)
            if not self._working:
                self._working = True
                threading.Thread(target=self._work, name="analysis", daemon=True).start()
        return Job(board, partial(self._ahead, task), partial(self._drop, task))

    def _do(
        self,
        work: Callable[[Progress], T],
        known_errors: tuple[type[Exception], ...],
        board: Board[T],
    ) -> None:
        def in_turn(progress: Progress) -> T:
            board.begin()
            with self._turn(partial(board.waiting, ELSEWHERE)):
                return work(progress)

        run(in_turn, known_errors, board)

    def _work(self) -> None:
        while True:
            with self._lock:
                self._now = self._queue.pop(0) if self._queue else None
                task = self._now
                self._working = task is not None
            if task is None:
                return
            task.work()
            del task  # what it held may go while the next one works

    def _ahead(self, task: _Task) -> int:
        with self._lock:
            if task not in self._queue:
                return 0
            before = self._queue[: self._queue.index(task)]
            return sum(not one.board.cancelled for one in before) + (self._now is not None)

    def _drop(self, task: _Task) -> None:
        """Cancelled: what has not begun ends here."""
        with self._lock:
            waiting = task in self._queue
            if waiting:
                self._queue.remove(task)
        if waiting:
            task.board.finish("stopped")
