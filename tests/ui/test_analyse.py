"""The page *Analyse a video* in each of its states, without a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from analyse_kit import (
    SURE,
    World,
    can_begin,
    film,
    html,
    labels,
    looked,
    own,
    press,
    shelf,
    start,
    until,
    upload,
    waited,
    world,
)
from page_kit import analysis
from streamlit.testing.v1 import AppTest

from formcheck.pose.model import ModelError
from formcheck.report.words import DISCLAIMER
from formcheck.ui import analyse_choice, desks
from formcheck.ui.catalogue import shipped
from formcheck.video.analysis import Window
from formcheck.video.errors import VideoError
from formcheck.video.suggest import Suggestion

__all__ = ["world"]  # fixture


def analysed(app: AppTest) -> AppTest:
    return waited(press(app, "Analyse this video"))


class Slow:
    """An analysis that waits until it may go on."""

    def __init__(self, clip: Path) -> None:
        self.clip, self.began, self.go_on = clip, threading.Event(), threading.Event()

    def __call__(self, video: Path, *_: Any, progress: Callable[..., None], **__: Any) -> Any:
        progress(0.4, "Reading the video")
        self.began.set()
        self.go_on.wait(10)
        progress(0.5, "Reading the video")
        return analysis(video, self.clip)


def test_the_page_offers_a_sample_with_its_exercise_and_one_thing_to_do(world: World) -> None:
    app = start()
    assert "It shows hips that move back." in html(app)
    assert [box.value for box in app.selectbox][-1] == "thread_the_needle"
    assert labels(app) == ["Analyse this video"]
    assert DISCLAIMER in html(app)


def test_a_result_begins_with_one_sentence_and_shows_the_mistake(world: World) -> None:
    page = html(analysed(start()))
    assert "2 repetitions: 1 clean and 1 with a mistake" in page
    assert "17 degrees, limit 12" in page
    assert "Letting your hips move backward" in page
    assert "Liv Hospital" in page
    assert "The shoulder is hidden." in page
    assert "estimated from the clip itself" in page
    assert 'data-fc-seek="9.200"' in page  # it can be watched


def test_a_result_survives_a_rerun_and_another_video_goes_back(world: World) -> None:
    app = analysed(start()).run().run()
    assert 'class="fc-headline"' in html(app)
    app = press(app, "Another video")
    assert 'class="fc-headline"' not in html(app)
    assert "1 video analysed." in html(app)
    app = press(press(app, "Show them"), "Open")
    assert 'class="fc-headline"' in html(app)


def test_no_mistake_is_said_too(world: World) -> None:
    world.work(lambda video, spec, **_: analysis(video, world.clip, mistake=False))
    page = html(analysed(start()))
    assert "2 repetitions, all clean" in page
    assert "No mistake was found" in page


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (VideoError("clip.mp4 has no video in it: only sound."), "only sound"),
        (ModelError("The pose model could not be downloaded. Connect."), "could not be downloaded"),
        (ZeroDivisionError(), "ZeroDivisionError"),  # ours: still a sentence
    ],
)
def test_an_error_is_a_sentence_on_the_page_with_the_choice_still_there(
    world: World, error: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    world.work(fail)
    app = analysed(start())
    assert said in app.error[0].value
    assert labels(app) == ["Analyse this video"]


def test_progress_is_shown_and_can_be_stopped(world: World) -> None:
    slow = Slow(world.clip)
    world.work(slow)
    app = press(start(), "Analyse this video")
    job = film(app).job
    assert job is not None
    assert slow.began.wait(10)
    (bar,) = app.run().get("progress")
    assert bar.proto.value == 38  # the pictures of the mistakes are still to come
    assert bar.proto.text == "Reading the video"
    app = press(app, "Stop the analysis")
    slow.go_on.set()
    assert job.wait(10)
    assert labels(app) == ["Analyse this video"]
    assert not shelf(app).films


def test_it_pauses_with_a_word_while_somebody_practises(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks.live_desk(), "busy", lambda: True)
    app = press(start(), "Analyse this video")
    job = film(app).job
    assert job is not None
    until(lambda: job.state().stage == "paused")
    (bar,) = app.run().get("progress")
    assert bar.proto.text == "Paused while somebody practises live"
    press(app, "Stop the analysis")
    assert job.wait(10)


def test_two_sessions_do_not_mix_their_files(world: World) -> None:
    written: list[Path] = []

    def work(video: Path, spec: object, *, annotate_to: Path, **_: object) -> object:
        annotate_to.write_bytes(b"annotated")
        written.append(annotate_to)
        return analysis(video, annotate_to)

    world.work(work)
    analysed(start())
    analysed(start())
    assert written[0] != written[1]


def test_an_own_video_needs_the_video_and_its_exercise(world: World) -> None:
    given: list[tuple[str, bytes, str, Window]] = []

    def work(video: Path, spec: Any, *, window: Window, **_: object) -> object:
        given.append((video.name, video.read_bytes(), spec.id, window))
        return analysis(video, world.clip)

    world.work(work)
    app = own()
    assert not can_begin(app)
    app = looked(upload(app, "My clip.MOV"))
    assert not can_begin(app)
    app.selectbox(key="film-exercise-1").select("cat_cow").run()
    app.text_input(key="from-1").input("0:12").run()
    app.text_input(key="to-1").input("1:30.5").run()
    assert can_begin(app)
    page = html(analysed(app))
    assert given == [("My clip.MOV", b"pictures", "cat_cow", Window(12.0, 90.5))]
    assert "My clip.MOV, from 0:12 to 1:30.5" in page


@pytest.mark.parametrize(
    ("start_", "end", "said"),
    [("soon", "", "Write the part as minutes"), ("1:00", "0:30", "ends before it begins"),
     ("1:75", "", "Write the part as minutes"), ("-4", "", "Write the part as minutes")],
)  # fmt: skip
def test_a_part_that_makes_no_sense_is_a_sentence(
    world: World, start_: str, end: str, said: str
) -> None:
    app = looked(upload(own(), "clip.mp4"))
    app.text_input(key="from-1").input(start_)
    app.text_input(key="to-1").input(end).run()
    assert said in app.warning[0].value
    assert film(app).part.whole


def test_several_videos_wait_for_their_turn_and_each_says_what_became_of_it(world: World) -> None:
    slow = Slow(world.clip)

    def work(video: Path, spec: Any, **rest: Any) -> Any:
        if video.name == "torn.mp4":
            raise VideoError("torn.mp4 has no picture in it.")
        return slow(video, spec, **rest)

    world.work(work)
    app = looked(upload(own(), "one.mp4", "torn.mp4", "three.mp4"))
    for number in (1, 2, 3):
        app.selectbox(key=f"film-exercise-{number}").select("cat_cow").run()
    app = press(app, "Analyse 3 videos")
    assert slow.began.wait(10)
    app.run()
    assert [bar.proto.text for bar in app.get("progress")] == [
        "Reading the video", "Waiting: 1 video before it", "Waiting: 2 videos before it",
    ]  # fmt: skip
    slow.go_on.set()
    app = waited(app)
    page = html(app)
    assert page.count("2 repetitions: 1 clean and 1 with a mistake") == 2
    assert "torn.mp4 has no picture in it." in page
    assert labels(app).count("Open") == 2
    assert "Try again" in labels(app)
    app = app.button(key="open-film-3").click().run()
    assert 'class="fc-headline"' in html(app)
    app = press(app, "All videos")
    app = app.button(key="forget-2").click().run()
    assert [one.name for one in shelf(app).films] == ["one.mp4", "three.mp4"]


def test_a_waiting_video_can_be_stopped_and_changed(world: World) -> None:
    slow = Slow(world.clip)
    world.work(slow)
    app = looked(upload(own(), "one.mp4", "two.mp4"))
    for number in (1, 2):
        app.selectbox(key=f"film-exercise-{number}").select("cat_cow").run()
    app = press(app, "Analyse 2 videos")
    app = app.button(key="stop-2").click().run()
    assert film(app, 2).job is None
    slow.go_on.set()
    app = waited(app)
    app = press(app, "Add videos")
    assert app.selectbox(key="film-exercise-2").value == "cat_cow"


def test_an_upload_leaves_the_memory_and_the_field_is_empty_again(world: World) -> None:
    app = upload(own(), "clip.mp4")
    assert shelf(app).uploads == 1
    assert not app.file_uploader[0].value
    assert film(app).path.read_bytes() == b"pictures"


def test_the_same_file_twice_is_two_videos(world: World) -> None:
    app = upload(own(), "clip.mp4", "clip.mp4")
    assert [one.name for one in shelf(app).films] == ["clip.mp4", "clip.mp4"]
    assert film(app, 1).path != film(app, 2).path


def test_a_full_disk_is_a_sentence(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(analyse_choice, "keep_upload", full)
    app = upload(own(), "clip.mp4")
    assert "clip.mp4 could not be kept: No space left on device." in app.error[0].value
    assert not shelf(app).films
    assert not list(shelf(app).workspace.path.iterdir())


def test_hostile_names_are_only_text(world: World) -> None:
    app = looked(upload(own(), "<img src=x onerror=alert(1)>.mp4"))
    app.selectbox(key="film-exercise-1").select("cat_cow").run()
    assert "<img src=x" not in html(analysed(app))


def test_a_file_is_named_by_its_path_at_this_computer(world: World) -> None:
    app = own()
    app.text_input(key="film-path").input(str(world.clip))
    press(app, "Add")
    assert film(app).path == world.clip
    app.text_input(key="film-path").input("nowhere/none.mp4")
    assert "There is no file nowhere/none.mp4." in press(app, "Add").error[0].value
    app.text_input(key="film-path").input("~nobody-of-this-name/film.mp4")
    assert "There is no file ~nobody-of-this-name" in press(app, "Add").error[1].value


def test_a_visitor_from_elsewhere_names_no_files_of_this_computer(world: World) -> None:
    world.asked(Host="coach.example.org")
    assert not own().text_input


def test_more_videos_than_there_is_room_for_are_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyse_choice, "MOST_FILMS", 2)
    app = own()
    many = [(f"{number}.mp4", b"pictures", "video/mp4") for number in range(1, 9)]
    app.file_uploader[0].set_value(many).run()
    assert [one.name for one in shelf(app).films] == ["1.mp4", "2.mp4"]
    said = "Not added: 3.mp4, 4.mp4, 5.mp4, 6.mp4, 7.mp4 and 1 more."
    assert said in app.error[0].value


def unknown(world: World, *names: str) -> AppTest:
    """Films that were to be analysed before it was known that nobody can tell what they show."""
    go_on = threading.Event()

    def look(*_: object, **__: object) -> tuple[()]:
        go_on.wait(10)
        return ()

    world.looks(look)
    app = upload(own(), *names)
    many = f"{len(names)} videos" if len(names) > 1 else "this video"
    app = press(app, f"Analyse {many}")
    go_on.set()
    return waited(app)


def test_a_video_of_which_nobody_can_tell_what_it_shows_stays_and_asks(world: World) -> None:
    app = unknown(world, "one.mp4", "two.mp4")
    assert [one.name for one in shelf(app).begun] == ["one.mp4", "two.mp4"]
    assert html(app).count("I cannot tell which exercise this is. Please choose it.") == 2
    app = waited(app.selectbox(key="ask-1").select("cat_cow").run())
    assert html(app).count("I cannot tell which exercise this is.") == 1
    assert film(app, 1).outcome is not None
    app = press(app, "Add videos")
    assert "1 video analysed, 1 to look at." in html(app)


def test_a_single_video_of_which_nobody_can_tell_goes_back_to_be_chosen(world: World) -> None:
    app = unknown(world, "one.mp4")
    assert "I cannot tell which exercise this is. Please choose it." in html(app)
    assert [one.name for one in shelf(app).new] == ["one.mp4"]
    app.selectbox(key="film-exercise-1").select("cat_cow").run()
    assert 'class="fc-headline"' in html(analysed(app))


def test_another_part_is_looked_at_anew_with_the_exercises_as_shipped(world: World) -> None:
    parts: list[Window] = []

    def look(video: Path, specs: Any, *, window: Window, **_: object) -> tuple[Suggestion, ...]:
        assert tuple(specs) == tuple(shipped().values())
        parts.append(window)
        return (SURE,) if window.whole else (replace(SURE, exercise="wall_angels"),)

    world.looks(look)
    app = looked(upload(own(), "clip.mp4"))
    assert app.selectbox(key="film-exercise-1").value == "cat_cow"
    app = looked(app.text_input(key="from-1").input("0:12").run())
    assert app.selectbox(key="film-exercise-1").value == "wall_angels"
    assert [part.from_s for part in parts] == [0.0, 12.0]
    app.selectbox(key="film-exercise-1").select("cat_cow").run()
    looked(app.text_input(key="from-1").input("0:20").run())
    assert (len(parts), film(app).exercise) == (2, "cat_cow")  # the person has chosen


def test_a_removed_video_leaves_nothing(world: World) -> None:
    app = looked(upload(own(), "clip.mp4"))
    folder = film(app).folder
    app.button(key="remove-1").click().run()
    assert not folder.exists()
    assert not shelf(app).films
