"""An exercise that is not in the catalogue, written by following the guide: sound, and it works."""

from __future__ import annotations

from pathlib import Path

import pytest
from streams.open_book import open_book

from formcheck.coach.judge import judge_frames
from formcheck.coach.summary import SetSummary
from formcheck.specs.loader import load_all, load_spec
from formcheck.specs.validate import check_spec_file

FILE = Path(__file__).with_name("open_book.yaml")


def judged(**how: float) -> SetSummary:
    return judge_frames(open_book(**how), load_spec(FILE))  # type: ignore[arg-type]


def test_the_file_has_no_problem_and_is_not_in_the_catalogue() -> None:
    assert [str(problem) for problem in check_spec_file(FILE)] == []
    assert load_spec(FILE).id not in load_all()


def test_good_form_is_counted_and_nothing_is_said() -> None:
    summary = judged(reps=4)
    assert [rep.verdict for rep in summary.reps] == ["clean"] * 4
    assert {rep.side for rep in summary.reps} == {"right"}  # the upper one
    assert len(summary.holds) == 4
    assert summary.mistakes == ()


@pytest.mark.parametrize(
    ("how", "mistake"),
    [
        ({"way_s": 0.5}, "too_quick"),
        ({"knee_lift_m": 0.15}, "knees_part"),
    ],
)
def test_each_checked_mistake_is_found_alone(how: dict[str, float], mistake: str) -> None:
    summary = judged(**how)
    assert [rep.mistakes for rep in summary.reps] == [(mistake,)] * 3


@pytest.mark.parametrize("how", [{"way_s": 1.4}, {"knee_lift_m": 0.04}])
def test_short_of_a_limit_nothing_is_said(how: dict[str, float]) -> None:
    assert judged(**how).mistakes == ()


def test_without_opening_nothing_is_counted() -> None:
    summary = judged(open_deg=0.0)
    assert summary.reps == ()
