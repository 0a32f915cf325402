"""The report: one page, everything in it, nothing that loads or runs, whatever a name holds."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from formcheck.coach.events import NotJudged
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary
from formcheck.report import video_report
from formcheck.report.video_report import report_html, write_report
from formcheck.specs.limits import Limits, with_limits
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis, Window
from formcheck.video.stills import Still
from tests.report.report_kit import Move, analysis_of, hips_back, picture, set_of

DAY = date(2026, 3, 7)
EVIL = "<img src=x onerror=alert(1)>\"'&.mp4"
MOVES = (Move(0.8, "left"), Move(0.8, "right", verdict="mistake"))


@pytest.fixture(autouse=True)
def quick_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes a second; one test draws."""
    monkeypatch.setattr(video_report, "chart_svg", lambda chart, *size: "<svg/>")


@pytest.fixture
def analysis(needle: ExerciseSpec) -> Analysis:
    gaps = (NotJudged(3.0, "support_hand", "hand out of the picture", 2.0, 3.0),)
    found = [hips_back(8.0, 2), hips_back(10.0, 2, 14.0)]
    return analysis_of(needle, set_of(needle, MOVES, mistakes=found, not_judged=gaps))


class Page(HTMLParser):
    """A page as its tags with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def page_of(analysis: Analysis, name: str = "me.mp4", **more: object) -> Page:
    return Page(report_html(analysis, name=name, made_on=DAY, **more))  # type: ignore[arg-type]


def still(span: MistakeSpan) -> Still:
    return Still(span.worst_s, picture(), "the thigh leans back by 17 degrees", span)


def test_everything_is_told_in_order(analysis: Analysis) -> None:
    text = page_of(analysis).text
    places = [
        text.index(part)
        for part in (
            "Thread the needle", "7 March 2026", "Film: me.mp4", "filmed from the side",
            "2 repetitions: 1 clean and 1 with a mistake.", "Next:", "What happened when",
            "Repetitions", "17 degrees, limit 12", "Repetition 2, 8.0 to 10.0 s",
            "Letting your hips move backward", "Liv Hospital", "What was measured",
            "Left and right", "Tempo and steadiness", "What was not judged",
            "Hand out of the picture.", "How it was measured", "General exercise guidance",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_nothing_is_loaded_and_nothing_runs(analysis: Analysis) -> None:
    page = page_of(analysis, stills=[still(analysis.summary.mistakes[0])])
    assert not page.all("script") and not page.all("link") and not page.all("iframe")
    assert all((one["src"] or "").startswith("data:image/") for one in page.all("img"))
    assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)
    (policy,) = [one for one in page.all("meta") if one.get("http-equiv")]
    assert (policy["content"] or "").startswith("default-src 'none'")


def test_a_hostile_name_is_only_a_name(analysis: Analysis) -> None:
    plain, evil = page_of(analysis, "x"), page_of(analysis, EVIL, annotated_name=EVIL)
    assert EVIL in evil.text
    assert len(evil.all("img")) == len(plain.all("img"))
    assert {tag for tag, _ in evil.tags} - {tag for tag, _ in plain.tags} <= {"a"}


@pytest.mark.parametrize(
    "name",
    ["javascript:alert(1)", "../../etc/passwd", "C:\\secret\\film.mp4", "//elsewhere/film.mp4"],
)
def test_the_film_is_looked_for_beside_the_page_only(analysis: Analysis, name: str) -> None:
    for link in page_of(analysis, annotated_name=name).all("a"):
        address = link["href"] or ""
        assert address.startswith("./") and "/" not in address[2:] and ":" not in address


def test_a_name_that_is_no_text_is_written_as_far_as_it_can_be(
    analysis: Analysis, tmp_path: Path
) -> None:
    name = os.fsdecode(b"film \xff.mp4")
    write_report(tmp_path / "r.html", analysis, name=name, made_on=DAY, annotated_name=name)
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "Film: film ?.mp4" in text and 'href="./film%20%FF.mp4#t=' in text


def test_words_of_a_spec_are_escaped_too(analysis: Analysis) -> None:
    spec = analysis.spec.model_copy(update={"title": "<b>Needle</b>"})
    page = page_of(replace(analysis, spec=spec))
    assert "<b>Needle</b>" in page.text and not page.all("b")


def test_times_lead_into_the_annotated_film_of_the_part(needle: ExerciseSpec) -> None:
    summary = set_of(needle, MOVES, begins_s=100.0)
    analysis = analysis_of(needle, summary, Window(100.0, 115.0))
    page = page_of(analysis, annotated_name="my film.mp4")
    assert "./my%20film.mp4#t=1.0" in [one["href"] for one in page.all("a")]
    assert "the part from 1:40 to" in page.text


def test_a_hold_stands_in_its_repetitions_row(needle: ExerciseSpec) -> None:
    summary = set_of(needle, [Move(0.8, "left")])
    short = replace(summary, holds=(replace(summary.holds[0], form_s=0.6),))
    page = page_of(analysis_of(needle, short))
    assert "2.0 s (0.6 s)" in page.text
    assert len(page.all("table")) == 1  # no table of holds beside it
    alone = replace(summary, reps=())
    assert len(page_of(analysis_of(needle, alone)).all("table")) == 1


def test_without_an_annotated_film_there_are_no_links(analysis: Analysis) -> None:
    assert not page_of(analysis).all("a")


def test_a_mistake_shows_its_worst_moment_with_words_for_who_cannot_see(
    analysis: Analysis,
) -> None:
    page = page_of(analysis, stills=[still(analysis.summary.mistakes[0])])
    assert "the thigh leans back by 17 degrees" in [one["alt"] for one in page.all("img")]


def test_a_clean_set_says_what_was_looked_for(needle: ExerciseSpec) -> None:
    text = page_of(analysis_of(needle, set_of(needle, [Move(0.8, "left")]))).text
    assert "No mistake was found in what could be judged." in text
    assert "Looked for, nothing found: Keep your hips over your knees;" in text


def test_what_was_hardly_judged_is_not_called_in_order(needle: ExerciseSpec) -> None:
    gaps = [NotJudged(5.0, "hips_over_knees", "hips out of the picture", 1.0, 5.0)]
    text = page_of(analysis_of(needle, set_of(needle, [Move(0.8, "left")], not_judged=gaps))).text
    looked_for = re.search(r"Looked for, nothing found: [^.]*", text)
    assert looked_for and "hips over your knees" not in looked_for.group()


def test_where_judging_never_began_the_reason_stands_on_top(needle: ExerciseSpec) -> None:
    note = CalibrationNote("none", "", float("nan"), float("nan"), {})
    summary = SetSummary("unknown", 0.0, note, notes=("The start pose was never seen.",))
    text = page_of(analysis_of(needle, summary)).text
    assert "No repetition of this exercise was seen." in text
    assert text.index("The start pose was never seen.") < text.index("of the time could be judged")
    assert "No mistake was found" not in text and "Repetitions" not in text


def test_changed_limits_are_told(analysis: Analysis) -> None:
    limits = Limits(exercise="thread_the_needle", raises={"hips_over_knees": 15}, note="<sore>")
    changed = replace(analysis, limits=limits, spec=with_limits(analysis.spec, limits))
    text = page_of(changed, shipped=analysis.spec).text
    assert "Keep your hips over your knees: 15 degrees (shipped: 12)" in text and "<sore>" in text
    assert "Keep your hips over your knees: 15 degrees" in page_of(changed).text
    assert "Changed limits" not in page_of(analysis).text


def test_hundreds_of_repetitions_stay_a_few_pages(needle: ExerciseSpec) -> None:
    moves = [Move(0.8, out_s=0.5, hold_s=0.2, back_s=0.5)] * 120
    found = [hips_back(2.0 * index, index) for index in range(1, 100)]
    page = page_of(analysis_of(needle, set_of(needle, moves, mistakes=found)))
    assert "And 60 more repetitions: see the JSON file." in page.text
    assert "and 93 more times" in page.text
    assert len(page.all("tr")) < 200


def test_the_file_is_there_whole_or_not_at_all(
    analysis: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.html"
    write_report(path, analysis, name="me.mp4", made_on=DAY)
    before = path.read_text("utf-8")
    assert before.endswith("</html>\n") and [*tmp_path.iterdir()] == [path]
    monkeypatch.setattr(video_report, "timeline_of", lambda analysis: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_report(path, analysis, name="other.mp4", made_on=DAY)
    assert path.read_text("utf-8") == before and [*tmp_path.iterdir()] == [path]


def test_a_chart_is_drawn_without_any_address(
    analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    (chart, *_) = video_report.signal_charts(analysis.spec, analysis.summary)
    drawn = video_report.chart_svg(chart.chart, 300, 100)
    assert drawn.startswith("<svg") and "<script" not in drawn and "href" not in drawn
