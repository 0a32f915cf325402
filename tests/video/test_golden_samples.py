"""The whole path on every sample, film to figures, says what it said before (within tolerances)."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from formcheck.pose.model import ModelError, ensure_model
from tools.golden.analyses import analysis_of, differences, golden, samples


@pytest.fixture(scope="module")
def model() -> Path:
    try:
        return ensure_model()
    except ModelError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("name", samples())
def test_a_sample_is_analysed_as_before(name: str, model: Path) -> None:
    found = list(differences(golden(name), analysis_of(name, model)))
    assert not found, "If this was meant: python -m tools.golden"


def test_what_is_far_apart_is_found() -> None:
    before = golden("thread_the_needle_hips_back")
    now = copy.deepcopy(before)
    assert not list(differences(before, now))
    now["mistakes"][0]["worst_s"] += 0.3
    now["mistakes"][0]["value"] += 3.0
    assert not list(differences(before, now))
    now["mistakes"][0]["value"] += 3.0
    now["reps"][0]["verdict"] = "mistake"
    now["reps"][1]["end_s"] += 0.5  # late in the film, and no less than it is at its beginning
    del now["holds"][1]
    assert len(list(differences(before, now))) == 4
