"""Errors as sentences: what happened, where, what to do; exit code 2 for bad input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

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
        _say("Stopped; nothing was written.")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:  # `formcheck list | head`: nobody is listening any more
        raise
    except OSError as error:
        _say(_os_sentence(error))
        raise typer.Exit(BAD_INPUT) from error
    except Exception as error:
        if not isinstance(error, _foreseen()):
            raise
        _say(str(error))
        raise typer.Exit(BAD_INPUT) from error


def _foreseen() -> tuple[type[Exception], ...]:
    # Imported when something went wrong, so that `formcheck list` need not wait for them.
    from formcheck.coach.dose import DoseError
    from formcheck.pose.model import ModelError
    from formcheck.pose.recording import RecordingError
    from formcheck.pose.system import SystemLibraryError
    from formcheck.specs.problems import SpecError
    from formcheck.video.errors import VideoError

    return (
        *(RefusedError, SpecError, DoseError, VideoError),
        *(ModelError, RecordingError, SystemLibraryError),
    )


def _os_sentence(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else " the result"
    reason = error.strerror or str(error)
    return f"Could not read or write{where} ({reason}). Free some space or choose another place."


def _say(text: str) -> None:
    print(text, file=sys.stderr)
