"""Exercises in which nothing is looked for: counted, and in no clean share."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.progress.days import in_short
from formcheck.progress.judged import judged_in, judges
from formcheck.progress.performance import clean_trends
from formcheck.progress.ranges import _reads_beyond
from formcheck.specs.loader import load_all
from formcheck.video.amounts import number
from tests.progress.history_kit import TODAY, exercise, history, practice

SPECS = load_all()


@pytest.mark.parametrize("name", ["trunk_rotation", "arm_circles", "chest_expansion"])
def test_without_a_check_nothing_is_judged(name: str) -> None:
    assert not judges(SPECS[name])
    assert not judged_in(SPECS, name, "front")


def test_what_is_gone_is_taken_for_judged() -> None:
    assert judged_in(SPECS, "hanging_bat")


def test_only_what_is_judged_has_a_clean_share() -> None:
    names = {trend.exercise for trend in clean_trends(history(), SPECS, TODAY)}
    assert "cat_cow" in names
    assert "trunk_rotation" not in names


def test_last_time_tells_what_was_counted() -> None:
    rng = random.Random(1)
    only = practice(TODAY, 0.5, rng, 3)
    assert in_short(only, SPECS).endswith(": 5 repetitions.")
    cat = exercise("cat_cow", 1, 90.0, 1.0, rng)
    both = replace(only, exercises=(*only.exercises, cat))
    assert in_short(both, SPECS).endswith(": 11 repetitions, 6 clean, 5 counted.")


@given(st.floats(0, 180), st.floats(0, 180), st.sampled_from([8.0, 10.0, 15.0]))
def test_a_told_change_can_be_read_off_its_figures(then: float, now: float, error: float) -> None:
    if _reads_beyond(then, now, error, "deg"):
        assert abs(int(number(now, "deg")) - int(number(then, "deg"))) > error
