"""Every exercise: clean repetitions count and are silent, its mistakes are found, and only they.

The studio performs, a perfect model sees. What the real model makes of rendered and filmed clips
is measured by `benchmarks.accuracy`.
"""

from __future__ import annotations

import pytest
from performed import PERFORMED, TRIALS, clean, judged, live, specs

from formcheck.coach.summary import SetSummary
from tools.sample_studio.repertoire.parts import PARTS
from tools.sample_studio.repertoire.plans import PLANS
from tools.sample_studio.scenario import DEFAULTS
from tools.sample_studio.trials import UNREADABLE


def corrections(summary: SetSummary) -> list[str]:
    return [cue.text for cue in summary.cues if cue.kind == "correction"]


def test_everything_in_the_catalogue_can_be_performed() -> None:
    """An exercise without a performance has never been seen to count."""
    assert set(specs()) == set(PLANS) | set(DEFAULTS)
    assert set(PARTS) == set(PLANS)


def test_every_check_of_the_catalogue_is_tried() -> None:
    """What the studio cannot perform readably has no check."""
    tried = {(trial.exercise, trial.id) for trial in TRIALS.values()}
    checked = {(e, check.mistake) for e in PERFORMED for check in specs()[e].checks}
    assert checked <= tried | {(e, m) for e, m, _ in UNREADABLE}


@pytest.mark.parametrize("exercise", PERFORMED)
@pytest.mark.parametrize(("size", "tempo", "body"), [("large", "slow", 0), ("small", "brisk", 1)])
def test_clean_repetitions_count_and_nothing_is_said(
    exercise: str, size: str, tempo: str, body: int
) -> None:
    scenario = clean(exercise, size, tempo, body)
    summary = judged(scenario)
    assert [rep.verdict for rep in summary.reps] == ["clean"] * len(scenario.reps)
    assert summary.mistakes == () and not corrections(summary)
    if specs()[exercise].work_side:
        assert [rep.side for rep in summary.reps] == [rep.side for rep in scenario.reps]
    held = [hold.held_s for hold in summary.holds]
    if any(phase.hold for phase in specs()[exercise].phases):
        assert len(held) == len(scenario.reps) and min(held) > 0


@pytest.mark.parametrize("exercise", PERFORMED)
def test_live_it_counts_the_same(exercise: str) -> None:
    scenario = clean(exercise)
    summary = live(scenario)
    assert len(summary.reps) == len(scenario.reps)
    assert not corrections(summary)
