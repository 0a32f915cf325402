"""The bridge between the camera's thread and the page: it never stops the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
import pytest

from formcheck.live import webrtc
from formcheck.live.webrtc import CameraBridge


@dataclass
class FakeSession:
    """Marks the left edge of each picture; keeps the times it was given."""

    times: list[float] = field(default_factory=list)
    stopped: int = 0
    fault: Exception | None = None

    def process(self, image: np.ndarray, time_s: float) -> np.ndarray:
        if self.fault:
            raise self.fault
        self.times.append(time_s)
        drawn = image.copy()
        drawn[:, :8] = 255
        return drawn

    def snapshot(self) -> str:
        return f"{len(self.times)} pictures"

    def stop(self) -> str:
        self.stopped += 1
        return f"summary of {len(self.times)}"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def picture(pts: int = 0, width: int = 64, height: int = 48) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.zeros((height, width, 3), np.uint8), format="rgb24")
    frame.pts, frame.time_base = pts, Fraction(1, 30)
    return frame


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bridge(session: FakeSession, clock: Clock) -> CameraBridge:
    bridge = CameraBridge(clock)
    bridge.arm(lambda: session)
    return bridge


def test_the_drawn_picture_comes_back_mirrored(bridge: CameraBridge) -> None:
    shown = bridge.on_frame(picture()).to_ndarray(format="rgb24")
    assert shown[:, -8:].min() == 255  # drawn at the left of the true picture
    assert shown[:, :8].max() == 0


def test_a_width_with_padded_rows_is_not_sheared(
    bridge: CameraBridge, session: FakeSession
) -> None:
    frame = av.VideoFrame.from_ndarray(
        np.tile(np.arange(108, dtype=np.uint8)[None, :, None], (40, 1, 3)), format="rgb24"
    )
    seen: list[np.ndarray] = []
    session.process = lambda image, t: (seen.append(image), image)[1]  # type: ignore[method-assign]
    bridge.on_frame(frame)
    assert seen[0].flags.c_contiguous
    assert (seen[0][:, :, 0] == np.arange(108)).all()


def test_no_session_is_opened_before_the_first_picture(
    bridge: CameraBridge, session: FakeSession
) -> None:
    assert bridge.snapshot() is None
    bridge.on_frame(picture())
    assert bridge.snapshot() == "1 pictures"


def test_time_is_our_own_clock_not_the_camera_s_stamps(
    bridge: CameraBridge, session: FakeSession, clock: Clock
) -> None:
    for pts in (500, 3, 900):  # a camera's stamps may jump
        bridge.on_frame(picture(pts))
        clock.now += 0.04
    assert session.times == pytest.approx([0.0, 0.04, 0.08])
    assert bridge.now_s() == pytest.approx(0.12)


def test_the_picture_may_change_its_size(bridge: CameraBridge, session: FakeSession) -> None:
    sizes = [(64, 48), (32, 24), (48, 64)]
    shown = [bridge.on_frame(picture(i, *size)) for i, size in enumerate(sizes)]
    assert [(frame.width, frame.height) for frame in shown] == sizes


def test_a_fault_in_judging_gives_the_picture_back(
    bridge: CameraBridge, session: FakeSession
) -> None:
    session.fault = ValueError("no")
    frame = picture()
    assert bridge.on_frame(frame) is frame


def test_a_session_that_cannot_be_opened_is_told_once_and_the_picture_goes_on() -> None:
    tries = []

    def fail() -> FakeSession:
        tries.append(1)
        raise RuntimeError("no model")

    bridge = CameraBridge()
    bridge.arm(fail)
    frames = [bridge.on_frame(picture(i)) for i in range(3)]
    assert len(frames) == 3
    assert len(tries) == 1
    assert "no model" in (bridge.fault or "")


def test_end_stops_the_session_and_keeps_its_summary_for_one_reader(
    bridge: CameraBridge, session: FakeSession
) -> None:
    bridge.on_frame(picture())
    bridge.end()
    bridge.end()
    assert session.stopped == 1
    assert bridge.take_summary() == "summary of 1"
    assert bridge.take_summary() is None


def test_a_late_picture_does_not_open_a_new_session(
    bridge: CameraBridge, session: FakeSession
) -> None:
    bridge.on_frame(picture())
    bridge.end()
    bridge.on_frame(picture(1))
    assert bridge.snapshot() is None
    assert len(session.times) == 1


def test_arming_a_running_bridge_changes_nothing(bridge: CameraBridge) -> None:
    bridge.on_frame(picture())
    bridge.arm(FakeSession)
    bridge.on_frame(picture(1))
    assert bridge.snapshot() == "2 pictures"


def test_a_signalling_timeout_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, bridge: CameraBridge
) -> None:
    def late(**_: object) -> None:
        raise webrtc.SignallingTimeoutError

    monkeypatch.setattr(webrtc, "webrtc_streamer", late)
    now = webrtc.camera("key", bridge)
    assert not now.playing
    assert "Press Start again" in (now.message or "")
