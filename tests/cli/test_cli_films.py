"""Which films are meant, what their results are called, and times as they are typed."""

import math
import os
from pathlib import Path

import pytest

from formcheck.cli.films import LONGEST_NAME, claim, films_in, result_names, safe_name
from formcheck.cli.refusal import RefusedError
from formcheck.cli.times import chosen_window, seconds


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_a_folder_gives_its_films_in_order_and_those_of_its_folders(tmp_path: Path) -> None:
    put(tmp_path, "b.MOV", "a.mp4", "notes.txt", ".hidden.mp4", "may/c.webm", ".git/d.mp4")
    found = [str(film.relative_to(tmp_path)) for film in films_in([tmp_path], None)]
    assert found == ["a.mp4", "b.MOV", "may/c.webm"]


def test_a_film_named_twice_is_judged_once_and_may_end_otherwise(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4", "odd.film")
    odd = tmp_path / "odd.film"
    assert films_in([odd, tmp_path, tmp_path / "." / "a.mp4"], None) == (odd, tmp_path / "a.mp4")


def test_results_are_not_taken_for_films(tmp_path: Path) -> None:
    put(tmp_path, "a.mp4", "out/a.cat_cow.mp4")
    assert films_in([tmp_path], tmp_path / "out") == (tmp_path / "a.mp4",)
    with pytest.raises(RefusedError, match="is the folder of the films"):
        films_in([tmp_path], tmp_path)


def test_a_folder_without_films_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="There is no film in the folder"):
        films_in([tmp_path], None)


def test_results_of_films_of_one_name_do_not_meet(tmp_path: Path) -> None:
    films = [tmp_path / name for name in ("may/a.mp4", "june/A.mov", "june/b.mp4")]
    names = result_names(films, None)
    assert names[films[2]] == "b"
    assert len({name.casefold() for name in names.values()}) == 3
    assert names == result_names(films[::-1], None)
    assert all(name.casefold().startswith("a-") for name in list(names.values())[:2])


def test_results_of_another_film_are_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "out"
    may, june = tmp_path / "may/a.mp4", tmp_path / "june/a.mp4"
    claim(out, "a", may)
    put(out, "a.cat_cow.json")
    assert result_names([may], out) == {may: "a"}
    both = result_names([june, may], out)
    assert both[may] == "a"  # what is done keeps its name when another film joins
    assert both[june].startswith("a-")
    assert result_names([june], out)[june] == both[june]
    with pytest.raises(RefusedError, match="Meanwhile another film of this name"):
        claim(out, "a", june)
    claim(out, both[june], june)


def test_results_keep_the_name_they_have(tmp_path: Path) -> None:
    films = [tmp_path / "may/a.mp4", tmp_path / "june/a.mp4"]
    names = result_names(films, tmp_path / "out")
    put(tmp_path, *(f"out/{name}.cat_cow.json" for name in names.values()))
    assert result_names(films[:1], tmp_path / "out")[films[0]] == names[films[0]]
    claim(tmp_path / "out", names[films[0]], films[0])


def test_results_that_nobody_knows_or_that_are_gone(tmp_path: Path) -> None:
    film, out = tmp_path / "a.mp4", tmp_path / "out"
    put(out, "a.cat_cow.html", "a.b.cat_cow.json", "c.txt")
    assert result_names([film], out)[film] != "a"
    (out / "a.cat_cow.html").unlink()
    claim(out, "a", tmp_path / "other" / "a.mp4")
    assert result_names([film], out)[film] == "a"
    claim(out, "a", film)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("my clip (1)", "my clip (1)"),
        ("Rückenübung", "Rückenübung"),
        ("<b>x</b>", "_b_x__b_"),
        ("a\nb\x1b[31m", "a_b_[31m"),
        ("..", "film"),
        ("  .hidden. ", "hidden"),
        ("CON", "film_CON"),
        ("con.old", "film_con.old"),
        ("right\u202eleft", "right_left"),
        (os.fsdecode(b"caf\xe9"), "caf_"),
    ],
)
def test_names_become_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_long_names_are_cut_between_letters() -> None:
    assert len(safe_name("\u00e9" * 200).encode()) == LONGEST_NAME
    assert safe_name("x" * 300) == "x" * LONGEST_NAME


@pytest.mark.parametrize(
    ("text", "value"),
    [("90", 90), ("1.5", 1.5), ("1:30", 90), ("01:02:03.5", 3723.5), (" 0:05 ", 5)],
)
def test_times(text: str, value: float) -> None:
    assert seconds(text, "--from") == value


@pytest.mark.parametrize("text", ["", "-3", "1:60", "1m", "nan", "1e3", "1:2:3:4", "inf"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(RefusedError, match="Write seconds, such as 90, or minutes"):
        seconds(text, "--from")


def test_a_part_has_an_end_after_its_beginning() -> None:
    assert (chosen_window(None, None).whole, chosen_window("5", None).to_s) == (True, math.inf)
    with pytest.raises(RefusedError, match="--to 1:00 is not after --from 90"):
        chosen_window("90", "1:00")
