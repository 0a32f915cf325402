"""How the next practice will be different, told with its reason and a way to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Change
from formcheck.journal.store import Journal
from formcheck.progress.follow import follow
from formcheck.ui.catalogue import exercises
from formcheck.ui.clock import now


@dataclass
class Changes:
    """What followed from the journal here, for one person; nothing of it raises.

    Attributes:
        profile: whose.
        made: the changes, oldest first; `undone` are the ids of those that were taken back here.
        problem: why it cannot be done, as a sentence.
    """

    journal: Journal
    profile: str
    made: tuple[Change, ...] = ()
    undone: frozenset[int] = frozenset()
    problem: str | None = None

    def look(self) -> None:
        """Keep what follows from the journal now."""
        try:
            self.made += follow(self.journal, self.profile, exercises(), now())
        except JournalError as error:
            self.problem = str(error)

    def followed(self, journal: Journal, profile: str) -> Changes:
        """The same in another journal, into which they were brought.

        Raises:
            JournalError: it cannot be read.
        """
        mine = {(one.at, one.kind, one.exercise) for one in self.made}
        made = tuple(
            one for one in journal.changes(profile) if (one.at, one.kind, one.exercise) in mine
        )
        undone = frozenset(one.id for one in made if one.undone_at is not None)
        return Changes(journal, profile, made, undone)

    def undo(self, change: Change) -> None:
        """Take a change back."""
        try:
            self.journal.undo_change(self.profile, change.id, now())
        except JournalError as error:
            self.problem = f"This could not be taken back now. {error}"
            return
        self.undone |= {change.id}


def show_changes(changes: Changes, title: str) -> None:
    """Each change with its reason and its Undo."""
    if changes.problem:
        st.warning(changes.problem, icon=":material/warning:")
    if not changes.made:
        return
    with st.container(key="fc-routine-changes", border=True, gap="small"):
        st.html(f'<h3 class="fc-part fc-first">{escape(title)}</h3>')
        for change in changes.made:
            _change(changes, change)


def _change(changes: Changes, change: Change) -> None:
    text, way = st.columns([5, 1], vertical_alignment="center")
    undone = change.id in changes.undone
    mark = " <em>Taken back.</em>" if undone else ""
    text.html(f'<p class="fc-fact">{escape(change.reason)}{mark}</p>')
    if not undone:
        way.button(
            "Undo", key=f"undo-{change.id}", on_click=changes.undo, args=(change,),
            width="stretch",
        )  # fmt: skip
