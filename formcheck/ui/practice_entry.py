"""One practice in the journal, from Start to what the person says afterwards.

The practice never depends on it: whatever the journal cannot do becomes a sentence.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Unpack, cast

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.exchange import from_json
from formcheck.journal.practice import SessionLog
from formcheck.journal.records import Feelings, Mode, Planned, Profile, Said
from formcheck.journal.store import Journal
from formcheck.routines.routine import Plan
from formcheck.ui.clock import now
from formcheck.ui.practise_changes import Changes

KEPT = 20
_NOT_KEPT = "This practice could not be written into the journal. {}"


@dataclass
class Entry:
    """One practice in the journal. Every method may be called from any thread; none raises.

    Attributes:
        profile: who practises.
        mode, steps: how strict it is and how far it was raised, by exercise.
        feelings: what was said of it so far.
        session: its id in the journal; None: it could not be begun, or has not.
        log: keeps it as it goes; None like `session`.
        problems: what the journal could not do, in sentences.
        changes: what it changed for the next practices.
        followed_for: the pain after it for which that was looked at.
        felt_at_s: when that pain was said, on the practice's clock.
    """

    journal: Journal
    profile: Profile
    mode: Mode = "standard"
    steps: Mapping[str, int] = field(default_factory=dict)
    feelings: Feelings = field(default_factory=Feelings)
    session: str | None = None
    log: SessionLog | None = None
    problems: tuple[str, ...] = ()
    changes: Changes = field(init=False)
    followed_for: int | None = None
    felt_at_s: float = 0.0

    def __post_init__(self) -> None:
        self.changes = Changes(self.journal, self.profile.id)

    def begin(self, plan: Plan, model: str, *, left_out: bool = False) -> None:
        """The practice begins; `left_out`: without the warm-up that the routine has."""
        planned = [Planned(step.exercise, dict(step.dose)) for step in plan.steps if step.exercise]

        def write() -> None:
            self.session = self.journal.begin(
                self.profile.id, plan.title, planned, at=now(), routine=plan.routine,
                feelings=self.feelings,
            )  # fmt: skip
            self.log = self.journal.log(self.session, model=model, mode=self.mode, steps=self.steps)
            if left_out:
                self.log.warmed_up(skipped=True)

        self._try(write)

    def end(self) -> None:
        """The practice is over."""
        log = self.log
        if log is not None:
            self._try(lambda: log.over(datetime.now(UTC)))

    def feel(self, **said: Unpack[Said]) -> None:
        """The person says something of themselves. Only what is new is kept: the rest may have
        been put right elsewhere."""
        was, log = self.feelings, self.log
        self.feelings = replace(was, **said)
        new = {name: value for name, value in said.items() if value != getattr(was, name)}
        if log is not None and new:
            self._try(lambda: log.feel(**cast(Said, new)))

    def follow(self, journal: Journal) -> None:
        """Go on in the journal that is in use now, if the practice is there: it was brought into it
        from the tab's own. What was not kept by then comes after it."""
        if self.session is None or journal is self.journal:
            return
        try:
            found = journal.session(self.session)
            people = () if found is None else journal.profiles()
            who = next((one for one in people if found and one.id == found.profile), None)
            if who is None:
                return
            waiting = self.unwritten()
            if waiting:
                journal.add_person(replace(from_json(waiting), profile=who))
            log = journal.log(  # for what is said of it: no exercise begins any more
                self.session, model="", mode=self.mode, steps=self.steps
            )
            changes = self.changes.followed(journal, who.id)
        except JournalError:
            return  # asked again when the page is drawn the next time
        self.journal, self.profile, self.log = journal, who, log
        self.changes, self.problems = changes, ()

    def faults(self) -> tuple[str, ...]:
        """What the journal could not do until now."""
        problem = self.log.problem if self.log is not None else None
        return (*self.problems, problem) if problem else self.problems

    def unwritten(self) -> str:
        """What waits to be written, as JSON; "" if nothing does."""
        return self.log.unwritten() if self.log is not None else ""

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except JournalError as error:
            told = _NOT_KEPT.format(error)
            if told not in self.problems:
                self.problems = (*self.problems, told)


class Entries:
    """The last practices' entries by their tab's token, so that a reload finds them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, Entry] = OrderedDict()

    def keep(self, token: str, entry: Entry | None) -> None:
        """Keep a tab's last entry; None: its last practice has none."""
        with self._lock:
            self._entries.pop(token, None)
            if entry is not None:
                self._entries[token] = entry
            while len(self._entries) > KEPT:
                self._entries.popitem(last=False)

    def of(self, token: str) -> Entry | None:
        """A tab's last entry."""
        with self._lock:
            return self._entries.get(token)


@st.cache_resource(show_spinner=False)
def entries() -> Entries:
    """The entries of this app."""
    return Entries()
