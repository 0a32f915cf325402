"""When *Today* offers no practice."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.journal.records import Feelings, Session
from formcheck.progress.results import Alert
from formcheck.safety.gate import Reason
from formcheck.ui.today_stop import Stop, pain_today, stop_of

TODAY = date(2026, 3, 4)
RISING = Alert("pain_up", "Pain rose.")
STUCK = Alert("no_change", "No change.")


def session(days_ago: int, *felt: int | None) -> Session:
    at = datetime(2026, 3, 4, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Session("s", "p", at, 0, "Core three", (), feelings=Feelings(*felt))


@pytest.mark.parametrize(
    ("reason", "pain", "alerts", "stop"),
    [
        (None, None, (), None),
        (None, 5, (STUCK,), None),
        ("first", None, (), None),
        ("emergency", 9, (RISING,), Stop("emergency")),
        ("pain", 6, (RISING,), Stop("pain", 6)),
        ("doctor", 2, (STUCK, RISING), Stop("alert", alert="Pain rose.")),
        ("doctor", 2, (), Stop("doctor")),
    ],
)
def test_the_most_urgent_reason_is_told(
    reason: Reason | None, pain: int | None, alerts: tuple[Alert, ...], stop: Stop | None
) -> None:
    assert stop_of(reason, pain, alerts) == stop


def test_what_was_said_last_of_today_counts() -> None:
    assert pain_today([session(1, 2, 3, 8)], TODAY) == 8  # this morning
    assert pain_today([session(1, 2, 3, 8), session(0, 2, None)], TODAY) == 2
    assert pain_today([session(0, 2, 9)], TODAY) == 9
    assert pain_today([session(0)], TODAY) is None


def test_pain_of_another_day_stops_nothing_today() -> None:
    assert pain_today([session(2, 2, 9, 9), session(1, 2, 9)], TODAY) is None


@given(st.lists(st.tuples(st.integers(0, 3), *[st.none() | st.integers(0, 10)] * 3)))
def test_pain_of_today_is_one_that_was_said(said: list[tuple[int, int, int, int]]) -> None:
    found = pain_today([session(*one) for one in said], TODAY)
    assert found is None or any(found in one[1:] for one in said)
