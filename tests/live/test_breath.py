"""The breath pacer: begins as the exercise asks, breathes on, keeps step with the person."""

from __future__ import annotations

import functools
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams.tiny import tiny_spec

from formcheck.live.breath import RUN_ON_S, BreathPacer
from formcheck.live.snapshot import Breath
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec

STEP = 0.1
Part = tuple[str, float]
"""A phase, and how many seconds it lasts."""


@functools.cache
def specs() -> dict[str, ExerciseSpec]:
    return load_all()


def paced(spec: ExerciseSpec, *parts: Part, paused: tuple[float, float] | None = None,
          step: float = STEP) -> list[tuple[float, Breath | None]]:  # fmt: skip
    """The breath at every moment of phases that follow each other."""
    pacer, shown = BreathPacer(spec), []
    phases = [phase for phase, seconds in parts for _ in range(round(seconds / step))]
    for i, phase in enumerate(phases):
        time_s = round(i * step, 3)
        rests = paused is not None and paused[0] <= time_s < paused[1]
        shown.append((time_s, pacer.update(time_s, phase, rests)))
    return shown


def changes(shown: list[tuple[float, Breath | None]]) -> list[tuple[float, str | None]]:
    """When the way changes, and to what."""
    ways = [(round(time_s, 1), breath.way if breath else None) for time_s, breath in shown]
    return [ways[0], *(b for a, b in pairwise(ways) if a[1] != b[1])]


def test_a_hold_is_breathed_through_and_begins_with_an_in_breath() -> None:
    shown = paced(specs()["thread_the_needle"], ("reach", 2.0), ("hold", 12.0), ("return", 4.0))
    assert changes(shown) == [
        (0.0, None), (2.0, "in"), (6.0, "out"), (12.0, "in"), (15.5, None),
    ]  # fmt: skip


def test_it_tells_how_long_the_breath_is_and_what_is_left() -> None:
    shown = dict(paced(specs()["thread_the_needle"], ("hold", 8.0), step=0.5))
    first, last = shown[1.0], shown[7.0]
    assert first == Breath("in", 4.0, 3.0, 1)
    assert last == Breath("out", 6.0, 3.0, 2)


@pytest.mark.parametrize("exercise", ["knee_to_chest", "iron_cross", "foam_roller"])
def test_it_begins_with_the_breath_that_the_reminder_names(exercise: str) -> None:
    """`Breathe out as you press`."""
    spec = specs()[exercise]
    assert spec.dose.breath is not None
    shown = paced(spec, (spec.dose.breath.when[0], 1.0))
    assert changes(shown) == [(0.0, "out")]


def test_cat_cow_breathes_in_to_arch_and_out_to_round_in_either_order() -> None:
    arch_first = (("level", 1.0), ("arch_first", 3.0), ("round_last", 3.0))
    round_first = (("level", 1.0), ("round_first", 3.0), ("arch_last", 3.0))
    assert changes(paced(specs()["cat_cow"], *arch_first)) == [
        (0.0, None), (1.0, "in"), (4.0, "out"),
    ]  # fmt: skip
    assert changes(paced(specs()["cat_cow"], *round_first)) == [
        (0.0, None), (1.0, "out"), (4.0, "in"),
    ]  # fmt: skip


def test_it_runs_on_from_repetition_to_repetition() -> None:
    one = (("arch_first", 2.9), ("round_last", 2.6), ("level", 0.5))
    shown = paced(specs()["cat_cow"], *one, *one)
    assert changes(shown) == [(0.0, "in"), (3.0, "out"), (6.0, "in"), (9.0, "out")]


def test_it_keeps_step_with_somebody_slower() -> None:
    """Five seconds each way: it would breathe out from 9 to 12, but at 10 the next arch begins."""
    one = (("arch_first", 5.0), ("round_last", 5.0))
    shown = changes(paced(specs()["cat_cow"], *one, *one))
    assert shown[:5] == [(0.0, "in"), (3.0, "out"), (6.0, "in"), (9.0, "out"), (10.0, "in")]


def test_left_and_right_are_alike() -> None:
    left = paced(specs()["seated_twist_dynamic"], ("left_first", 2.5), ("right_last", 2.5))
    right = paced(specs()["seated_twist_dynamic"], ("right_first", 2.5), ("left_last", 2.5))
    assert changes(left) == changes(right) == [(0.0, "in"), (2.5, "out")]


def test_a_short_pause_is_breathed_over_and_a_long_one_ends_it() -> None:
    needle = specs()["thread_the_needle"]
    short = paced(needle, ("hold", 10.0), paused=(2.0, 2.0 + RUN_ON_S - 0.2))
    assert changes(short) == [(0.0, "in"), (4.0, "out")]
    long = paced(needle, ("hold", 10.0), paused=(2.0, 6.0))
    assert changes(long) == [(0.0, "in"), (3.5, None), (6.0, "in")]


def test_turns_grow_by_one_with_every_change_even_after_a_break() -> None:
    shown = paced(specs()["thread_the_needle"], ("hold", 11.0), ("setup", 5.0), ("hold", 5.0))
    turns = [breath.turn for _, breath in shown if breath is not None]
    assert sorted(set(turns)) == list(range(1, max(turns) + 1))
    assert turns == sorted(turns)
    ways = {breath.turn: breath.way for _, breath in shown if breath is not None}
    assert ways == {1: "in", 2: "out", 3: "in", 4: "in", 5: "out"}


def test_without_pacing_there_is_none() -> None:
    spec = tiny_spec()
    assert all(breath is None for _, breath in paced(spec, ("rest", 3.0)))


def test_a_stall_begins_anew() -> None:
    pacer = BreathPacer(specs()["thread_the_needle"])
    pacer.update(0.0, "hold", False)
    again = pacer.update(60.0, "hold", False)
    assert again == Breath("in", 4.0, 4.0, 2)


@settings(max_examples=40, deadline=None)
@given(
    exercise=st.sampled_from(sorted(name for name, s in load_all().items() if s.dose.breath)),
    lengths=st.lists(st.floats(0.2, 9.0), min_size=1, max_size=12),
    data=st.data(),
)
def test_in_every_exercise_breaths_are_whole_and_in_turn(
    exercise: str, lengths: list[float], data: st.DataObject
) -> None:
    spec = specs()[exercise]
    assert spec.dose.breath is not None
    ids = st.sampled_from([phase.id for phase in spec.phases])
    parts = [(data.draw(ids), seconds) for seconds in lengths]
    long = {"in": spec.dose.breath.in_s, "out": spec.dose.breath.out_s}
    shown = paced(spec, *parts)
    breaths = [breath for _, breath in shown if breath is not None]
    for breath in breaths:
        assert breath.length_s == long[breath.way]
        assert 0.0 <= breath.left_s <= breath.length_s
    for before, after in pairwise(breaths):
        assert after.turn - before.turn in (0, 1)
        assert after.turn != before.turn or after.left_s < before.left_s


@pytest.mark.parametrize("step", [0.02, 0.05, 0.2])
def test_the_frame_rate_changes_nothing(step: float) -> None:
    one = (("arch_first", 4.0), ("round_last", 4.0), ("level", 0.6))
    reference = changes(paced(specs()["cat_cow"], *one, *one))
    other = changes(paced(specs()["cat_cow"], *one, *one, step=step))
    assert [way for _, way in other] == [way for _, way in reference]
    for (a, _), (b, _) in zip(other, reference, strict=True):
        assert a == pytest.approx(b, abs=0.3)
