"""One live practice: never raises, frees the model, keeps only what it was asked to keep."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import numpy as np
import pytest
from streams.camera import Frames, film
from streams.exercises import clean
from streams.limits import specs

from formcheck.live.session import LiveSession
from formcheck.pose.frame import PoseFrame

PICTURE = np.zeros((360, 640, 3), np.uint8)


@dataclass
class FakePose:
    """Gives frames one after the other; waits at a barrier or fails if it is told to."""

    frames: Frames
    at: int = 0
    closed: int = 0
    fault: Exception | None = None
    go_on: threading.Event = field(default_factory=threading.Event)

    def detect(self, image: np.ndarray, time_s: float) -> PoseFrame:
        self.go_on.wait(5)
        if self.fault is not None:
            raise self.fault
        self.at += 1
        return self.frames[self.at - 1]

    def close(self) -> None:
        self.closed += 1


@dataclass
class FakeKeeper:
    pictures: list[float] = field(default_factory=list)
    frames: list[float] = field(default_factory=list)

    def picture(self, image: np.ndarray, time_s: float) -> None:
        self.pictures.append(time_s)

    def frame(self, frame: PoseFrame) -> None:
        self.frames.append(frame.time_s)

    def finish(self) -> tuple[str, ...]:
        return ("set.npz",)


@pytest.fixture
def pose() -> FakePose:
    pose = FakePose(film(clean("cat_cow")))
    pose.go_on.set()
    return pose


def test_pictures_become_a_snapshot(pose: FakePose) -> None:
    session = LiveSession(specs()["cat_cow"], pose, captions=False)
    assert session.snapshot().stage == "placing"
    drawn = session.process(PICTURE, 0.1)
    assert drawn is not PICTURE and drawn.shape == PICTURE.shape
    assert session.snapshot().places
    assert session.process(PICTURE, 0.1) is PICTURE  # not newer than the last one
    assert pose.at == 1


def test_a_fault_is_told_until_it_is_over(pose: FakePose) -> None:
    session = LiveSession(specs()["cat_cow"], pose)
    pose.fault = ValueError("no memory")
    assert session.process(PICTURE, 0.1) is PICTURE
    assert session.snapshot().error == "A picture could not be judged: no memory"
    pose.fault = None
    session.process(PICTURE, 0.2)
    assert session.snapshot().error is None


def test_the_page_does_not_wait_for_the_model(pose: FakePose) -> None:
    session = LiveSession(specs()["cat_cow"], pose)
    pose.go_on.clear()
    working = threading.Thread(target=session.process, args=(PICTURE, 0.1))
    working.start()
    assert session.snapshot().stage == "placing"  # while detect still waits
    pose.go_on.set()
    working.join(5)
    assert pose.at == 1


def test_the_end_frees_the_model_once_and_names_what_was_kept(pose: FakePose) -> None:
    keeper = FakeKeeper()
    session = LiveSession(specs()["cat_cow"], pose, keep=keeper)
    session.process(PICTURE, 0.1)
    first = session.stop("hands")
    assert session.stop("button") is first
    assert (first.ended_by, first.kept, pose.closed) == ("hands", ("set.npz",), 1)
    assert keeper.pictures == [0.1] and len(keeper.frames) == 1
    assert session.process(PICTURE, 0.3) is PICTURE
    assert session.snapshot().result is not None
