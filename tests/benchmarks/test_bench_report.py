"""What a run amounts to, for the docs, the README and machines."""

from __future__ import annotations

import json

from benchmarks.bootstrap import Figure
from benchmarks.filmed import FilmResult
from benchmarks.report import Section, as_json, page, readme_part
from formcheck.specs.loader import load_all

SPECS = load_all()


def figure(value: float, n: float = 9) -> Figure:
    return Figure(value, value, value, n, "repetitions")


FIGURES = {
    "wall_angels.back_off_wall.recall.clear": figure(1.0),
    "wall_angels.back_off_wall.recall.gross": figure(0.5),
    "wall_angels.back_off_wall.false_alarms": figure(0.0),
    "wall_angels.back_off_wall.false_raises_per_minute": figure(0.25),
    "wall_angels.jerking.false_alarms": figure(0.0),
    "wall_angels.jerking-up.recall.clear": figure(0.9),
    "wall_angels.reps_exact": figure(1.0),
    "wall_angels.trunk_tilt.side.mean_error_deg": figure(0.7),
    "by.light.lamp.recall": figure(0.8),
    "exactly.rate": figure(1.0),
    "exactly.idle.rate": figure(1.0),
}
STANDARD = Section("standard", "recorded", 12, FIGURES, ("clip: wrong",))
LIVE = Section("varied", "live", 3, FIGURES, (), "seed 4")
FILM = FilmResult("film as cat_cow", 2, None, (), 0.9, ())


def test_each_section_has_its_tables() -> None:
    text = page([STANDARD, LIVE], [FILM], SPECS)
    assert "### Set standard, recorded: 12 clips" in text
    assert "### Set varied, live, picture after picture: 3 clips, seed 4" in text
    assert text.count("#### Mistakes") == text.count("#### By condition") == 2
    assert text.count("#### Around a set") == 2
    assert text.count("### Filmed people") == 1
    assert "<details><summary>Trunk tilt</summary>" in text
    assert "goals are reached." in text


def test_the_short_table_has_one_row_for_each_exercise() -> None:
    """All mistakes together: (100 + 90) / 2 clear, 50 gross, no false alarm."""
    text = readme_part([STANDARD, LIVE], SPECS)
    assert "**Standing**" in text
    assert "| Wall angels | 95 % | 50 % | 0 % | 100 % | - | - |" in text
    assert "Cat-cow" not in text  # nothing was measured


def test_machines_get_everything() -> None:
    content = json.loads(as_json([STANDARD, LIVE], [FILM], SPECS, {"model": "pose.task"}))
    assert content["model"] == "pose.task"
    first, second = content["sections"]
    assert (first["set"], first["mode"], first["clips"]) == ("standard", "recorded", 12)
    assert first["figures"]["wall_angels.back_off_wall.recall.gross"]["value"] == 0.5
    assert first["failures"] == ["clip: wrong"]
    assert any("back_off_wall.recall.gross" in line for line in first["below_goal"])
    assert second["about"] == "seed 4"
    assert content["films"][0]["name"] == "film as cat_cow"


def test_floors_of_live_are_their_own() -> None:
    assert (STANDARD.floors, LIVE.floors) == ("standard", "varied-live")
