"""Exercises with a goal of the own range still count when the goal has moved as far as it may."""

from __future__ import annotations

import pytest

from formcheck.coach.coach import Coach
from formcheck.progress.adapted import FEWEST_STEPS, MOST_STEPS, adapted, has_goal
from tests.catalogue.performed import PERFORMED, clean, filmed, specs


@pytest.mark.parametrize("exercise", [name for name in PERFORMED if has_goal(specs()[name])])
def test_small_brisk_repetitions_count_at_every_end(exercise: str) -> None:
    """Live, nothing known of the person yet: the hardest case for a goal of the own range."""
    scenario = clean(exercise, "small", "brisk", 1)
    frames = filmed(scenario).frames
    for spec in (
        adapted(specs()[exercise], mode="precise", step=MOST_STEPS),
        adapted(specs()[exercise], mode="gentle", step=FEWEST_STEPS),
    ):
        coach = Coach(spec)
        for frame in frames:
            coach.feed(frame)
        coach.finish()
        summary = coach.summary()
        assert [rep.verdict for rep in summary.reps] == ["clean"] * len(scenario.reps)
        assert summary.mistakes == ()
