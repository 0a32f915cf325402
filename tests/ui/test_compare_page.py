"""The page *Compare* in each of its states, without a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from analyse_kit import World, html, press, shelf, shelf_of, showing, waited, world
from page_kit import analysis
from streamlit.testing.v1 import AppTest

from formcheck.specs.loader import load_all
from formcheck.ui import compare, result_video
from formcheck.ui.samples import Sample

__all__ = ["world"]  # fixture


def compare_page() -> None:
    from formcheck.ui import compare

    compare.page()


def page() -> AppTest:
    app = AppTest.from_function(compare_page, default_timeout=20).run()
    assert not app.exception
    return app


def test_without_two_results_the_page_says_what_to_do_first(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "samples", tuple)
    app = page()
    assert "Analyse two videos of the same exercise first" in html(app)
    assert [button.label for button in app.button] == ["Analyse videos"]


def test_two_samples_are_analysed_and_then_compared(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = [
        Sample(name, "cat_cow", "a cat-cow", world.clip)
        for name in ("cat_cow_clean", "cat_cow_too_quick")
    ]
    monkeypatch.setattr(compare, "samples", lambda: tuple(clips))
    go_on = threading.Event()

    def work(video: Path, exercise: Any, *, progress: Callable[..., None], **_: Any) -> Any:
        go_on.wait(10)
        return analysis(video, world.clip)

    world.work(work)
    app = press(page(), "Try it with two samples")
    assert "Your videos are being analysed." in html(app)
    go_on.set()
    app = waited(app)
    assert [box.value for box in app.selectbox][:2] == [1, 2]


def test_the_same_repetition_stands_side_by_side_with_what_differs(world: World) -> None:
    first, second = analysis(world.clip, world.clip), analysis(world.clip, mistake=False)
    app = showing(compare_page, shelf_of(first, second))
    assert len(app.get("video")) == 2
    assert app.segmented_control[0].options == ["Repetition 1, left", "Repetition 1, right"]
    app.segmented_control[0].set_value("Repetition 1, right").run()
    assert not app.exception
    text = html(app)
    assert "5.5 s - Keep your hips over your knees" in text
    assert "5.5 s - Clean" in text
    assert "1 time in film 1.mp4, 0 times in film 2.mp4" in text
    assert "The lower shoulder has sunk" in text  # a curve of it


def test_a_video_too_large_for_the_page_is_watched_from_its_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_video, "MOST_SHOWN_BYTES", 3)
    app = showing(compare_page, shelf_of(analysis(world.clip), analysis(world.clip, world.clip)))
    told = f"This video is too long to be shown here. It is at {world.clip}"
    assert told in [info.value for info in app.info]
    assert not app.get("video")


def test_only_films_of_one_exercise_are_offered_together(world: World) -> None:
    needle = analysis(world.clip)
    cow = replace(needle, spec=load_all()["cat_cow"])
    app = showing(compare_page, shelf_of(needle, cow))
    assert "You have 2 so far." in html(app)
    app = showing(compare_page, shelf_of(needle, cow, needle))
    assert [box.options for box in app.selectbox] == [["film 1.mp4", "film 3.mp4"], ["film 3.mp4"]]


def test_films_of_one_name_can_be_told_apart(world: World) -> None:
    kept = shelf_of(analysis(world.clip), analysis(world.clip))
    for film in kept.films:
        film.name = "<b>back.mp4"
    app = showing(compare_page, kept)
    assert app.selectbox[0].options == ["<b>back.mp4", "<b>back.mp4 (2)"]
    assert "<b>back" not in html(app)
    assert shelf(app).done


def test_films_without_a_common_repetition_say_so(world: World) -> None:
    result = analysis(world.clip)
    nothing = replace(result, summary=replace(result.summary, reps=()))
    app = showing(compare_page, shelf_of(result, nothing))
    assert "No repetition was seen in both videos." in app.info[0].value
