"""Keeps a practice as it goes: what `formcheck.live` tells ends up in the journal at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from threading import RLock
from typing import Unpack
from uuid import uuid4

from sqlalchemy import Connection, Table, func, select, update

from formcheck.journal import tables as t
from formcheck.journal import writing
from formcheck.journal.errors import JournalError
from formcheck.journal.records import ExerciseDone, Mode, Rep, Said, Session, WarmUp
from formcheck.journal.words import finite, finite_or_none
from formcheck.journal.writer import Ticket, Write, Writer
from formcheck.live.log import ExerciseBegan, ExerciseEnded, MistakeSeen, RepDone

_WAIT_S = 0.3
"""A repetition waits for its commit no longer: the pictures must not stand still."""


class SessionLog:
    """Keeps one practice (a `PracticeLog`).

    What cannot be written now is written later, in order. The whole practice is remembered here as
    well, so that it can be saved by hand when the journal stays out of reach. What is told comes
    from the thread that judges and from pages; every method may be called from any.
    """

    def __init__(
        self,
        writer: Writer,
        session: Session,
        model: str,
        mode: Mode,
        steps: Mapping[str, int],
        told: Callable[[Session], str],
    ) -> None:
        self._writer = writer
        self._id = uuid4().hex
        self._session = session
        self._model, self._mode, self._steps = model, mode, steps
        self._told = told
        self._done: dict[int, ExerciseDone] = {}
        self._tickets: list[Ticket] = []
        self._refused: str | None = None
        self._lock = RLock()

    @property
    def problem(self) -> str | None:
        """Why something of this practice is not kept (yet), as a sentence; None: all is kept."""
        with self._lock:
            self._settle()
            if self._refused:
                return self._refused
            return self._writer.problem if self._tickets else None

    def unwritten(self) -> str:
        """The whole practice as a file that can be imported later; "": all of it is kept."""
        with self._lock:
            self._settle()
            if not self._tickets and not self._refused:
                return ""
            done = tuple(self._done[position] for position in sorted(self._done))
            whole = replace(self._session, exercises=done)
        return self._told(whole)

    def began(self, exercise: ExerciseBegan) -> None:
        """An exercise begins."""
        done = ExerciseDone(
            position=exercise.position,
            exercise=exercise.exercise,
            model=self._model,
            dose=finite(exercise.dose),
            mode=self._mode,
            step=self._steps.get(exercise.exercise, 0),
            start_s=exercise.time_s,
        )
        with self._lock:
            self._done[exercise.position] = done
        key = self._key(exercise.position)
        self._put(lambda connection: _begin(connection, self._session.id, key, done))

    def rep(self, position: int, done: RepDone) -> None:
        """A repetition has ended; when this returns it outlives the process."""
        before = self._done.get(position)
        if before is None:
            self._refused = _NOT_BEGUN
            return
        rep = _rep(done)
        mistakes = tuple(_mistake(one) for one in done.mistakes)
        with self._lock:
            self._done[position] = replace(
                before, reps=(*before.reps, rep), mistakes=(*before.mistakes, *mistakes)
            )
        key, nth = self._key(position), len(before.reps)
        first_mistake = len(before.mistakes)

        def write(connection: Connection) -> None:
            number = _exercise(connection, key)
            if _count(connection, t.rep, number) > nth:
                return  # written before, though the answer was lost
            writing.add_reps(connection, number, (rep,), nth)
            writing.add_mistakes(connection, number, mistakes, first_mistake)

        self._put(write)

    def warmed_up(self, *, skipped: bool) -> None:
        """The warm-up is over."""
        told: WarmUp = "skipped" if skipped else "done"
        with self._lock:
            self._session = replace(self._session, warm_up=told)
        self._put(
            lambda connection: connection.execute(
                update(t.session).where(t.session.c.id == self._session.id).values(warm_up=told)
            )
        )

    def ended(self, exercise: ExerciseEnded) -> None:
        """An exercise is over."""
        before = self._done.get(exercise.position)
        if before is None:
            self._refused = _NOT_BEGUN
            return
        mistakes = tuple(_mistake(one) for one in exercise.mistakes)
        after = replace(
            before,
            end_s=exercise.time_s,
            ended_by=exercise.ended_by,
            view=exercise.view,
            judged_share=exercise.judged_share,
            mistakes=(*before.mistakes, *mistakes),
        )
        with self._lock:
            self._done[exercise.position] = after
        key, first_mistake = self._key(exercise.position), len(before.mistakes)

        def write(connection: Connection) -> None:
            number = _exercise(connection, key)
            if _count(connection, t.mistake, number) <= first_mistake:
                writing.add_mistakes(connection, number, mistakes, first_mistake)
            writing.end_exercise(connection, number, after)

        self._put(write)

    def feel(self, **said: Unpack[Said]) -> None:
        """The person says something of themselves; what is not named stays.

        Raises:
            JournalError: a scale is not from 0 to 10.
        """
        values = writing.felt(said)
        with self._lock:
            felt = replace(self._session.feelings, **said)
            self._session = replace(self._session, feelings=felt)
        self._put(lambda connection: writing.feel(connection, self._session.id, values))

    def over(self, at: datetime) -> None:
        """The practice is over.

        Raises:
            JournalError: the date cannot be kept.
        """
        ended = writing.moment(at)
        with self._lock:
            self._session = replace(self._session, ended_at=ended.astimezone(UTC))
        self._put(lambda connection: writing.end(connection, self._session.id, ended))

    def _key(self, position: int) -> str:
        return f"{self._id}:{position}"

    def _put(self, write: Write) -> None:
        with self._lock:  # it is known to wait before it is waited for
            self._settle()
            ticket = self._writer.add(write)
            self._tickets.append(ticket)
        self._writer.wait(ticket, _WAIT_S)

    def _settle(self) -> None:
        """Forget what is written."""
        waiting = []
        for ticket in self._tickets:
            if not ticket.settled.is_set():
                waiting.append(ticket)
            elif ticket.refused:
                self._refused = ticket.refused
        self._tickets = waiting


def _begin(connection: Connection, session: str, key: str, done: ExerciseDone) -> None:
    number = connection.scalar(select(t.session.c.number).where(t.session.c.id == session))
    if number is None:
        raise JournalError(_GONE)
    here = connection.scalar(select(t.exercise.c.number).where(t.exercise.c.key == key))
    if here is None:
        writing.add_exercise(connection, number, key, done)


def _exercise(connection: Connection, key: str) -> int:
    number: int | None = connection.scalar(
        select(t.exercise.c.number).where(t.exercise.c.key == key)
    )
    if number is None:
        raise JournalError(_GONE)
    return number


_NOT_BEGUN = "Something was done in an exercise that had not begun; it is not kept."
_GONE = "This practice was deleted from the journal; what is done now is not kept."


def _count(connection: Connection, table: Table, exercise: int) -> int:
    counted = connection.scalar(
        select(func.count()).select_from(table).where(table.c.exercise == exercise)
    )
    return counted or 0


def _rep(done: RepDone) -> Rep:
    one = done.rep
    return Rep(
        set_number=done.set_number,
        number=one.index,
        side=one.side,
        start_s=one.start_s,
        end_s=one.end_s,
        verdict=one.verdict,
        mistakes=tuple(one.mistakes),
        held_s=done.held_s,
        form_s=done.form_s,
        reach=finite(done.reach),
    )


def _mistake(seen: MistakeSeen) -> MistakeSeen:
    """Databases take no NaN."""
    return replace(
        seen,
        value=finite_or_none(seen.value) or 0.0,
        threshold=finite_or_none(seen.threshold) or 0.0,
    )
