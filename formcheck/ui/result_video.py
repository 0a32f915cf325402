"""The result of a recorded video: headline, film with its timeline, mistakes, figures, files."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import streamlit as st

from formcheck.coach.dose import resolve_dose
from formcheck.report import words
from formcheck.report.figure_words import (
    error_words,
    reach_heading,
    reach_words,
    side_words,
    steadiness_words,
    tempo_words,
)
from formcheck.report.figures import Figures, figures_of
from formcheck.report.report_parts import looked_for, out_of_sight
from formcheck.ui.analyse_films import Film, Outcome, part_in_words
from formcheck.ui.analyse_work import draw_again, remove_older, stills_of
from formcheck.ui.catalogue import exercises, kept_limits, label
from formcheck.ui.downloads import show_downloads
from formcheck.ui.limits_page import show_limits
from formcheck.ui.limits_words import say_limits
from formcheck.ui.mistake_cards import mistake_cards
from formcheck.ui.result import show_charts, show_headline, show_notes, table
from formcheck.ui.timeline_component import show_timeline
from formcheck.video.analysis import Analysis
from formcheck.video.pipeline import rejudged

PLAYER = "fc-player"
_TIMES_SHOWN = 4
MOST_SHOWN_BYTES = 400_000_000
"""The player's film is held in memory: a larger one is watched from its file."""


def show_outcome(film: Film, way_back: Callable[[], None]) -> None:
    """The whole result of one film; `way_back` draws the buttons that lead on from it."""
    if film.outcome is None:
        return
    _take_drawing(film)
    analysis = film.outcome.analysis
    summary, spec = analysis.summary, analysis.spec
    _about(film, analysis, way_back)
    with st.container():  # what comes and goes in it moves nothing below
        show_headline(summary, resolve_dose(spec, {}).get("hold_s"))
        say_limits(analysis.limits)
        if summary.calibration.source == "none":
            show_notes(summary)
    watch, mend = st.columns([3, 2], gap="large")
    with watch, st.container(key="fc-watch"):
        _film(film, analysis)
    with mend:
        mistake_cards(summary, spec, film.outcome.stills)
        st.html(f'<div class="fc-quiet">{looked_for(analysis)}</div>')
    _details(film, analysis)
    show_downloads(film)


def _about(film: Film, analysis: Analysis, way_back: Callable[[], None]) -> None:
    """Which film this is and as what it was judged, which can be changed."""
    part = "" if film.part.whole else f", {part_in_words(film.part).lower()}"
    with st.container(horizontal=True, vertical_alignment="center", key="fc-judged-as"):
        st.html(
            f'<p class="fc-quiet">{escape(film.name)}{escape(part)} - judged as '
            f"{escape(analysis.spec.title.lower())}</p>",
            width="content",
        )
        if analysis.recording is not None:
            _another_exercise(film, analysis)
        st.space("stretch")
        way_back()


def _another_exercise(film: Film, analysis: Analysis) -> None:
    ids, now = list(exercises()), analysis.spec.id
    with st.popover("Another exercise?", type="tertiary", key=f"judge-{film.number}-{now}"):
        chosen = st.selectbox(
            "Judge this film as", ids, ids.index(now) if now in ids else None,
            key=f"judge-as-{film.number}-{now}", format_func=label,
        )  # fmt: skip
        if chosen is not None and chosen != now:
            _judge_as(film, chosen)


def _judge_as(film: Film, exercise: str) -> None:
    """The same film judged anew from what was seen in it: at once."""
    if film.outcome is None:
        return
    limits = kept_limits(exercise)
    replace_analysis(film, rejudged(film.outcome.analysis, exercises()[exercise], limits=limits))
    st.rerun()


def replace_analysis(film: Film, analysis: Analysis) -> None:
    """Another judgement of the same film takes the place of the one before; the film with its
    lines is drawn anew meanwhile."""
    with st.spinner("Judging again"):
        film.outcome = Outcome(analysis, stills_of(analysis))
    film.exercise = analysis.spec.id
    draw_again(film, analysis)


def _film(film: Film, analysis: Analysis) -> None:
    begins_s = 0.0
    with st.container(key=PLAYER):
        shown = analysis.annotated
        if shown is not None:
            begins_s = analysis.video.window.from_s
        shown = shown or analysis.video.path
        alt = "Your video with the body lines, the count and each mistake as it happens"
        show_file(shown, alt)
    with st.container():  # what comes and goes in it moves nothing below
        if film.drawing is not None:
            _watch_drawing(film)
    if show_timeline(analysis, f"timeline-{film.number}", player=PLAYER, begins_s=begins_s):
        st.html(
            '<p class="fc-quiet">Click anything in the timeline to watch it; the line follows the '
            "film.</p>"
        )


def show_file(video: Path, alt: str) -> None:
    """The player of a video file, or a sentence why there is none; `alt` says what it shows."""
    if not video.is_file():
        st.info("The video is no longer here. Analyse it once more to watch it.")
    elif video.stat().st_size > MOST_SHOWN_BYTES:
        st.info(f"This video is too long to be shown here. It is at {video}")
    else:
        st.video(str(video), muted=True, alt=alt)


