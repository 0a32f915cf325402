"""Floors: what must not get worse."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bootstrap import Figure
from benchmarks.floors import Floors, FloorsError, missed, read_floors
from tools.sample_studio.sets import TRIALS, set_named

SHIPPED = Path(__file__).resolve().parents[2] / "benchmarks" / "floors.toml"
NO_FLOOR_YET = (
    "cat_cow.stiff", "cat_cow.neck_line", "thread_the_needle.hand_lifts",
)  # fmt: skip
"""Hints whose limits are guesses."""
FIGURES = {
    "cat_cow.too_quick.recall.clear": Figure(0.9, 0.8, 1.0, 20, "repetitions"),
    "all.false_alarms": Figure(0.03, 0.0, 0.1, 60, "clean repetitions"),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_floors_are_read_by_set(tmp_path: Path) -> None:
    path = written(tmp_path, '[smoke.at_least]\n"a.b" = 1\n[standard.at_most]\n"c" = 0.02\n')
    assert read_floors(path, "smoke") == Floors({"a.b": 1.0}, {})
    assert read_floors(path, "standard") == Floors({}, {"c": 0.02})
    assert read_floors(path, "abstain") == Floors({}, {})


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[smoke.above]\na = 1", "smoke.above"),
        ('[smoke.at_least]\na = "high"', '"a" must be a number'),
        ("[smoke.at_least]\na.b = 1", '"a" must be a number'),  # a dot that was not quoted
        ("[smoke\n", "cannot be read"),
    ],
)
def test_a_bad_entry_is_named(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(FloorsError, match=place):
        read_floors(written(tmp_path, text), "smoke")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match="cannot be read"):
        read_floors(tmp_path / "none.toml", "smoke")


def test_figures_on_the_right_side_pass() -> None:
    assert missed(FIGURES, Floors({"cat_cow.too_quick.recall.clear": 0.9}, {})) == []
    assert missed(FIGURES, Floors({}, {"all.false_alarms": 0.03})) == []


def test_each_miss_is_a_sentence() -> None:
    floors = Floors({"cat_cow.too_quick.recall.clear": 0.95}, {"all.false_alarms": 0.02})
    assert missed(FIGURES, floors) == [
        "cat_cow.too_quick.recall.clear is 0.9, below its floor of 0.95 (20 repetitions).",
        "all.false_alarms is 0.03, above its limit of 0.02 (60 clean repetitions).",
    ]


def test_a_floor_of_nothing_is_a_miss() -> None:
    (line,) = missed(FIGURES, Floors({"cat_cow.to_quick.recall.clear": 0.5}, {}))
    assert "was not measured" in line


@pytest.mark.parametrize("name", ["smoke", "standard", "abstain"])
def test_the_shipped_floors_hold_every_mistake_that_the_set_performs(name: str) -> None:
    floors = read_floors(SHIPPED, name)
    assert floors.at_least or floors.at_most
    performed = {
        (clip.scenario.exercise, trial.name, clip.level)
        for clip in set_named(name, ["amy", "bob", "cleo"])
        for trial in TRIALS
        if clip.expect == "judge" and f".{trial.exercise}.{trial.name}.{clip.level}." in clip.name
    }
    wanted = {
        f"{e}.{m}.recall.{level}"
        for e, m, level in performed
        if level != "below" and not f"{e}.{m}".startswith(NO_FLOOR_YET)
    }
    assert wanted == {key for key in floors.at_least if ".recall." in key}
