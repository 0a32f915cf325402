"""The progress report: what stands on it, and that it is one sheet whatever the journal holds."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from benchmarks.live_browser import CHROMIUM
from formcheck.journal.records import Change, Person, Session
from formcheck.progress.results import RangePoint, RangeTrend
from formcheck.progress.trends import trends
from formcheck.report.progress_report import NOTE_LETTERS, progress_html
from formcheck.report.progress_report import _ranges as report_ranges
from formcheck.specs.loader import load_all
from tests.progress.history_kit import HABITS, TODAY, exercise, history, person

A_CHANGE = Change(
    1, datetime(2026, 11, 5, 18, tzinfo=UTC), "step", "cat_cow", "0", "1", "It went well. " * 30
)


def full() -> Person:
    """Much of everything, every exercise of the catalogue among it, and pain on the rise."""
    rng = random.Random(2)
    specs, sessions = load_all(), []
    for number, session in enumerate(history(weeks=16, a_week=5)):
        done = list(session.exercises)
        for name in HABITS:
            done += [exercise(name, len(done), 400.0, number / 80, rng)]
        told = replace(
            session.feelings, note="Very stiff between the shoulder blades. " * 40,
            pain_before=3, pain_after=min(10, 3 + number % 8), pain_next_day=9,
        )  # fmt: skip
        sessions.append(replace(session, exercises=tuple(done), feelings=told))
    for name in specs:
        again = replace(sessions[-1].exercises[0], exercise=name, position=9)
        sessions[-1] = replace(sessions[-1], exercises=(*sessions[-1].exercises, again))
    profile = replace(person().profile, name="Maximiliana Konstantinopolitanska-" * 4)
    return replace(person(sessions, [A_CHANGE] * 30), profile=profile)


def one_practice() -> tuple[Session, ...]:
    return history()[:1]


def test_it_tells_period_figures_and_how_it_was_measured() -> None:
    page = progress_html(person(), load_all(), TODAY)
    for text in (
        "32 practices from 26 September 2026 to 20 November 2026.", "practice days in the last 28",
        "Thread the needle", "within the error", "Keep your hips over your knees",
        "pose_landmarker_full", "Coached in standard mode.", "Felt stiff after a long day",
    ):  # fmt: skip
        assert text in page, text
    assert "<script" not in page


def test_only_what_is_beyond_the_error_is_told_as_a_change() -> None:
    page = progress_html(person(), load_all(), TODAY)
    rows = re.findall(r'<tr class="(\w*)">(.*?)</tr>', page)
    needle = {row.count("left") > 0: look for look, row in rows if "Thread the needle" in row}
    assert needle == {True: "told", False: ""}


def moved(then: float, now: float, *, told: bool) -> str:
    """The last cell of a row for these figures, with an error of 15 degrees."""
    trend = RangeTrend(
        "cat_cow", "Cat-cow", "curve", "Curve", None, "side", "full", "deg", 15.0,
        (RangePoint(TODAY, now, 3),), then, now, now - then, told, "",
    )  # fmt: skip
    found = replace(trends((), {}, TODAY), ranges=(trend,))
    return re.findall(r"<td>([^<]*)</td></tr>", report_ranges(found))[0]


@pytest.mark.parametrize(
    ("then", "now", "told", "says"),
    [
        (51.4, 66.6, True, "+16"),  # 51 and 67 stand beside it
        (51.4, 66.45, True, "within the error"),  # 51 and 66: 15 with an error of 15
        (66.45, 51.4, True, "within the error"),
        (70.0, 50.2, True, "-20"),
        (50.0, 64.0, False, "within the error"),
    ],
)
def test_a_change_is_that_of_the_figures_beside_it(
    then: float, now: float, told: bool, says: str
) -> None:
    assert moved(then, now, told=told) == says


@given(st.floats(0, 180), st.floats(0, 180))
def test_a_printed_change_is_always_beyond_the_printed_error(then: float, now: float) -> None:
    says = moved(then, now, told=abs(now - then) > 15)
    if says == "within the error":
        assert abs(round(now) - round(then)) <= 15
    else:
        assert int(says) == round(now) - round(then)
        assert abs(int(says)) > 15


def test_pain_in_its_box_is_the_figure_of_the_sentence_with_its_period() -> None:
    page = progress_html(person(), load_all(), TODAY)
    box = re.search(r"<strong>([\d.]+ of 10)</strong> (pain before[^<]*)", page)
    assert box is not None
    assert box[2] == "pain before, median of the last three practices"
    assert f"Pain before practising: {box[1]} lately" in page


def test_whatever_people_write_stays_text() -> None:
    evil = '<img src=x onerror="alert(1)">'
    (first, *rest) = history()
    noted = replace(first, feelings=replace(first.feelings, note=evil), title=evil)
    someone = replace(person([*rest[-3:], noted]), profile=replace(person().profile, name=evil))
    page = progress_html(someone, load_all(), TODAY)
    assert evil not in page
    assert page.count("&lt;img src=x") == 3  # the page's title, the heading, the note


def test_a_long_note_is_cut() -> None:
    page = progress_html(full(), load_all(), TODAY)
    notes = re.findall(r"<li>\d+ \w+: (Very stiff.*?)</li>", page)
    assert notes
    assert all(len(note) <= NOTE_LETTERS for note in notes)


@pytest.mark.parametrize("sessions", [(), one_practice()])
def test_little_is_enough(sessions: tuple[Session, ...]) -> None:
    page = progress_html(person(sessions), load_all(), TODAY)
    assert ("No practice yet." if not sessions else "1 practice from") in page


def test_practices_of_a_clock_that_was_wrong_do_no_harm() -> None:
    odd = [
        replace(one, started_at=one.started_at + timedelta(days=4000),
                ended_at=one.started_at - timedelta(days=5))
        for one in history()[:3]
    ]  # fmt: skip
    assert "Progress report" in progress_html(person([*odd, *history()[3:9]]), load_all(), TODAY)


@pytest.mark.browser
@pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Chromium is not installed")
def test_it_prints_on_one_sheet_and_asks_for_nothing(tmp_path: Path) -> None:
    asked: list[str] = []
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        sheet = chromium.new_page(viewport={"width": 390, "height": 844}, java_script_enabled=False)
        sheet.on("request", lambda request: asked.append(request.url))
        for someone in (full(), person(), person(())):
            path = tmp_path / "progress.html"
            path.write_text(progress_html(someone, load_all(), TODAY), encoding="utf-8")
            sheet.goto(path.as_uri())
            printed = sheet.pdf(format="A4", prefer_css_page_size=True, print_background=True)
            assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
            narrow = sheet.locator("main").bounding_box()
            assert narrow and narrow["width"] <= 390
        chromium.close()
    assert {url for url in asked if not url.startswith("data:")} == {path.as_uri()}
