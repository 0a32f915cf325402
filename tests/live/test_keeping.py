"""What the person asked for is kept, whole or not at all, and the practice never waits for it."""

from __future__ import annotations

import os
import threading
import time
from datetime import datetime
from pathlib import Path

import av
import numpy as np
import pytest

from formcheck.live import keeping
from formcheck.live.keeping import Keep, fitted
from formcheck.pose.frame import LANDMARK_COUNT, FrameQuality, PoseFrame, nobody
from formcheck.pose.recording import load_recording
from formcheck.video.errors import VideoError
from formcheck.video.writer import VideoWriter

NOON = datetime(2026, 11, 20, 12, 0, 5)


def keep(folder: Path, landmarks: bool = True, video: bool = True) -> Keep:
    return Keep(folder, landmarks, video, name="cat_cow", model="full", now=lambda: NOON)


def picture(grey: int = 90, size: tuple[int, int] = (64, 48)) -> np.ndarray:
    return np.full((size[1], size[0], 3), grey, np.uint8)


def seen(time_s: float) -> PoseFrame:
    points = np.full((LANDMARK_COUNT, 3), 7.0)
    return PoseFrame(time_s, (64, 48), points, None,
                     FrameQuality(np.ones(LANDMARK_COUNT, bool), 90.0, 1))  # fmt: skip


def test_landmarks_become_a_recording_that_can_be_replayed(tmp_path: Path) -> None:
    kept = keep(tmp_path / "new" / "folder", video=False)
    for index in range(31):
        kept.frame(seen(5 + index / 30) if index else nobody(5.0, (64, 48)))
    assert kept.finish() == ("cat_cow_2026-11-20_120005.npz",)
    assert kept.finish() == ("cat_cow_2026-11-20_120005.npz",)
    recording = load_recording(kept.folder / kept.finish()[0])
    assert (recording.name, recording.model) == ("cat_cow", "full")
    assert recording.fps == pytest.approx(30)
    assert recording.frames[0].landmarks is None
    assert recording.frames[0].time_s == 0  # counts from the first picture
    assert recording.frames[-1].time_s == pytest.approx(1)
    assert kept.problem is None


def test_pictures_become_a_film_with_their_own_times(tmp_path: Path) -> None:
    kept = keep(tmp_path)
    times = [3.0, 3.05, 3.3]
    for time_s in times:
        kept.picture(picture(), time_s)
        kept.frame(seen(time_s))
    names = kept.finish()
    assert names == ("cat_cow_2026-11-20_120005.npz", "cat_cow_2026-11-20_120005.mp4")
    with av.open(str(tmp_path / names[1])) as film:
        shown = list(film.decode(video=0))
    assert [frame.time for frame in shown] == pytest.approx([0, 0.05, 0.3])
    assert shown[0].to_ndarray(format="rgb24").mean() == pytest.approx(90, abs=3)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


@pytest.mark.parametrize(("landmarks", "video"), [(False, False), (True, True)])
def test_nothing_is_written_where_nothing_was_asked_or_seen(
    tmp_path: Path, landmarks: bool, video: bool
) -> None:
    kept = keep(tmp_path / "folder", landmarks, video)
    if not landmarks:
        kept.picture(picture(), 1.0)
        kept.frame(seen(1.0))
    assert kept.finish() == ()
    assert (tmp_path / "folder").exists() == landmarks
    kept.picture(picture(), 2.0)  # late
    kept.frame(seen(2.0))
    assert kept.finish() == ()


def test_two_practices_within_a_second_do_not_overwrite_each_other(tmp_path: Path) -> None:
    names = []
    for _ in range(2):
        kept = keep(tmp_path, video=False)
        kept.frame(seen(1.0))
        names += kept.finish()
    assert names == ["cat_cow_2026-11-20_120005.npz", "cat_cow_2026-11-20_120005_2.npz"]


def test_a_folder_that_cannot_be_made_is_a_sentence_and_the_practice_goes_on(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way")
    kept = keep(tmp_path / "file")
    kept.picture(picture(), 1.0)
    kept.frame(seen(1.0))
    assert kept.finish() == ()
    assert "cannot be written" in (kept.problem or "")
    assert "The practice goes on." in (kept.problem or "")


def test_a_full_disk_is_a_sentence_and_the_landmarks_are_still_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: VideoWriter, image: np.ndarray, time_s: float) -> None:
        raise VideoError("The disk is full: film.mp4 was not written. Free some space.")

    monkeypatch.setattr(VideoWriter, "write", full)
    kept = keep(tmp_path)
    for index in range(50):  # more than the queue holds: nobody waits
        kept.picture(picture(), 1 + index / 30)
        kept.frame(seen(1 + index / 30))
    assert kept.finish() == ("cat_cow_2026-11-20_120005.npz",)
    assert "The video was not kept. The disk is full" in (kept.problem or "")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_disk_that_fills_up_at_the_very_end_does_not_hang(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: VideoWriter) -> None:
        raise VideoError("The disk is full.")

    monkeypatch.setattr(VideoWriter, "_finish", full)
    kept = keep(tmp_path, landmarks=False)
    kept.picture(picture(), 1.0)
    assert kept.finish() == ()
    assert "The disk is full." in (kept.problem or "")


def test_a_slow_encoder_costs_pictures_and_not_the_practice_its_pace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    write = VideoWriter.write

    def slow(self: VideoWriter, image: np.ndarray, time_s: float) -> None:
        go_on.wait(10)
        write(self, image, time_s)

    monkeypatch.setattr(VideoWriter, "write", slow)
    kept = keep(tmp_path, landmarks=False)
    for index in range(100):
        kept.picture(picture(), index / 30)  # returns although nothing is written yet
    go_on.set()
    (name,) = kept.finish()
    with av.open(str(tmp_path / name)) as film:
        assert sum(1 for _ in film.decode(video=0)) <= keeping.WAITING_PICTURES + 1


def test_a_picture_of_another_size_keeps_its_proportions(tmp_path: Path) -> None:
    kept = keep(tmp_path, landmarks=False)
    kept.picture(picture(), 1.0)
    kept.picture(picture(size=(32, 24)), 1.1)
    kept.picture(picture(size=(48, 64)), 1.2)
    (name,) = kept.finish()
    with av.open(str(tmp_path / name)) as film:
        assert [(f.width, f.height) for f in film.decode(video=0)] == [(64, 48)] * 3
    upright = fitted(picture(200, (48, 64)), (64, 48))
    assert upright[:, 32].min() == 200
    assert upright[:, :14].max() == 0


def test_a_recording_of_hours_ends_after_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep(tmp_path, video=False)
    kept.frame(seen(1.0))
    kept.frame(seen(2.0))
    kept.frame(seen(2.0 + keeping.LONGEST_S))
    (name,) = kept.finish()
    assert len(load_recording(tmp_path / name).frames) == 2
    assert "first hour" in (kept.problem or "")


def test_what_an_interrupted_practice_left_long_ago_is_removed(tmp_path: Path) -> None:
    old, new = tmp_path / ".old.part", tmp_path / ".new.part"
    for part in (old, new):
        part.touch()
    yesterday = time.time() - 2 * 86_400
    os.utime(old, (yesterday, yesterday))
    keep(tmp_path)
    assert not old.exists()
    assert new.exists()


def test_the_usual_folder_is_the_user_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert keeping.default_folder().name == "recordings"
    assert "formcheck" in keeping.default_folder().parts
