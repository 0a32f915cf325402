"""Writes in order, in a thread of its own, and again when it did not work."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError
from formcheck.journal.faults import is_final

Write = Callable[[Connection], object]

_FIRST_PAUSE_S = 0.25
_LONGEST_PAUSE_S = 2.0
_LAST_TRIES_S = 3.0
_LOG = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Ticket:
    """One thing to be written.

    Attributes:
        settled: set when it is written, or never will be.
        refused: why it never will be, as a sentence.
    """

    write: Write
    settled: threading.Event = field(default_factory=threading.Event)
    refused: str | None = None


class Writer:
    """One queue for a journal. What cannot be written now stays in it, in order.

    Its thread lives only while something waits to be written, so that a journal needs no goodbye;
    the program does not end before it, unless the database stays away for seconds.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[Ticket] = deque()
        self._change = threading.Condition()
        self._running = False
        self._closing_at: float | None = None
        self._problem: str | None = None

    @property
    def problem(self) -> str | None:
        """Why something waits, as a sentence."""
        return self._problem

    def put(self, write: Write, wait_s: float) -> Ticket:
        """Write it after all that was put before; waits for it at most so long."""
        ticket = self.add(write)
        self.wait(ticket, wait_s)
        return ticket

    def add(self, write: Write) -> Ticket:
        """Write it after all that was put before; it is written later."""
        ticket = Ticket(write)
        with self._change:
            self._waiting.append(ticket)
            if not self._running:
                self._start()
        return ticket

    def wait(self, ticket: Ticket, wait_s: float) -> None:
        """Wait until it is settled, at most so long.

        It does not wait behind others that could not be written: then the database has a fault.
        """
        if self._problem is None:
            ticket.settled.wait(wait_s)

    def close(self, wait_s: float) -> None:
        """Write what waits, for at most so long."""
        with self._change:
            self._closing_at = time.monotonic() + wait_s
            self._change.notify_all()
            self._change.wait_for(lambda: not self._running, wait_s + 1.0)

    def _start(self) -> None:
        try:
            threading.Thread(target=self._run, name="formcheck-journal").start()
            self._running = True
        except RuntimeError as error:  # no more threads: the next one tries again
            self._problem = f"The journal cannot be written just now ({error})."

    def _run(self) -> None:
        pause = _FIRST_PAUSE_S
        while (ticket := self._next()) is not None:
            if self._done(ticket):
                pause = _FIRST_PAUSE_S
                continue
            with self._change:
                self._change.wait_for(lambda: self._closing_at is not None, pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)
            if self._time_is_up():
                with self._change:
                    self._leave()
                return

    def _next(self) -> Ticket | None:
        with self._change:
            if self._waiting:
                return self._waiting[0]
            self._leave()  # before the lock is given back: the next one starts a thread
            return None

    def _leave(self) -> None:
        self._running = False
        self._change.notify_all()

    def _done(self, ticket: Ticket) -> bool:
        """Whether it is written or refused; if neither, it stays."""
        problem: str | None = None
        try:
            with self._database.writing() as connection:
                ticket.write(connection)
        except Exception as error:  # the thread must outlive whatever a driver raises
            problem = str(error)
            if not is_final(error):
                if self._problem is None:
                    _LOG.warning("Waiting to write the journal: %s", problem)
                self._problem = problem
                return False
            if not isinstance(error, JournalError):
                _LOG.error("Could not be kept in the journal", exc_info=error)
        with self._change:
            self._waiting.popleft()
            if not self._waiting:
                self._problem = None
        ticket.refused = problem
        ticket.settled.set()
        return True

    def _time_is_up(self) -> bool:
        if self._closing_at is None and not threading.main_thread().is_alive():
            self._closing_at = time.monotonic() + _LAST_TRIES_S
        return self._closing_at is not None and time.monotonic() > self._closing_at
