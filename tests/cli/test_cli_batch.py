"""Several films: a line each, one table, one that fails stops nothing; what is done stays."""

import csv
import json
import os
from pathlib import Path

import pytest
from cli_kit import Run, film, shown
from test_cli_commands import Wishes, fake_analysis

from formcheck.video.analysis import Analysis
from formcheck.video.errors import VideoError
from formcheck.video.suggest import Suggestion


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """A folder with two films, and one that is none."""
    folder = tmp_path / "films"
    folder.mkdir()
    film(folder / "a.mp4")
    film(folder / "c.mp4")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Wishes:
    """The analysis is replaced; `asked[name]` is raised in place of the film of this name."""
    wishes: Wishes = {}
    judge = fake_analysis(wishes)

    def analyze_video(path: Path, *args: object, **others: object) -> Analysis:
        wishes.setdefault("films", []).append(path.name)
        analysis: Analysis = judge(path, *args, **others)
        if path.name in wishes:
            raise wishes[path.name]
        return analysis

    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", analyze_video)
    return wishes


def test_a_folder_gives_a_line_for_each_film_and_a_table(
    run: Run, films: Path, asked: Wishes
) -> None:
    result = run("analyze", films, "-e", "cat_cow")
    assert (result.code, result.err) == (0, "")
    assert "[1/2] a.mp4: cat_cow, 1 repetition, clean\n" in result.out
    assert "[2/2] c.mp4: cat_cow, 1 repetition, clean\n" in result.out
    assert "All 2 films were judged." in result.out
    assert os.listdir(films.parent) == ["films"]


def test_out_gets_the_files_of_every_film_and_the_table(
    run: Run, films: Path, asked: Wishes
) -> None:
    out = films.parent / "out"
    assert run("analyze", films, "-e", "cat_cow", "--out", out).code == 0
    kinds = ("csv", "html", "json", "mp4")
    each = [f"{name}.cat_cow.{kind}" for name in "ac" for kind in kinds]
    assert shown(out) == [*each, "summary.csv", "summary.json"]
    document = json.loads((out / "summary.json").read_text())
    assert [one["film"] for one in document["films"]] == [
        str(films / n) for n in ("a.mp4", "c.mp4")
    ]
    assert document["films"][0]["files"]["report"] == "a.cat_cow.html"
    rows = list(csv.DictReader((out / "summary.csv").open(encoding="utf-8-sig")))
    assert [(row["clean"], row["repetitions"], row["problem"]) for row in rows] == [
        ("1", "1", ""),
        ("1", "1", ""),
    ]


def test_one_that_fails_does_not_stop_the_others(run: Run, films: Path, asked: Wishes) -> None:
    (films / "b.mp4").write_text("a letter")
    asked["b.mp4"] = VideoError("b.mp4 is not a video.")
    out = films.parent / "out"
    result = run("analyze", films, "-e", "cat_cow", "--out", out)
    assert result.code == 1
    assert "[2/3] b.mp4: not judged. b.mp4 is not a video." in result.out
    assert "2 of 3 films could be judged." in result.out
    assert not [name for name in os.listdir(out) if name.startswith(("b.", ".formcheck-"))]
    bad = json.loads((out / "summary.json").read_text())["films"][1]
    assert bad == {
        "film": str(films / "b.mp4"),
        "exercise": "cat_cow",
        "problem": "b.mp4 is not a video.",
    }


def test_where_none_can_be_judged_the_input_is_bad(run: Run, films: Path, asked: Wishes) -> None:
    asked["a.mp4"] = asked["c.mp4"] = OSError(28, "No space left on device")
    result = run("analyze", films, "-e", "cat_cow")
    assert result.code == 2
    assert "0 of 2 films could be judged." in result.out
    assert "Free some space" in result.out


