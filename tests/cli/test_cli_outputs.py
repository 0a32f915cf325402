"""Results are all there after a command, or nothing is; what cannot be written is known before."""

import os
from pathlib import Path

import pytest

from formcheck.cli.outputs import Outputs, drafts_for, planned
from formcheck.cli.refusal import RefusedError

CLIP = Path("clips/my clip.mov")


def test_out_names_files_after_the_video_and_the_exercise() -> None:
    outputs = planned(CLIP.stem, "cat_cow", Path("out"), Outputs(), with_video=True)
    assert outputs == Outputs(
        video=Path("out/my clip.cat_cow.mp4"),
        json=Path("out/my clip.cat_cow.json"),
        signals=Path("out/my clip.cat_cow.csv"),
        report=Path("out/my clip.cat_cow.html"),
    )


def test_named_files_take_the_place_of_the_ones_in_out() -> None:
    chosen = Outputs(json=Path("a.json"), signals=Path("b.parquet"), report=Path("c.html"))
    assert planned(CLIP.stem, "cat_cow", Path("out"), chosen, with_video=False) == chosen


def test_without_out_only_named_files_are_written() -> None:
    assert planned(CLIP.stem, "cat_cow", None, Outputs(), with_video=True).files() == ()


def test_drafts_take_their_places_together(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    outputs = Outputs(json=folder / "a.json", signals=folder / "a.csv")
    with drafts_for(outputs, folder, CLIP) as drafts:
        for draft in drafts.files():
            draft.write_text("done")
        assert not outputs.json.exists()  # type: ignore[union-attr]
    assert sorted(os.listdir(folder)) == ["a.csv", "a.json"]


def test_nothing_is_left_when_the_work_fails(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    outputs = Outputs(video=folder / "a.mp4", json=folder / "a.json")

    def work() -> None:
        with drafts_for(outputs, folder, CLIP) as drafts:
            drafts.files()[0].write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert os.listdir(tmp_path) == []


def test_a_failure_keeps_the_old_result(tmp_path: Path) -> None:
    old = tmp_path / "a.json"
    old.write_text("old")
    with pytest.raises(ZeroDivisionError), drafts_for(Outputs(json=old), tmp_path, CLIP):
        _ = 1 / 0
    assert old.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.json"]


def test_drafts_of_killed_programs_are_swept_away(tmp_path: Path) -> None:
    old, new, own = (f".formcheck-{'0a' * 6}.mp4", f".formcheck-{'1b' * 6}", ".formcheck-mine.mp4")
    for name in (old, new, own):
        (tmp_path / name).touch()
    for name in (old, own):
        os.utime(tmp_path / name, (0, 0))
    with drafts_for(Outputs(), tmp_path, CLIP):
        pass
    assert sorted(os.listdir(tmp_path)) == sorted([new, own])


@pytest.mark.parametrize(
    ("name", "folder", "said"),
    [
        ("no/such/a.json", None, "The folder .* does not exist. Make it first"),
        ("here", None, "is a folder. Name a file in it"),
        ("clip.mp4", None, "is the file that is read"),
        ("file/a.json", "file", "is a file. Name a folder"),
        ("file/a.json", None, "Cannot write .* Choose another place"),
    ],
)
def test_places_that_cannot_be_written(
    tmp_path: Path, name: str, folder: str | None, said: str
) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "clip.mp4").write_text("")
    outputs = Outputs(json=tmp_path / name)
    drafts = drafts_for(outputs, tmp_path / folder if folder else None, tmp_path / "clip.mp4")
    with pytest.raises(RefusedError, match=said), drafts:
        pytest.fail("the work began")
    assert sorted(os.listdir(tmp_path)) == ["clip.mp4", "file", "here"]


def test_two_results_need_two_names(tmp_path: Path) -> None:
    same = Outputs(json=tmp_path / "a", signals=tmp_path / "here" / ".." / "a")
    with pytest.raises(RefusedError, match="Two results"), drafts_for(same, None, CLIP):
        pytest.fail("the work began")
