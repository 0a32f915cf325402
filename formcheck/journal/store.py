"""The journal: everything that is kept of the people who practise here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Unpack
from uuid import uuid4

from sqlalchemy import Connection, update

import formcheck
from formcheck.journal import backup, changing, exchange, merging, opening, reading, writing
from formcheck.journal import tables as t
from formcheck.journal.address import DATABASE_VARIABLE, IN_MEMORY
from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError
from formcheck.journal.faults import is_final
from formcheck.journal.practice import SessionLog
from formcheck.journal.records import (
    Change,
    Feelings,
    GateAnswers,
    Mode,
    OwnRoutine,
    Person,
    Planned,
    Profile,
    Said,
    Session,
)
from formcheck.journal.writer import Write, Writer

__all__ = ["DATABASE_VARIABLE", "IN_MEMORY", "Journal"]

_WAIT_S = 1.0
"""What is told from a page waits so long; after that it is written later."""
_CLOSE_S = 5.0
_NAMELESS = "Somebody"


class Journal:
    """One open journal. Every method may be called from any thread; all raise `JournalError`.

    Attributes:
        notes: sentences about what was found when it was opened (a damaged file was put aside, a
            copy was made before it was brought up to date).
        place: the file, or the database without its password, as people read it; "" in memory.
        lasting: whether it outlives the process.
    """

    notes: tuple[str, ...]
    place: str
    lasting: bool

    def __init__(self, database: Database, notes: tuple[str, ...] = ()) -> None:
        self.notes = notes
        self.place = database.place
        self.lasting = database.lasting
        self._database = database
        self._writer = Writer(database)
        self._begun: dict[str, tuple[Profile, Session]] = {}

    @classmethod
    def open(cls, url: str | None = None) -> Journal:
        """Open the journal, bringing its tables up to date.

        `url`: as SQLAlchemy writes it; None: `FORMCHECK_DATABASE_URL`, else the file in the user's
        data folder; `IN_MEMORY`: kept until it is closed.
        """
        return cls(*opening.opened(url))

    def close(self) -> None:
        """Let go of it."""
        self._writer.close(_CLOSE_S)
        self._database.close()

    # -- people ------------------------------------------------------------------------------------

    def profiles(self) -> tuple[Profile, ...]:
        """Everybody, who practised last first."""
        with self._database.reading() as connection:
            return reading.profiles(connection)

    def add_profile(self, name: str) -> Profile:
        """Somebody new; the name is trimmed and must not be empty or taken."""
        new = Profile(uuid4().hex, writing.trimmed_name(name), datetime.now(UTC))
        with self._database.writing() as connection:
            writing.refuse_taken(connection, new.name)
            writing.add_profile(connection, new)
        return new

    def rename_profile(self, profile: str, name: str) -> Profile:
        """Another name."""
        trimmed = writing.trimmed_name(name)
        with self._database.writing() as connection:
            row = reading.profile(connection, profile)
            writing.refuse_taken(connection, trimmed, other_than=profile)
            connection.execute(
                update(t.profile)
                .where(t.profile.c.number == row.number)
                .values(name=trimmed, name_key=writing.name_key(trimmed))
            )
        return replace(reading.profile_of(row), name=trimmed)

    def delete_profile(self, profile: str) -> None:
        """Delete somebody and everything that is kept of them."""
        with self._database.writing() as connection:
            writing.remove(connection, t.profile, t.profile.c.id == profile)
        self._database.forget()

    def delete_everything(self) -> None:
        """Delete everybody; backups beside the file too."""
        with self._database.writing() as connection:
            writing.remove(connection, t.profile)
        self._database.forget()
        backup.remove_copies(self._database)

    # -- safety ------------------------------------------------------------------------------------

    def answer_gate(self, profile: str, answers: GateAnswers) -> None:
        """Keep answers to the safety questions."""
        with self._database.writing() as connection:
            number = reading.profile(connection, profile).number
            writing.add_gate(connection, number, replace(answers, at=writing.moment(answers.at)))

    def last_gate(self, profile: str) -> GateAnswers | None:
        """The newest answers (the last that were kept, whatever the clock said)."""
        with self._database.reading() as connection:
            return reading.last_gate(connection, reading.profile(connection, profile).number)

    # -- sessions ----------------------------------------------------------------------------------

    def begin(
        self,
        profile: str,
        title: str,
        planned: Sequence[Planned],
        *,
        at: datetime,
        routine: str | None = None,
        feelings: Feelings | None = None,
    ) -> str:
        """A practice begins; its id. Not listed until something was done or said."""
        began = writing.moment(at)
        session = Session(
            id=uuid4().hex,
            profile=profile,
            started_at=began.astimezone(UTC),
            utc_offset_min=writing.offset_min(began),
            title=title,
            planned=tuple(planned),
            routine=routine,
            feelings=feelings or Feelings(),
            app=formcheck.__version__,
        )

        def write(connection: Connection) -> None:
            number = reading.profile(connection, profile).number
            if reading.session_number(connection, session.id) is None:
                writing.add_session(connection, number, session)

        self._begun[session.id] = self._whose(profile), session
        self._put(write)
        return session.id

    def log(self, session: str, *, model: str, mode: Mode, steps: Mapping[str, int]) -> SessionLog:
        """What keeps a practice as it goes; `steps`: by exercise."""
        begun = self._begun.pop(session) if session in self._begun else None
        profile, head = begun or self._head(session)
        return SessionLog(
            self._writer,
            head,
            model,
            mode,
            steps,
            lambda done: exchange.to_json(Person(profile, (), (done,), (), ())),
        )

    def end(self, session: str, at: datetime) -> None:
        """A practice is over."""
        ended = writing.moment(at)

        def write(connection: Connection) -> None:
            writing.end(connection, session, ended)
            self._begun.pop(session, None)

        self._put(write)

    def feel(self, session: str, **said: Unpack[Said]) -> bool:
        """Keep what the person says of a session; what is not named stays as it was.

        Whether it is kept by now: if the database is away it is written as soon as it is back.
        """
        values = writing.felt(said)
        return self._put(lambda connection: writing.feel(connection, session, values))

    def sessions(self, profile: str) -> tuple[Session, ...]:
        """All practices, in the order in which they were begun.

        Those in which an exercise began, the warm-up was done, or of which something was said.
        """
        with self._database.reading() as connection:
            return reading.sessions(connection, reading.profile(connection, profile).number)

    def session(self, session: str) -> Session | None:
        """One practice."""
        with self._database.reading() as connection:
            return reading.session(connection, session)

    def delete_session(self, session: str) -> None:
        """Delete one practice."""
        with self._database.writing() as connection:
            writing.remove(connection, t.session, t.session.c.id == session)

    # -- how the person is coached -----------------------------------------------------------------

    def change(
        self,
        profile: str,
        kind: str,
        exercise: str | None,
        before: str,
        after: str,
        reason: str,
        at: datetime,
        present: changing.Present | None = None,
    ) -> Change:
        """Keep a change (of `kind` mode: the profile's mode follows).

        `present`: what is so by all changes as they are when this one is kept. A mode is compared
        with the profile's.

        Raises:
            OutdatedError: `before` is not so any more: somebody was quicker.
        """
        wanted = Change(
            0, writing.moment(at), changing.kind_of(kind), exercise, before, after, reason
        )
        changing.refuse_odd(wanted)
        with self._database.writing() as connection:
            number = reading.profile(connection, profile).number
            changing.refuse_outdated(connection, number, wanted, present)
            kept = changing.add(connection, number, wanted)
            changing.follow_mode(connection, number)
        return kept

    def undo_change(self, profile: str, change: int, at: datetime) -> None:
        """Take a change back."""
        undone = writing.moment(at)
        with self._database.writing() as connection:
            number = reading.profile(connection, profile).number
            connection.execute(
                update(t.change)
                .where(
                    t.change.c.profile == number,
                    t.change.c.id == change,
                    t.change.c.undone_at.is_(None),
                )
                .values(undone_at=undone)
            )
            changing.follow_mode(connection, number)

    def changes(self, profile: str) -> tuple[Change, ...]:
        """All changes, oldest first."""
        with self._database.reading() as connection:
            return reading.changes(connection, reading.profile(connection, profile).number)

    # -- routines and the week ---------------------------------------------------------------------

    def routines(self, profile: str) -> tuple[OwnRoutine, ...]:
        """The routines somebody built, by title."""
        with self._database.reading() as connection:
            return reading.routines(connection, reading.profile(connection, profile).number)

    def keep_routine(self, profile: str, routine: OwnRoutine) -> None:
        """Keep a routine, in place of the one with its id."""
        with self._database.writing() as connection:
            number = reading.profile(connection, profile).number
            writing.keep_routine(connection, number, routine)

    def delete_routine(self, profile: str, routine: str) -> None:
        """Delete a routine; practices that followed it stay."""
        with self._database.writing() as connection:
            number = reading.profile(connection, profile).number
            writing.remove(
                connection, t.routine, t.routine.c.profile == number, t.routine.c.id == routine
            )

    def plan(self, profile: str) -> str | None:
        """The weekly plan, as JSON of `formcheck.routines.week`."""
        with self._database.reading() as connection:
            plan: str | None = reading.profile(connection, profile).plan
            return plan

    def keep_plan(self, profile: str, plan: str | None) -> None:
        """Keep a weekly plan; None: none."""
        with self._database.writing() as connection:
            number = reading.profile(connection, profile).number
            writing.keep_plan(connection, number, plan)

    # -- out and in --------------------------------------------------------------------------------

    def person(self, profile: str) -> Person:
        """Everything of one person."""
        with self._database.reading() as connection:
            row = reading.profile(connection, profile)
            return Person(
                profile=reading.profile_of(row),
                gate=reading.gates(connection, row.number),
                sessions=reading.sessions(connection, row.number),
                changes=reading.changes(connection, row.number),
                routines=reading.routines(connection, row.number),
                plan=row.plan,
            )

    def add_person(self, person: Person) -> Profile:
        """Add what was exported: sessions that are already here are left as they are, the rest is
        added; a person of another id but the same name gets a number behind it. Who practised
        last stays first, unless the new practices are later."""
        with self._database.writing() as connection:
            return merging.add(connection, person)

    def back_up(self, to: Path) -> Path:
        """A copy of the whole journal (SQLite only)."""
        return backup.back_up(self._database, to)

    def _put(self, write: Write) -> bool:
        """Whether it is written by now."""
        ticket = self._writer.put(write, _WAIT_S)
        if ticket.refused:
            raise JournalError(ticket.refused)
        return ticket.settled.is_set()

    def _whose(self, profile: str) -> Profile:
        """Somebody, even while the database is away."""
        try:
            with self._database.reading() as connection:
                return reading.profile_of(reading.profile(connection, profile))
        except JournalError as error:
            if is_final(error):
                raise
            return Profile(profile, _NAMELESS, datetime.now(UTC))

    def _head(self, session: str) -> tuple[Profile, Session]:
        with self._database.reading() as connection:
            return reading.head(connection, session)