def test_a_mistake_of_ours_is_shown_and_stops_nothing(run: Run, films: Path, asked: Wishes) -> None:
    asked["a.mp4"] = ZeroDivisionError("ours")
    result = run("analyze", films, "-e", "cat_cow")
    assert result.code == 1
    assert "ZeroDivisionError: ours" in result.err
    assert asked["films"] == ["a.mp4", "c.mp4"]


def test_stopped_what_is_done_stays_and_nothing_half_written(
    run: Run, films: Path, asked: Wishes
) -> None:
    asked["c.mp4"] = KeyboardInterrupt()
    out = films.parent / "out"
    result = run("analyze", films, "-e", "cat_cow", "--out", out)
    assert result.code == 130
    assert "Stopped. 1 film was not looked at." in result.err
    kinds = ("csv", "html", "json", "mp4")
    names = [*(f"a.cat_cow.{kind}" for kind in kinds), "summary.csv", "summary.json"]
    assert shown(out) == names


def test_stopped_in_the_first_film_nothing_is_written(run: Run, films: Path, asked: Wishes) -> None:
    asked["a.mp4"] = KeyboardInterrupt()
    result = run("analyze", films, "-e", "cat_cow", "--out", films.parent / "out")
    assert (result.code, result.err) == (130, "Stopped; nothing was written.\n")
    assert os.listdir(films.parent) == ["films"]


def test_each_film_is_recognised_by_itself(
    run: Run, films: Path, asked: Wishes, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {
        "a.mp4": (Suggestion("plank", 0.9, "a hold of it seen"),),
        "c.mp4": (Suggestion("cat_cow", 0.4, "its start pose seen"),),
    }
    monkeypatch.setattr(
        "formcheck.video.suggest_video.suggest_for_video", lambda path, *_, **__: found[path.name]
    )
    result = run("analyze", films)
    assert result.code == 1
    assert "a.mp4: plank, 1 repetition, clean" in result.out
    assert "c.mp4: not judged. I cannot tell which exercise this is. It may be cat_cow (40 %)." in (
        result.out
    )


def test_a_folder_named_after_an_exercise_says_what_its_films_show(
    run: Run, films: Path, asked: Wishes
) -> None:
    named = films.rename(films.parent / "plank")
    result = run("analyze", named, "--out", films.parent / "out")
    assert result.code == 0
    assert "a.mp4: plank, 1 repetition, clean" in result.out
    document = json.loads((films.parent / "out" / "summary.json").read_text())
    assert document["films"][0]["recognised"] is False


def test_files_for_one_result_are_refused_for_several(run: Run, films: Path, asked: Wishes) -> None:
    result = run("analyze", films, "-e", "cat_cow", "--json", films.parent / "a.json")
    assert (result.code, asked) == (2, {})
    assert "there are several films. Use --out DIR" in result.err


def test_a_folder_that_cannot_be_written_is_known_before_the_work(
    run: Run, films: Path, asked: Wishes
) -> None:
    (films.parent / "out").write_text("")
    result = run("analyze", films, "-e", "cat_cow", "--out", films.parent / "out")
    assert (result.code, asked) == (2, {})
    assert "is a file. Name a folder for the results." in result.err


def test_a_film_of_the_same_name_does_not_overwrite(run: Run, films: Path, asked: Wishes) -> None:
    out, other = films.parent / "out", films.parent / "other"
    other.mkdir()
    film(other / "a.mp4")
    assert run("analyze", films / "a.mp4", "-e", "cat_cow", "--out", out, "--no-video").code == 0
    before = (out / "a.cat_cow.json").read_text()
    for _ in range(2):
        result = run("analyze", other / "a.mp4", "-e", "cat_cow", "--out", out, "--no-video")
        assert "to keep those of another film." in result.out
    assert (out / "a.cat_cow.json").read_text() == before
    assert len(shown(out)) == 6
    assert run("analyze", films, other, "-e", "cat_cow", "--out", out, "--no-video").code == 0
    assert len(shown(out)) == 11  # c, and the table
