"""Practices in words: when, how long, what came of it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.journal.records import ExerciseDone, Feelings, Rep
from formcheck.live.log import MistakeSeen
from formcheck.progress.results import Helped
from formcheck.report import progress_words as words
from formcheck.specs.loader import find_spec, load_all
from tests.progress.history_kit import TODAY, practice


def rep(verdict: str = "clean", held_s: float | None = None) -> Rep:
    return Rep(1, 1, None, 0.0, 5.0, verdict, (), held_s, held_s)  # type: ignore[arg-type]


def mistake(
    value: float = 17.0, severity: str = "minor", check: str = "hips_over_knees"
) -> MistakeSeen:
    return MistakeSeen(4.0, check, "hips_back", severity, True, value, 12.0, "deg")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 20), "Today"),
        (date(2026, 11, 19), "Yesterday"),
        (date(2026, 11, 16), "Monday 16 November"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_a_day_is_named_as_people_say_it(day: date, name: str) -> None:
    assert words.day_name(day, date(2026, 11, 20)) == name


@given(st.integers(-14 * 60, 14 * 60), st.datetimes(min_value=datetime(1, 1, 2)))
def test_the_clock_is_the_persons_own_and_never_breaks(offset: int, moment: datetime) -> None:
    session = replace(
        practice(TODAY, 0.5, random.Random(1), 0), started_at=moment.replace(tzinfo=UTC),
        utc_offset_min=offset,
    )  # fmt: skip
    hours, minutes = map(int, words.clock(session).split(":"))
    assert 0 <= hours < 24
    assert (60 * hours + minutes - offset - 60 * moment.hour - moment.minute) % (24 * 60) == 0


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        ([], "No repetition was counted"),
        (["clean"], "1 repetition, clean"),
        (["clean"] * 3, "3 repetitions, all clean"),
        (["mistake"] * 2, "2 repetitions, with a mistake"),
        (["clean", "mistake", "not_judged"],
         "3 repetitions: 1 clean, 1 with a mistake and 1 not judged"),
        (["counted"] * 10, "10 repetitions counted"),
        (["clean", "counted", "counted"], "3 repetitions: 1 clean and 2 counted"),
    ],
)  # fmt: skip
def test_repetitions_are_counted_by_what_came_of_them(looks: list[words.Look], told: str) -> None:
    assert words.counted(looks) == told


def test_where_nothing_is_looked_for_no_repetition_is_called_clean() -> None:
    specs = load_all()
    (practised,) = [practice(TODAY, 0.5, random.Random(1), 3)]
    assert practised.exercises[0].exercise == "trunk_rotation"  # it checks nothing
    assert words.practice_line(practised, specs).endswith("5 repetitions counted")
    assert words.looks_of(practised.exercises, {}) == ("clean",) * 5  # one that is gone


def test_an_exercise_that_was_broken_off_says_that_its_repetitions_are_kept() -> None:
    done = ExerciseDone(0, "cat_cow", "m", {}, reps=(rep(held_s=40.0), rep(held_s=35.0)))
    line = words.exercise_line(done, {})
    assert line.startswith("2 repetitions, all clean; held 1:15 in all; ")
    assert line.endswith("what was done until then is kept")


def test_pain_is_told_only_where_something_was_said() -> None:
    assert words.pain_line(Feelings()) == ""
    assert words.pain_line(Feelings(4, None, 0)) == "Pain 4 before, 0 the next morning"


def test_mistakes_come_once_each_the_most_urgent_first() -> None:
    needle = find_spec("thread_the_needle")
    seen = words.mistakes_seen(
        [mistake(), mistake(21.0), mistake(severity="major", check="gone_by_now")], needle
    )
    assert [(one.cue, one.times) for one in seen] == [
        ("Hips back", 1), ("Keep your hips over your knees", 2),
    ]  # fmt: skip
    assert seen[1].worst == "21 degrees, limit 12"


def test_an_exercise_that_is_gone_still_has_words() -> None:
    assert [one.cue for one in words.mistakes_seen([mistake()], None)] == ["Hips back"]
    assert words.cue_for("hips_back", None) == "Hips back"


def test_a_title_is_not_said_twice() -> None:
    assert words.under("Cat-cow", "Cat-cow: 80 % clean lately.") == "80 % clean lately."
    assert words.under("Cat-cow", "Something else.") == "Something else."


def helped(title: str, with_it: int) -> Helped:
    said = (
        f"{title}: after {with_it} practices with it, 2 lower; after 6 without it, 1. Not a cause."
    )
    return Helped(title.lower(), title, with_it, 6, -2.0, -1.0, said)


def test_exercises_that_always_came_together_are_told_together_and_the_caveat_once() -> None:
    assert words.helped_words([helped("Cat-cow", 16), helped("Plank", 16)]) == (
        "Cat-cow and Plank: after 16 practices with them, 2 lower; after 6 without them, 1. Not a "
        "cause.",
    )
    *each, caveat = words.helped_words([helped("Cat-cow", 16), helped("Plank", 9)])
    assert [text.split(":")[0] for text in each] == ["Cat-cow", "Plank"]
    assert caveat == "Not a cause."
