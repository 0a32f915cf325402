"""Errors as sentences: what happened, where, what to do; exit code 2 for bad input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

SOME_FAILED = 1
"""Of several films some could not be judged."""
BAD_INPUT = 2
INTERRUPTED = 130


class RefusedError(Exception):
    """The command cannot be carried out as it was given; the message is for the person."""


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn every foreseen error in the block into one sentence on stderr and an exit code.

    A mistake in Formcheck itself keeps its traceback: that is what a bug report needs.
    """
    try:
        yield
    except KeyboardInterrupt:
        say("Stopped; nothing was written.")
        raise typer.Exit(INTERRUPTED) from None
    except typer.Exit:
        raise
    except Exception as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        say(sentence)
        raise typer.Exit(BAD_INPUT) from error


def sentence_for(error: Exception) -> str | None:
    """What a foreseen error says to the person; None for a mistake in Formcheck itself."""
    if isinstance(error, BrokenPipeError):  # `formcheck list | head`: nobody is listening any more
        return None
    if isinstance(error, OSError):
        return _os_sentence(error)
    return str(error) if isinstance(error, _foreseen()) else None


def _foreseen() -> tuple[type[Exception], ...]:
    # Imported when something went wrong, so that `formcheck list` need not wait for them.
    from formcheck.coach.dose import DoseError
    from formcheck.journal.errors import JournalError
    from formcheck.pose.model import ModelError
    from formcheck.pose.recording import RecordingError
    from formcheck.pose.system import SystemLibraryError
    from formcheck.report.compare import CompareError
    from formcheck.specs.problems import SpecError
    from formcheck.video.errors import VideoError

    return (
        *(RefusedError, SpecError, DoseError, VideoError),
        *(ModelError, RecordingError, SystemLibraryError, CompareError),
        JournalError,
    )


def _os_sentence(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else " the result"
    reason = error.strerror or str(error)
    return f"Could not read or write{where} ({reason}). Free some space or choose another place."


def say(text: str) -> None:
    """Say it on stderr."""
    print(text, file=sys.stderr)
