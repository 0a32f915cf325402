"""Landmarks from the cache: a video is looked at once; the pose model is only pretended."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import recordings
from benchmarks.recordings import NobodySeen, open_recording, record_all
from formcheck.pose.frame import nobody
from formcheck.pose.recording import Recording
from formcheck.video.errors import VideoError
from tools.sample_studio.cache import Cache


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []

    def look(video: Path, *, model: Path) -> Recording:
        seen.append(video.name)
        if "empty" in video.name:
            raise VideoError("Nobody is seen.")
        return Recording((nobody(0.1, (64, 36)),), video.name, model.name, 0.1, 10.0)

    monkeypatch.setattr(recordings, "record_video", look)
    return seen


@pytest.fixture
def videos(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "one.mp4", tmp_path / "empty.mp4"]
    for path in paths:
        path.write_text(path.name, encoding="utf-8")
    return paths


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "pose.task"
    path.write_text("weights", encoding="utf-8")
    return path


def test_each_video_is_looked_at_once(
    tmp_path: Path, looked_at: list[str], videos: list[Path], model: Path
) -> None:
    store = Cache(tmp_path / "cache")
    first = record_all([*videos, videos[0]], store, model, workers=1)
    assert record_all(videos, store, model, workers=1) == first
    assert looked_at == ["one.mp4", "empty.mp4"]
    assert open_recording(first[videos[0]]).name == "one.mp4"


def test_a_refusal_is_kept_too(
    tmp_path: Path, looked_at: list[str], videos: list[Path], model: Path
) -> None:
    found = record_all(videos, Cache(tmp_path / "cache"), model, workers=1)
    with pytest.raises(NobodySeen, match=r"Nobody is seen\."):
        open_recording(found[videos[1]])


def test_another_model_or_other_pose_code_looks_again(
    tmp_path: Path,
    looked_at: list[str],
    videos: list[Path],
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Cache(tmp_path / "cache")
    record_all(videos[:1], store, model, workers=1)
    model.write_text("other weights", encoding="utf-8")
    record_all(videos[:1], store, model, workers=1)
    monkeypatch.setattr(recordings, "pose_code", lambda: "changed")
    record_all(videos[:1], store, model, workers=1)
    assert looked_at == ["one.mp4"] * 3


def test_what_older_code_saw_is_taken_if_asked_for(
    tmp_path: Path,
    looked_at: list[str],
    videos: list[Path],
    model: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Cache(tmp_path / "cache")
    first = record_all(videos, store, model, workers=1)
    monkeypatch.setattr(recordings, "pose_code", lambda: "changed")
    assert record_all(videos, store, model, workers=1, older=True) == first
    videos[0].write_text("other pictures", encoding="utf-8")
    record_all(videos[:1], store, model, workers=1, older=True)
    assert looked_at == ["one.mp4", "empty.mp4", "one.mp4"]
