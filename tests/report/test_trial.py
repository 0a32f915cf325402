"""A trial: what a spec compares, measured over a clip, and the page that draws it."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streams.camera import film
from streams.exercises import clean
from streams.limits import specs

from formcheck.coach.judge import judge_frames
from formcheck.pose.recording import Recording
from formcheck.report.trial import KINDS, Track, Trial, trial_of
from formcheck.report.trial_page import HEADINGS, page_drawing, write_page
from formcheck.specs.walk import comparisons

EXERCISES = ("cat_cow", "thread_the_needle", "seated_thoracic_extension", "wall_angels")


@functools.cache
def filmed(exercise: str) -> Recording:
    return Recording(tuple(film(clean(exercise, reps=2))), f"{exercise}.mp4", "none", 1.0, 30.0)


@functools.cache
def tried(exercise: str, on: str | None = None) -> Trial:
    return trial_of(filmed(on or exercise), specs()[exercise])


def track(trial: Trial, text: str) -> Track:
    return next(one for one in trial.tracks if one.text == text)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_everything_compared_or_plotted_has_one_track_with_its_limits(exercise: str) -> None:
    spec, trial = specs()[exercise], tried(exercise)
    compared = list(comparisons(spec))
    wanted = {one.signal for one in compared} | {n for n, s in spec.signals.items() if s.plot}
    texts = [one.text for one in trial.tracks]
    assert sorted(texts) == sorted(wanted)
    assert sum(len(one.limits) for one in trial.tracks) == sum(len(one.limits) for one in compared)
    assert [KINDS.index(one.kind) for one in trial.tracks] == sorted(
        KINDS.index(one.kind) for one in trial.tracks
    )


@pytest.mark.parametrize("exercise", EXERCISES)
def test_measuring_along_changes_nothing_in_the_judgement(exercise: str) -> None:
    plain, traced = judge_frames(filmed(exercise).frames, specs()[exercise]), tried(exercise)
    assert traced.summary.reps == plain.reps and len(plain.reps) == 2
    assert traced.summary.mistakes == plain.mistakes
    assert list(traced.summary.signals.values) == list(plain.signals.values)
    for name, values in plain.signals.values.items():
        np.testing.assert_array_equal(traced.summary.signals.values[name], values)


def test_limits_say_what_they_decide_and_when() -> None:
    hips = track(tried("thread_the_needle"), "hips_back")
    assert [(one.role, one.label) for one in hips.limits] == [
        ("raise", "hips_over_knees raise: over 12 for 0.7 s"),
        ("clear", "hips_over_knees clear: under 8 for 0.3 s"),
        ("worse", "hips_over_knees worse: over 20"),
    ]
    assert {one.phases for one in hips.limits} == {("reach", "hold")}
    drop = [one.label for one in track(tried("thread_the_needle"), "drop").limits]
    assert "setup -> reach: over 0.15 for 0.3 s" in drop
    assert "threaded_through fine if: over personal(drop, 0.85, floor=0.62)" in drop
    pace = track(tried("thread_the_needle"), "rise_time(drop)").limits
    assert "not_forcing: under 0.65 at phase end" in [one.label for one in pace]


def test_a_limit_of_the_persons_own_is_a_line_of_its_own() -> None:
    curve = track(tried("cat_cow"), "curve")
    low, _ = tried("cat_cow").summary.calibration.ranges["curve"]
    own = next(one for one in curve.limits if one.role == "raise")
    assert own.values[-1] == pytest.approx(low - 10)


def test_a_start_pose_says_how_often_it_held() -> None:
    trial = tried("cat_cow")
    held = {one.item.id: one for each in trial.tracks for one in each.held}
    assert set(held) == {item.id for item in specs()["cat_cow"].start_pose}
    assert trial.began_s is not None
    assert held["knees_under"].share == 1.0
    elsewhere = tried("cat_cow", on="wall_angels")
    assert elsewhere.began_s is None
    shares = [one.share for each in elsewhere.tracks for one in each.held]
    assert min(shares) == 0.0


def parts(drawing: Any, key: str) -> list[Any]:
    """Every value of a key, wherever it stands in the drawing."""
    if isinstance(drawing, list):
        return [found for item in drawing for found in parts(item, key)]
    if not isinstance(drawing, dict):
        return []
    own = [drawing[key]] if key in drawing else []
    return own + [found for item in drawing.values() for found in parts(item, key)]


@pytest.mark.parametrize(
    ("exercise", "on"), [("thread_the_needle", None), ("cat_cow", "wall_angels")]
)
def test_a_page_draws_each_track_once_and_says_what_came_out(exercise: str, on: str | None) -> None:
    trial = tried(exercise, on)
    drawing = page_drawing(trial)
    titles = [title["text"] for title in parts(drawing, "title") if isinstance(title, dict)]
    for one in trial.tracks:
        assert titles.count(one.text) == 1
    assert titles[0] == f"{trial.spec.title} ({exercise}) tried on {on or exercise}.mp4"
    order = [title for title in titles if title in HEADINGS.values()]
    begins_with = HEADINGS["start"] if on else HEADINGS["plotted"]
    assert order[0] == begins_with
    assert len(set(order)) == len(order)
    (pointer,) = drawing["params"]
    assert sorted(pointer["views"]) == sorted(n for n in parts(drawing, "name") if n != "at")
    assert page_drawing(trial, pointer=False)["params"] == []


def test_labels_never_touch_and_stay_beside_their_chart() -> None:
    from formcheck.report.trial_charts import _spread

    assert _spread([5.0, 80.0], 100.0) == [5.0, 80.0]
    assert _spread([99.0, 99.0, 99.0], 100.0) == [76.0, 88.0, 100.0]
    crowded = _spread([50.0] * 12, 100.0)
    assert min(np.diff(crowded)) == 12.0


def test_the_page_needs_no_network_and_a_picture_is_a_picture(tmp_path: Path) -> None:
    trial = replace(tried("cat_cow", on="wall_angels"), name="</script><b>.mp4")
    page, picture = tmp_path / "page.html", tmp_path / "page.png"
    write_page(page, trial)
    write_page(picture, trial)
    text = page.read_text("utf-8")
    assert "</script><b>" not in text
    assert 'src="http' not in text and "import(" not in text.split("<script>vegaEmbed")[1]
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "page.png"]
