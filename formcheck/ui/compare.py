"""The page *Compare*: the same repetition of two analysed videos, side by side."""

from __future__ import annotations

from datetime import date
from functools import partial
from html import escape

import streamlit as st

from formcheck.report.compare import Comparison, Matched, comparison_of
from formcheck.report.compare_pictures import comparison_pictures
from formcheck.report.compare_report import comparison_charts, comparison_html, difference_words
from formcheck.report.words import rep_result, seconds
from formcheck.ui.analyse_films import Film, Shelf, shelf
from formcheck.ui.analyse_list import watch_until_done
from formcheck.ui.analyse_work import begin
from formcheck.ui.catalogue import sample_title, samples
from formcheck.ui.compare_players import Stretch, play_together
from formcheck.ui.downloads import stem_of
from formcheck.ui.navigation import analyse
from formcheck.ui.result_video import show_file
from formcheck.ui.samples import Sample
from formcheck.ui.theme import page_frame, palette
from formcheck.video.analysis import Analysis
from formcheck.video.errors import VideoError

PLAYERS = ("fc-two-first", "fc-two-second")
_PAIRS = (("cat_cow_clean", "cat_cow_too_quick"), ("cat_cow_clean", "cat_cow_arch_too_deep"))
"""Sample clips to try it with: the first pair that is there."""


def page() -> None:
    """Draw the page."""
    with page_frame("Compare two videos"):
        state = shelf()
        for film in state.films:
            film.take_result()
        pairs = _with_partner(state.done)
        if pairs:
            _choose(pairs)
        elif state.in_work:
            st.html('<p class="fc-lead">Your videos are being analysed.</p>')
            watch_until_done()
        else:
            _nothing_yet(state)


def _with_partner(films: list[Film]) -> list[Film]:
    """Films of an exercise that another film shows too."""
    exercises = [film.exercise for film in films]
    return [film for film in films if exercises.count(film.exercise) > 1]


def _nothing_yet(state: Shelf) -> None:
    known = f"You have {len(state.done)} so far. " if state.done else ""
    st.html(
        '<p class="fc-lead">Before and after, or you and your physiotherapist: the same repetition '
        "of two videos, side by side.</p>"
        f'<p class="fc-fact">{known}Analyse two videos of the same exercise first, then come back '
        "to this page.</p>"
    )
    pair = _sample_pair()
    with st.container(horizontal=True):
        if st.button("Analyse videos", type="primary"):
            state.view = "choose"
            st.switch_page(analyse())
        if pair is not None and st.button("Try it with two samples"):
            for sample in pair:
                _begin_sample(state, sample)
            st.rerun()


def _sample_pair() -> tuple[Sample, Sample] | None:
    known = {sample.id: sample for sample in samples()}
    for first, second in _PAIRS:
        if first in known and second in known:
            return known[first], known[second]
    return None


def _begin_sample(state: Shelf, sample: Sample) -> None:
    try:
        film = state.new_film(sample_title(sample), sample.video)
    except OSError as error:
        st.error(f"{error.filename} could not be written to: {error.strerror}.")
        return
    film.exercise, film.chosen, film.about = sample.exercise, True, sample.about
    state.films.append(film)
    begin(film)


def _choose(films: list[Film]) -> None:
    names = _names(films)
    by_number = {film.number: film for film in films}
    one, other = st.columns(2, gap="large")
    with one:
        first = by_number[_film_select("First video", list(by_number), names, 0)]
    partners = [f.number for f in films if f.exercise == first.exercise and f is not first]
    with other:
        second = by_number[_film_select("Second video", partners, names, 0)]
    if first.outcome is None or second.outcome is None:
        return
    analyses = (first.outcome.analysis, second.outcome.analysis)
    told = (names[first.number], names[second.number])
    comparison = comparison_of(*analyses, told)
    _side_by_side(comparison, analyses)
    st.download_button(
        "Comparison (HTML)", partial(_file, comparison, analyses),
        f"{stem_of(' and '.join(told), comparison.spec.id)}.html", "text/html",
        on_click="ignore", icon=":material/download:", type="primary",
    )  # fmt: skip


def _file(comparison: Comparison, analyses: tuple[Analysis, Analysis]) -> bytes:
    """The page to keep; without pictures where a film is gone."""
    try:
        pictures = comparison_pictures(comparison, *analyses)
    except VideoError:
        pictures = ()
    return comparison_html(comparison, made_on=date.today(), pictures=pictures).encode()


def _film_select(label: str, numbers: list[int], names: dict[int, str], at: int) -> int:
    key = f"compare-{label}"
    if st.session_state.get(key) not in numbers:
        st.session_state[key] = numbers[at]
    chosen: int = st.selectbox(label, numbers, key=key, format_func=names.__getitem__)
    return chosen


def _names(films: list[Film]) -> dict[int, str]:
    """What the films are called; of those with one name the later ones are numbered."""
    names: dict[int, str] = {}
    for film in films:
        alike = sum(other.name == film.name for other in films if other.number < film.number)
        names[film.number] = f"{film.name} ({alike + 1})" if alike else film.name
    return names


def _side_by_side(comparison: Comparison, analyses: tuple[Analysis, Analysis]) -> None:
    if not comparison.reps:
        st.info("No repetition was seen in both videos. Choose two others.")
        _differences(comparison)
        return
    rep = _rep_choice(comparison)
    stretches: list[Stretch] = []
    with st.container(key="fc-two"):
        columns = st.columns(2, gap="large")
    pairs = zip((rep.first, rep.second), analyses, columns, strict=True)
    for at, (figures, analysis, column) in enumerate(pairs):
        with column:
            begins_s = _player(PLAYERS[at], analysis)
            stretches.append((figures.start_s - begins_s, figures.end_s - begins_s))
            counted = next(
                (one for one in analysis.summary.reps if one.index == figures.index), None
            )
            result = f" - {rep_result(counted, analysis.spec)}" if counted else ""
            st.html(f'<p class="fc-fact">{seconds(figures.duration_s)}{escape(result)}</p>')
    play_together("together", PLAYERS, (stretches[0], stretches[1]))
    _differences(comparison)
    st.subheader("The same repetition, from start to end", anchor=False)
    for chart in comparison_charts(comparison, rep, palette()):
        st.html(f'<p class="fc-quiet">{escape(chart.title)}</p>')
        st.altair_chart(chart.chart, width="stretch", theme=None, alt=chart.in_words)


def _rep_choice(comparison: Comparison) -> Matched:
    titles = [rep.title for rep in comparison.reps]
    key = f"compare-rep-{comparison.spec.id}"
    if st.session_state.get(key) not in titles:
        st.session_state[key] = titles[0]
    chosen: str | None
    if len(titles) > 6:
        chosen = st.selectbox("Repetition", titles, key=key)
    else:
        chosen = st.segmented_control("Repetition", titles, required=True, key=key)
    assert chosen is not None
    return comparison.reps[titles.index(chosen)]


def _player(key: str, analysis: Analysis) -> float:
    """Put the film on the page; the film's moment at which the player's clock is at zero."""
    annotated = analysis.annotated
    with st.container(key=key):
        show_file(annotated or analysis.video.path, "The video with the body lines")
    return analysis.video.window.from_s if annotated is not None else 0.0


def _differences(comparison: Comparison) -> None:
    st.subheader("What differs", anchor=False)
    lines = "".join(f"<li>{escape(line)}</li>" for line in difference_words(comparison))
    st.html(f'<ul class="fc-list">{lines}</ul>')
