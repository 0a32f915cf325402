"""The table of all mistakes: complete, in words and for machines; what is not measured says so."""

from __future__ import annotations

import io
import json
from typing import get_args

from rich.console import Console

from formcheck.report.measured import Measured, Rate
from formcheck.report.mistake_table import (
    HOW_IN_WORDS,
    How,
    Row,
    exercises_json,
    mistake_view,
    mistakes_json,
    rows_of,
)
from formcheck.specs.loader import load_all
from formcheck.specs.schema import Reminder

SPECS = load_all()
MEASURED = {
    ("thread_the_needle", "hips_back"): Measured("standard", Rate(0.914, 35), Rate(0.0, 210)),
    ("thread_the_needle", "forcing"): Measured("standard", Rate(0.5, 8), None),
}
ROWS = rows_of(SPECS.values(), MEASURED)


def row(exercise: str, mistake: str) -> Row:
    return next(one for one in ROWS if (one.exercise, one.mistake) == (exercise, mistake))


def printed(*rows: Row) -> str:
    screen = Console(width=300, record=True, file=io.StringIO())
    screen.print(mistake_view(rows))
    return screen.export_text()


def test_every_mistake_of_every_exercise_is_there_and_handled() -> None:
    wanted = [(spec.id, mistake.id) for spec in SPECS.values() for mistake in spec.mistakes]
    assert [(one.exercise, one.mistake) for one in ROWS] == wanted
    assert all(one.ways for one in ROWS)
    assert all(bool(way.views) == (way.by is not None) for one in ROWS for way in one.ways)


def test_every_kind_of_reminder_has_its_words() -> None:
    hows = set(get_args(How))
    assert set(HOW_IN_WORDS) == hows
    assert set(get_args(Reminder.model_fields["how"].annotation)) <= hows


def test_the_ways_of_a_mistake_stand_together_with_their_views() -> None:
    ways = row("cat_cow", "too_quick").ways
    assert [(way.how, way.by, way.views) for way in ways] == [
        ("live", "slow_enough", ("side", "oblique")),
        ("breath_pacer", None, ()),
    ]
    gates = row("wall_angels", "elbow_90").ways
    assert [(way.how, way.views) for way in gates] == [("start_pose", ("front",))]
    hint = row("thread_the_needle", "hand_lifts").ways
    assert [way.how for way in hint] == ["after_set"]


def test_the_table_tells_what_was_measured_and_what_was_not() -> None:
    text = printed(row("thread_the_needle", "hips_back"), row("thread_the_needle", "forcing"))
    assert "91 % of 35" in text and "0 % of 210" in text
    assert 'Liv Hospital: "Letting your hips move backward' in text
    assert "checked live: Keep your hips over your knees." in text
    (forcing,) = [line for line in text.splitlines() if "forcing" in line]
    assert "50 % of 8" in forcing and "not measured" in forcing
    assert "2 mistakes of 1 exercise." in text
    assert "%" not in printed(row("cat_cow", "core")).replace("1 mistake", "")


def test_machines_get_the_same() -> None:
    document = json.loads(mistakes_json(ROWS))
    assert document["format"] == "formcheck-mistakes/1"
    assert len(document["mistakes"]) == len(ROWS)
    by_name = {(one["exercise"], one["mistake"]): one for one in document["mistakes"]}
    assert by_name["thread_the_needle", "forcing"]["measured"] == {
        "set": "standard",
        "recall": {"value": 0.5, "n": 8},
        "false_alarms": None,
    }
    assert by_name["cat_cow", "core"]["judged"] == [
        {"how": "spoken_once", "by": None, "views": [], "says": "Draw the belly in lightly"}
    ]
    exercises = json.loads(exercises_json(SPECS.values()))["exercises"]
    assert [one["id"] for one in exercises] == list(SPECS)
