"""What the page *Journal* is made of: a card for each practice, its exercises, how it felt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Any, cast

import streamlit as st

from formcheck.journal.exchange import csv_zip, to_json
from formcheck.journal.records import ExerciseDone, Person, Rep, Said, Session
from formcheck.progress.days import day_of
from formcheck.progress.follow import follow
from formcheck.progress.words import title_of
from formcheck.report import progress_words as words
from formcheck.report.judging import judged_in
from formcheck.report.words import SEVERITIES, plural, seconds, sentence
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import exercises
from formcheck.ui.clock import now, today
from formcheck.ui.names import plain
from formcheck.ui.person import journal
from formcheck.ui.result import table

Specs = Mapping[str, ExerciseSpec]

NOTE_AT_MOST = 2000
_LOOKS: Mapping[words.Look, str] = {
    "clean": "fc-prog-clean", "mistake": "fc-prog-mend", "not_judged": "fc-prog-unsure",
    "counted": "fc-prog-counted",
}  # fmt: skip
_EXERCISES_TOLD = 3
_WARM_UP = {"done": "Warmed up.", "skipped": "The warm-up was skipped.", "none": ""}
_SCALES = (
    ("pain_before", "Pain before", "0 is no pain, 10 the worst that you can imagine"),
    ("pain_after", "Pain after", ""),
    ("pain_next_day", "Pain the next morning", ""),
)
_MORE = (
    ("effort", "How hard was it?", "0 very easy, 10 as hard as can be"),
    ("sleep", "How did you sleep?", "0 badly, 10 well"),
    ("stress", "How much stress?", "0 none, 10 very much"),
)


# -- the list --------------------------------------------------------------------------------------


def card(session: Session, specs: Specs, open_: Callable[[str], None]) -> None:
    """One practice of the list: all of it is the button."""
    with st.container(key=f"fc-prog-card-{session.id}"):
        st.button(
            plain(session.title), key=f"open-practice-{session.id}", type="tertiary",
            on_click=open_, args=(session.id,),
        )  # fmt: skip
        told = (words.pain_line(session.feelings), _did(session, specs))
        quiet = escape(" \N{MIDDLE DOT} ".join(part for part in told if part))
        st.html(
            f'<p><span class="fc-prog-when">{words.clock(session)}</span> '
            f"{escape(words.practice_line(session, specs))}</p>"
            f"{dots(words.looks_of(session.exercises, specs))}"
            f'{f"""<p class="fc-quiet fc-prog-line">{quiet}</p>""" if quiet else ""}'
            f"{_note(session.feelings.note)}"
        )


def _did(session: Session, specs: Specs) -> str:
    """The exercises by name, where the title does not say it: a routine is known by its own."""
    if session.routine:
        return ""
    names = list(dict.fromkeys(title_of(done.exercise, specs) for done in session.exercises))
    if names == [session.title]:
        return ""
    more = len(names) - _EXERCISES_TOLD
    return ", ".join(names[:_EXERCISES_TOLD]) + (f" and {more} more" if more > 0 else "")


def _note(note: str) -> str:
    short = note if len(note) < 160 else f"{note[:157].rstrip()}..."
    return f'<p class="fc-prog-note fc-prog-line">{escape(short)}</p>' if short.strip() else ""


def dots(looks: Sequence[words.Look]) -> str:
    """A dot for each repetition, by what came of it; a picture with its words."""
    if not looks:
        return ""
    marks = "".join(f'<i class="{_LOOKS[look]}"></i>' for look in looks)
    return f'<p class="fc-prog-reps" role="img" aria-label="{words.counted(looks)}">{marks}</p>'


# -- one practice ----------------------------------------------------------------------------------


def show_exercises(session: Session, specs: Specs) -> None:
    """What was done: each exercise with its repetitions and what to mend."""
    facts = " ".join(
        part for part in (_WARM_UP[session.warm_up], _left_out(session, specs)) if part
    )
    if facts:
        st.html(f'<p class="fc-quiet">{escape(facts)}</p>')
    for done in session.exercises:
        with st.container(border=True, key=f"fc-prog-exercise-{done.position}"):
            _exercise(done, specs)


def _left_out(session: Session, specs: Specs) -> str:
    did = {done.exercise for done in session.exercises}
    left = [title_of(one.exercise, specs) for one in session.planned if one.exercise not in did]
    return f"Not begun: {', '.join(dict.fromkeys(left))}." if left else ""


def _exercise(done: ExerciseDone, specs: Specs) -> None:
    spec, judged = specs.get(done.exercise), judged_in(specs, done.exercise, done.view)
    st.html(
        f'<div class="fc-card"><h3>{escape(title_of(done.exercise, specs))}</h3>'
        f"<p>{escape(sentence(words.exercise_line(done, specs)))}</p>"
        f"{_sides(done.reps, judged=judged)}{_mistakes(done, spec, judged=judged)}"
        f'<p class="fc-quiet">{escape(_how(done, judged=judged))}</p></div>'
    )
    if done.reps:
        with st.expander(plural(len(done.reps), "repetition")):
            st.html(_reps(done, spec, judged=judged))


def _sides(reps: Sequence[Rep], *, judged: bool) -> str:
    """The dots, a row for each set and side."""
    rows, sets = [], {rep.set_number for rep in reps}
    for (number, side), part in groupby(reps, key=lambda rep: (rep.set_number, rep.side)):
        looks = [words.look_of(rep, judged=judged) for rep in part]
        parts = [f"set {number}" if len(sets) > 1 else "", side or ""]
        name = ", ".join(one for one in parts if one).capitalize()
        named = f"<span>{name}</span>" if name else ""
        rows.append(f'<div class="fc-prog-row">{named}{dots(looks)}</div>')
    return "".join(rows)


def _mistakes(done: ExerciseDone, spec: ExerciseSpec | None, *, judged: bool) -> str:
    seen = words.mistakes_seen(done.mistakes, spec)
    if not seen and not judged:
        return '<p class="fc-quiet">No mistake is looked for in this exercise.</p>'
    if not seen:
        known = any(rep.verdict != "not_judged" for rep in done.reps)
        return '<p class="fc-good">No mistake was found.</p>' if known else ""
    items = "".join(
        f"<li><strong>{escape(one.cue)}</strong> <span class='fc-quiet'>"
        f"{escape(_told(one))}</span></li>"
        for one in seen
    )
    return f'<ul class="fc-list">{items}</ul>'


def _told(one: words.Seen) -> str:
    parts = [plural(one.times, "time"), SEVERITIES[one.severity]]
    if one.worst:
        parts.append(f"at most {one.worst}" if one.times > 1 else one.worst)
    return ", ".join(parts)


def _how(done: ExerciseDone, *, judged: bool) -> str:
    parts = [f"Mode: {done.mode}."]
    if done.view:
        parts.insert(0, f"Seen from: {done.view}.")
    if done.judged_share is not None and judged:
        parts.append(f"{round(100 * done.judged_share)} % of the time could be judged.")
    return " ".join(parts)


def _reps(done: ExerciseDone, spec: ExerciseSpec | None, *, judged: bool) -> str:
    sided = any(rep.side for rep in done.reps)
    held = any(rep.held_s is not None for rep in done.reps)
    head = ["No.", *(["Side"] if sided else []), *(["Held"] if held else []), "Result"]
    rows = []
    for rep in done.reps:
        cells = [str(rep.number)]
        cells += [rep.side or ""] if sided else []
        cells += [seconds(rep.held_s) if rep.held_s is not None else ""] if held else []
        look = words.look_of(rep, judged=judged)
        style = {"clean": "fc-good", "mistake": "fc-mend"}.get(look, "fc-quiet")
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'{row}<td class="{style}">{escape(_result(rep, look, spec))}</td>')
    return table(head, rows, "fc-reps")


def _result(rep: Rep, look: words.Look, spec: ExerciseSpec | None) -> str:
    if look != "mistake" or not rep.mistakes:
        return words.LOOKS[look].capitalize()
    return "; ".join(dict.fromkeys(words.cue_for(mistake, spec) for mistake in rep.mistakes))


# -- how it felt -----------------------------------------------------------------------------------


def show_feelings(session: Session) -> None:
    """What the person says of it; each answer is kept at once, a second tap takes it back."""
    st.html('<h3 class="fc-part fc-first">How it felt</h3>')
    was, of = session.feelings, _turn(session)
    said: dict[str, Any] = {}
    for name, question, ends in _SCALES:
        said[name] = _scale(f"{name}-{of}", question, ends, getattr(was, name))
    places = list(words.PLACES)
    where = st.pills(
        "Where did it hurt?", places, selection_mode="multi", default=list(was.where),
        format_func=lambda place: words.PLACES[place].capitalize(), key=f"where-{of}",
        wrap=True,
    )  # fmt: skip
    said["where"] = tuple(place for place in places if place in where)
    with st.expander("Effort, sleep and stress"):
        for name, question, ends in _MORE:
            said[name] = _scale(f"{name}-{of}", question, ends, getattr(was, name))
    note = st.text_area(
        "Your note", was.note, max_chars=max(NOTE_AT_MOST, len(was.note)), key=f"note-{of}",
        placeholder="Anything you want to remember",
    )  # fmt: skip
    said["note"] = note or ""
    _keep(session, {name: told for name, told in said.items() if told != getattr(was, name)})


def _turn(session: Session) -> str:
    """Names what is asked; otherwise after it was changed elsewhere, to be shown as it is now:
    the old answers, still chosen here, would be told again."""
    shown, times = st.session_state.get(key := f"felt-{session.id}", (session.feelings, 0))
    if shown != session.feelings:
        times += 1
    st.session_state[key] = session.feelings, times
    return f"{session.id}-{times}" if times else session.id


def _scale(key: str, question: str, ends: str, value: int | None) -> int | None:
    with st.container(key=f"fc-prog-scale-{key}", gap=None):
        chosen = st.segmented_control(question, range(11), default=value, key=key, width="stretch",
                                      wrap=True)  # fmt: skip
        if ends:
            st.html(f'<p class="fc-quiet">{escape(ends)}.</p>')
    return chosen


def _keep(session: Session, new: Mapping[str, Any]) -> None:
    if not new:
        return
    if journal().feel(session.id, **cast(Said, new)):
        key = f"felt-{session.id}"
        told = replace(session.feelings, **new)
        st.session_state[key] = told, st.session_state[key][1]
        st.toast("Kept in your journal.", icon=":material/check:")
    else:
        st.toast("The journal is busy: this is kept as soon as it answers.")
    if any(name in new for name, _, _ in _SCALES):
        for change in follow(journal(), session.profile, exercises(), now()):
            st.toast(f"{plain(change.reason)} *Progress* has an Undo.", duration="long")


# -- keeping and deleting --------------------------------------------------------------------------


def show_keeping(of: Callable[[], Person], what: str) -> None:
    """Buttons for a copy as tables and as JSON; each is made when it is asked for."""
    stem = f"formcheck-{what}-{today().isoformat()}"
    with st.container(horizontal=True):
        st.download_button(
            "Tables (CSV)", lambda: csv_zip(of()), f"{stem}.zip", "application/zip",
            on_click="ignore", icon=":material/download:", key=f"csv-{what}",
        )  # fmt: skip
        st.download_button(
            "Everything (JSON)", lambda: to_json(of()).encode(), f"{stem}.json",
            "application/json", on_click="ignore", icon=":material/download:", key=f"json-{what}",
        )  # fmt: skip


def ask_deletion(session: Session) -> None:
    """One clear question before it is gone."""
    when = f"{words.day_name(day_of(session), today())} at {words.clock(session)}"
    with st.popover("Delete this practice", icon=":material/delete:", type="tertiary"):
        st.html(
            f"<p><strong>{escape(session.title)}</strong>, {escape(when)}: its repetitions, pain "
            "and note will be gone from this journal. Your other practices stay.</p>"
        )
        if st.button("Delete it", type="primary", icon=":material/delete:"):
            journal().delete_session(session.id)
            st.query_params.clear()
            st.rerun()
