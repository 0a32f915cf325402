"""The bridge between the camera's thread and the page: it never stops the picture."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from fractions import Fraction

import av
import numpy as np
import pytest

from formcheck.live.bridge import CLOSES_WITHIN_S, WARM_UP_S, CameraBridge


@dataclass
class FakeSession:
    """Marks the left edge of each picture; keeps the times it was given."""

    times: list[float] = field(default_factory=list)
    stopped: int = 0
    skipped: int = 0
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

    def skip(self) -> None:
        self.skipped += 1

    def stop(self, by: str = "button") -> str:
        self.stopped += 1
        return f"result of {len(self.times)}, {by}"


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
    """Armed, and opened by a first picture that nobody judges."""
    bridge = CameraBridge(clock)
    bridge.arm(lambda size: session)
    bridge.on_frame(picture())
    assert bridge.wait_until_open(5)
    return bridge


def test_the_drawn_picture_comes_back_ready_for_the_encoder(bridge: CameraBridge) -> None:
    frame = bridge.on_frame(picture(1))
    assert frame.format.name == "yuv420p"
    shown = frame.to_ndarray(format="rgb24")
    assert shown[:, :6].min() > 245  # the browser mirrors it, not the app
    assert shown[:, 12:].max() < 10


def test_skipping_reaches_the_running_session(bridge: CameraBridge, session: FakeSession) -> None:
    bridge.skip()
    assert session.skipped == 1
    bridge.end()
    bridge.skip()  # nothing runs
    assert session.skipped == 1


def test_an_odd_width_is_no_obstacle(bridge: CameraBridge) -> None:
    frame = bridge.on_frame(picture(1, 63, 48))
    assert (frame.width, frame.height) == (63, 48)


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


def test_pictures_go_on_while_a_session_opens() -> None:
    asked: list[tuple[int, int]] = []
    go_on = threading.Event()

    def slowly(size: tuple[int, int]) -> FakeSession:
        asked.append(size)
        go_on.wait(5)
        return FakeSession()

    bridge = CameraBridge()
    bridge.arm(slowly)
    assert bridge.snapshot() is None
    for index in range(3):
        bridge.on_frame(picture(index))
        bridge.arm(slowly)  # the page draws itself meanwhile
    go_on.set()
    assert bridge.wait_until_open(5)
    assert asked == [(64, 48)]
    assert bridge.snapshot() == "0 pictures"


def test_time_is_our_own_clock_not_the_camera_s_stamps(
    bridge: CameraBridge, session: FakeSession, clock: Clock
) -> None:
    for pts in (5000, 3, 9000):  # a camera's stamps may jump
        clock.now += 0.04
        bridge.on_frame(picture(pts))
    assert session.times == pytest.approx([WARM_UP_S + 0.04, WARM_UP_S + 0.08, WARM_UP_S + 0.12])
    assert bridge.now_s() == pytest.approx(WARM_UP_S + 0.12)


def test_the_picture_may_change_its_size(bridge: CameraBridge) -> None:
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

    def fail(size: tuple[int, int]) -> FakeSession:
        tries.append(1)
        raise RuntimeError("no model")

    bridge = CameraBridge()
    bridge.arm(fail)
    bridge.on_frame(picture())
    assert not bridge.wait_until_open(5)
    assert bridge.on_frame(picture(1)).width == 64
    assert len(tries) == 1
    assert "no model" in (bridge.fault or "")
    bridge.arm(lambda size: FakeSession())
    bridge.on_frame(picture(2))
    assert bridge.wait_until_open(5)  # asked for again, it is tried again
    assert bridge.fault is None


def test_end_stops_the_session_and_keeps_its_result_for_one_reader(
    bridge: CameraBridge, session: FakeSession
) -> None:
    bridge.on_frame(picture(1))
    bridge.end()
    bridge.end()
    assert session.stopped == 1
    assert bridge.take_result() == "result of 1, button"
    assert bridge.take_result() is None


def test_a_closed_tab_ends_the_session_and_its_result_is_handed_on(session: FakeSession) -> None:
    told: list[object] = []
    there = threading.Event()
    bridge = CameraBridge(told=lambda result: (told.append(result), there.set())[0])
    bridge.arm(lambda size: session)
    bridge.on_frame(picture())
    assert bridge.wait_until_open(5)
    bridge.on_ended()
    bridge.on_ended()
    assert there.wait(5)
    assert session.stopped == 1
    assert told == ["result of 0, closed"]


def test_the_web_server_does_not_wait_for_a_session_to_end(session: FakeSession) -> None:
    go_on, there = threading.Event(), threading.Event()
    session.stop = lambda by: (go_on.wait(5), there.set(), "late")[2]  # type: ignore[method-assign]
    bridge = CameraBridge()
    bridge.arm(lambda size: session)
    bridge.on_frame(picture())
    assert bridge.wait_until_open(5)
    bridge.on_ended()  # returns although stop() waits
    assert not there.is_set()
    assert bridge.snapshot() is None
    go_on.set()
    assert there.wait(5)


def test_a_stop_right_after_the_camera_was_closed_still_has_its_result(
    session: FakeSession,
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    session.stop = lambda by: (begun.set(), go_on.wait(5), f"by {by}")[2]  # type: ignore[method-assign]
    bridge = CameraBridge()
    bridge.arm(lambda size: session)
    bridge.on_frame(picture())
    assert bridge.wait_until_open(5)
    bridge.on_ended()
    assert begun.wait(5)
    stopping = threading.Thread(target=bridge.end)
    stopping.start()
    go_on.set()
    stopping.join(5)
    assert bridge.take_result() == "by closed"


def test_what_is_armed_for_the_next_connection_survives_the_end_of_the_last(
    session: FakeSession,
) -> None:
    bridge = CameraBridge()
    bridge.arm(lambda size: session)
    bridge.on_ended()
    bridge.on_frame(picture())
    assert bridge.wait_until_open(5)


def in_its_own_thread(bridge: CameraBridge, frame: av.VideoFrame) -> None:
    """As another connection brings its pictures."""
    thread = threading.Thread(target=bridge.on_frame, args=(frame,))
    thread.start()
    thread.join(5)


def test_late_pictures_of_a_stopped_camera_do_not_begin_the_next_practice(
    bridge: CameraBridge, clock: Clock
) -> None:
    """Stop and at once Start: the first connection still brings pictures, and ends only then."""
    bridge.end()
    opened: list[FakeSession] = []
    bridge.arm(lambda size: (opened.append(FakeSession()), opened[-1])[1])
    bridge.on_frame(picture(1))
    assert not opened
    assert bridge.picture_age_s() is None
    in_its_own_thread(bridge, picture(2))  # the next connection
    assert bridge.wait_until_open(5)
    bridge.on_frame(picture(3))
    bridge.on_ended()  # of the first one
    assert bridge.snapshot() == "0 pictures"
    assert opened[0].stopped == 0
    bridge.on_ended()  # of the next one
    assert bridge.snapshot() is None


def test_a_connection_that_is_not_closed_after_all_serves_again(
    bridge: CameraBridge, clock: Clock
) -> None:
    bridge.end()
    bridge.arm(lambda size: FakeSession())
    clock.now += CLOSES_WITHIN_S + 1
    bridge.on_frame(picture(1))
    assert bridge.wait_until_open(5)


def test_a_session_that_cannot_be_ended_leaves_no_result(
    bridge: CameraBridge, session: FakeSession
) -> None:
    session.stop = lambda by: 1 / 0  # type: ignore[method-assign]
    bridge.end()
    assert bridge.take_result() is None


def test_the_age_of_the_last_picture_is_known(bridge: CameraBridge, clock: Clock) -> None:
    clock.now += 0.4
    assert bridge.picture_age_s() == pytest.approx(0.4)
    bridge.on_frame(picture(1))
    assert bridge.picture_age_s() == pytest.approx(0)
    assert CameraBridge().picture_age_s() is None


def test_a_bridge_knows_whether_it_is_in_use(session: FakeSession) -> None:
    bridge = CameraBridge()
    assert not bridge.in_use()
    bridge.arm(lambda size: session)
    assert bridge.in_use()
    bridge.on_frame(picture())
    assert bridge.wait_until_open(5)
    assert bridge.in_use()
    bridge.end()
    assert not bridge.in_use()


def test_a_picture_that_waited_carries_the_time_at_which_it_was_taken(
    bridge: CameraBridge, session: FakeSession, clock: Clock
) -> None:
    for tick in (30, 31, 32):
        bridge.on_frame(picture(tick))
        clock.now += 1 / 30
    clock.now += 0.2  # busy
    bridge.on_frame(picture(33))
    assert session.times[-1] == pytest.approx(WARM_UP_S + 3 / 30)
    assert bridge.now_s() == pytest.approx(WARM_UP_S + 3 / 30 + 0.2)


def test_a_session_that_opens_after_the_end_is_closed_at_once() -> None:
    session, opening, go_on = FakeSession(), threading.Event(), threading.Event()

    def slowly(size: tuple[int, int]) -> FakeSession:
        opening.set()
        go_on.wait(5)
        return session

    bridge = CameraBridge()
    bridge.arm(slowly)
    bridge.on_frame(picture())
    (opener,) = [t for t in threading.enumerate() if opening.wait(5) and t.name == "live-open"]
    bridge.end()
    go_on.set()
    opener.join(5)
    assert session.stopped == 1
    assert bridge.snapshot() is None


def test_a_late_picture_does_not_open_a_new_session(
    bridge: CameraBridge, session: FakeSession
) -> None:
    bridge.end()
    bridge.on_frame(picture(1))
    assert not bridge.wait_until_open(5)


def test_arming_a_running_bridge_changes_nothing(bridge: CameraBridge) -> None:
    bridge.arm(lambda size: FakeSession())
    bridge.on_frame(picture(1))
    assert bridge.snapshot() == "1 pictures"


def test_a_bridge_serves_one_set_after_another(bridge: CameraBridge) -> None:
    bridge.end()
    bridge.on_ended()
    bridge.arm(lambda size: FakeSession())
    bridge.on_frame(picture(1))
    assert bridge.wait_until_open(5)
    assert bridge.snapshot() == "0 pictures"
