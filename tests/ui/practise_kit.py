"""The page *Practise* without a browser: a world around it in which a test can do everything."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.journal.records import GateAnswers, Session
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.live.own_ranges import OwnRanges
from formcheck.live.snapshot import Breath, LiveSnapshot, PracticeResult, Utterance
from formcheck.live.webrtc import CameraState
from formcheck.safety.gate import VERSION
from formcheck.ui import (
    desks,
    model_setup,
    person,
    practice_state,
    practise,
    practise_setup,
    practise_stage,
)
from formcheck.ui.display import Board
from formcheck.ui.practice_entry import entries
from formcheck.ui.practice_state import Practice
from formcheck.ui.start_button import Pressed


class FakeBridge:
    """A camera and its session, as a test wants them."""

    def __init__(self, told: Callable[[PracticeResult], None]) -> None:
        self.told = told
        self.now: LiveSnapshot | None = None
        self.made: PracticeResult | None = None
        self.skipped = 0
        self.age_s: float | None = 0.1
        self.fault: str | None = None
        self.ended: list[str] = []

    def arm(self, open_session: object) -> None:
        self.ended = []

    def end(self, by: str = "button") -> None:
        self.ended.append(by)
        self.now = None

    def skip(self) -> None:
        self.skipped += 1

    def take_result(self) -> PracticeResult | None:
        made, self.made = self.made if self.ended else None, None
        return made

    def snapshot(self) -> LiveSnapshot | None:
        return self.now

    def now_s(self) -> float:
        return 10.0

    def picture_age_s(self) -> float | None:
        return self.age_s


@dataclass
class World:
    """Browser, camera and clock around the page."""

    presses: list[Pressed] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    heard: dict[str, tuple[tuple[str, ...], Breath | None]] = field(default_factory=dict)
    boards: list[Board] = field(default_factory=list)
    camera: CameraState = field(default_factory=lambda: CameraState(False))
    device: str | None = None
    keys: list[str] = field(default_factory=list)
    asked: list[bool] = field(default_factory=list)
    now_s: float = 100.0
    app: AppTest | None = None

    @property
    def journal(self) -> Journal:
        """The journal of the pages, in a file of its own."""
        return person._shared(os.environ[DATABASE_VARIABLE])

    @property
    def sessions(self) -> tuple[Session, ...]:
        """What the journal holds of the one person."""
        return self.journal.sessions(self.journal.profiles()[0].id)

    def practice_of(self, folder: Path) -> Callable[..., Practice]:
        ranges = OwnRanges(folder / "ranges.json")
        return partial(Practice, clock=lambda: self.now_s, ranges=ranges)

    def start_button(self, label: str) -> str | None:
        self.labels.append(label)
        return self.device

    def pressed(self) -> Pressed | None:
        return self.presses.pop() if self.presses else None

    def speak(
        self, lines: Sequence[Utterance], breath: Breath | None, settings: object, now_s: float,
        key: str = "speaker",
    ) -> None:  # fmt: skip
        self.heard[key] = (tuple(line.text for line in lines), breath)

    def show_camera(self, key: str, bridge: object, playing: bool) -> CameraState:
        self.asked.append(playing)
        self.keys.append(key)
        return self.camera

    def open(self, pain: int | None = 2, **address: str) -> AppTest:
        """Open the page, with one exercise unless the address says something else (`exercise=""`:
        nothing). The question before everything is answered unless `pain` is None."""
        if not address:
            address = {"exercise": "bird_dog"}
        self.app = AppTest.from_function(practise_page, default_timeout=20)
        for name, value in ((name, value) for name, value in address.items() if value):
            self.app.query_params[name] = value
        app = self.run()
        return app if pain is None else self.feel(pain)

    def feel(self, pain: int, when: str = "before") -> AppTest:
        """Say how the back feels."""
        assert self.app is not None
        self.app.segmented_control(key=f"pain-{when}").set_value(pain)
        return self.run()

    def run(self) -> AppTest:
        assert self.app is not None
        self.app.run()
        assert not self.app.exception
        assert "Something went wrong" not in " ".join(one.value for one in self.app.error)
        return self.app

    def press_start(self, refused: str | None = None) -> AppTest:
        self.presses.append(Pressed(refused))
        return self.run()

    def practise(self, exercise: str = "thread_the_needle") -> AppTest:
        """Open the page, choose, press Start; the camera plays."""
        app = self.open()
        app.selectbox[0].select(exercise)
        self.camera = CameraState(True)
        return self.press_start()

    def stop(self, now: LiveSnapshot, made: PracticeResult) -> AppTest:
        """Stop is pressed in this moment, with this result."""
        assert self.app is not None
        self.bridge.now, self.bridge.made = now, made
        self.app.button(key="stop").click()
        return self.run()

    @property
    def practice(self) -> Practice:
        assert self.app is not None
        return self.app.session_state["practise"]  # type: ignore[no-any-return]

    @property
    def bridge(self) -> FakeBridge:
        return self.practice.bridge  # type: ignore[return-value]


def practise_page() -> None:
    from formcheck.ui import practise

    practise.page()


def html(app: AppTest) -> str:
    """All of the page's own HTML (widgets are looked at through AppTest)."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def fit(journal: Journal, name: str = "Me") -> str:
    """Somebody who has answered the safety questions; their profile."""
    known = [one for one in journal.profiles() if one.name == name]
    who = known[0] if known else journal.add_profile(name)
    now = datetime.now(UTC)
    journal.answer_gate(who.id, GateAnswers(now, VERSION, {}, "clear", acknowledged=True))
    return who.id


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> World:
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{tmp_path / 'journal.sqlite'}")
    made = World()
    fit(made.journal)
    entries.clear()  # type: ignore[attr-defined]
    model = tmp_path / "model.task"
    model.touch()
    desks.live_desk.clear()  # type: ignore[attr-defined]
    monkeypatch.setattr(model_setup, "ensure_model", lambda **_: model)
    monkeypatch.setattr(practise, "preload", lambda model: None)
    monkeypatch.setattr(practise, "camera", made.show_camera)
    monkeypatch.setattr(practise, "start_button", made.start_button)
    monkeypatch.setattr(practise, "pressed", made.pressed)
    monkeypatch.setattr(practise_setup, "start_button", made.start_button)
    monkeypatch.setattr(practise_stage, "show_board", made.boards.append)
    monkeypatch.setattr(practise_stage, "speaker", made.speak)
    monkeypatch.setattr(practise, "speaker", made.speak)
    monkeypatch.setattr(practice_state, "CameraBridge", FakeBridge)
    monkeypatch.setattr(practise, "Practice", made.practice_of(tmp_path))
    return made
