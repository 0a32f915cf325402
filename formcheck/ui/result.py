"""What came out of one set, on the page: the same words as in the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from pathlib import Path

import streamlit as st

from formcheck.coach.events import NotJudged
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.report.analysis_json import analysis_to_dict
from formcheck.report.plots import signal_charts
from formcheck.report.signals_csv import signals_frame
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.theme import palette
from formcheck.video.analysis import Analysis

_WATCH = "watch_from_s"
_LEAD_IN_S = 1.0
"""A mistake is watched from a little before it begins."""


def show_analysis(analysis: Analysis, file_name: str) -> None:
    """The result of a recorded video: headline, video, mistakes, tables, charts, downloads.

    Args:
        analysis: the result.
        file_name: what its owner calls the video; told in the downloads in place of our copy's.
    """
    summary, spec = analysis.summary, analysis.spec
    show_headline(summary)
    if summary.calibration.source == "none":
        show_notes(summary)
    video, mend = st.columns([3, 2], gap="medium")
    with video:
        _video(analysis)
    with mend:
        show_mistakes(summary, spec, watchable=True)
    show_details(summary, spec)
    _about_the_video(analysis)
    _downloads(replace(analysis, video=replace(analysis.video, path=Path(file_name))))


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
    _charts(summary, spec)
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


def _video(analysis: Analysis) -> None:
    shown = analysis.annotated or analysis.video.path
    if not shown.is_file():
        st.info("The video is no longer here. Analyse it once more to watch it.")
        return
    start = st.session_state.get(_WATCH)
    st.video(
        str(shown),
        start_time=start or 0,
        autoplay=start is not None,
        muted=True,
        alt="Your video with the measured body lines, the count and each mistake as it happens",
    )


def show_mistakes(summary: SetSummary, spec: ExerciseSpec, *, watchable: bool) -> None:
    """One card for each mistake that was found, the most urgent first."""
    groups = words.by_check(summary.mistakes)
    if not groups:
        if summary.holds or any(rep.verdict != "not_judged" for rep in summary.reps):
            with st.container(border=True):
                st.html(
                    '<div class="fc-card"><h3 class="fc-good">No mistake was found</h3>'
                    "<p>Nothing passed its limit in what could be judged.</p></div>"
                )
        return
    for group in groups:
        with st.container(border=True, key=f"mistake-{group[0].check}"):
            st.html(_card(group, spec))
            if watchable:
                _watch_buttons(group)


def _watch_buttons(group: tuple[MistakeSpan, ...]) -> None:
    with st.container(horizontal=True, gap="small"):
        for mistake in group[:4]:
            start = max(0.0, mistake.start_s - _LEAD_IN_S)
            st.button(
                f"Watch at {words.seconds(mistake.start_s)}",
                key=f"watch-{mistake.check}-{mistake.start_s:.3f}",
                icon=":material/play_arrow:",
                on_click=_watch_from,
                args=(start,),
            )


def _watch_from(start_s: float) -> None:
    st.session_state[_WATCH] = start_s


def forget_position() -> None:
    """The next video starts at its beginning."""
    st.session_state.pop(_WATCH, None)


def _card(group: tuple[MistakeSpan, ...], spec: ExerciseSpec) -> str:
    first = group[0]
    lines = "".join(f"<p>{escape(_occurrence(mistake, spec))}</p>" for mistake in group)
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


def _occurrence(mistake: MistakeSpan, spec: ExerciseSpec) -> str:
    rep = f"Repetition {mistake.rep}, " if mistake.rep else ""
    when = f"{rep}{words.span(mistake.start_s, mistake.end_s)}"
    limit = words.against_limit(mistake)
    if not limit:
        return words.sentence(when)
    over = mistake.value >= mistake.threshold
    thing = words.measured_thing(mistake.check, spec) if over else None
    return words.sentence(f"{when}: {f'{thing} ' if thing else ''}{limit}")


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


def _charts(summary: SetSummary, spec: ExerciseSpec) -> None:
    charts = signal_charts(spec, summary, palette())
    if not charts:
        return
    st.subheader("What was measured", anchor=False)
    for chart in charts:
        st.html(f'<p class="fc-quiet">{escape(chart.title)}</p>')
        st.altair_chart(chart.chart, width="stretch", theme=None, alt=chart.in_words)


def _not_judged(summary: SetSummary, spec: ExerciseSpec) -> None:
    if not summary.not_judged or summary.calibration.source == "none":  # then a note says why
        return
    st.subheader("What could not be judged", anchor=False)
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


def _about_the_video(analysis: Analysis) -> None:
    video = analysis.video
    st.html(
        f'<p class="fc-quiet">View: {escape(analysis.summary.view)}. '
        f"{words.seconds(video.duration_s)}, {video.size[0]} x {video.size[1]}, "
        f"{video.fps:.3g} pictures a second. Pose model: {escape(analysis.model)}.</p>"
    )


def _downloads(analysis: Analysis) -> None:
    st.subheader("Keep the result", anchor=False)
    stem = f"formcheck-{analysis.spec.id}"
    with st.container(horizontal=True):
        if analysis.annotated and analysis.annotated.is_file():
            st.download_button(
                "Annotated video", analysis.annotated.read_bytes(), f"{stem}.mp4", "video/mp4",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        st.download_button(
            "Result (JSON)", _json(analysis), f"{stem}.json", "application/json",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if len(analysis.summary.signals.time_s):
            table = signals_frame(analysis.spec, analysis.summary.signals).to_csv(index=False)
            st.download_button(
                "Measurements (CSV)", table, f"{stem}-signals.csv", "text/csv",
                on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _json(analysis: Analysis) -> str:
    return json.dumps(analysis_to_dict(analysis), indent=2, ensure_ascii=False, allow_nan=False)
