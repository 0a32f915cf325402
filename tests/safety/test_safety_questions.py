"""The safety questions: what follows from the answers, when they are asked, how they are worded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.safety.gate import (
    ASKED_ANEW,
    LIV,
    NUMBERS,
    PROPOSED,
    QUESTIONS,
    VERSION,
    Outcome,
    Reason,
    needed,
    outcome,
)

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
EMERGENCIES = {"bladder_bowel", "weakness", "saddle", "chest"}


@dataclass(frozen=True)
class Kept:
    at: datetime = NOW - timedelta(days=3)
    version: int = VERSION
    outcome: Outcome = "clear"
    acknowledged: bool = True


def test_every_red_flag_of_the_article_is_asked() -> None:
    named = " ".join(one.text for one in QUESTIONS if one.source == LIV)
    for word in ("severe", "worse", "numbness", "tingling", "weak", "bladder", "bowel", "weight",
                 "hurt my back"):  # fmt: skip
        assert word in named


def test_what_is_added_says_so() -> None:
    assert {one.source for one in QUESTIONS} == {LIV, PROPOSED}
    added = {one.id for one in QUESTIONS if one.source == PROPOSED}
    assert added == {"saddle", "chest", "fever", "cancer", "bones", "night", "band", "unsteady"}


def test_questions_are_short_and_of_their_own() -> None:
    assert len({one.id for one in QUESTIONS}) == len(QUESTIONS)
    assert all(len(one.text) <= 80 and one.text.isascii() for one in QUESTIONS)


def test_urgent_ones_come_first() -> None:
    urgent = [one.emergency for one in QUESTIONS]
    assert urgent == sorted(urgent, reverse=True)
    assert {one.id for one in QUESTIONS if one.emergency} == EMERGENCIES


def test_the_emergency_numbers_say_where_they_hold() -> None:
    assert dict(NUMBERS)["112"] == "Europe"
    assert {"911", "999"} <= dict(NUMBERS).keys()


@given(st.dictionaries(st.sampled_from([one.id for one in QUESTIONS]), st.booleans()))
def test_one_yes_is_enough_and_no_other_answer_takes_it_back(answers: dict[str, bool]) -> None:
    yes = {one for one, is_so in answers.items() if is_so}
    expected = "emergency" if yes & EMERGENCIES else "ask_doctor" if yes else "clear"
    assert outcome(answers) == expected


def test_answers_to_questions_that_are_gone_change_nothing() -> None:
    assert outcome({"something_of_old": True}) == "clear"


@pytest.mark.parametrize(
    ("last", "worst", "reason"),
    [
        (None, None, "first"),
        (None, 9, "first"),
        (Kept(), None, None),
        (Kept(), 5, None),
        (Kept(), 6, "pain"),
        (Kept(acknowledged=False), None, "unfinished"),
        (Kept(version=VERSION + 1), None, "changed"),
        (Kept(version=ASKED_ANEW, acknowledged=False), None, "again"),
        (Kept(version=ASKED_ANEW, acknowledged=False), 5, "again"),
        (Kept(version=ASKED_ANEW, acknowledged=False), 8, "pain"),
        (Kept(version=ASKED_ANEW, acknowledged=False, outcome="emergency"), 8, "emergency"),
        (Kept(outcome="ask_doctor", acknowledged=False), None, "doctor"),
        (Kept(outcome="ask_doctor"), None, None),
        (Kept(outcome="ask_doctor"), 7, "pain"),
        (Kept(outcome="emergency"), None, "emergency"),
        (Kept(outcome="emergency", acknowledged=False), 8, "emergency"),
        (Kept(outcome="emergency", version=VERSION + 1), None, "emergency"),
        (Kept(at=NOW + timedelta(hours=2)), None, None),
        (Kept(at=NOW + timedelta(days=400)), None, "changed"),
    ],
)
def test_when_they_are_asked(last: Kept | None, worst: int | None, reason: Reason | None) -> None:
    assert needed(last, worst, NOW) == reason


@given(
    st.builds(
        Kept,
        at=st.datetimes(timezones=st.just(UTC)),
        version=st.integers(0, 3),
        outcome=st.just("emergency"),
        acknowledged=st.booleans(),
    ),
    st.none() | st.integers(0, 10),
)
def test_nothing_but_new_answers_ends_an_emergency(last: Kept, worst: int | None) -> None:
    assert needed(last, worst, NOW) == "emergency"
    assert needed(replace(last, at=NOW, version=VERSION, outcome="clear"), None, NOW) != "emergency"
