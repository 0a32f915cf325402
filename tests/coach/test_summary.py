"""Several sets as one summary."""

from __future__ import annotations

import pytest
from judging import live
from streams.camera import film
from streams.exercises import rep
from streams.performance import Performance

from formcheck.coach.summary import merged


def test_sets_become_one_with_repetitions_numbered_through() -> None:
    frames = film(Performance("cat_cow", "side", (rep("cat_cow"), rep("cat_cow"))))
    _, one = live(frames, "cat_cow")
    assert one.reps
    both = merged([one, one])
    assert [rep.index for rep in both.reps] == list(range(1, 2 * len(one.reps) + 1))
    assert both.judged_share == pytest.approx(one.judged_share)
    assert len(both.signals.time_s) == 2 * len(one.signals.time_s)
    assert len(both.signals.phase) == len(both.signals.time_s)
    assert merged([one]).reps == one.reps


def test_no_sets_cannot_be_merged() -> None:
    with pytest.raises(ValueError, match="no set"):
        merged([])
