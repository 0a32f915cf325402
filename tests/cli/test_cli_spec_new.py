"""`formcheck spec new`: a file that is sound as it stands, and never one that was there before."""

import os
from pathlib import Path
from typing import get_args

import pytest
from cli_kit import Run

from formcheck.cli.starter import STARTS, copied_text, starter_text
from formcheck.specs.loader import default_folder, load_file, load_spec
from formcheck.specs.schema import Position
from formcheck.specs.validate import check_spec_file

SHIPPED = sorted(default_folder().glob("*.yaml"))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_position_has_a_start() -> None:
    assert set(STARTS) == set(get_args(Position))


@pytest.mark.parametrize("position", STARTS)
def test_a_starter_is_sound_commented_and_shows_each_way_to_handle_a_mistake(
    position: Position, tmp_path: Path
) -> None:
    path = tmp_path / "my_stretch.yaml"
    path.write_text(starter_text("my_stretch", position), "utf-8")
    assert check_spec_file(path) == []
    spec = load_spec(path)
    assert (spec.title, spec.position) == ("My stretch", position)
    handled = {check.mistake for check in spec.checks}
    handled |= {item.mistake for item in spec.start_pose if item.mistake}
    handled |= {reminder.mistake for reminder in spec.reminders}
    assert handled == {"too_quick", "bad_start", "breath"}
    text = path.read_text("utf-8")
    assert text.count("#") > 25 and "TODO" in text and "$" not in text


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda path: path.stem)
def test_a_copy_is_sound_and_differs_in_its_names_alone(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "my_own.yaml"
    path.write_text(copied_text(shipped.read_text("utf-8"), "my_own"), "utf-8")
    assert check_spec_file(path) == []
    (own,), theirs = load_file(path), load_spec(shipped)  # without the other one's variants
    assert (own.id, own.title, own.also_called) == ("my_own", "My own", ())
    names = {"id": theirs.id, "title": theirs.title, "also_called": theirs.also_called}
    assert own.model_copy(update=names) == theirs


def test_new_writes_the_file_and_says_what_comes_next(run: Run, here: Path) -> None:
    result = run("spec", "new", "open_book", "--position", "supine")
    assert result.code == 0
    assert "Written: open_book.yaml" in result.out
    assert run("spec", "check", "open_book.yaml").code == 0
    assert load_spec(here / "open_book.yaml").position == "supine"


def test_new_copies_an_exercise_or_a_file_to_where_it_is_sent(run: Run, here: Path) -> None:
    assert run("spec", "new", "one", "--from", "cat_cow", "--out", "a/b").code == 0
    assert run("spec", "new", "two", "--from", "a/b/one.yaml").code == 0
    assert check_spec_file(here / "two.yaml") == []
    assert "Flat back, look at the floor" in (here / "two.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["Open Book"], "'Open Book' cannot be an id. Use small letters"),
        (["1st"], "cannot be an id"),
        (["no"], "cannot be an id"),  # YAML reads it as false
        (["a" * 61], "cannot be an id"),
        (["fine", "--position", "flying"], "--position flying: use one of quadruped, seated"),
        (["fine", "--from", "cat_cwo"], "Did you mean 'cat_cow'?"),
        (["fine", "--from", "gone.yaml"], "gone.yaml: The file does not exist."),
        (["fine", "--from", "cat_cow", "--position", "prone"], "Leave --position out."),
        (["fine", "--from", "foam_roller_rolling"], "is a variant of foam_roller: begin with that"),
        (["fine", "--out", "file"], "file is a file. Name a folder."),
        (["there"], "there.yaml is there already. Choose another id or folder."),
    ],
)
def test_what_cannot_be_written_is_a_sentence_and_leaves_all_as_it_was(
    run: Run, here: Path, args: list[str], said: str
) -> None:
    (here / "there.yaml").write_text("mine")
    (here / "file").write_text("a file")
    result = run("spec", "new", *args)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert sorted(os.listdir(here)) == ["file", "there.yaml"]
    assert (here / "there.yaml").read_text() == "mine"
