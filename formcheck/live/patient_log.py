"""A log in a thread of its own, so that one that hangs does not stop the pictures."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from formcheck.live.log import ExerciseBegan, ExerciseEnded, PracticeLog, RepDone
from formcheck.live.teller import quietly

WAIT_S = 0.5
"""So long the end of a repetition is waited for; a log that is in order takes a part of it."""
END_S = 2.0


class PatientLog:
    """Passes on what it is told, in order; whoever tells waits a moment at most."""

    def __init__(self, log: PracticeLog, wait_s: float = WAIT_S) -> None:
        self._log = log
        self._wait_s = wait_s
        self._told: queue.SimpleQueue[tuple[Callable[[], None], threading.Event] | None]
        self._told = queue.SimpleQueue()
        self._late = False
        self._thread: threading.Thread | None = None

    def began(self, exercise: ExerciseBegan) -> None:
        """An exercise begins."""
        self._tell(lambda: self._log.began(exercise))

    def rep(self, position: int, done: RepDone) -> None:
        """A repetition has ended; waits until it is kept, within reason."""
        self._wait(self._tell(lambda: self._log.rep(position, done)), self._wait_s)

    def warmed_up(self, *, skipped: bool) -> None:
        """The warm-up is over."""
        self._tell(lambda: self._log.warmed_up(skipped=skipped))

    def ended(self, exercise: ExerciseEnded) -> None:
        """An exercise is over."""
        self._tell(lambda: self._log.ended(exercise))

    def close(self, wait_s: float = END_S) -> None:
        """No more is told; what has been is passed on, and waited for so long."""
        self._told.put(None)
        if self._thread is not None:
            self._thread.join(wait_s)

    def _tell(self, tell: Callable[[], None]) -> threading.Event:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="live-log", daemon=True)
            self._thread.start()
        done = threading.Event()
        self._told.put((tell, done))
        return done

    def _wait(self, done: threading.Event, wait_s: float) -> None:
        """Not again while an earlier one is still not through: the pictures come first."""
        if self._late:
            wait_s = 0.0
        self._late = not done.wait(wait_s)

    def _run(self) -> None:
        while (one := self._told.get()) is not None:
            tell, done = one
            quietly(tell)
            done.set()
