"""`formcheck spec try`: one page from a film or a recording; nothing half-written."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from cli_kit import Run
from test_cli_commands import recording_of

from formcheck.pose.recording import save_recording
from formcheck.report.trial import Trial


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Trial]:
    """The trials that were drawn, in place of the drawing."""
    trials: list[Trial] = []

    def write_page(path: Path, trial: Trial) -> None:
        path.write_text("a page")
        trials.append(trial)

    monkeypatch.setattr("formcheck.report.trial_page.write_page", write_page)
    return trials


def test_a_recording_is_drawn_without_looking_at_pictures(
    run: Run, here: Path, drawn: list[Trial]
) -> None:
    save_recording(here / "seen.npz", recording_of("clip.mp4"))
    result = run("spec", "try", "seen.npz", "--exercise", "cat_cow")
    assert result.code == 0
    assert "Written: seen.cat_cow.html" in result.out
    assert sorted(os.listdir(here)) == ["seen.cat_cow.html", "seen.npz"]
    assert (drawn[0].name, drawn[0].spec.id) == ("clip.mp4", "cat_cow")


def test_a_film_is_looked_at_and_the_page_goes_where_it_is_sent(
    run: Run, here: Path, clip: Path, drawn: list[Trial], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "formcheck.video.pipeline.record_video", lambda path, **_: recording_of(path.name)
    )
    assert run("spec", "new", "open_book", "--position", "supine").code == 0
    result = run("spec", "try", clip, "-e", "open_book.yaml", "--out", "here.png")
    assert result.code == 0
    assert "Written: here.png" in result.out
    assert drawn[0].spec.id == "open_book"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["seen.npz", "-e", "cat_cow", "--out", "page.pdf"], "ends in .html or .png"),
        (["seen.npz", "-e", "cat_cwo"], "Did you mean 'cat_cow'?"),
        (["gone.npz", "-e", "cat_cow"], "There is no file gone.npz"),
        (["nobody.npz", "-e", "cat_cow"], "Nobody was seen in nobody.npz."),
        (["seen.npz", "-e", "cat_cow", "--out", "no/such.html"], "no does not exist"),
    ],
)
def test_what_cannot_be_drawn_is_a_sentence(
    run: Run, here: Path, drawn: list[Trial], args: list[str], said: str
) -> None:
    recording = recording_of("clip.mp4")
    save_recording(here / "seen.npz", recording)
    nobody = tuple(replace(frame, landmarks=None) for frame in recording.frames)
    save_recording(here / "nobody.npz", replace(recording, frames=nobody))
    result = run("spec", "try", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert sorted(os.listdir(here)) == ["nobody.npz", "seen.npz"]
