"""What the page *Progress* is made of: charts, each with one sentence under it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from html import escape

import altair as alt
import streamlit as st

from formcheck.progress.results import (
    Alert,
    CleanTrend,
    Helped,
    HoldTrend,
    MistakeCount,
    PainTrend,
    Practice,
    Trends,
)
from formcheck.report.progress_charts import calendar_chart, pain_chart
from formcheck.report.progress_report import progress_html
from formcheck.report.progress_tracks import (
    clean_chart,
    clean_share,
    hold_chart,
    paired,
    range_chart,
    range_title,
    same_measure,
    ups_and_downs,
)
from formcheck.report.progress_words import helped_words, noun, under
from formcheck.ui import navigation
from formcheck.ui.catalogue import shipped
from formcheck.ui.clock import today
from formcheck.ui.names import file_name
from formcheck.ui.person import journal, person
from formcheck.ui.theme import palette

WEEKS_ON_PAGE = 8
_MISTAKES_TOLD = 5


def show_alerts(alerts: Sequence[Alert]) -> None:
    """When it is time to see somebody."""
    if not alerts:
        return
    said = "".join(f"<p>{escape(alert.sentence)}</p>" for alert in alerts)
    with st.container(gap="small"):
        st.html(f'<div class="fc-prog-alert" role="note">{said}</div>')
        if st.button("When to see a professional", icon=":material/medical_services:"):
            st.switch_page(navigation.guide())


def show_facts(found: Trends) -> None:
    """Three figures of the last four weeks."""
    practice = found.practice
    facts = [
        (str(practice.days_28), f"{noun(practice.days_28, 'practice day')} in four weeks"),
        (
            str(round(practice.minutes_28)),
            f"{noun(round(practice.minutes_28), 'minute')} in four weeks",
        ),
    ]
    if (share := clean_share(found.clean, today())) is not None:
        facts.append((f"{round(100 * share)} %", "of judged repetitions clean in four weeks"))
    boxes = "".join(f"<div><strong>{value}</strong>{what}</div>" for value, what in facts)
    st.html(f'<div class="fc-prog-facts">{boxes}</div>')


def show_practice(practice: Practice, on: date) -> None:
    """Practice days as dots."""
    st.subheader("Practice days", anchor=False)
    minutes = {one.day: one.minutes for one in practice.days}
    chart = calendar_chart(minutes, on, WEEKS_ON_PAGE, palette())
    _chart(chart, practice.sentence, f"Practice days: {practice.sentence}")


def show_pain(pain: PainTrend) -> None:
    """Pain before, after and the next morning."""
    st.subheader("Pain", anchor=False)
    if not pain.points:
        _says(pain.sentence)
        return
    _chart(pain_chart(pain.points, palette()), pain.sentence, f"Pain: {pain.sentence}")


def show_helped(helped: Sequence[Helped]) -> None:
    """What went along with better mornings."""
    if not helped:
        return
    st.subheader("What may have helped", anchor=False)
    items = "".join(f"<li>{escape(text)}</li>" for text in helped_words(helped))
    st.html(f'<ul class="fc-list">{items}</ul>')


def show_exercise(found: Trends, exercise: str) -> None:
    """Everything of one exercise: how clean, how far, how long."""
    charts = [*_clean(found.clean, exercise), *_ranges(found, exercise),
              *_holds(found.holds, exercise)]  # fmt: skip
    for start in range(0, len(charts), 2):
        for column, (title, chart, said) in zip(
            st.columns(2, gap="medium"), charts[start : start + 2], strict=False
        ):
            with column:
                st.html(f'<h3 class="fc-part">{escape(title)}</h3>')
                _chart(chart, said, f"{title}: {said}") if chart is not None else _says(said)


def show_error_key(found: Trends, exercise: str) -> None:
    """What the bands and the dashes mean, where there are any."""
    said = []
    if any(one.exercise == exercise for one in found.ranges):
        said.append("The tinted band is the error of measuring: what stays within it is no change.")
    if any(point.asked_s for one in found.holds for point in one.points
           if one.exercise == exercise):  # fmt: skip
        said.append("Dashed is the hold that was asked for.")
    if said:
        st.html(f'<p class="fc-quiet">{" ".join(said)}</p>')


_Chart = tuple[str, alt.LayerChart | None, str]
"""Title, picture, what it says."""


def _clean(trends: Iterable[CleanTrend], exercise: str) -> Iterator[_Chart]:
    for one in trends:
        if one.exercise == exercise:
            said = f"{under(one.title, one.sentence)} {ups_and_downs(one)}".strip()
            yield "Clean repetitions", clean_chart(one, palette()), said


def _ranges(found: Trends, exercise: str) -> Iterator[_Chart]:
    for group in paired(one for one in found.ranges if one.exercise == exercise):
        said = [under(one.name, under(one.title, one.sentence)) for one in group]
        said += [
            under(one.name, under(one.title, one.sentence))
            for one in found.sides
            if one.told and same_measure(one, group[0])
        ]
        yield range_title(group[0]), range_chart(group, palette()), " ".join(said)


def _holds(trends: Iterable[HoldTrend], exercise: str) -> Iterator[_Chart]:
    for one in trends:
        if one.exercise == exercise:
            said = under(one.title, one.sentence)
            yield "Held in good form", hold_chart(one, palette()), said


def show_mistakes(mistakes: Sequence[MistakeCount]) -> None:
    """What was seen most in four weeks."""
    if not mistakes:
        return
    st.subheader("Seen most in four weeks", anchor=False)
    items = "".join(f"<li>{escape(one.sentence)}</li>" for one in mistakes[:_MISTAKES_TOLD])
    st.html(f'<ul class="fc-list">{items}</ul>')


def show_report() -> None:
    """The page for the physiotherapist."""
    st.subheader("For your physiotherapist", anchor=False)
    st.html(
        '<p class="fc-quiet">Everything above on one sheet of paper. It opens without internet.</p>'
    )
    name = file_name("progress", person().name, today().isoformat())
    with st.container(horizontal=True):
        st.download_button(
            "One-page progress report", partial(_report, today()), f"{name}.html", "text/html",
            on_click="ignore", icon=":material/download:", type="primary", key="progress-report",
        )  # fmt: skip
        if st.button("All practices", icon=":material/menu_book:"):
            st.switch_page(navigation.journal())


def _report(on: date) -> bytes:
    return progress_html(journal().person(person().id), shipped(), on).encode()


def _chart(chart: alt.LayerChart, sentence: str, in_words: str) -> None:
    """A picture with what it says right under it."""
    key = f"fc-prog-chart-{zlib.crc32(in_words.encode())}"
    with st.container(key=key, gap=None):
        st.altair_chart(chart, width="stretch", theme=None, alt=in_words)
        _says(sentence)


def _says(sentence: str) -> None:
    st.html(f'<p class="fc-prog-says">{escape(sentence)}</p>')
