"""One live practice: never raises, frees the model, keeps only what it was asked to keep."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from led_kit import THREE
from log_kit import Failing, Remembering
from streams.camera import Frames, film
from streams.exercises import clean
from streams.limits import specs

from formcheck.journal.store import Journal
from formcheck.live.session import LiveSession
from formcheck.live.snapshot import RoutineResult
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


def test_a_routine_runs_skips_and_ends_with_what_was_kept(pose: FakePose) -> None:
    session = LiveSession.of_plan(
        THREE, specs(), pose, captions=False, keep=FakeKeeper(), explain=()
    )
    assert session.spec.id == "cat_cow" and session.snapshot().routine is not None
    drawn = session.process(PICTURE, 0.1)
    assert drawn is not PICTURE and session.snapshot().stage == "placing"
    session.skip()
    assert session.snapshot().stage == "between"
    session.process(PICTURE, 0.2)
    assert session.spec.id == session.snapshot().exercise == "thread_the_needle"
    for _ in range(4):
        session.skip()
    done = session.snapshot()
    assert done.stage == "done" and isinstance(done.result, RoutineResult)
    result = session.stop()
    assert (result.ended_by, result.kept, pose.closed) == ("button", ("set.npz",), 1)
    session.skip()  # it is over


def test_skipping_one_exercise_ends_it(pose: FakePose) -> None:
    session = LiveSession(specs()["cat_cow"], pose)
    session.process(PICTURE, 0.1)
    session.skip()
    assert session.snapshot().result is not None
    assert session.stop("closed").ended_by == "button"


def performed(session: LiveSession, pose: FakePose) -> None:
    """In the start pose until it begins, then the repetitions, as fast as they can be judged."""
    moves, pose.frames, now = pose.frames, (), 0.0

    def see(frame: PoseFrame) -> str:
        nonlocal now
        now += 1 / 12
        pose.frames = (*pose.frames, replace(frame, time_s=now))
        session.process(PICTURE, now)
        return session.snapshot().stage

    while see(moves[0]) != "moving" and now < 60.0:
        pass
    for frame in moves:
        see(frame)


@pytest.mark.parametrize("plan", [False, True])
def test_a_journal_that_is_locked_does_not_stop_the_pictures(
    pose: FakePose, plan: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.journal.database._BUSY_S", 0.01)
    journal = Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    kept = journal.begin(journal.add_profile("Ann").id, "Cat-cow", (), at=datetime.now(UTC))
    log = journal.log(kept, model="m", mode="standard", steps={})
    session = (
        LiveSession.of_plan(THREE, specs(), pose, log=log)
        if plan
        else LiveSession(specs()["cat_cow"], pose, log=log)
    )
    with closing(sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        performed(session, pose)
        assert session.snapshot().progress.reps.done == 3 and session.snapshot().error is None
        session.stop()
        assert log.problem is not None
    journal.close()
    found = Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}").session(kept)
    assert found is not None
    (done,) = found.exercises
    assert ([rep.number for rep in done.reps], done.ended_by) == ([1, 2, 3], "button")


def test_everything_is_told_when_the_end_comes_back(pose: FakePose) -> None:
    log = Remembering()
    session = LiveSession(specs()["cat_cow"], pose, log=log)
    performed(session, pose)
    assert [told.rep.index for _, told in log.reps] == [1, 2, 3]
    session.stop()
    assert log.told[-1] == log.over[0]


def test_a_log_that_fails_costs_the_practice_nothing(pose: FakePose) -> None:
    session = LiveSession(specs()["cat_cow"], pose, log=Failing())
    performed(session, pose)
    assert session.snapshot().progress.reps.done == 3 and session.snapshot().error is None
    assert session.stop().ended_by == "button"
