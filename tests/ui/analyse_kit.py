"""The page *Analyse a video* without a browser: the work is a function of the test's own."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from page_kit import analysis
from streamlit.testing.v1 import AppTest

from formcheck.pose.recording import Recording
from formcheck.ui import analyse_choice, analyse_work, desks, visitor
from formcheck.ui.analyse_films import Film, Outcome, Shelf
from formcheck.ui.job import Job
from formcheck.ui.samples import Sample
from formcheck.video.analysis import Analysis
from formcheck.video.suggest import Suggestion

SURE = Suggestion("cat_cow", 0.93, "2 repetitions of it seen")
UNSURE = Suggestion("wall_angels", 0.41, "1 repetition of it seen")
HARDLY = Suggestion("thread_the_needle", 0.02, "its start pose seen")
WAIT_S = 10.0


def analyse_page() -> None:
    from formcheck.ui import analyse

    analyse.page()


class World:
    """What the page finds around it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.clip = folder / "thread_the_needle_hips_back.mp4"
        self.clip.write_bytes(b"not looked at in these tests")
        self.monkeypatch = monkeypatch
        sample = Sample(self.clip.stem, "thread_the_needle", "hips that move back", self.clip)
        self.samples(sample)
        monkeypatch.setattr(desks, "machine_turn", lambda waiting: nullcontext())
        monkeypatch.setattr(analyse_work, "ensure_model", lambda **_: self.clip)
        monkeypatch.setattr(analyse_work, "LandmarkCache", lambda: None)
        monkeypatch.setattr(analyse_work, "stills_of", lambda analysis: ())
        self.work(lambda video, spec, **_: analysis(video, self.clip))
        self.finds()
        self.asked(Host="localhost:8501")
        desks.work_desk.clear()
        desks.live_desk.clear()

    def samples(self, *samples: Sample) -> None:
        self.monkeypatch.setattr(analyse_choice, "samples", lambda: samples)

    def asked(self, **headers: str) -> None:
        """With these headers the page is asked for; the app listens on this computer alone."""
        self.monkeypatch.setattr(visitor, "request", lambda: ("localhost", headers))

    def work(self, work: Callable[..., Any]) -> None:
        """Put another function in place of the analysis."""
        self.monkeypatch.setattr(analyse_work, "analyze_video", work)

    def finds(self, *found: Suggestion) -> None:
        """This is recognised in every film."""
        self.looks(lambda *_, **__: found)

    def looks(self, look: Callable[..., tuple[Suggestion, ...]]) -> None:
        """Put another function in place of the recognition."""
        self.monkeypatch.setattr(analyse_work, "suggest_for_video", look)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    return World(monkeypatch, tmp_path)


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread is about to do."""
    end_s = time.monotonic() + WAIT_S
    while not true():
        assert time.monotonic() < end_s, "It did not come to be."
        time.sleep(0.005)


def html(app: AppTest) -> str:
    """All of the page's own HTML (widgets are looked at through AppTest)."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.label]


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def can_begin(app: AppTest) -> bool:
    """Whether the one button that begins the work can be pressed."""
    (button,) = [one for one in app.button if one.label.startswith("Analyse ")]
    return not button.disabled


def shelf(app: AppTest) -> Shelf:
    kept: Shelf = app.session_state["analyse"]
    return kept


def start() -> AppTest:
    app = AppTest.from_function(analyse_page, default_timeout=20).run()
    assert not app.exception
    return app


def own(app: AppTest | None = None) -> AppTest:
    """The choice of one's own videos."""
    app = app or start()
    if app.get("button_group"):
        app.segmented_control(key="origin").set_value(analyse_choice.OWN).run()
    return app


def upload(app: AppTest, *names: str) -> AppTest:
    """Upload films one by one."""
    for name in names:
        app.file_uploader[0].upload(name, b"pictures", "video/mp4").run()
    return app


def looked(app: AppTest) -> AppTest:
    """Wait until all that was uploaded is looked at; look again."""
    for film in shelf(app).films:
        if film.looking is not None:
            assert film.looking.wait(WAIT_S)
    app.run()
    assert not app.exception
    return app


def waited(app: AppTest) -> AppTest:
    """Wait until nothing is in work; look again."""
    jobs: list[Job[Any]] = [film.job for film in shelf(app).films if film.job is not None]
    assert all(job.wait(WAIT_S) for job in jobs)
    app.run()
    assert not app.exception
    return app


def film(app: AppTest, number: int = 1) -> Film:
    found = shelf(app).film(number)
    assert found is not None
    return found


RECORDING = Recording((), "clip.mp4", "pose_landmarker_full", 14.0, 25.0)


def shelf_of(*analyses: Analysis) -> Shelf:
    """Films that were analysed before."""
    kept = Shelf()
    for number, analysed in enumerate(analyses, 1):
        film = kept.new_film(f"film {number}.mp4", analysed.video.path)
        film.exercise, film.outcome = analysed.spec.id, Outcome(analysed)
        kept.films.append(film)
    return kept


def showing(page: Callable[[], None], kept: Shelf) -> AppTest:
    """A page with these films."""
    app = AppTest.from_function(page, default_timeout=20)
    app.session_state["analyse"] = kept
    app.run()
    assert not app.exception
    return app
