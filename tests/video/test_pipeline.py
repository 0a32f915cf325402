"""The recorded pipeline: landmarks, judgement and picture, whole or nothing, without a model."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from film import make_film
from streams.camera import film as stream_of
from streams.exercises import clean
from streams.limits import specs

from formcheck.coach.dose import DoseError
from formcheck.pose.frame import PoseFrame, nobody
from formcheck.pose.frame_store import StoredFrames, packed
from formcheck.specs.limits import Limits
from formcheck.video import pipeline
from formcheck.video.analysis import Window
from formcheck.video.errors import VideoError
from formcheck.video.landmark_cache import LandmarkCache
from formcheck.video.pipeline import (
    analyze_video,
    annotate_video,
    judge_recording,
    record_video,
    rejudged,
)
from formcheck.video.reader import open_video

EXERCISE = "thread_the_needle"
STREAM = stream_of(clean(EXERCISE, reps=2))
TIMES = [round(frame.time_s, 3) for frame in STREAM]
SIZE = (320, 180)


class FakePose:
    """Sees at each moment what the stream holds there, and notes what it was asked."""

    def __init__(self) -> None:
        self.seen, self.fails_at, self.somebody = 0, -1, True
        self.closed = 0
        self.error: BaseException = RuntimeError("The model broke.")

    def __call__(self, model: Path) -> FakePose:
        return self

    def __enter__(self) -> FakePose:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed += 1

    def prepare(self, image: np.ndarray, time_s: float) -> Any:
        return SimpleNamespace(image=image, time_s=time_s)

    def look(self, shot: Any) -> Any:
        if self.seen == self.fails_at:
            raise self.error
        self.seen += 1
        return shot

    def read(self, look: Any) -> PoseFrame:
        if not self.somebody:
            return nobody(look.time_s, SIZE)
        nearest = min(STREAM, key=lambda frame: abs(frame.time_s - look.time_s))
        return replace(nearest, time_s=look.time_s)


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_film(tmp_path_factory.mktemp("film") / "set.mp4", TIMES, SIZE)


@pytest.fixture
def pose(monkeypatch: pytest.MonkeyPatch) -> FakePose:
    fake = FakePose()
    monkeypatch.setattr(pipeline, "MediaPipePose", fake)
    return fake


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model" / "fake.task"
    path.parent.mkdir()
    path.write_bytes(b"model")
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder / "annotated.mp4"


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= before


SPEC = specs()[EXERCISE]


def test_a_film_is_judged_and_what_was_seen_is_kept(
    video: Path, pose: FakePose, model: Path
) -> None:
    analysis = analyze_video(video, SPEC, model=model)
    assert len(analysis.summary.reps) == 2
    assert analysis.annotated is None and analysis.limits is None
    assert analysis.model == "fake.task" and analysis.video.path == video
    assert isinstance(analysis.recording.frames, StoredFrames)
    assert [f.time_s for f in analysis.recording.frames] == pytest.approx(TIMES, abs=1e-6)
    assert (pose.seen, pose.closed) == (len(TIMES), 1)


def test_fresh_and_kept_and_replayed_landmarks_are_judged_alike(
    video: Path, pose: FakePose, model: Path, tmp_path: Path
) -> None:
    cache = LandmarkCache(tmp_path / "cache")
    fresh = analyze_video(video, SPEC, model=model, cache=cache)
    kept = analyze_video(video, SPEC, model=model, cache=cache)
    alone = analyze_video(video, SPEC, model=model)
    assert pose.seen == 2 * len(TIMES)  # the second time nothing was looked at
    frames = [packed(list(found.recording.frames)) for found in (fresh, kept, alone)]
    assert frames[0].tobytes() == frames[1].tobytes() == frames[2].tobytes()
    summaries = [repr(found.summary) for found in (fresh, kept, alone, rejudged(kept, SPEC))]
    assert len(set(summaries)) == 1
    assert repr(judge_recording(fresh.recording, SPEC)) == summaries[0]
    assert kept.video == fresh.video


def test_a_copy_under_another_name_is_known_and_bears_its_own_name(
    video: Path, pose: FakePose, model: Path, tmp_path: Path
) -> None:
    cache = LandmarkCache(tmp_path / "cache")
    record_video(video, model=model, cache=cache)
    copy = tmp_path / "copy.mp4"
    copy.write_bytes(video.read_bytes())
    assert record_video(copy, model=model, cache=cache).name == "copy.mp4"
    assert pose.seen == len(TIMES)


def test_a_part_of_a_film_is_looked_at_on_the_films_own_clock(
    video: Path, pose: FakePose, model: Path, out: Path, tmp_path: Path
) -> None:
    cache = LandmarkCache(tmp_path / "cache")
    window = Window(2.0, 6.0)
    analysis = analyze_video(video, SPEC, model=model, annotate_to=out, window=window, cache=cache)
    inside = [time_s for time_s in TIMES if 2 <= time_s <= 6]
    assert [f.time_s for f in analysis.recording.frames] == pytest.approx(inside, abs=1e-6)
    assert (analysis.video.window.from_s, analysis.video.window.to_s) == (2.0, 6.0)
    with open_video(out) as annotated:
        times = [picture.time_s for picture in annotated]
    assert times == pytest.approx([time_s - inside[0] for time_s in inside], abs=1e-4)
    again = analyze_video(video, SPEC, model=model, window=window, cache=cache)
    assert again.video == analysis.video and pose.seen == len(inside)
    record_video(video, model=model, cache=cache)
    assert pose.seen == len(inside) + len(TIMES)  # the whole film is another matter


def test_the_annotated_video_has_every_picture_drawn(
    video: Path, pose: FakePose, model: Path, out: Path
) -> None:
    analysis = analyze_video(video, SPEC, model=model, annotate_to=out)
    assert analysis.annotated == out
    assert len(analysis.summary.reps) == 2
    with open_video(out) as annotated, open_video(video) as plain:
        assert annotated.frame_size == SIZE
        pairs = list(zip(annotated, plain, strict=True))
    assert [a.time_s for a, _ in pairs] == pytest.approx([p.time_s for _, p in pairs], abs=1e-4)
    for drawn, was in pairs:
        assert np.abs(drawn.image.astype(int) - was.image).mean() > 2


def test_a_video_can_be_drawn_later_from_what_was_seen(
    video: Path, pose: FakePose, model: Path, out: Path
) -> None:
    analyze_video(video, SPEC, model=model, annotate_to=out)
    later = out.with_name("later.mp4")
    annotate_video(video, record_video(video, model=model), SPEC, later)
    assert later.read_bytes() == out.read_bytes()


def test_landmarks_of_other_moments_are_not_drawn(
    video: Path, pose: FakePose, model: Path, out: Path
) -> None:
    """A recording of a part, drawn over the whole film: the rest stays as it was."""
    part = record_video(video, model=model, window=Window(2.0, 4.0))
    annotate_video(video, part, SPEC, out)
    with open_video(out) as annotated, open_video(video) as plain:
        for drawn, was in zip(annotated, plain, strict=True):
            changed = np.abs(drawn.image.astype(int) - was.image).mean() > 2
            assert changed == (2.0 <= was.time_s <= 4.0)


def test_judging_anew_reads_no_file_and_takes_other_limits(
    video: Path, pose: FakePose, model: Path, out: Path
) -> None:
    analysis = analyze_video(video, SPEC, model=model, annotate_to=out)
    pose.fails_at = pose.seen
    gone = replace(analysis, video=replace(analysis.video, path=Path("gone.mp4")))
    limits = Limits(exercise=EXERCISE, raises={}, note="for Anna")
    other = specs()["cat_cow"]
    again = rejudged(gone, other, limits=limits)
    assert (again.spec, again.limits, again.annotated) == (other, limits, None)
    assert again.recording is analysis.recording and len(again.summary.reps) == 0
    with pytest.raises(ValueError, match="Analyse the film again"):
        rejudged(replace(analysis, recording=None), SPEC)


def test_limits_travel_into_the_result(video: Path, pose: FakePose, model: Path) -> None:
    limits = Limits(exercise=EXERCISE, raises={})
    assert analyze_video(video, SPEC, model=model, limits=limits).limits is limits


@pytest.mark.parametrize("cached", [False, True])
def test_nobody_in_the_film_is_said_each_time(
    video: Path, pose: FakePose, model: Path, tmp_path: Path, cached: bool
) -> None:
    pose.somebody = False
    cache = LandmarkCache(tmp_path / "cache") if cached else None
    for _ in range(2):
        with pytest.raises(VideoError, match=r"Nobody is seen in set\.mp4"):
            record_video(video, model=model, cache=cache)
    assert pose.seen == (1 if cached else 2) * len(TIMES)


def test_a_missing_film_is_said_with_and_without_a_cache(model: Path, tmp_path: Path) -> None:
    for cache in (None, LandmarkCache(tmp_path / "cache")):
        with pytest.raises(VideoError, match=r"none\.mp4"):
            record_video(tmp_path / "none.mp4", model=model, cache=cache)


def test_a_wrong_dose_is_said_before_any_work(video: Path, pose: FakePose, model: Path) -> None:
    with pytest.raises(DoseError):
        analyze_video(video, SPEC, model=model, dose={"nonsense": 3.0})
    assert pose.seen == 0


@pytest.mark.parametrize("at", [0, 5, 60])
def test_a_model_that_breaks_leaves_nothing(
    video: Path, pose: FakePose, model: Path, out: Path, tmp_path: Path, at: int
) -> None:
    pose.fails_at = at
    cache = LandmarkCache(tmp_path / "cache")
    with pytest.raises(RuntimeError, match="The model broke"):
        analyze_video(video, SPEC, model=model, annotate_to=out, cache=cache)
    assert list(out.parent.iterdir()) == [] and cache.size() == 0
    assert pose.closed == 1


def test_a_judge_that_breaks_while_drawing_leaves_nothing(
    video: Path, pose: FakePose, model: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = 0

    def draw(image: np.ndarray, *_: object) -> np.ndarray:
        nonlocal drawn
        drawn += 1
        if drawn == 30:
            raise ZeroDivisionError
        return image

    monkeypatch.setattr(pipeline, "draw_overlay", draw)
    with pytest.raises(ZeroDivisionError):
        analyze_video(video, SPEC, model=model, annotate_to=out)
    assert list(out.parent.iterdir()) == []


def test_a_writer_that_breaks_ends_the_other_stages(
    video: Path, pose: FakePose, model: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise VideoError("The disk is full.")

    monkeypatch.setattr(pipeline.VideoWriter, "write", full)
    with pytest.raises(VideoError, match="The disk is full"):
        analyze_video(video, SPEC, model=model, annotate_to=out)
    assert list(out.parent.iterdir()) == []


class Told:
    """Notes progress, and cancels at a call if asked."""

    def __init__(self, cancel_at: str = "") -> None:
        self.cancel_at = cancel_at
        self.calls: list[tuple[float | None, str]] = []
        self.threads: set[int] = set()

    def __call__(self, share: float | None, text: str) -> None:
        self.calls.append((share, text))
        self.threads.add(threading.get_ident())
        if self.cancel_at and self.cancel_at in text:
            raise InterruptedError


@pytest.mark.parametrize("annotated", [False, True])
def test_progress_grows_to_the_end_and_comes_in_the_callers_thread(
    video: Path, pose: FakePose, model: Path, out: Path, tmp_path: Path, annotated: bool
) -> None:
    cache = LandmarkCache(tmp_path / "cache")
    for _ in range(2):  # read, then kept
        told = Told()
        target = out if annotated else None
        analyze_video(video, SPEC, model=model, annotate_to=target, cache=cache, progress=told)
        shares = [share for share, _ in told.calls if share is not None]
        assert shares == sorted(shares) and shares[0] < 0.2
        assert told.calls[-1] == (1.0, "Done")
        assert told.threads == {threading.get_ident()}


@pytest.mark.parametrize("during", ["Looking", "Reading", "Judging", "Drawing"])
def test_work_can_be_cancelled_at_any_moment(
    video: Path,
    pose: FakePose,
    model: Path,
    out: Path,
    tmp_path: Path,
    during: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("formcheck.video.progress._EVERY_S", 0.0)
    told = Told(cancel_at=during)
    cache = LandmarkCache(tmp_path / "cache")
    out.write_bytes(b"older")
    with pytest.raises(InterruptedError):
        analyze_video(video, SPEC, model=model, annotate_to=out, cache=cache, progress=told)
    assert during in told.calls[-1][1]
    assert out.read_bytes() == b"older" and list(out.parent.iterdir()) == [out]
    assert (cache.size() > 0) == (during in ("Judging", "Drawing"))


def test_a_file_changed_on_the_way_is_not_kept(
    video: Path, pose: FakePose, model: Path, tmp_path: Path
) -> None:
    film, cache = tmp_path / "growing.mp4", LandmarkCache(tmp_path / "cache")
    film.write_bytes(video.read_bytes())

    def grow(_share: float | None, text: str) -> None:
        if text.startswith("Reading") and film.stat().st_size == video.stat().st_size:
            film.write_bytes(film.read_bytes() + b"more")

    record_video(film, model=model, cache=cache, progress=grow)
    assert cache.size() == 0
