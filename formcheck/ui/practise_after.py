"""The screen after the practice: how it went, how the back feels now, then the way to progress."""

from __future__ import annotations

import streamlit as st

from formcheck.live.snapshot import PracticeResult, RoutineResult
from formcheck.report import practice as words
from formcheck.report import practice_routine
from formcheck.ui.catalogue import exercises
from formcheck.ui.navigation import progress
from formcheck.ui.practice_entry import Entry
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_changes import show_changes
from formcheck.ui.practise_pain import ask_after
from formcheck.ui.practise_summary import say_notes, show_headline, show_rest

SEE_PROGRESS = "See your progress"
_ATTEMPT = "Your journal keeps that you began, and what you say here."


def show_after(practice: Practice) -> None:
    """The result of the last practice, and what is to be said of it."""
    result, entry, opening = practice.result, practice.entry, practice.opening
    if result is None:
        return
    specs = exercises() if opening is None else {**exercises(), **opening.specs}
    show_headline(result, specs)
    say_notes((*practice.notes, *(entry.faults() if entry else ())))
    if entry is not None:
        _unwritten(entry)
        _feelings(practice, entry, counted=not nothing_counted(result))
    show_rest(result, specs, opening.keep if opening else None)


def nothing_counted(result: PracticeResult | None) -> bool:
    """Whether nothing was counted in the practice; there is nothing to see of it then."""
    if isinstance(result, RoutineResult):
        return practice_routine.nothing_seen(result)
    return result is not None and words.nothing_seen(result)


def _feelings(practice: Practice, entry: Entry, *, counted: bool) -> None:
    with st.container(key="fc-routine-after", border=True):
        told = ask_after(practice, entry)
        if not told:
            return
        felt = entry.feelings.pain_after
        if entry.followed_for != felt:
            entry.followed_for = felt
            entry.changes.look()
        show_changes(entry.changes, "From next time on")
        if not counted:
            st.html(f'<p class="fc-quiet">{_ATTEMPT}</p>')
        elif st.button(SEE_PROGRESS, key="progress", type="primary", width="stretch"):
            st.switch_page(progress())


def _unwritten(entry: Entry) -> None:
    """What could not be written yet can be taken along."""
    waiting = entry.unwritten()
    if waiting:
        st.download_button(
            "Download what is not in the journal yet", waiting, "formcheck-practice.json",
            "application/json", key="unwritten",
        )  # fmt: skip