def _take_drawing(film: Film) -> None:
    """The film that was drawn anew, once it is there."""
    if film.drawing is None or film.outcome is None:
        return
    state = film.drawing.state()
    if not state.ended:
        return
    film.drawing = None
    if state.result is not None:
        film.outcome = film.outcome.with_annotated(state.result)
        remove_older(film, state.result)
    elif state.error is not None:
        st.warning(state.error)


@st.fragment(run_every=1.0)
def _watch_drawing(film: Film) -> None:
    state = film.drawing.state() if film.drawing is not None else None
    if state is None or state.ended:
        st.rerun()
    assert state is not None
    share = round(100 * (state.fraction or 0.0))
    text = state.text if state.stage == "paused" else f"{share} %"
    st.html(
        f'<p class="fc-quiet">Your film without lines. The new ones are being drawn: '
        f"{escape(text)}</p>"
    )


def _details(film: Film, analysis: Analysis) -> None:
    summary, spec = analysis.summary, analysis.spec
    figures = figures_of(analysis)
    names = ["Repetitions and holds", "What was measured", "What was not judged", "Adjust limits"]
    if not (summary.reps or summary.holds):
        names.remove("Repetitions and holds")
    tabs = dict(zip(names, st.tabs(names), strict=True))
    if "Repetitions and holds" in tabs:
        with tabs["Repetitions and holds"]:
            _repetitions(analysis, figures)
    with tabs["What was measured"]:
        show_charts(summary, spec, heading=False)
    with tabs["What was not judged"]:
        _not_judged(analysis)
        if summary.calibration.source != "none":
            show_notes(summary)
        _how_measured(analysis, figures)
    with tabs["Adjust limits"]:
        show_limits(film, analysis, PLAYER, replace_analysis)


def _repetitions(analysis: Analysis, figures: Figures) -> None:
    spec, summary = analysis.spec, analysis.summary
    reached = [one for one in figures.signals if one.movement][:2]
    sided = any(rep.side for rep in figures.reps)
    head = ["No.", "Time", *(["Side"] if sided else []), "Took", "Result",
            *(reach_heading(one) for one in reached)]  # fmt: skip
    results = {rep.index: words.rep_result(rep, spec) for rep in summary.reps}
    looks = {"clean": "fc-good", "mistake": "fc-mend"}
    rows = []
    for rep in figures.reps:
        seek = (
            f'<button class="fc-seek" data-fc-seek="{rep.start_s:.3f}">'
            f"{escape(words.span(rep.start_s, rep.end_s))}</button>"
        )
        cells = [f"<td>{rep.index}</td><td>{seek}</td>"]
        cells += [f"<td>{escape(rep.side or '')}</td>"] if sided else []
        cells.append(f"<td>{words.seconds(rep.duration_s)}</td>")
        look = looks.get(rep.verdict, "")
        cells.append(f'<td class="{look}">{escape(results.get(rep.index, ""))}</td>')
        for one in reached:
            reach = rep.reach.get(one.name)
            cells.append(f"<td>{escape(reach_words(reach, one)) if reach else '-'}</td>")
        rows.append("".join(cells))
    if rows:
        st.html(f'<div class="fc-scroll">{table(head, rows, "fc-reps")}</div>')
    _told("Left and right", side_words(figures))
    _told("Tempo and steadiness", (*tempo_words(figures), *steadiness_words(figures)))


def _told(title: str, lines: tuple[str, ...]) -> None:
    if lines:
        items = "".join(f'<p class="fc-fact">{escape(line)}</p>' for line in lines)
        st.html(f'<h3 class="fc-part">{title}</h3>{items}')


def _not_judged(analysis: Analysis) -> None:
    """What was not judged, why and when; what cannot be seen from here at all."""
    spec, summary = analysis.spec, analysis.summary
    rows = []
    if summary.calibration.source != "none":  # else a note says why
        for reason, times, checks in words.alike_gaps(summary.not_judged):
            more = len(times) - _TIMES_SHOWN
            when = [*times[:_TIMES_SHOWN], *([f"and {more} more"] if more > 0 else [])]
            what = "<br>".join(map(escape, words.gap_titles(checks, spec)))
            why = escape(words.sentence(reason))
            rows.append(f"<td>{what}</td><td>{why}</td><td>{escape(', '.join(when))}</td>")
    if rows:
        st.html(table(["What", "Why", "When"], rows))
    elif summary.calibration.source != "none":
        st.html('<p class="fc-fact">What this view shows was judged all the time.</p>')
    st.html(f'<div class="fc-quiet">{out_of_sight(analysis)}</div>')


def _how_measured(analysis: Analysis, figures: Figures) -> None:
    video = analysis.video
    error = error_words(figures)
    told = f" A difference counts from {error} on." if error else ""
    st.html(
        f'<h3 class="fc-part">How it was measured</h3><p class="fc-quiet">View: '
        f"{escape(analysis.summary.view)}. {words.seconds(video.duration_s)}, "
        f"{video.size[0]} x {video.size[1]}, {video.fps:.3g} pictures a second. "
        f"Pose model: {escape(analysis.model)}.{escape(told)}</p>"
    )
