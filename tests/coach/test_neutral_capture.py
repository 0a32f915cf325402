"""The start pose is captured whole, also when pictures stall (a slow computer at its start)."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from formcheck.coach.calibration import PATIENCE_S, NeutralCapture
from formcheck.signals.measure import NotMeasured

SPEC: Any = SimpleNamespace(calibrate=SimpleNamespace(neutral=SimpleNamespace(seconds=1.5)))


class Measures:
    """Two things to measure; None: not measured in this frame."""

    def __init__(self) -> None:
        self.values: dict[str, float | None] = {"thigh": 2.0, "back": 30.0}

    def neutral_nodes(self) -> dict[str, str]:
        return {key: key for key in self.values}

    def node_value(self, key: str) -> object:
        value = self.values[key]
        return NotMeasured("hidden") if value is None else value


def capture(measures: Measures, times: list[float]) -> tuple[float, dict[str, float]] | None:
    """When the start pose is captured, and its values."""
    taking = NeutralCapture(SPEC, measures)
    for time_s in times:
        found = taking.update(measures, time_s)
        if found is not None:
            return time_s, found
    return None


def every(step_s: float, start_s: float, end_s: float) -> list[float]:
    return [start_s + step_s * i for i in range(round((end_s - start_s) / step_s) + 1)]


@pytest.mark.parametrize("fps", [10, 30])
def test_a_still_pose_is_captured_after_its_time(fps: int) -> None:
    found = capture(Measures(), every(1 / fps, 0, 3))
    assert found is not None
    assert found[0] == pytest.approx(1.43, abs=0.1)
    assert found[1] == {"thigh": 2.0, "back": 30.0}


@pytest.mark.parametrize("stall_s", [0.6, 2.0, 5.0])
def test_a_stall_does_not_count_as_keeping_still(stall_s: float) -> None:
    found = capture(Measures(), [0.0, 0.1, *every(0.1, 0.1 + stall_s, 8)])
    assert found is not None
    assert found[0] >= 0.1 + stall_s + 1.4
    assert set(found[1]) == {"thigh", "back"}


def test_what_is_never_in_view_is_not_waited_for() -> None:
    measures = Measures()
    measures.values["back"] = None
    found = capture(measures, every(0.05, 0, 3))
    assert found is not None
    assert set(found[1]) == {"thigh"}


def test_where_nothing_is_measured_nothing_is_captured() -> None:
    measures = Measures()
    measures.values = dict.fromkeys(measures.values)
    assert capture(measures, every(0.05, 0, 5)) is None


def swaying(amplitude: float, end_s: float) -> float | None:
    """When somebody who sways by some degrees is captured."""
    measures = Measures()
    taking = NeutralCapture(SPEC, measures)
    for time_s in every(0.1, 0, end_s):
        measures.values["thigh"] = amplitude * math.sin(2.5 * time_s)
        if taking.update(measures, time_s) is not None:
            return time_s
    return None


def test_who_cannot_keep_quite_still_is_waited_for_but_not_for_ever() -> None:
    calm = swaying(2.0, 20.0)
    restless = swaying(6.0, 20.0)
    assert calm is not None and calm < 2.0
    assert restless is not None and PATIENCE_S < restless < 3 * PATIENCE_S


def test_who_moves_about_is_never_captured() -> None:
    assert swaying(40.0, 30.0) is None


def test_an_exercise_that_compares_nothing_with_its_start_only_waits_its_time() -> None:
    measures = Measures()
    measures.values = {}
    found = capture(measures, every(0.1, 0, 3))
    assert found is not None and found[1] == {}
    assert found[0] == pytest.approx(1.43, abs=0.1)
