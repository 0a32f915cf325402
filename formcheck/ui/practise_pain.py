"""How the back feels: asked before Start, and after the practice with what else helps later."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Feelings
from formcheck.progress.feelings import alerts_of
from formcheck.report.progress_words import PLACES
from formcheck.safety.pain import light
from formcheck.ui.clock import today
from formcheck.ui.gate import ask_anew, read_again
from formcheck.ui.navigation import guide
from formcheck.ui.pain_scale import pain_scale
from formcheck.ui.person import journal
from formcheck.ui.practice_entry import Entry
from formcheck.ui.practice_state import Practice
from formcheck.ui.today_stop import SEE

QUESTION = "How does your back feel now?"
_GENTLER = "Gentler today: a little less of each exercise, where that is possible."
_SHORTER = "Holds are shorter."


def ask_pain(practice: Practice, what: str) -> None:
    """How the back feels before `what`; until that is said nothing else is asked."""
    st.html(f'<p class="fc-lead">Before <strong>{escape(what)}</strong>, one question.</p>')
    said = pain_scale("pain-before", QUESTION, None)
    if said is not None:
        practice.choices.feel(said, practice.clock())
        if light(said) == "red":
            ask_anew()
        st.rerun()


def say_pain(practice: Practice, pain: int, *, shorter: bool) -> None:
    """The answer in one line with what follows from it, and the way to change it.

    `shorter`: something is held, and shorter than usual.
    """
    with st.container(
        key="fc-routine-pain", horizontal=True, vertical_alignment="center", gap="small"
    ):
        gentler = f"{_GENTLER} {_SHORTER}" if shorter else _GENTLER
        today = gentler if light(pain) == "amber" else ""
        st.html(
            f'<p class="fc-routine-felt fc-routine-{light(pain)}"><strong>Pain now: {pain} of '
            f"10.</strong> {escape(today)}</p>", width="content",
        )  # fmt: skip
        st.button("Change", key="pain-again", on_click=_ask_again, args=(practice,))


def say_alert(who: str) -> None:
    """That pain has been rising, with the way to the guide; it stops nobody who knows that."""
    try:
        alerts = alerts_of(journal().sessions(who), today())
    except JournalError:
        return
    for alert in (one for one in alerts if one.kind == "pain_up"):
        with st.container(key="fc-routine-alert", gap="small"):
            st.html(f'<p class="fc-routine-reminder" role="note">{escape(alert.sentence)}</p>')
            if st.button(SEE, key="alert-guide", icon=":material/medical_services:"):
                st.switch_page(guide())


def stop_today(practice: Practice, pain: int) -> None:
    """Red: no practice today."""
    st.html(
        '<div class="fc-routine-stop" role="alert"><h2 class="fc-headline">Not today</h2>'
        f"<p>You said {pain} of 10. Rest, walk a little if that is comfortable, and come back when "
        "the pain is 5 or less.</p><p>If it stays like this, gets worse or is new to you, see a "
        "health professional.</p></div>"
    )
    with st.container(horizontal=True):
        if st.button(SEE, key="pain-guide", type="primary"):
            st.switch_page(guide())
        st.button("Answer again", key="pain-again", on_click=_ask_again, args=(practice,))


def ask_after(practice: Practice, entry: Entry) -> bool:
    """How the back feels after it; whether that was said."""
    said = pain_scale("pain-after", QUESTION, entry.feelings.pain_after)
    if said is not None and said != entry.feelings.pain_after:
        entry.feel(pain_after=said)
        entry.felt_at_s = practice.clock()
        practice.choices.feel(said, practice.clock())
        if light(said) == "red":
            read_again()
        st.rerun()
    if said is None:
        return False
    with st.expander("More for your journal: effort, where it hurts, a note"):
        _more(entry)
    return True


def _more(entry: Entry) -> None:
    felt: Feelings = entry.feelings
    effort = st.select_slider(
        "Effort", [None, *range(11)], felt.effort, key="felt-effort",
        format_func=lambda one: "not said" if one is None else f"{one} of 10",
    )  # fmt: skip
    where = st.pills(
        "Where does it hurt?", list(PLACES), selection_mode="multi", default=list(felt.where),
        format_func=lambda place: PLACES[place].capitalize(), key="felt-where",
    )  # fmt: skip
    note = st.text_area(
        "Note", felt.note, key="felt-note", max_chars=2000,
        placeholder="What helped, what did not", height=80,
    )  # fmt: skip
    entry.feel(effort=effort, where=tuple(where or ()), note=(note or "").strip())
    st.html(
        '<p class="fc-quiet">A note is kept when you leave the field. All of it can be changed in '
        "the journal.</p>"
    )


def _ask_again(practice: Practice) -> None:
    practice.choices.feel(None, practice.clock())
