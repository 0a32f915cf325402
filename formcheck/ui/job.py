"""An analysis in the background, so that the page stays alive and a rerun does not lose it."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace

from formcheck.video.analysis import Analysis

Progress = Callable[[float | None, str], None]
Work = Callable[[Progress], Analysis]

_LOG = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised inside the work when nobody waits for it any more."""


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is.

    Attributes:
        fraction: share done, 0 to 1; None while it is not known.
        text: what is being done, for people.
        analysis: the result, once it is there.
        error: the sentence for the page, if the work failed.
    """

    fraction: float | None
    text: str
    analysis: Analysis | None = None
    error: str | None = None

    @property
    def done(self) -> bool:
        """Whether there is a result or an error."""
        return self.analysis is not None or self.error is not None


class _Board:
    """What the thread and the page share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.state = JobState(None, "Starting")
        self.cancelled = threading.Event()

    def progress(self, fraction: float | None, text: str) -> None:
        if self.cancelled.is_set():
            raise Cancelled
        with self.lock:
            self.state = replace(self.state, fraction=fraction, text=text)

    def finish(self, *, analysis: Analysis | None = None, error: str | None = None) -> None:
        with self.lock:
            self.state = replace(self.state, analysis=analysis, error=error)


class AnalysisJob:
    """One analysis running in a thread. It stops when cancelled or when nobody holds the job."""

    def __init__(self, work: Work, known_errors: tuple[type[Exception], ...]) -> None:
        """Start the work.

        Args:
            work: does it; is given the function to report progress with.
            known_errors: exceptions whose message is a sentence for people.
        """
        self._board = _Board()
        weakref.finalize(self, self._board.cancelled.set)
        self._thread = threading.Thread(
            target=_run, args=(work, known_errors, self._board), name="analysis", daemon=True
        )
        self._thread.start()

    def state(self) -> JobState:
        """How far it is now."""
        with self._board.lock:
            return self._board.state

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end; whether it came in time."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Stop at the next report of progress; there will be no result."""
        self._board.cancelled.set()


def _run(work: Work, known_errors: tuple[type[Exception], ...], board: _Board) -> None:
    try:
        board.finish(analysis=work(board.progress))
    except Cancelled:
        board.finish(error="The analysis was stopped.")
    except known_errors as error:
        board.finish(error=str(error))
    except Exception as error:
        _LOG.exception("The analysis failed")
        board.finish(
            error=f"The analysis failed inside Formcheck ({type(error).__name__}). Try another "
            "video; the full report is in the terminal where the app was started."
        )
