"""How much of an exercise, in words: every dose that is allowed can be said."""

from __future__ import annotations

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.coach.dose import resolve_dose
from formcheck.live.telling import (
    Line,
    Talk,
    amount,
    amounts,
    explaining_s,
    movement,
    sentences,
    steps,
)
from formcheck.live.voice import Voice, speaking_s
from formcheck.specs.loader import load_all

specs = functools.cache(load_all)
AMOUNTS = {
    "cat_cow": ("Eight times",),
    "thread_the_needle": ("Hold thirty seconds on each side",),
    "seated_thoracic_extension": ("Three times", "Hold twenty seconds each time"),
    "bird_dog": ("Six times on each side", "Hold three seconds each time"),
    "wall_angels": ("Ten times", "Two sets"),
}


@pytest.mark.parametrize("exercise", AMOUNTS)
def test_how_much_is_said_with_what_the_exercise_asks_for(exercise: str) -> None:
    spec = specs()[exercise]
    assert amount(spec, resolve_dose(spec)) == AMOUNTS[exercise]


@functools.cache
def sayable_of(exercise: str) -> frozenset[str]:
    return frozenset(amounts(specs()[exercise]))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_allowed_dose_has_its_words(data: st.DataObject) -> None:
    spec = specs()[data.draw(st.sampled_from(sorted(specs())))]
    chosen = {}
    for key in ("reps", "reps_per_side", "hold_s", "sets"):
        bounds = getattr(spec.dose, key)
        if bounds is not None:
            low = min(bounds.min, 1.0)
            chosen[key] = data.draw(st.floats(low, bounds.max), label=key)
    lines = amount(spec, resolve_dose(spec, chosen))
    assert lines and set(lines) <= sayable_of(spec.id)
    assert all(len(line.split()) <= 10 for line in lines)


def test_steps_are_split_where_sentences_end() -> None:
    assert sentences(["Breathe in. Sink.", "Come back, slowly."]) == (
        "Breathe in", "Sink", "Come back, slowly",
    )  # fmt: skip
    spec = specs()["cat_cow"]
    assert movement(spec)[0] == "Breathe in"  # the start pose is taken already


def test_lines_follow_each_other_and_wait_for_what_is_more_urgent() -> None:
    voice = Voice()
    talk = Talk(voice, [*steps(["First this", "then that"]), Line("Twice")])
    said: list[tuple[str, str | None]] = []
    for i in range(120):
        now = i / 10
        if i == 15:
            voice.wish(now, "Pause. I cannot see you", "pause")
        talk.update(now)
        voice.update(now)
        said = said if len(said) == len(voice.said) else [
            *said, (voice.said[-1].text, talk.sentence),
        ]  # fmt: skip
    assert said == [
        ("First this", "First this"), ("Pause. I cannot see you", "First this"),
        ("then that", "then that"), ("Twice", None),
    ]  # fmt: skip
    assert talk.over and talk.sentence is None and talk.length_s == 0


def test_what_has_been_overtaken_is_not_said() -> None:
    voice = Voice()
    voice.wish(0.0, "Something else", "count")
    voice.update(0.0)
    talk = Talk(voice, steps(["First this", "then that"]))
    talk.update(1.0)
    talk.stop()
    voice.update(1.0)
    talk.update(9.0)
    voice.update(9.0)
    assert [line.text for line in voice.said] == ["Something else"]
    assert talk.over and talk.sentence is None


def test_telling_takes_as_long_as_its_words() -> None:
    both = [specs()[one] for one in ("cat_cow", "thread_the_needle")]
    said = [line for one in both for line in sentences(one.steps)]
    assert explaining_s(both) == pytest.approx(sum(Line(line).length_s for line in said))
    assert explaining_s(both) > sum(map(speaking_s, said))
    assert explaining_s([]) == 0
    assert all(10 <= explaining_s([one]) <= 60 for one in specs().values())
