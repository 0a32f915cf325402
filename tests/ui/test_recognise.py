"""An uploaded film's exercise: preselected when it is sure, asked for when it is not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_kit import analysis
from streamlit.testing.v1 import AppTest

from formcheck.specs.loader import load_all
from formcheck.ui import analyse
from formcheck.ui.job import Progress
from formcheck.ui.recognise import Recognised, Recognition, in_words
from formcheck.video.errors import VideoError
from formcheck.video.suggest import Suggestion

SPECS = load_all()
SURE = Suggestion("cat_cow", 0.93, "2 repetitions of it seen")
UNSURE = Suggestion("wall_angels", 0.41, "1 repetition of it seen")
HARDLY = Suggestion("thread_the_needle", 0.02, "its start pose seen")
Found = tuple[Suggestion, ...]
Finds = Callable[[Callable[..., Found]], None]


def analyse_page() -> None:
    from formcheck.ui import analyse

    analyse.page()


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Finds:
    """Puts another function in place of the looking; there are no samples."""
    monkeypatch.setattr(analyse, "samples", tuple)
    monkeypatch.setattr(analyse, "ensure_model", lambda **_: tmp_path)

    def put(look: Callable[..., Found]) -> None:
        monkeypatch.setattr(analyse, "suggest_for_video", look)

    return put


def uploaded(app: AppTest | None = None, name: str = "clip.mp4") -> AppTest:
    """Upload a film and wait until it is looked at."""
    app = app or AppTest.from_function(analyse_page, default_timeout=20).run()
    app.file_uploader[0].upload(name, b"pictures", "video/mp4").run()
    assert app.session_state["analyse"].kept.recognition.wait(10)
    app.run()
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def chosen(app: AppTest) -> Any:
    return app.selectbox(key="exercise-own").value


def test_what_is_recognised_is_chosen_and_said(finds: Finds) -> None:
    finds(lambda *_, **__: (SURE, UNSURE))
    app = uploaded()
    assert chosen(app) == "cat_cow"
    assert "It looks like <strong>Cat-cow</strong> (93 % sure: 2 repetitions" in html(app)
    assert not app.button[0].disabled


def test_where_it_is_not_sure_the_person_is_asked(finds: Finds) -> None:
    finds(lambda *_, **__: (UNSURE, HARDLY))
    app = uploaded()
    assert chosen(app) is None
    assert app.button[0].disabled
    page = html(app)
    assert "I cannot tell which exercise this is. Please choose it." in page
    assert "It may be: Wall angels (41 %)." in page


def test_a_choice_of_the_persons_own_stays(finds: Finds) -> None:
    finds(lambda *_, **__: (SURE,))
    app = AppTest.from_function(analyse_page, default_timeout=20).run()
    app.selectbox(key="exercise-own").select("wall_angels").run()
    app = uploaded(app)
    assert chosen(app) == "wall_angels"
    assert "It looks like <strong>Cat-cow</strong>" in html(app)


def test_the_next_film_is_recognised_anew(finds: Finds) -> None:
    answers = iter([(SURE,), (UNSURE,)])
    finds(lambda *_, **__: next(answers))
    app = uploaded()
    assert chosen(app) == "cat_cow"
    app = uploaded(app, "another.mp4")
    assert chosen(app) is None
    app.selectbox(key="exercise-own").select("wall_angels").run()
    assert chosen(app.run()) == "wall_angels"


def test_a_film_that_cannot_be_read_says_so_and_can_still_be_tried(finds: Finds) -> None:
    def look(*_: object, **__: object) -> Found:
        raise VideoError("clip.mp4 is not a video.")

    finds(look)
    app = uploaded()
    assert "clip.mp4 is not a video." in html(app)
    app.selectbox(key="exercise-own").select("cat_cow").run()
    assert not app.button[0].disabled


def test_a_fault_of_our_own_is_not_in_the_way(finds: Finds) -> None:
    def look(*_: object, **__: object) -> Found:
        raise ZeroDivisionError

    finds(look)
    page = html(uploaded())
    assert "cannot tell" not in page and "looks like" not in page


def test_while_it_is_looked_at_the_exercise_can_be_chosen_and_the_analysis_begun(
    finds: Finds, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, given = threading.Event(), []

    def look(video: Path, *_: object, progress: Progress, **__: object) -> Found:
        go_on.wait(10)
        progress(0.5, "Looking")
        return (SURE,)

    def work(video: Path, spec: Any, **_: object) -> object:
        given.append((video, video.read_bytes(), spec.id))
        return analysis(video)

    finds(look)
    monkeypatch.setattr(analyse, "analyze_video", work)
    app = AppTest.from_function(analyse_page, default_timeout=20).run()
    app.file_uploader[0].upload("clip.mp4", b"pictures", "video/mp4").run()
    assert "Looking which exercise this is" in html(app)
    app.selectbox(key="exercise-own").select("wall_angels").run()
    kept = app.session_state["analyse"].kept
    app.button[0].click().run()
    job = app.session_state["analyse"].job
    assert job is None or job.wait(10)
    go_on.set()
    assert kept.recognition.wait(10)
    assert kept.recognition.result == Recognised(stopped=True)  # it was not waited for
    assert given == [(kept.video, b"pictures", "wall_angels")]  # and the file was copied once


def test_a_recognition_stops_when_it_is_cancelled() -> None:
    began, go_on = threading.Event(), threading.Event()

    def look(progress: Progress) -> Found:
        began.set()
        go_on.wait(10)
        progress(None, "Looking")
        return (SURE,)

    recognition = Recognition(look, ())
    assert began.wait(10)
    assert recognition.result is None
    recognition.cancel()
    go_on.set()
    assert recognition.wait(10)
    assert recognition.result == Recognised(stopped=True)


def test_names_are_escaped() -> None:
    strange = Suggestion("<b>", 0.9, "<i>seen</i>")
    text = in_words(Recognised((strange,)), SPECS)
    assert "<b>" not in text and "<i>" not in text
