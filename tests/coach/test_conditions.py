"""Conditions held for seconds, with short unmeasured gaps bridged and long ones not."""

from __future__ import annotations

from typing import Any

import pytest
from streams.tiny import Script

from formcheck.coach.conditions import GAP_S, STALL_S, ConditionState, Held, Verdict, compare
from formcheck.signals.measure import NotKnownYet, NotMeasured
from formcheck.specs.schema import Condition

HIDDEN = NotMeasured("hidden")


def verdicts(
    condition: dict[str, Any], frames: list[tuple[float, dict[str, Any]]], strict: bool = False
) -> list[Verdict]:
    state, script = ConditionState(Condition.model_validate(condition), strict), Script()
    found = []
    for time_s, values in frames:
        script.values = values
        found.append(state.update(script, time_s))
    return found


def times(*pairs: tuple[float, Any]) -> list[tuple[float, dict[str, Any]]]:
    return [(time_s, {"x": value}) for time_s, value in pairs]


# -- Held -------------------------------------------------------------------------------------


def test_a_statement_holds_since_it_became_true() -> None:
    held = Held()
    assert held.update(0.0, False) is None
    assert held.update(0.1, True) == 0.1
    assert held.update(0.3, True) == 0.1
    assert held.update(0.4, False) is None
    assert held.update(0.5, True) == 0.5
    held.reset()
    assert held.update(0.6, True) == 0.6


def test_a_short_unknown_stretch_neither_adds_nor_breaks() -> None:
    held = Held()
    held.update(0.0, True)
    assert held.update(GAP_S - 0.05, None) == 0.0
    assert held.update(GAP_S, True) == 0.0


def test_a_long_unknown_stretch_begins_anew() -> None:
    held = Held()
    held.update(0.0, True)
    assert held.update(GAP_S + 0.05, None) is None
    assert held.update(GAP_S + 0.1, True) == GAP_S + 0.1


def test_an_unmeasured_frame_after_a_long_wait_does_not_bridge_it() -> None:
    held = Held()
    held.update(0.0, True)
    assert held.update(0.1, None) == 0.0
    assert held.update(STALL_S - 0.05, True) == STALL_S - 0.05


def test_pictures_that_come_slowly_still_add_up() -> None:
    held = Held()
    for step in range(5):
        assert held.update(step * (STALL_S - 0.05), True) == 0.0
    late = 5 * STALL_S
    assert held.update(late, True) == late


# -- tests of a signal ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "value", "true", "limit"),
    [
        ({"over": 5.0}, 5.1, True, 5.0),
        ({"over": 5.0}, 5.0, False, 5.0),
        ({"under": 5.0}, 4.9, True, 5.0),
        ({"under": 5.0}, 5.0, False, 5.0),
        ({"over": "y"}, 3.0, True, 2.0),
        ({"between": (1.0, 9.0)}, 1.0, True, 1.0),
        ({"between": (1.0, 9.0)}, 8.0, True, 9.0),
        ({"between": (1.0, 9.0)}, 9.5, False, 9.0),
    ],
)
def test_a_signal_is_compared_with_its_limit(
    limits: dict[str, Any], value: float, true: bool, limit: float
) -> None:
    script = Script({"x": value, "y": 2.0})
    arguments = {"over": None, "under": None} | limits
    assert compare(script, "x", **arguments) == (true, value, limit)


def test_an_unmeasured_signal_or_limit_gives_its_reason() -> None:
    script = Script({"x": 1.0, "hidden": HIDDEN})
    assert compare(script, "hidden", 5.0, None) == HIDDEN
    assert compare(script, "x", "hidden", None) == HIDDEN


def test_checks_compare_with_what_is_known_only() -> None:
    unknown = NotKnownYet("own range not known yet")
    script = Script({"x": 1.0, "own": 0.5}, strict_only={"own": unknown})
    assert compare(script, "x", "own", None) == (True, 1.0, 0.5)
    assert compare(script, "x", "own", None, strict=True) == unknown


# -- conditions over time ---------------------------------------------------------------------

OVER = {"if": "x", "over": 5, "for_s": 0.5}


def test_it_holds_after_its_time_dated_from_its_beginning() -> None:
    found = verdicts(OVER, times((0.0, 1), (0.2, 9), (0.5, 9), (0.7, 9), (0.8, 1)))
    assert [v.holds for v in found] == [False, False, False, True, False]
    assert [v.since_s for v in found] == [None, 0.2, 0.2, 0.2, None]
    assert (found[3].value, found[3].limit, found[3].reason) == (9, 5, None)


def test_without_a_time_it_holds_at_once() -> None:
    assert verdicts({"if": "x", "over": 5}, times((0.0, 9)))[0].holds


def test_it_does_not_hold_while_it_cannot_be_seen_but_remembers_for_a_moment() -> None:
    found = verdicts(OVER, times((0.2, 9), (0.4, HIDDEN), (0.5, 9), (0.7, 9), (0.8, HIDDEN)))
    assert [v.holds for v in found] == [False, False, False, True, False]
    assert [v.reason for v in found] == [None, "hidden", None, None, "hidden"]


def both(x: Any, y: Any) -> dict[str, Any]:
    return {"x": x, "y": y}


ALL = {"all": [{"if": "x", "over": 5}, {"if": "y", "under": 2}], "for_s": 0.2}
ANY = {"any": [{"if": "x", "over": 5}, {"if": "y", "under": 2}]}


def test_all_need_all() -> None:
    frames = [(0.0, both(9, 1)), (0.2, both(9, 1)), (0.3, both(9, 3)), (0.4, both(9, 1))]
    assert [v.holds for v in verdicts(ALL, frames)] == [False, True, False, False]


@pytest.mark.parametrize(
    ("values", "holds", "reason"),
    [
        (both(HIDDEN, 1), False, "hidden"),
        (both(HIDDEN, 3), False, None),  # one is false: the other does not matter
        (both(1, HIDDEN), False, None),
    ],
)
def test_all_with_a_part_unseen(values: dict[str, Any], holds: bool, reason: str | None) -> None:
    (found,) = verdicts(ALL | {"for_s": 0}, [(0.0, values)])
    assert (found.holds, found.reason) == (holds, reason)


@pytest.mark.parametrize(
    ("values", "holds", "reason"),
    [
        (both(9, 3), True, None),
        (both(1, 1), True, None),
        (both(1, 3), False, None),
        (both(HIDDEN, 1), True, None),
        (both(HIDDEN, 3), False, "hidden"),
    ],
)
def test_any_needs_one(values: dict[str, Any], holds: bool, reason: str | None) -> None:
    (found,) = verdicts(ANY, [(0.0, values)])
    assert (found.holds, found.reason) == (holds, reason)


def test_any_tells_the_value_of_the_part_that_holds() -> None:
    (found,) = verdicts(ANY, [(0.0, both(1, 1))])
    assert (found.value, found.limit) == (1, 2)


def test_a_reset_forgets_the_parts_too() -> None:
    nested = {"all": [{"if": "x", "over": 5, "for_s": 0.3}]}
    state = ConditionState(Condition.model_validate(nested))
    script = Script({"x": 9.0})
    state.update(script, 0.0)
    state.reset()
    assert not state.update(script, 0.3).holds
    assert state.update(script, 0.6).holds
