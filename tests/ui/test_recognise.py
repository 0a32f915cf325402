"""The exercise of an uploaded film is found out in the background and offered, never forced."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from analyse_kit import (
    HARDLY,
    SURE,
    UNSURE,
    World,
    can_begin,
    film,
    html,
    looked,
    own,
    press,
    upload,
    waited,
    world,
)
from page_kit import analysis
from streamlit.testing.v1 import AppTest

from formcheck.specs.loader import load_all
from formcheck.ui.job import JobState, Progress
from formcheck.ui.recognise import Recognised, in_words, recognised
from formcheck.video.errors import VideoError
from formcheck.video.suggest import Suggestion

__all__ = ["world"]  # fixture
SPECS = load_all()


def chosen(app: AppTest, number: int = 1) -> Any:
    return app.selectbox(key=f"film-exercise-{number}").value


def test_what_is_recognised_is_chosen_and_said(world: World) -> None:
    world.finds(SURE, UNSURE)
    app = looked(upload(own(), "clip.mp4"))
    assert chosen(app) == "cat_cow"
    assert "It looks like <strong>Cat-cow</strong> (93 % sure: 2 repetitions" in html(app)
    assert can_begin(app)


def test_where_it_is_not_sure_the_person_is_asked(world: World) -> None:
    world.finds(UNSURE, HARDLY)
    app = looked(upload(own(), "clip.mp4"))
    assert chosen(app) is None
    assert not can_begin(app)
    page = html(app)
    assert "I cannot tell which exercise this is. Please choose it." in page
    assert "It may be: Wall angels (41 %)." in page


def test_a_choice_of_the_persons_own_stays(world: World) -> None:
    go_on = threading.Event()

    def look(*_: object, **__: object) -> tuple[Suggestion, ...]:
        go_on.wait(10)
        return (SURE,)

    world.looks(look)
    app = upload(own(), "clip.mp4")
    app.selectbox(key="film-exercise-1").select("wall_angels").run()
    go_on.set()
    app = looked(app)
    assert chosen(app) == "wall_angels"
    assert "It looks like <strong>Cat-cow</strong>" in html(app)


def test_each_film_is_recognised_by_itself(world: World) -> None:
    answers = iter([(SURE,), (UNSURE,)])
    world.looks(lambda *_, **__: next(answers))
    app = looked(upload(own(), "clip.mp4"))
    app = looked(upload(app, "another.mp4"))
    assert (chosen(app), chosen(app, 2)) == ("cat_cow", None)


@pytest.mark.parametrize(
    ("error", "told"),
    [(VideoError("clip.mp4 is not a video."), True), (ZeroDivisionError(), False)],
)
def test_a_film_that_cannot_be_looked_at_can_still_be_tried(
    world: World, error: Exception, told: bool
) -> None:
    def look(*_: object, **__: object) -> tuple[Suggestion, ...]:
        raise error

    world.looks(look)
    app = looked(upload(own(), "clip.mp4"))
    page = html(app)
    assert (str(error) in page) is (told or not str(error))
    assert "cannot tell" not in page and "looks like" not in page
    app.selectbox(key="film-exercise-1").select("cat_cow").run()
    assert can_begin(app)


def test_an_analysis_can_be_begun_before_it_is_known_what_it_shows(world: World) -> None:
    go_on, given = threading.Event(), []

    def look(video: Path, *_: object, progress: Progress, **__: object) -> tuple[Suggestion, ...]:
        go_on.wait(10)
        return (SURE,)

    def work(video: Path, spec: Any, **_: object) -> object:
        given.append((video.read_bytes(), spec.id))
        return analysis(video)

    world.looks(look)
    world.work(work)
    app = upload(own(), "clip.mp4")
    assert "Looking which exercise this is" in html(app)
    app = press(app, "Analyse this video")
    go_on.set()
    app = waited(app)
    assert given == [(b"pictures", "cat_cow")]
    assert 'class="fc-headline"' in html(app)


def test_where_it_turns_out_to_be_unknown_the_person_is_asked_then(world: World) -> None:
    go_on = threading.Event()

    def look(*_: object, **__: object) -> tuple[Suggestion, ...]:
        go_on.wait(10)
        return (UNSURE,)

    world.looks(look)
    app = press(upload(own(), "clip.mp4"), "Analyse this video")
    go_on.set()
    app = waited(app)
    assert "Please choose it." in html(app)
    assert film(app).is_new


def test_a_chosen_exercise_does_not_wait_for_the_looking(world: World) -> None:
    go_on = threading.Event()

    def look(*_: object, progress: Progress, **__: object) -> tuple[Suggestion, ...]:
        go_on.wait(10)
        progress(0.5, "Looking")
        return (SURE,)

    world.looks(look)
    app = upload(own(), "clip.mp4")
    looking = film(app).looking
    app.selectbox(key="film-exercise-1").select("wall_angels").run()
    app = press(app, "Analyse this video")
    go_on.set()
    app = waited(app)
    assert looking is not None and looking.state().stage == "stopped"
    assert 'class="fc-headline"' in html(app)


def test_what_was_given_up_says_nothing() -> None:
    assert recognised(JobState(stage="stopped")) == Recognised(stopped=True)
    assert recognised(JobState(stage="working")) is None


def test_names_are_escaped() -> None:
    strange = Suggestion("<b>", 0.9, "<i>seen</i>")
    text = in_words(Recognised((strange,)), SPECS)
    assert "<b>" not in text and "<i>" not in text
