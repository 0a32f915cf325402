"""The desk that does the pages' work, a session's files, and the samples it may choose from."""

from __future__ import annotations

import gc
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from formcheck.ui.job import Board, Job, Progress
from formcheck.ui.samples import find_samples
from formcheck.ui.work_queue import ELSEWHERE, WorkDesk
from formcheck.ui.workspace import Workspace, keep_upload
from formcheck.video.errors import VideoError

WAIT_S = 5.0


class Gate:
    """Work that says when it has begun and goes on when told."""

    def __init__(self) -> None:
        self.began, self.go_on, self.ended = (threading.Event() for _ in range(3))

    def __call__(self, progress: Progress) -> str:
        try:
            progress(0.25, "Reading")
            self.began.set()
            self.go_on.wait(WAIT_S)
            progress(0.5, "Reading")
        finally:
            self.ended.set()
        return "result"


def paused(job: Job[str]) -> bool:
    """Wait until the work is paused; whether it came to that."""
    end_s = time.monotonic() + WAIT_S
    while job.state().stage != "paused" and time.monotonic() < end_s:
        time.sleep(0.005)
    return job.state().stage == "paused"


def noted(order: list[int], number: int, progress: Progress) -> None:
    order.append(number)


def finished(work: Callable[[Progress], str], *known: type[Exception]) -> Job[str]:
    job = WorkDesk().give(work, known)
    assert job.wait(WAIT_S)
    return job


def test_a_job_gives_its_result() -> None:
    state = finished(lambda progress: "result").state()
    assert (state.stage, state.result, state.ended) == ("done", "result", True)


def test_a_known_error_is_its_own_sentence() -> None:
    def fail(progress: Progress) -> str:
        raise VideoError("clip.txt is not a video.")

    state = finished(fail, VideoError).state()
    assert (state.stage, state.error) == ("failed", "clip.txt is not a video.")


def test_an_unknown_error_is_a_sentence_too_and_the_next_one_is_done() -> None:
    def fail(progress: Progress) -> str:
        raise ZeroDivisionError

    desk = WorkDesk()
    one, other = desk.give(fail, (VideoError,)), desk.give(lambda progress: "result")
    assert other.wait(WAIT_S)
    error = one.state().error or ""
    assert "ZeroDivisionError" in error
    assert "Try another video" in error
    assert other.state().result == "result"


def test_progress_is_seen_and_cancelling_stops_the_work_at_its_next_report() -> None:
    gate = Gate()
    job = WorkDesk().give(gate)
    assert gate.began.wait(WAIT_S)
    state = job.state()
    assert (state.stage, state.fraction, state.text) == ("working", 0.25, "Reading")
    job.cancel()
    gate.go_on.set()
    assert job.wait(WAIT_S)
    assert (job.state().stage, job.state().result) == ("stopped", None)


def test_a_job_that_nobody_holds_stops() -> None:
    gate = Gate()
    job = WorkDesk().give(gate)
    assert gate.began.wait(WAIT_S)
    board = job._board
    del job
    gc.collect()
    gate.go_on.set()
    assert board.ended.wait(WAIT_S)
    assert board.state.stage == "stopped"


def test_one_at_a_time_first_come_first_served_and_the_place_is_told() -> None:
    desk, gate = WorkDesk(), Gate()
    order: list[int] = []
    first = desk.give(gate)
    assert gate.began.wait(WAIT_S)
    later = [desk.give(partial(noted, order, n)) for n in (1, 2, 3)]
    urgent = desk.give(partial(noted, order, 0), urgent=True)
    places = [urgent.state().ahead, *(job.state().ahead for job in later)]
    assert (first.state().ahead, places) == (0, [1, 2, 3, 4])
    later[1].cancel()  # what waits ends at once
    assert later[1].state().stage == "stopped"
    assert later[2].state().ahead == 3
    gate.go_on.set()
    assert later[2].wait(WAIT_S)
    assert order == [0, 1, 3]


def test_a_waiting_job_that_nobody_holds_is_never_begun() -> None:
    desk, gate, done = WorkDesk(), Gate(), []
    first = desk.give(gate)
    assert gate.began.wait(WAIT_S)
    desk.give(lambda progress: done.append("dropped"))
    last = desk.give(lambda progress: done.append("last"))
    gc.collect()
    assert last.state().ahead == 1
    gate.go_on.set()
    assert last.wait(WAIT_S)
    assert (done, first.state().stage) == (["last"], "done")


def test_work_pauses_while_something_is_in_its_way() -> None:
    why: list[str | None] = [None]
    desk = WorkDesk(paused=lambda: why[0], look_s=0.01)
    gate = Gate()
    job = desk.give(gate)
    assert gate.began.wait(WAIT_S)
    why[0] = "Somebody practises"
    gate.go_on.set()
    assert paused(job)
    assert job.state().text == "Somebody practises"
    why[0] = None
    assert job.wait(WAIT_S)
    assert job.state().stage == "done"


