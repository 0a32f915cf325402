"""Which exercise an uploaded film shows, found out in the background while the page stays alive."""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.job import Cancelled, Progress
from formcheck.video.suggest import Suggestion, confident

Look = Callable[[Progress], tuple[Suggestion, ...]]

LIKELY = 0.15
"""Candidates below this are not worth telling."""
_MOST_TOLD = 3
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What came of it.

    Attributes:
        found: the exercises that fit, the likeliest first.
        error: a sentence on why it could not be looked at.
        stopped: it was given up; there is nothing to say.
    """

    found: tuple[Suggestion, ...] = ()
    error: str | None = None
    stopped: bool = False

    @property
    def exercise(self) -> str | None:
        """The exercise to go on with, if that is sure."""
        best = confident(self.found)
        return best.exercise if best else None


class _Board:
    """What the thread and the page share."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.result: Recognised | None = None

    def progress(self, fraction: float | None, text: str) -> None:
        if self.cancelled.is_set():
            raise Cancelled


class Recognition:
    """One film being looked at. It stops when cancelled or when nobody holds it any more."""

    def __init__(self, look: Look, known_errors: tuple[type[Exception], ...]) -> None:
        """Start looking.

        Args:
            look: does it; is given the function to report progress with.
            known_errors: exceptions whose message is a sentence for people.
        """
        self._board = _Board()
        weakref.finalize(self, self._board.cancelled.set)
        self._thread = threading.Thread(
            target=_run, args=(look, known_errors, self._board), name="recognition", daemon=True
        )
        self._thread.start()

    @property
    def result(self) -> Recognised | None:
        """What came of it; None while it goes on."""
        return self._board.result

    def wait(self, timeout_s: float) -> bool:
        """Wait for the end; whether it came in time."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def cancel(self) -> None:
        """Stop at the next report of progress; nothing will be recognised."""
        self._board.cancelled.set()


def in_words(result: Recognised, specs: Mapping[str, ExerciseSpec]) -> str:
    """What the page says about it, as HTML."""
    if result.error is not None:
        return escape(result.error)
    best = result.found[0] if result.found else None
    if best is not None and result.exercise == best.exercise:
        return (
            f"It looks like <strong>{_title(best, specs)}</strong> ({_sure(best)} sure: "
            f"{escape(best.why)}). Choose another exercise if it is not."
        )
    likely = [one for one in result.found if one.confidence >= LIKELY][:_MOST_TOLD]
    text = "I cannot tell which exercise this is. Please choose it."
    if likely:
        named = ", ".join(f"{_title(one, specs)} ({_sure(one)})" for one in likely)
        text += f" It may be: {named}."
    return text


def _title(suggestion: Suggestion, specs: Mapping[str, ExerciseSpec]) -> str:
    spec = specs.get(suggestion.exercise)
    return escape(spec.title if spec else suggestion.exercise)


def _sure(suggestion: Suggestion) -> str:
    return f"{round(100 * suggestion.confidence)} %"


def _run(look: Look, known_errors: tuple[type[Exception], ...], board: _Board) -> None:
    try:
        board.result = Recognised(look(board.progress))
    except Cancelled:
        board.result = Recognised(stopped=True)
    except known_errors as error:
        board.result = Recognised(error=str(error))
    except Exception:
        # Nobody asked for this: the exercise can be chosen all the same.
        _LOG.exception("The exercise could not be recognised")
        board.result = Recognised(stopped=True)
