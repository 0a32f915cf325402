"""How much of an exercise can be chosen on the page."""

from __future__ import annotations

from typing import Any

import pytest
from page_kit import SPECS, spec
from streamlit.testing.v1 import AppTest

from formcheck.coach.dose import dose_amounts, resolve_dose
from formcheck.specs.loader import load_all
from formcheck.specs.schema import Amount
from formcheck.ui.dose_choice import label_of, step_of, within


def choosing(exercise: str, chosen: dict[str, float]) -> None:
    import streamlit as st
    from page_kit import spec

    from formcheck.ui.dose_choice import dose_choice

    st.session_state["dose"] = dose_choice(spec(exercise), chosen)


def choose(exercise: str, chosen: dict[str, float] | None = None) -> AppTest:
    app = AppTest.from_function(choosing, args=(exercise, chosen or {}), default_timeout=20).run()
    assert not app.exception
    return app


def dose(app: AppTest) -> Any:
    return app.session_state["dose"]


def test_the_spec_s_defaults_stand_at_first() -> None:
    for one in load_all(SPECS).values():
        amounts = dose_amounts(one)
        assert all(within(amount, amount.default) == amount.default for amount in amounts.values())
        assert resolve_dose(one) == {key: amount.default for key, amount in amounts.items()}


def test_each_amount_is_one_line_with_its_bounds() -> None:
    app = choose("thread_the_needle")
    assert [box.label for box in app.number_input] == [
        "Hold, seconds" if key == "hold_s" else label_of(spec(), key)
        for key in ("reps_per_side", "hold_s", "sets")
    ]
    assert dose(app) == {"reps_per_side": 1.0, "hold_s": 30.0, "sets": 1.0}
    assert [(box.min, box.max) for box in app.number_input] == [(1, 5), (15, 60), (1, 2)]


def test_what_is_chosen_comes_back_and_is_allowed() -> None:
    app = choose("thread_the_needle")
    app.number_input[1].set_value(45).run()
    assert dose(app)["hold_s"] == 45.0
    assert resolve_dose(spec(), dose(app))["hold_s"] == 45.0


def test_an_earlier_choice_stands_again() -> None:
    assert choose("thread_the_needle", {"hold_s": 40.0}).number_input[1].value == 40


def test_a_rest_is_asked_for_only_between_sets() -> None:
    app = choose("wall_angels", {"sets": 1.0})
    assert "Rest between sets, seconds" not in [box.label for box in app.number_input]
    app.number_input[1].set_value(3).run()
    assert app.number_input[2].label == "Rest between sets, seconds"
    assert dose(app) == {"reps": 10.0, "sets": 3.0, "rest_s": 45.0}


@pytest.mark.parametrize(
    ("key", "amount", "step"),
    [
        ("hold_s", Amount(default=30, min=15, max=60), 5),
        ("hold_s", Amount(default=3, min=2, max=6), 1),
        ("reps", Amount(default=10, min=5, max=15), 1),
    ],
)
def test_seconds_change_in_fives_where_the_bounds_allow(
    key: str, amount: Amount, step: int
) -> None:
    assert step_of(key, amount) == step


def test_a_stored_choice_outside_the_bounds_is_brought_back() -> None:
    assert within(Amount(default=30, min=15, max=60), 90) == 60
