"""What came out of one set, on the page: the same words as in the terminal and the report."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.coach.events import NotJudged
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.report.plots import signal_charts
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.theme import palette


def show_headline(summary: SetSummary, hold_goal_s: float | None = None) -> None:
    """One sentence, then the one thing to do next; `hold_goal_s` is the hold that was asked for."""
    quiet = " ".join(_time_and_share(summary))
    step = words.next_step(summary, hold_goal_s)
    st.html(
        f'<h2 class="fc-headline">{escape(words.headline(summary))}</h2>'
        f'<p class="fc-next"><strong>Next:</strong> {escape(step)}</p>'
        f'<p class="fc-quiet">{escape(quiet)}</p>'
    )


def show_details(summary: SetSummary, spec: ExerciseSpec) -> None:
    """Repetitions, measurements over time, what was not judged, and what is good to know."""
    _repetitions(summary, spec)
    show_charts(summary, spec)
    _not_judged(summary, spec)
    if summary.calibration.source != "none":
        show_notes(summary)


def _time_and_share(summary: SetSummary) -> list[str]:
    parts = []
    if summary.holds:
        holds = [
            words.hold(hold) + (f" ({hold.side})" if hold.side else "") for hold in summary.holds
        ]
        parts.append(f"Held {words.joined(holds)}.")
    share = round(100 * summary.judged_share)
    parts.append(
        "All of the time could be judged."
        if share >= 100
        else f"{share} % of the time could be judged."
    )
    return parts


def show_mistakes(summary: SetSummary, spec: ExerciseSpec, key: str = "") -> None:
    """One card for each mistake that was found, the most urgent first.

    `key` tells several exercises on one page apart.
    """
    groups = words.by_check(summary.mistakes)
    if not groups:
        show_no_mistake(summary)
        return
    for group in groups:
        with st.container(border=True, key=f"mistake-{key}{group[0].check}"):
            st.html(_card(group, spec))


def show_no_mistake(summary: SetSummary) -> None:
    """That nothing is to mend, where anything was judged at all."""
    if summary.holds or any(rep.verdict != "not_judged" for rep in summary.reps):
        with st.container(border=True):
            st.html(
                '<div class="fc-card"><h3 class="fc-good">No mistake was found</h3>'
                "<p>Nothing passed its limit in what could be judged.</p></div>"
            )


def _card(group: tuple[MistakeSpan, ...], spec: ExerciseSpec) -> str:
    first = group[0]
    lines = "".join(f"<p>{escape(words.occurrence(mistake, spec))}</p>" for mistake in group)
    kind = words.SEVERITIES[max((m.severity for m in group), key=_weight)]
    text, publisher = _quote(first.id, spec)
    quote = (
        f"<blockquote>{escape(text)}<cite>{escape(publisher)}</cite></blockquote>" if text else ""
    )
    return (
        f'<div class="fc-card"><h3>{escape(first.cue)}</h3>'
        f'<span class="fc-tag fc-mend">{escape(words.sentence(kind)[:-1])}</span>'
        f"{lines}{quote}</div>"
    )


def _weight(severity: str) -> int:
    return -[str(s) for s in words.MOST_URGENT_FIRST].index(severity)


def _quote(mistake_id: str, spec: ExerciseSpec) -> tuple[str, str]:
    for mistake in spec.mistakes:
        if mistake.id == mistake_id:
            return mistake.text, spec.sources[mistake.source].publisher
    return "", ""


def _repetitions(summary: SetSummary, spec: ExerciseSpec) -> None:
    if not summary.reps:
        return
    st.subheader("Repetitions", anchor=False)
    sided = any(rep.side for rep in summary.reps)
    head = ["No.", "Time", *(["Side"] if sided else []), "Result"]
    rows = []
    for rep in summary.reps:
        look = {"clean": "fc-good", "mistake": "fc-mend"}.get(rep.verdict, "")
        cells = [str(rep.index), words.span(rep.start_s, rep.end_s)]
        cells += [rep.side or ""] if sided else []
        row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'{row}<td class="{look}">{escape(words.rep_result(rep, spec))}</td>')
    st.html(table(head, rows, "fc-reps"))


def table(head: list[str], rows: list[str], look: str = "") -> str:
    """A table; `rows` are cells as HTML, already escaped."""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<table class="fc-table {look}"><thead><tr>{titles}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def show_charts(summary: SetSummary, spec: ExerciseSpec, *, heading: bool = True) -> None:
    """The main measurements over time."""
    charts = signal_charts(spec, summary, palette())
    if not charts:
        if not heading:
            st.html('<p class="fc-fact">Nothing was measured.</p>')
        return
    if heading:
        st.subheader("What was measured", anchor=False)
    for chart in charts:
        st.html(f'<p class="fc-quiet">{escape(chart.title)}</p>')
        st.altair_chart(chart.chart, width="stretch", theme=None, alt=chart.in_words)


def _not_judged(summary: SetSummary, spec: ExerciseSpec) -> None:
    if not summary.not_judged or summary.calibration.source == "none":  # then a note says why
        return
    st.subheader("What was not judged", anchor=False)
    rows = [
        f"<td>{escape(words.check_title(check, spec))}</td><td>{escape(reason)}</td>"
        f"<td>{escape(times)}</td>"
        for check, reason, times in _gaps(summary.not_judged)
    ]
    st.html(table(["What", "Why", "When"], rows))


def _gaps(gaps: tuple[NotJudged, ...]) -> list[tuple[str, str, str]]:
    """One row for each check and reason, with its stretches of time."""
    rows: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        key = (gap.check, words.sentence(gap.reason))
        rows.setdefault(key, []).append(words.span(gap.start_s, gap.end_s))
    return [
        (check, reason, words.joined(times) if len(times) < 4 else f"{len(times)} times")
        for (check, reason), times in rows.items()
    ]


def show_notes(summary: SetSummary) -> None:
    """What is good to know. Where nothing was judged, the notes say why."""
    lines = [words.sentence(note) for note in summary.notes]
    if summary.calibration.source != "none" or not lines:
        lines.append(words.sentence(summary.calibration.text))
    items = "".join(f"<li>{escape(line)}</li>" for line in lines if line)
    st.subheader("Good to know", anchor=False)
    st.html(f'<ul class="fc-list">{items}</ul>')
