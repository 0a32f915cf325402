"""The journal: everything that is kept of the people who practise here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from formcheck.journal.records import (
    Change,
    Feelings,
    GateAnswers,
    Mode,
    OwnRoutine,
    Person,
    Planned,
    Profile,
    Session,
)
from formcheck.live.log import PracticeLog

DATABASE_VARIABLE = "FORMCHECK_DATABASE_URL"
IN_MEMORY = "sqlite://"


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

    @classmethod
    def open(cls, url: str | None = None) -> Journal:
        """Open the journal, bringing its tables up to date.

        `url`: as SQLAlchemy writes it; None: `FORMCHECK_DATABASE_URL`, else the file in the user's
        data folder; `IN_MEMORY`: kept until it is closed.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of it."""
        raise NotImplementedError

    # -- people ------------------------------------------------------------------------------------

    def profiles(self) -> tuple[Profile, ...]:
        """Everybody, who practised last first."""
        raise NotImplementedError

    def add_profile(self, name: str) -> Profile:
        """Somebody new; the name is trimmed and must not be empty or taken."""
        raise NotImplementedError

    def rename_profile(self, profile: str, name: str) -> Profile:
        """Another name."""
        raise NotImplementedError

    def delete_profile(self, profile: str) -> None:
        """Delete somebody and everything that is kept of them."""
        raise NotImplementedError

    def delete_everything(self) -> None:
        """Delete everybody; backups beside the file too."""
        raise NotImplementedError

    # -- safety ------------------------------------------------------------------------------------

    def answer_gate(self, profile: str, answers: GateAnswers) -> None:
        """Keep answers to the safety questions."""
        raise NotImplementedError

    def last_gate(self, profile: str) -> GateAnswers | None:
        """The newest answers (the last that were kept, whatever the clock said)."""
        raise NotImplementedError

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
        """A practice begins; its id. Nothing of it is listed until an exercise has begun."""
        raise NotImplementedError

    def log(self, session: str, *, model: str, mode: Mode, steps: Mapping[str, int]) -> PracticeLog:
        """What keeps a practice as it goes; `steps`: by exercise."""
        raise NotImplementedError

    def end(self, session: str, at: datetime) -> None:
        """A practice is over."""
        raise NotImplementedError

    def feel(self, session: str, feelings: Feelings) -> None:
        """Keep what the person said of a session, in place of what was said before."""
        raise NotImplementedError

    def sessions(self, profile: str) -> tuple[Session, ...]:
        """All practices in which an exercise began, in the order in which they were begun."""
        raise NotImplementedError

    def session(self, session: str) -> Session | None:
        """One practice."""
        raise NotImplementedError

    def delete_session(self, session: str) -> None:
        """Delete one practice."""
        raise NotImplementedError

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
    ) -> Change:
        """Keep a change (of `kind` mode: the profile's mode follows)."""
        raise NotImplementedError

    def undo_change(self, profile: str, change: int, at: datetime) -> None:
        """Take a change back."""
        raise NotImplementedError

    def changes(self, profile: str) -> tuple[Change, ...]:
        """All changes, oldest first."""
        raise NotImplementedError

    # -- routines and the week ---------------------------------------------------------------------

    def routines(self, profile: str) -> tuple[OwnRoutine, ...]:
        """The routines somebody built, by title."""
        raise NotImplementedError

    def keep_routine(self, profile: str, routine: OwnRoutine) -> None:
        """Keep a routine, in place of the one with its id."""
        raise NotImplementedError

    def delete_routine(self, profile: str, routine: str) -> None:
        """Delete a routine; practices that followed it stay."""
        raise NotImplementedError

    def plan(self, profile: str) -> str | None:
        """The weekly plan, as JSON of `formcheck.routines.week`."""
        raise NotImplementedError

    def keep_plan(self, profile: str, plan: str | None) -> None:
        """Keep a weekly plan; None: none."""
        raise NotImplementedError

    # -- out and in --------------------------------------------------------------------------------

    def person(self, profile: str) -> Person:
        """Everything of one person."""
        raise NotImplementedError

    def add_person(self, person: Person) -> Profile:
        """Add what was exported: sessions that are already here are left as they are, the rest is
        added; a person of another id but the same name gets a number behind it."""
        raise NotImplementedError

    def back_up(self, to: Path) -> Path:
        """A copy of the whole journal (SQLite only)."""
        raise NotImplementedError
