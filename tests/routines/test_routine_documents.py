"""Own routines and weeks as text: the same again, and refused with a sentence if they are not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from routine_kit import BUILT_IN, SPECS, own, routines, weeks

from formcheck.routines.documents import routine_from_json, routine_to_json
from formcheck.routines.errors import RoutineError
from formcheck.routines.routine import Item, Routine
from formcheck.routines.week import WeeklyPlan, week_from_json, week_to_json


@given(routines())
def test_a_routine_comes_back_as_it_was(routine: Routine) -> None:
    assert routine_from_json(routine_to_json(routine), SPECS) == routine


@given(weeks())
def test_a_week_comes_back_as_it_was(plan: WeeklyPlan) -> None:
    assert week_from_json(week_to_json(plan)) == plan


def test_a_built_in_one_comes_back_as_ones_own() -> None:
    again = routine_from_json(routine_to_json(BUILT_IN["desk"]))
    assert again == replace(BUILT_IN["desk"], source="")


def changed(**values: object) -> str:
    return json.dumps({**json.loads(routine_to_json(own(Item("cat_cow")))), **values})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not JSON"),
        ("[", "not JSON"),
        ("[]", "not a routine of Formcheck's"),
        (changed(format="formcheck-routine/2"), "another version than formcheck-routine/1"),
        (changed(format="cake"), "not a routine"),
        (changed(title=""), "title"),
        (changed(extra=1), "extra"),
        (changed(warm_up_s=-1), "warm_up_s"),
        (changed(items=[{"exercise": "cat_cow"}] * 41), "items"),
        (changed(items=[{"exercise": "cat_cow", "dose": {"reps": "many"}}]), "items.0.dose.reps"),
        (changed(items=[{"exercise": "../etc"}]), "items.0.exercise"),
        (changed(items=[{"exercise": "handstand"}]), "not here: 'handstand'. Take it out"),
        (changed(items=[{"exercise": "cat_cow", "dose": {"reps": 99}}]), "reps for cat_cow"),
        ('{"format": "' + "x" * 100_001, "too long"),
    ],
)
def test_what_is_no_routine_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(RoutineError) as refused:
        routine_from_json(text, SPECS)
    assert sentence in str(refused.value)
    assert len(str(refused.value)) < 300


def test_without_specs_nothing_is_looked_up() -> None:
    assert routine_from_json(changed(items=[{"exercise": "handstand"}])).items == (
        Item("handstand"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"format": "formcheck-week/9", "days": {}}',
        '{"format": "formcheck-week/1", "days": {"someday": []}}',
        '{"format": "formcheck-week/1", "days": {"monday": [{"routine": "a", "at": "25:00"}]}}',
    ],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(RoutineError, match="week"):
        week_from_json(text)


def test_times_of_day_are_ones_own_without_a_zone() -> None:
    week = '{"format": "formcheck-week/1", "days": {"monday": [%s]}}'
    slot = '{"routine": "%s", "at": "%s"}'
    own_time = week % ", ".join((slot % ("desk", "10:00"), slot % ("core_three", "09:00")))
    assert [one.routine for one in week_from_json(own_time).days[0]] == ["core_three", "desk"]
    for at in ("10:00Z", "10:00:00+02:00"):
        mixed = week % ", ".join((slot % ("desk", at), slot % ("core_three", "09:00")))
        for text in (mixed, week % (slot % ("desk", at))):
            with pytest.raises(RoutineError, match=r"monday\.0\.at: a time of day .* as 09:30\."):
                week_from_json(text)
