"""analyze and replay without --exercise: recognised and said, or asked for and nothing judged."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_kit import Run, shown
from test_cli_commands import SUMMARY, Wishes, fake_analysis, recording_of

from formcheck.pose.recording import save_recording
from formcheck.video.suggest import CONFIDENT, Suggestion

SURE = Suggestion("cat_cow", 0.93, "2 repetitions of it seen")
UNSURE = Suggestion("thread_the_needle", CONFIDENT - 0.05, "1 repetition of it seen")
Found = tuple[Suggestion, ...]


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[[Found], Wishes]:
    """Say what is recognised; the analysis itself is replaced."""
    asked: Wishes = {}
    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", fake_analysis(asked))
    monkeypatch.setattr("formcheck.video.pipeline.judge_recording", lambda *_: SUMMARY)

    def put(found: Found) -> Wishes:
        monkeypatch.setattr(
            "formcheck.video.suggest_video.suggest_for_video", lambda *_, **__: found
        )
        monkeypatch.setattr("formcheck.video.suggest.suggest", lambda *_: found)
        return asked

    return put


def test_a_film_is_recognised_said_so_and_judged(
    run: Run, clip: Path, finds: Callable[[Found], Wishes]
) -> None:
    finds((SURE, UNSURE))
    out = clip.parent / "results"
    result = run("analyze", clip, "--out", out)
    assert result.code == 0
    assert "This looks like cat-cow: 2 repetitions of it seen, confidence 93 %." in result.out
    assert "--exercise" in result.out
    assert shown(out)[0] == "clip.cat_cow.csv"


def test_where_it_cannot_be_told_the_candidates_are_listed_and_nothing_is_written(
    run: Run, clip: Path, finds: Callable[[Found], Wishes]
) -> None:
    asked = finds((UNSURE, Suggestion("cat_cow", 0.02, "its start pose seen")))
    result = run("analyze", clip, "--out", clip.parent / "results")
    assert (result.code, result.out, asked) == (2, "", {})
    assert "clip.mp4: I cannot tell which exercise this is." in result.err
    assert "thread_the_needle   55 %  Thread the needle: 1 repetition of it seen" in result.err
    assert os.listdir(clip.parent) == ["clip.mp4"]


def test_where_nothing_fits_the_list_is_named(
    run: Run, clip: Path, finds: Callable[[Found], Wishes]
) -> None:
    finds(())
    result = run("analyze", clip)
    assert result.code == 2
    assert "Name it with --exercise ID; `formcheck list` shows them all." in result.err


def test_an_exercise_that_is_named_is_not_looked_for(
    run: Run, clip: Path, finds: Callable[[Found], Wishes]
) -> None:
    finds(())
    result = run("analyze", clip, "-e", "wall_angels")
    assert result.code == 0
    assert "looks like" not in result.out


@pytest.mark.parametrize(("found", "code"), [((SURE,), 0), ((UNSURE,), 2), ((), 2)])
def test_a_recording_is_recognised_as_well(
    run: Run, tmp_path: Path, finds: Callable[[Found], Wishes], found: Found, code: int
) -> None:
    finds(found)
    save_recording(tmp_path / "seen.npz", recording_of("clip.mp4"))
    result = run("replay", tmp_path / "seen.npz")
    assert result.code == code
    assert ("This looks like cat-cow" in result.out) is (code == 0)
    assert ("I cannot tell" in result.err) is (code == 2)
