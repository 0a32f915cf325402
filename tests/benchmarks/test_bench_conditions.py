"""Figures by condition: where it is weak."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.conditions import condition_figures, conditions_of
from benchmarks.matching import ClipResult, RepResult
from tools.sample_studio.scenario import Companion, Picture, Repetition, Room, Scenario, View

USUAL = Scenario("one", "cat_cow", "amy", View(92.0, 0.6), (Repetition(),), fps=15)


def result(name: str, *reps: RepResult, level: str = "mixed", counted: int = 2) -> ClipResult:
    return ClipResult(name, "cat_cow", "amy", "side", level, reps, counted)


FOUND = RepResult(1, ("stiff",), ("stiff",), ("stiff",), "mistake")
MISSED = RepResult(1, ("stiff",), ("stiff",), (), "clean")
CLEAN = RepResult(2, (), (), (), "clean")
ALARM = RepResult(2, (), (), ("stiff",), "mistake")
RESULTS = [result("one", FOUND, CLEAN), result("two", MISSED, ALARM, counted=1)]
LIGHTS = {
    "one": {"light": "day", "clothes": "fitted"},
    "two": {"light": "lamp", "clothes": "fitted"},
}


def test_conditions_are_words() -> None:
    found = conditions_of(USUAL)
    assert found["light"] == "day"
    assert found["clothes"] == "fitted"
    assert found["pictures per second"] == "15 to 20"
    assert found["camera off the side"] == "0 to 5 deg"
    assert found["clutter"] == "none"
    assert found["company"] == "alone"


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({"view": View(250.0, 0.6)}, "camera off the side", "15 to 25 deg"),
        ({"view": View(55.0, 0.6)}, "camera off the side", "other view"),
        ({"fps": 30}, "pictures per second", "24 to 30"),
        ({"room": Room("dim", things=("sofa",))}, "clutter", "1 or 2 things"),
        ({"room": Room("dim")}, "light", "dim"),
        ({"companion": Companion("bob", "behind")}, "company", "somebody else"),
        ({"picture": Picture(noise=7.0)}, "picture", "noisy"),
        ({"picture": Picture(shake_px=1.0)}, "held", "shaky"),
        ({"leave": True}, "comes or goes", "yes"),
    ],
)
def test_each_condition(change: dict[str, object], name: str, value: str) -> None:
    assert conditions_of(replace(USUAL, **change))[name] == value  # type: ignore[arg-type]


def test_figures_of_each_value() -> None:
    figures = condition_figures(RESULTS, LIGHTS)
    assert figures["by.light.day.recall"].value == 1
    assert figures["by.light.lamp.recall"].value == 0
    assert figures["by.light.lamp.false_alarms"].value == 1
    assert figures["by.light.lamp.reps_exact"].value == 0
    assert figures["by.light.day.clean_called_clean"].value == 1


def test_what_is_the_same_everywhere_is_left_out() -> None:
    assert not [name for name in condition_figures(RESULTS, LIGHTS) if "clothes" in name]


def test_just_below_is_no_mistake_to_be_found() -> None:
    below = [result("one", FOUND, level="below"), result("two", MISSED)]
    assert "by.light.day.recall" not in condition_figures(below, LIGHTS)
