"""How the next practice will be different, told with its reason and a way to take it back."""

from __future__ import annotations

from datetime import datetime
from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Change
from formcheck.progress.adaptation import suggested
from formcheck.ui.catalogue import exercises
from formcheck.ui.practice_entry import Entry

NOT_UNDONE = "This could not be taken back now. {}"


def adapt(entry: Entry) -> None:
    """What follows from the practice for the next ones; done once for each answer."""
    journal, profile = entry.journal, entry.profile.id
    now = datetime.now().astimezone()
    try:
        proposed = suggested(
            journal.sessions(profile), journal.changes(profile), exercises(), now.date()
        )
        made = tuple(
            journal.change(profile, one.kind, one.exercise, one.before, one.after, one.reason, now)
            for one in proposed
        )
    except JournalError as error:
        entry.fault(str(error))
        return
    entry.changes = (*entry.changes, *made)


def show_changes(entry: Entry) -> None:
    """Each change of this practice, with its Undo."""
    if not entry.changes:
        return
    with st.container(key="fc-routine-changes", border=True, gap="small"):
        st.html('<h3 class="fc-part fc-first">From next time on</h3>')
        for change in entry.changes:
            _change(entry, change)


def _change(entry: Entry, change: Change) -> None:
    text, way = st.columns([5, 1], vertical_alignment="center")
    undone = change.id in entry.undone
    mark = " <em>Taken back.</em>" if undone else ""
    text.html(f'<p class="fc-fact">{escape(change.reason)}{mark}</p>')
    if not undone:
        way.button(
            "Undo", key=f"undo-{change.id}", on_click=_undo, args=(entry, change), width="stretch"
        )


def _undo(entry: Entry, change: Change) -> None:
    try:
        entry.journal.undo_change(entry.profile.id, change.id, datetime.now().astimezone())
    except JournalError as error:
        entry.fault(NOT_UNDONE.format(error))
        return
    entry.undone = entry.undone | {change.id}
