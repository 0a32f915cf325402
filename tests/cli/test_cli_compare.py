"""compare and cache: two films beside each other, and what is kept of films."""

import os
from pathlib import Path

import pytest
from cli_kit import Run, film
from test_cli_commands import SUMMARY, Wishes, fake_analysis, recording_of

from formcheck.pose.recording import save_recording
from formcheck.video.landmark_cache import LandmarkCache


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Wishes:
    wishes: Wishes = {}
    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", fake_analysis(wishes))
    monkeypatch.setattr("formcheck.video.pipeline.judge_recording", lambda *_: SUMMARY)
    return wishes


def test_two_films_are_compared_on_the_screen_and_on_a_page(
    run: Run, clip: Path, asked: Wishes, tmp_path: Path
) -> None:
    other = film(tmp_path / "after.mp4")
    result = run("compare", clip, other, "-e", "cat_cow", "--out", tmp_path / "both.html")
    assert (result.code, result.err) == (0, "")
    assert "Cat-cow: clip.mp4 and after.mp4" in result.out
    assert "1 repetition beside each other." in result.out
    assert "No figure differs by more than the measurement error." in result.out
    assert "clip.mp4" in (tmp_path / "both.html").read_text()
    assert sorted(os.listdir(tmp_path)) == ["after.mp4", "both.html", "clip.mp4"]


def test_a_recording_can_take_the_place_of_a_film(
    run: Run, clip: Path, asked: Wishes, tmp_path: Path
) -> None:
    save_recording(tmp_path / "before.npz", recording_of("before.mp4"))
    result = run("compare", tmp_path / "before.npz", clip, "-e", "cat_cow")
    assert result.code == 0
    assert "before.npz and clip.mp4" in result.out


def test_films_of_one_name_are_told_apart(
    run: Run, clip: Path, asked: Wishes, tmp_path: Path
) -> None:
    (tmp_path / "may").mkdir()
    result = run("compare", clip, film(tmp_path / "may" / "clip.mp4"), "-e", "cat_cow")
    assert f"{tmp_path.name}/clip.mp4 and may/clip.mp4" in " ".join(result.out.split())


@pytest.mark.parametrize(
    ("second", "out", "said"),
    [
        ("clip.mp4", "a.html", "are the same film. Give two."),
        ("gone.mp4", "a.html", "gone.mp4 was not found."),
        ("after.mp4", "after.mp4", "after.mp4 is the file that is read."),
    ],
)
def test_what_cannot_be_compared_writes_nothing(
    run: Run, clip: Path, asked: Wishes, tmp_path: Path, second: str, out: str, said: str
) -> None:
    film(tmp_path / "after.mp4")
    result = run("compare", clip, tmp_path / second, "-e", "cat_cow", "--out", tmp_path / out)
    assert result.code == 2
    assert said in result.err
    assert sorted(os.listdir(tmp_path)) == ["after.mp4", "clip.mp4"]


def test_the_cache_says_its_size_and_can_be_cleared(run: Run) -> None:
    folder = LandmarkCache().folder
    folder.mkdir(parents=True)
    (folder / f"{'a' * 64}.landmarks").write_bytes(bytes(2_000_000))
    assert run("cache").out == f"2.0 MB of body points in {folder} (--clear removes them).\n"
    assert run("cache", "--clear").out == "Removed: 2.0 MB of body points.\n"
    assert run("cache").out.startswith("0.0 MB")
