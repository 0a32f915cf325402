"""What can be wrong with a journal, in sentences with their remedy."""

from __future__ import annotations


class JournalError(Exception):
    """The journal cannot be opened, read or written; the message says why and what to do.

    Practising never depends on it.
    """


class OutdatedError(JournalError):
    """A change starts from what is no longer so: it was changed elsewhere meanwhile."""
