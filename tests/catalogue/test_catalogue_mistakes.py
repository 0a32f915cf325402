"""Every mistake of the catalogue: found where it is clear, in its repetition alone."""

from __future__ import annotations

import pytest
from performed import TRIALS, clear_rep, judged, mistaken

from tools.sample_studio.trials import Trial


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS.keys())
def test_a_clear_mistake_is_found_in_its_repetition_alone_and_a_small_one_let_pass(
    trial: Trial,
) -> None:
    scenario = mistaken(trial)
    summary = judged(scenario)
    assert len(summary.reps) == len(scenario.reps)
    found = {(mistake.id, mistake.rep) for mistake in summary.mistakes}
    assert (trial.id, clear_rep(trial)) in found
    assert {rep for _, rep in found} == {clear_rep(trial)}
