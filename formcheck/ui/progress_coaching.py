"""How somebody is coached: the mode, how far each exercise was raised, every change with Undo."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from formcheck.journal.records import Change, ExerciseDone, Mode, Session
from formcheck.progress.adaptation import step_of
from formcheck.progress.adapted import amount_words, target_of
from formcheck.progress.words import on_day, title_of
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import exercises, shipped
from formcheck.ui.clock import now
from formcheck.ui.person import journal, person
from formcheck.ui.result import table

MODES: dict[Mode, str] = {
    "gentle": "More room before a mistake is told, and holds of 15 seconds: after a bad week, or "
    "to begin with.",
    "standard": "A mistake is told as the exercise's own instructions put it: for most days.",
    "precise": "Less room before a mistake is told: when it goes well.",
}
STEP = (
    "A step up asks for about five per cent more: longer, more often or further. A step back asks "
    "for as much less."
)
_SHOWN = 5


def show_coaching(sessions: Sequence[Session]) -> None:
    """The mode, the steps and what changed them."""
    st.subheader("How you are coached", anchor=False)
    mode_choice()
    changes = journal().changes(person().id)
    _steps(sessions, changes)
    _changes(changes)


def mode_choice() -> None:
    """How strictly one is coached, with what it means; the choice is kept as a change."""
    me = person()
    chosen = st.segmented_control(
        "Mode", list(MODES), default=me.mode, required=True, format_func=str.capitalize,
        key=f"mode-{me.id}-{me.mode}",
    )  # fmt: skip
    if chosen and chosen != me.mode:
        journal().change(me.id, "mode", None, me.mode, chosen, "You chose it.", now())
        st.rerun()
    st.html(f'<p class="fc-quiet">{escape(MODES[me.mode])}</p>')


def _steps(sessions: Sequence[Session], changes: Sequence[Change]) -> None:
    """What each exercise asked for the last time it was done, and how far it is raised now."""
    specs = exercises()
    last = {done.exercise: done for one in sessions for done in one.exercises}
    rows = [
        f"<td>{escape(specs[name].title)}</td><td>{escape(asked_in(done, specs[name]))}</td>"
        f"<td>{_level(step_of(changes, name))}</td>"
        for name, done in reversed(last.items())
        if name in specs
    ]
    if rows:
        head = ["Exercise", "Asked for last time", "Compared with the beginning"]
        st.html(table(head, rows) + f'<p class="fc-quiet">{STEP}</p>')


def asked_in(done: ExerciseDone, spec: ExerciseSpec) -> str:
    """What was asked for, as it was done: `5 repetitions`, `30 seconds`."""
    key = target_of(spec)
    if key is None or key not in done.dose:
        return "as long as is comfortable"
    return amount_words(key, done.dose[key])


def _level(step: int) -> str:
    if step == 0:
        return "as at the beginning"
    way = "up" if step > 0 else "back"
    return f"{abs(step)} step{'s' if abs(step) > 1 else ''} {way}"


def _changes(changes: Sequence[Change]) -> None:
    if not changes:
        st.html(
            '<p class="fc-quiet">Nothing was changed so far. After three good practices an '
            "exercise asks for a little more, after a painful one for less; each change is told "
            "here and can be taken back.</p>"
        )
        return
    st.html('<h3 class="fc-part">What was changed, and why</h3>')
    newest = list(reversed(changes))
    for change in newest[:_SHOWN]:
        _change(change)
    if len(newest) > _SHOWN:
        with st.expander(f"Earlier changes ({len(newest) - _SHOWN})"):
            for change in newest[_SHOWN:]:
                _change(change)


def _change(change: Change) -> None:
    text, undo = st.columns([5, 1], vertical_alignment="center")
    gone = change.undone_at is not None
    look = ' class="fc-prog-back"' if gone else ""
    with text:
        st.html(
            f"<p{look}><strong>{escape(_what(change))}</strong> "
            f"({escape(on_day(change.at.date()))}): {escape(_why(change))}</p>"
        )
    with undo:
        if gone:
            st.html('<p class="fc-quiet">Taken back.</p>')
        elif st.button("Undo", key=f"undo-{change.id}", icon=":material/undo:"):
            journal().undo_change(person().id, change.id, now())
            st.rerun()


def _why(change: Change) -> str:
    """The reason, without what stands before it in bold."""
    title = title_of(change.exercise or "", shipped())
    return change.reason.removeprefix(f"{title}, one step further: ").removeprefix(
        f"{title}, one step back: "
    )


def _what(change: Change) -> str:
    if change.kind == "mode":
        return f"Mode: {change.before} to {change.after}"
    title = title_of(change.exercise or "", shipped())
    try:
        further = int(change.after) > int(change.before)
    except ValueError:
        return f"{title}: {change.before} to {change.after}"
    return f"{title}: {'a step further' if further else 'a step back'}"
