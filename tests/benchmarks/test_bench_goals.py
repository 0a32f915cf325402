"""Goals follow from what the checks claim."""

from __future__ import annotations

import pytest

from benchmarks.bootstrap import Figure
from benchmarks.floors import missed
from benchmarks.goals import goals, waits_s
from formcheck.specs.loader import load_all

SPECS = load_all()
NAMES = [
    "thread_the_needle.hips_back.recall.clear",
    "thread_the_needle.hips_back.recall.gross",
    "thread_the_needle.hips_back.recall.below",
    "thread_the_needle.hips_back.false_alarms",
    "thread_the_needle.hips_back.delay_median_s",
    "thread_the_needle.forcing-fast.recall.clear",
    "thread_the_needle.thigh_tilt.side.mean_error_deg",
    "thread_the_needle.thigh_tilt.side.amy.mean_error_deg",
    "all.reps_exact",
    "abstain.rate",
]
FIGURES = {name: Figure(0.5, 0.4, 0.6, 10, "clips") for name in NAMES}


def test_goals_of_what_was_measured() -> None:
    found = goals(FIGURES, SPECS)
    hips = next(c for c in SPECS["thread_the_needle"].checks if c.mistake == "hips_back")
    assert hips.confidence == "A"
    assert found.at_least == {
        "thread_the_needle.hips_back.recall.clear": 0.95,
        "thread_the_needle.hips_back.recall.gross": 0.99,
        "thread_the_needle.forcing-fast.recall.clear": 0.85,
        "all.reps_exact": 0.97,
        "abstain.rate": 0.98,
    }
    assert found.at_most == {
        "thread_the_needle.hips_back.false_alarms": 0.02,
        "thread_the_needle.hips_back.delay_median_s": pytest.approx(waits_s(hips) + 0.3),
        "thread_the_needle.thigh_tilt.side.mean_error_deg": 3.0,
    }


def test_what_falls_short_is_said() -> None:
    lines = missed(FIGURES, goals(FIGURES, SPECS), "goal")
    assert "abstain.rate is 0.5, below its goal of 0.98 (10 clips)." in lines
    assert any("false_alarms is 0.5, above its goal of 0.02" in line for line in lines)
