"""What the faults of a database mean, in sentences."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from formcheck.journal.address import DATABASE_VARIABLE
from formcheck.journal.errors import JournalError

_KNOWN = (
    (
        ("locked", "busy", "lock timeout"),
        "The journal ({where}) is being used by another program for longer than expected. Close "
        "the other one, or try again in a moment.",
    ),
    (
        ("is full", "disk i/o", "no space"),
        "There is no room left to write the journal ({where}). Free some space, then try again.",
    ),
    (
        ("readonly", "read-only"),
        "The journal ({where}) may only be read. Allow writing to it and to its folder, or name "
        "another place in {variable}.",
    ),
    (
        ("unable to open",),
        "The journal ({where}) cannot be opened. Check that its folder exists and that you may "
        "write there, or name another place in {variable}.",
    ),
    (
        ("malformed", "not a database"),
        "The journal ({where}) is damaged. Start Formcheck again: it puts the damaged file aside "
        "and keeps what can be read.",
    ),
    (
        ("already exists",),
        "There is something else than a journal in {where}. Name another place in {variable}.",
    ),
    (
        ("password", "(28"),
        "The database {where} does not accept the user's name or password.",
    ),
    (
        ("(3d000)",),
        "There is no such database: {where}. Create it, or correct {variable}.",
    ),
    (
        ("(42501)",),
        "The database {where} does not let its user make or change tables. Ask who looks after it.",
    ),
)
"""What the driver says, in small letters, and what that means. In brackets: PostgreSQL's codes."""


def sentence(error: BaseException, place: str) -> str:
    """What a fault of the database means and what to do, without any secret."""
    reason, where = _reason(error), place or "in memory"
    if isinstance(error, PoolTimeoutError):
        reason = "busy"
    for signs, told in _KNOWN:
        if any(sign in reason.lower() for sign in signs):
            return told.format(where=where, variable=DATABASE_VARIABLE)
    if isinstance(error, InterfaceError) or getattr(error, "connection_invalidated", False):
        return no_answer(where)
    return f"The journal ({where}) could not be read or written: {reason}."


def no_answer(place: str) -> str:
    """A server cannot be reached, or has hung up."""
    return f"The database {place} does not answer. Check that it runs and can be reached."


def _reason(error: BaseException) -> str:
    """The driver's own words, in one line."""
    if words := _servers_words(error):
        return f"{words.get('M', '')} ({words.get('C', '')})"
    origin = getattr(error, "orig", None) or error
    return next(iter(str(origin).splitlines()), type(origin).__name__)


def _servers_words(error: BaseException) -> dict[str, Any] | None:
    """What PostgreSQL said: a table of letters. pg8000 may hide it behind a fault that followed."""
    one: BaseException | None = error
    for _ in range(_DEEP):
        if one is None:
            return None
        first: Any = one.args[0] if one.args else None
        if isinstance(first, dict):
            return first
        one = getattr(one, "orig", None) or one.__cause__ or one.__context__
    return None


_DEEP = 8


def is_final(error: BaseException) -> bool:
    """Whether writing the same again would fail again: the fault is in what was to be written.

    Everything else may pass: a lock, a full disk, a database that does not answer.
    """
    if isinstance(error, JournalError):
        cause = error.__cause__
        return cause is None or is_final(cause)
    if isinstance(error, PoolTimeoutError | OSError):
        return False
    if not isinstance(error, DBAPIError) or isinstance(error, IntegrityError | DataError):
        return True
    words = _servers_words(error)
    return words is not None and str(words.get("C", ""))[:2] in _FAULTY_DATA


_FAULTY_DATA = ("22", "23")
"""PostgreSQL's classes of faults for data that cannot be kept."""
