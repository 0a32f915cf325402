"""The timeline: every bar is where its time is, and nothing from outside becomes markup."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from formcheck.coach.events import NotJudged
from formcheck.coach.summary import SetSummary
from formcheck.report.timeline import Timeline, timeline_of
from formcheck.report.timeline_svg import timeline_svg
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Window
from tests.report.report_kit import Move, analysis_of, hips_back, set_of

SVG = "{http://www.w3.org/2000/svg}"
MOVES = (Move(0.8, "left"), Move(0.8, "right", verdict="mistake"))


@pytest.fixture
def summary(needle: ExerciseSpec) -> SetSummary:
    gaps = (
        NotJudged(3.0, "support_hand", "hand out of the picture", 2.0, 3.0),
        NotJudged(3.4, "not_forcing", "moved too quickly to see", 2.5, 3.4),
    )
    return set_of(needle, MOVES, mistakes=[hips_back(8.0, 2)], not_judged=gaps)


@pytest.fixture
def timeline(needle: ExerciseSpec, summary: SetSummary) -> Timeline:
    return timeline_of(analysis_of(needle, summary))


def drawn(timeline: Timeline, **options: int) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_svg(timeline, **options))  # type: ignore[arg-type]


def test_there_is_a_lane_for_each_thing_that_happened(timeline: Timeline) -> None:
    assert [lane.kind for lane in timeline.lanes] == [
        "phases", "reps", "holds", "mistake", "not_judged",
    ]  # fmt: skip
    assert timeline.lanes[3].title == "Keep your hips over your knees"


def test_a_repetition_tells_what_came_of_it(timeline: Timeline) -> None:
    first, second = timeline.lanes[1].bars
    assert (first.look, first.text, first.short) == ("clean", "1 clean", "1")
    assert (second.look, second.short) == ("mistake", "2 !")
    assert second.told.startswith("Repetition 2, right,")


def test_gaps_that_overlap_are_one_bar_with_both_reasons(timeline: Timeline) -> None:
    (bar,) = timeline.lanes[-1].bars
    assert (bar.from_s, bar.to_s) == (2.0, 3.4)
    assert "hand out of the picture and moved too quickly to see" in bar.told


def test_a_part_of_a_film_stays_on_the_films_clock(needle: ExerciseSpec) -> None:
    summary = set_of(needle, MOVES, begins_s=100.0)
    line = timeline_of(analysis_of(needle, summary, Window(100.0, 120.0)))
    assert line.start_s == 100.0 and line.lanes[1].bars[0].from_s == 101.0


def test_a_film_that_lies_about_its_length_ends_where_its_pictures_do(
    needle: ExerciseSpec, summary: SetSummary
) -> None:
    analysis = analysis_of(needle, summary)
    lying = replace(analysis, video=replace(analysis.video, duration_s=36000.0))
    assert timeline_of(lying).end_s == pytest.approx(summary.signals.time_s[-1])


@pytest.mark.parametrize("width_px", [360, 960])
def test_bars_stand_where_the_root_says_that_their_time_is(
    timeline: Timeline, width_px: int
) -> None:
    root = drawn(timeline, width_px=width_px)
    start, end = float(root.attrib["data-start"]), float(root.attrib["data-end"])
    left, right = float(root.attrib["data-left"]), float(root.attrib["data-right"])
    bars = [one for one in root.iter(f"{SVG}g") if "fc-bar" in one.attrib["class"]]
    assert len(bars) == sum(len(lane.bars) for lane in timeline.lanes)
    for bar in bars:
        box = bar.find(f"{SVG}rect")
        assert box is not None
        share = (float(bar.attrib["data-from"]) - start) / (end - start)
        assert float(box.attrib["x"]) == pytest.approx(left + share * (right - left), abs=3.1)
        assert float(box.attrib["x"]) + float(box.attrib["width"]) <= right + 0.1


def test_each_bar_can_be_reached_by_keyboard_and_has_words(timeline: Timeline) -> None:
    for bar in (one for one in drawn(timeline).iter(f"{SVG}g")):
        assert bar.attrib["tabindex"] == "0"
        title = bar.find(f"{SVG}title")
        assert title is not None and title.text == bar.attrib["aria-label"]


def test_on_paper_nothing_asks_for_a_key(timeline: Timeline) -> None:
    assert "tabindex" not in timeline_svg(timeline, focusable=False)


def test_words_from_outside_stay_words(needle: ExerciseSpec) -> None:
    evil = replace(hips_back(2.0, 1), cue='<script>alert("1")</script>')
    summary = set_of(needle, MOVES, mistakes=[evil])
    assert "<script" not in timeline_svg(timeline_of(analysis_of(needle, summary)))


def test_nothing_seen_is_an_empty_line_of_time(needle: ExerciseSpec) -> None:
    line = timeline_of(analysis_of(needle, set_of(needle, [])))
    assert all(lane.kind == "phases" for lane in line.lanes) and line.end_s > line.start_s
    drawn(line)


def test_an_hour_has_few_marks_and_a_clock_that_counts_minutes() -> None:
    marks = [one.text for one in drawn(Timeline(0.0, 3600.0, ())).iter(f"{SVG}text")]
    assert len(marks) < 16 and "30:00" in marks and marks[-1] == "1:00:00"
