"""A session's files, its background job, and the samples it may choose from."""

from __future__ import annotations

import gc
import json
import threading
from io import BytesIO
from pathlib import Path

import pytest
from page_kit import analysis

from formcheck.ui.job import AnalysisJob, Progress
from formcheck.ui.samples import find_samples
from formcheck.ui.workspace import Workspace, keep_upload
from formcheck.video.analysis import Analysis
from formcheck.video.errors import VideoError

RESULT = analysis(Path("clip.mp4"))


def test_two_sessions_never_share_a_folder() -> None:
    one, other = Workspace(), Workspace()
    assert one.new_run() != other.new_run()
    assert one.path != other.path


def test_a_new_run_removes_the_one_before() -> None:
    workspace = Workspace()
    old = workspace.new_run()
    (old / "annotated.mp4").touch()
    new = workspace.new_run()
    assert list(workspace.path.iterdir()) == [new]


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


def finished(work: object, *known: type[Exception]) -> AnalysisJob:
    job = AnalysisJob(work, known)  # type: ignore[arg-type]
    assert job.wait(5)
    return job


def test_a_job_gives_its_result() -> None:
    state = finished(lambda progress: RESULT).state()
    assert state.done
    assert state.analysis is RESULT


def test_a_known_error_is_its_own_sentence() -> None:
    def fail(progress: Progress) -> Analysis:
        raise VideoError("clip.txt is not a video.")

    assert finished(fail, VideoError).state().error == "clip.txt is not a video."


def test_an_unknown_error_is_a_sentence_too() -> None:
    def fail(progress: Progress) -> Analysis:
        raise ZeroDivisionError

    error = finished(fail, VideoError).state().error or ""
    assert "ZeroDivisionError" in error
    assert "Try another video" in error


def test_progress_is_seen_and_cancelling_stops_the_work_at_its_next_report() -> None:
    reported, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> Analysis:
        progress(0.25, "Reading")
        reported.set()
        go_on.wait(5)
        progress(0.5, "Reading")
        return RESULT

    job = AnalysisJob(work, ())
    assert reported.wait(5)
    assert (job.state().fraction, job.state().text, job.state().done) == (0.25, "Reading", False)
    job.cancel()
    go_on.set()
    assert job.wait(5)
    assert job.state().analysis is None


def test_a_job_that_nobody_holds_stops() -> None:
    reported, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def work(progress: Progress) -> Analysis:
        try:
            progress(None, "Reading")
            reported.set()
            go_on.wait(5)
            progress(None, "Reading")
        except BaseException:
            ended.set()
            raise
        return RESULT

    job = AnalysisJob(work, ())
    assert reported.wait(5)
    del job
    gc.collect()
    go_on.set()
    assert ended.wait(5)


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
