"""The page *You and your data*: who practises, how strict the coach is, where the journal is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Profile
from formcheck.safety.gate import GET_HELP, Reason
from formcheck.ui import navigation
from formcheck.ui.gate import read_again, why_not
from formcheck.ui.names import plain
from formcheck.ui.people_data import say, show_data, show_said
from formcheck.ui.person import choose_person, journal, person
from formcheck.ui.progress_coaching import mode_choice
from formcheck.ui.theme import page_frame

_NAME_LONGEST = 60
_BEFORE_NEXT = "The questions come before your next practice."
_QUESTIONS: Mapping[Reason | None, str] = {
    None: "You answered them on {day}. Answer them again whenever something has changed.",
    "first": "They come before your first practice.",
    "changed": _BEFORE_NEXT,
    "again": _BEFORE_NEXT,
    "unfinished": _BEFORE_NEXT,
    "pain": f"You said that your pain was strong. {_BEFORE_NEXT}",
    "doctor": "On {day} you ticked something that a doctor should know first. You can practise "
    "once a health professional has agreed.",
    "emergency": f"On {{day}} you ticked something that needs urgent help. {GET_HELP} There is no "
    "practice until this has been looked at.",
}
"""What is to be said of them; `day`: of the last answers."""


def page() -> None:
    """Draw the page."""
    with page_frame("You and your data"):
        show_said()
        try:
            me = person()
            people = journal().profiles()
        except JournalError:  # the line above says it
            return
        you, data = st.columns([1, 1], gap="large")
        with you:
            _who(people, me)
            _mode()
            _questions(me)
        with data:
            show_data(me, [one.name for one in people])


# -- who practises -----------------------------------------------------------------------------


def _who(people: Sequence[Profile], me: Profile) -> None:
    st.subheader("Who practises", anchor=False)
    if len(people) > 1:
        names = {one.id: one.name for one in people}
        chosen = st.radio(
            "Practising now", list(names), list(names).index(me.id),
            format_func=lambda one: plain(names[one]), key=f"who-{me.id}",
        )  # fmt: skip
        if chosen != me.id:
            choose_person(chosen)
            st.rerun()
    else:
        st.html(
            f'<p class="fc-lead">{escape(me.name)}</p><p class="fc-quiet">Does somebody else '
            "practise here too? Add them: everybody has a journal, ranges and a week of their "
            "own.</p>"
        )
    with st.expander("Add somebody", icon=":material/person_add:"):
        _add()
    with st.expander(f"Rename {plain(me.name)}", icon=":material/edit:"):
        _rename(me)


def _add() -> None:
    with st.form("add-person", clear_on_submit=True, border=False):
        name = st.text_input("Name", max_chars=_NAME_LONGEST, key="new-name")
        if not st.form_submit_button("Add and choose"):
            return
    try:
        new = journal().add_profile(name)
    except JournalError as error:
        st.error(plain(str(error)))
        return
    choose_person(new.id)
    say(f"{plain(new.name)} practises now.")
    st.rerun()


def _rename(me: Profile) -> None:
    with st.form(f"rename-{me.id}", border=False):
        name = st.text_input("New name", me.name, max_chars=_NAME_LONGEST, key=f"name-{me.id}")
        if not st.form_submit_button("Rename"):
            return
    try:
        renamed = journal().rename_profile(me.id, name)
    except JournalError as error:
        st.error(plain(str(error)))
        return
    choose_person(me.id)
    say(f"The name is {plain(renamed.name)} now.")
    st.rerun()


# -- how they are coached ----------------------------------------------------------------------


def _mode() -> None:
    st.subheader("How strict the coach is", anchor=False)
    mode_choice()


def _questions(me: Profile) -> None:
    st.subheader("The safety questions", anchor=False)
    last, reason = why_not(me.id)
    day = last.at.astimezone() if last else None
    when = f"{day.day} {day:%B %Y}" if day else ""
    look = "fc-next" if reason == "emergency" else "fc-quiet"
    st.html(f'<p class="{look}">{escape(_QUESTIONS[reason].format(day=when))}</p>')
    if reason == "emergency":
        if st.button("When to see a professional", key="questions-guide"):
            st.switch_page(navigation.guide())
    elif reason in (None, "doctor") and st.button("Ask me again", key="questions-again"):
        read_again()
        say(_BEFORE_NEXT)
        st.rerun()
