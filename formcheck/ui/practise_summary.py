"""After the practice: what it came to, what to work on, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from formcheck.live.keeping import Keep
from formcheck.live.snapshot import LiveResult
from formcheck.report import practice
from formcheck.report.words import plural
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.result import show_details, show_mistakes, show_notes, table


def show_summary(
    result: LiveResult, spec: ExerciseSpec, keep: Keep | None = None, notes: Sequence[str] = ()
) -> None:
    """The result of one practice and the files that were kept; the page adds the ways on.

    `notes` are sentences about what went wrong beside the practice itself.
    """
    whole = result.whole
    st.html(_headline(result, spec) + _questions(spec))
    for note in dict.fromkeys(notes):
        st.warning(note, icon=":material/warning:")
    parts = (*practice.set_parts(result), *practice.side_parts(whole))
    if parts:
        _parts(parts, practice.side_difference(whole))
    show_mistakes(whole, spec)
    if whole.calibration.source == "none":
        show_notes(whole)
    _said(result)
    with st.expander("All the details"):
        show_details(whole, spec)
    _kept(result, keep)


def _headline(result: LiveResult, spec: ExerciseSpec) -> str:
    whole = result.whole
    quiet = [practice.how_it_ended(result)]
    held = practice.hold_time(whole.holds)
    if held:
        goal = f", {result.hold_goal_s:g} s asked for each" if result.hold_goal_s else ""
        quiet.append(f"{plural(len(whole.holds), 'hold')}: {held}{goal}.")
    if not practice.nothing_seen(result):
        quiet.append(practice.judged_share(whole))
    return (
        f'<p class="fc-quiet">{escape(spec.title)}</p>'
        f'<h2 class="fc-headline">{escape(practice.headline(result))}</h2>'
        f'<p class="fc-next"><strong>Next time:</strong> {escape(practice.next_step(result))}</p>'
        f'<p class="fc-quiet">{escape(" ".join(quiet))}</p>'
    )


def _questions(spec: ExerciseSpec) -> str:
    """What to ask oneself, for no camera sees it."""
    asked = " ".join(practice.questions(spec, "ask_after"))
    return f'<p class="fc-fact"><strong>Ask yourself:</strong> {escape(asked)}</p>' if asked else ""


def _parts(parts: tuple[practice.Part, ...], difference: str) -> None:
    """Sets, then left against right."""
    held = any(part.held for part in parts)
    rows = [
        f'<th scope="row">{escape(part.name)}</th><td>{escape(part.reps)}</td>'
        + (f"<td>{escape(part.held)}</td>" if held else "")
        for part in parts
    ]
    head = ["", "Repetitions", *(["Held"] if held else [])]
    note = f'<p class="fc-fact">{escape(difference)}</p>' if difference else ""
    st.html(table(head, rows) + note)


def _said(result: LiveResult) -> None:
    lines = practice.transcript(result)
    with st.expander(f"What was said ({plural(len(lines), 'line')})"):
        rows = [
            f'<td>{moment}</td><td>{escape(text)}</td><td class="fc-quiet">{kind}</td>'
            for moment, text, kind in lines
        ]
        st.html(table(["Time", "Words", "Kind"], rows, "fc-reps") if rows else "Nothing.")


def _kept(result: LiveResult, keep: Keep | None) -> None:
    if keep is not None and keep.problem:
        st.warning(keep.problem, icon=":material/warning:")
    if not result.kept:
        st.html('<p class="fc-quiet">Nothing but these numbers was kept.</p>')
        return
    place = f" in <code>{escape(str(keep.folder))}</code>" if keep is not None else ""
    names = "".join(f"<li><code>{escape(name)}</code></li>" for name in result.kept)
    st.html(
        f'<div class="fc-quiet">Kept{place}, because you asked for it:'
        f'<ul class="fc-list">{names}</ul></div>'
    )