def test_paused_work_can_be_cancelled() -> None:
    job = WorkDesk(paused=lambda: "Somebody practises", look_s=0.01).give(lambda progress: "never")
    assert paused(job)
    job.cancel()
    assert job.wait(WAIT_S)
    assert job.state().stage == "stopped"


def test_the_time_left_is_told_without_the_pauses() -> None:
    now, answers = [0.0], iter([None, None, "Somebody practises", None])

    def paused() -> str | None:
        why = next(answers)
        now[0] += 50.0 if why else 0.0
        return why

    board: Board[str] = Board(lambda: now[0], paused, 0.0)
    board.begin()
    now[0] = 1.0
    board.progress(0.1, "Reading")
    assert board.state.left_s is None  # too early to say
    now[0] = 10.0
    board.progress(0.25, "Reading")
    assert board.state.left_s == pytest.approx(30.0)


def test_the_time_left_is_told_without_the_wait_for_the_turn() -> None:
    now = [0.0]
    board: Board[str] = Board(lambda: now[0], lambda: None, 0.0)
    board.begin()
    now[0] = 300.0
    board.waiting(ELSEWHERE)
    now[0] = 310.0
    board.progress(0.25, "Reading")
    assert board.state.left_s == pytest.approx(30.0)


def test_the_time_left_is_told_without_the_time_the_model_took_to_fetch() -> None:
    now = [0.0]
    board: Board[str] = Board(lambda: now[0], lambda: None, 0.0)
    board.begin()
    now[0] = 60.0
    board.progress(1.0, "The pose model is ready")
    board.progress(0.0, "Reading")
    now[0] = 70.0
    board.progress(0.25, "Reading")
    assert board.state.left_s == pytest.approx(30.0)


def test_work_waits_for_the_turn_of_this_computer() -> None:
    asked, free = threading.Event(), threading.Event()

    @contextmanager
    def turn(waiting: Callable[[], None]) -> Iterator[None]:
        while not free.is_set():
            waiting()
            asked.set()
            free.wait(0.01)
        yield

    desk = WorkDesk(turn=turn)
    job = desk.give(lambda progress: "result")
    assert asked.wait(WAIT_S)
    assert job.state().text == ELSEWHERE
    other = desk.give(lambda progress: "other")
    job.cancel()
    assert job.wait(WAIT_S)
    assert job.state().stage == "stopped"
    free.set()
    assert other.wait(WAIT_S)


def test_two_sessions_never_share_a_folder() -> None:
    one, other = Workspace(), Workspace()
    assert one.new_folder() != other.new_folder()
    assert one.path != other.path


def test_films_have_folders_of_their_own_and_a_removed_one_is_gone() -> None:
    workspace = Workspace()
    old, new = workspace.new_folder(), workspace.new_folder()
    (old / "annotated.mp4").touch()
    workspace.remove(old)
    assert list(workspace.path.iterdir()) == [new]


def test_nothing_but_a_film_of_the_session_is_removed(tmp_path: Path) -> None:
    Workspace().remove(tmp_path)
    assert tmp_path.is_dir()


def test_a_forgotten_session_leaves_no_files() -> None:
    workspace = Workspace()
    path = workspace.path
    del workspace
    gc.collect()
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("My film (1).MOV", "My film (1).MOV"),  # the name its owner knows, for messages
        ("../../etc/passwd", "passwd"),
        ("C:\\films\\back.mp4", "back.mp4"),
        ("x.mp4; rm *", "x.mp4_ rm _"),
        ("..", "video"),
        ("a" * 300 + ".mp4", "a" * 76 + ".mp4"),
    ],
)
def test_an_upload_is_kept_whole_under_a_safe_name(tmp_path: Path, name: str, kept: str) -> None:
    upload = BytesIO(b"0123456789")
    upload.read(4)  # someone looked at it before
    path = keep_upload(upload, name, tmp_path)
    assert path == tmp_path / "upload" / kept
    assert path.read_bytes() == b"0123456789"


def test_a_disk_that_is_full_leaves_no_half_upload(tmp_path: Path) -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device", str(tmp_path))

    with pytest.raises(OSError, match="No space"):
        keep_upload(Endless(), "film.mp4", tmp_path)
    assert not list((tmp_path / "upload").iterdir())


def test_samples_need_readable_truth(tmp_path: Path) -> None:
    for name in ("b_good", "a_torn", "c_alone"):
        (tmp_path / f"{name}.mp4").touch()
    truth = {"exercise": "cat_cow", "about": "two calm repetitions"}
    (tmp_path / "b_good.json").write_text(json.dumps(truth))
    (tmp_path / "a_torn.json").write_text("{")
    (sample,) = find_samples(tmp_path)
    assert (sample.id, sample.exercise, sample.about) == (
        "b_good", "cat_cow", "two calm repetitions",
    )  # fmt: skip


def test_no_folder_means_no_samples(tmp_path: Path) -> None:
    assert find_samples(tmp_path / "none") == ()
