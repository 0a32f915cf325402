"""After the practice: what it came to, what to work on, what was said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from formcheck.live.keeping import Keep
from formcheck.live.snapshot import LiveResult, PracticeResult, RoutineResult
from formcheck.report import practice, practice_routine
from formcheck.report.words import plural
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.result import show_details, show_mistakes, show_notes, table

_PAIN = "Pain 0-10"
"""Some exercises ask for it too; the page does so itself."""


def show_headline(result: PracticeResult, specs: Mapping[str, ExerciseSpec]) -> None:
    """In one sentence, and what to work on."""
    if isinstance(result, RoutineResult):
        st.html(_of_routine(result, specs))
    else:
        spec = specs[result.exercise]
        st.html(_of_one(result, spec) + _questions(spec))


def show_rest(
    result: PracticeResult, specs: Mapping[str, ExerciseSpec], keep: Keep | None = None
) -> None:
    """Mistakes, sets, sides, measurements, what was said, and the files that were kept."""
    if isinstance(result, RoutineResult):
        _exercises(result, specs)
    else:
        _exercise(result, specs[result.exercise])
    _said(result)
    if isinstance(result, LiveResult):
        with st.expander("All the details"):
            show_details(result.whole, specs[result.exercise])
    _kept(result, keep)


def _of_one(result: LiveResult, spec: ExerciseSpec) -> str:
    return (
        f'<p class="fc-quiet">{escape(spec.title)}</p>'
        f'<h2 class="fc-headline">{escape(practice.headline(result, spec))}</h2>'
        f'<p class="fc-next"><strong>Next time:</strong> '
        f"{escape(practice.next_step(result, spec))}</p>"
        f'<p class="fc-quiet">{escape(_quiet(result, spec))}</p>'
    )


def _quiet(result: LiveResult, spec: ExerciseSpec) -> str:
    """How it ended, how long was held, how much was judged."""
    whole = result.whole
    quiet = [practice.how_it_ended(result)]
    held = practice.hold_time(whole.holds)
    if held:
        goal = f", {result.hold_goal_s:g} s asked for each" if result.hold_goal_s else ""
        quiet.append(f"{plural(len(whole.holds), 'hold')}: {held}{goal}.")
    if not practice.nothing_seen(result) and practice.is_judged(result, spec):
        quiet.append(practice.judged_share(whole))
    return " ".join(quiet)


def _of_routine(result: RoutineResult, specs: Mapping[str, ExerciseSpec]) -> str:
    items = "".join(
        f'<li class="fc-routine-{line.how}"><i aria-hidden="true">{_MARKS[line.how]}</i>'
        f"<strong>{escape(line.title)}</strong><span>{escape(line.text)}</span></li>"
        for line in practice_routine.lines(result, specs)
    )
    quiet = f"{practice_routine.in_all(result, specs)} {practice_routine.warm_up(result)}".strip()
    return (
        f'<h2 class="fc-headline">{escape(practice_routine.headline(result))}</h2>'
        f'<p class="fc-quiet">{escape(quiet)}</p>'
        f'<ul class="fc-routine-done">{items}</ul>'
        f'<p class="fc-next"><strong>Next time:</strong> '
        f"{escape(practice_routine.work_on(result, specs))}</p>"
    )


_MARKS: dict[practice_routine.How, str] = {
    "good": "\N{HEAVY CHECK MARK}", "mend": "\N{BLACK UP-POINTING TRIANGLE}",
    "skipped": "\N{EN DASH}",
}  # fmt: skip


def _exercises(result: RoutineResult, specs: Mapping[str, ExerciseSpec]) -> None:
    """Each exercise that was done, a click away."""
    for number, (step, done) in enumerate(result.steps, 1):
        spec = specs.get(step.exercise or "")
        if done is None or spec is None:
            continue
        with st.expander(f"{step.title}: {practice.headline(done, spec)}"):
            text = f'<p class="fc-quiet">{escape(_quiet(done, spec))}</p>'
            st.html(text + _questions(spec))
            with st.container(key=f"done-{number}"):
                _exercise(done, spec, key=f"{number}-")
                if st.toggle("All the details", key=f"details-{number}"):  # charts take a while
                    show_details(done.whole, spec)


def _exercise(result: LiveResult, spec: ExerciseSpec, key: str = "") -> None:
    whole = result.whole
    parts = (*practice.set_parts(result, spec), *practice.side_parts(whole, spec))
    if parts:
        _parts(parts, practice.side_difference(whole))
    if practice.is_judged(result, spec) or whole.mistakes:
        show_mistakes(whole, spec, key)
    if whole.calibration.source == "none":
        show_notes(whole)


def _questions(spec: ExerciseSpec) -> str:
    """What to ask oneself, for no camera sees it."""
    questions = practice.questions(spec, "ask_after")
    asked = " ".join(one.removesuffix(_PAIN).rstrip() for one in questions)
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


def _said(result: PracticeResult) -> None:
    lines = practice.transcript(result)
    with st.expander(f"What was said ({plural(len(lines), 'line')})"):
        rows = [
            f'<td>{moment}</td><td>{escape(text)}</td><td class="fc-quiet">{kind}</td>'
            for moment, text, kind in lines
        ]
        st.html(table(["Time", "Words", "Kind"], rows, "fc-reps") if rows else "Nothing.")


def _kept(result: PracticeResult, keep: Keep | None) -> None:
    if keep is not None and keep.problem:
        st.warning(keep.problem, icon=":material/warning:")
    if not result.kept:
        st.html('<p class="fc-quiet">No picture was kept, only numbers.</p>')
        return
    place = f" in <code>{escape(str(keep.folder))}</code>" if keep is not None else ""
    names = "".join(f"<li><code>{escape(name)}</code></li>" for name in result.kept)
    st.html(
        f'<div class="fc-quiet">Kept{place}, because you asked for it:'
        f'<ul class="fc-list">{names}</ul></div>'
    )


def say_notes(notes: Sequence[str]) -> None:
    """What went wrong beside the practice itself, in sentences."""
    for note in dict.fromkeys(notes):
        st.warning(note, icon=":material/warning:")
