"""What the faults of a database mean, in sentences."""

from __future__ import annotations

from typing import Any

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from formcheck.journal.address import DATABASE_VARIABLE
from formcheck.journal.errors import JournalError


def sentence(error: BaseException, place: str) -> str:
    """What a fault of the database means and what to do, without any secret."""
    reason = _reason(error)
    small = reason.lower()
    where = place or "in memory"
    if isinstance(error, PoolTimeoutError) or any(one in small for one in _WAITING):
        return (
            f"The journal ({where}) is being used by another program for longer than expected. "
            "Close the other one, or try again in a moment."
        )
    if "full" in small or "disk i/o" in small or "no space" in small:
        return (
            f"There is no room left to write the journal ({where}). Free some space, then try "
            "again."
        )
    if "readonly" in small or "read-only" in small:
        return (
            f"The journal ({where}) may only be read. Allow writing to it and to its folder, or "
            f"name another place in {DATABASE_VARIABLE}."
        )
    if "unable to open" in small:
        return (
            f"The journal ({where}) cannot be opened. Check that its folder exists and that you "
            f"may write there, or name another place in {DATABASE_VARIABLE}."
        )
    if "malformed" in small or "not a database" in small:
        return (
            f"The journal ({where}) is damaged. Start Formcheck again: it puts the damaged file "
            "aside and keeps what can be read."
        )
    if "already exists" in small:
        return (
            f"There is something else than a journal in {where}. Name another place in "
            f"{DATABASE_VARIABLE}."
        )
    if "password" in small or "(28" in small:
        return f"The database {where} does not accept the user's name or password."
    if "3d000" in small:
        return f"There is no such database: {where}. Create it, or correct {DATABASE_VARIABLE}."
    if isinstance(error, InterfaceError) or getattr(error, "connection_invalidated", False):
        return no_answer(where)
    return f"The journal ({where}) could not be read or written: {reason}."


def no_answer(place: str) -> str:
    """A server cannot be reached, or has hung up."""
    return f"The database {place} does not answer. Check that it runs and can be reached."


def _reason(error: BaseException) -> str:
    """The driver's own words; those of PostgreSQL come as a table of letters."""
    origin: Any = getattr(error, "orig", None) or error
    first: Any = origin.args[0] if origin.args else ""
    if isinstance(first, dict):
        return f"{first.get('M', '')} ({first.get('C', '')})"
    return str(first).splitlines()[0] if str(first) else type(origin).__name__


_WAITING = ("locked", "busy", "lock timeout")


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
    first: Any = error.orig.args[0] if error.orig is not None and error.orig.args else None
    return isinstance(first, dict) and str(first.get("C", ""))[:2] in _FAULTY_DATA


_FAULTY_DATA = ("22", "23")
"""PostgreSQL's classes of faults for data that cannot be kept."""
