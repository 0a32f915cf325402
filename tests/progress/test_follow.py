"""What follows from the journal is kept in it, once, and can be taken back there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from formcheck.journal.store import IN_MEMORY, Journal
from formcheck.progress.adaptation import step_of
from formcheck.progress.follow import follow
from tests.progress.history_kit import CORE_THREE, OFFSET_MIN, TODAY, history, person
from tests.progress.parts_kit import specs

NOW = datetime(
    TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=timezone(timedelta(minutes=OFFSET_MIN))
)
SPECS = specs()
WEEKS = history()[:-2]
"""The last of them went well."""


@pytest.fixture
def journal() -> Iterator[Journal]:
    opened = Journal.open(IN_MEMORY)
    yield opened
    opened.close()


def test_eight_good_weeks_lead_further_once(journal: Journal) -> None:
    who = journal.add_person(person(WEEKS)).id
    made = follow(journal, who, SPECS, NOW)
    assert {one.exercise for one in made} == set(CORE_THREE)
    assert follow(journal, who, SPECS, NOW) == ()
    journal.undo_change(who, made[0].id, NOW + timedelta(minutes=1))
    assert step_of(journal.changes(who), made[0].exercise or "") == 0
    assert follow(journal, who, SPECS, NOW + timedelta(minutes=2)) == ()


def test_a_bad_morning_leads_a_step_back(journal: Journal) -> None:
    who = journal.add_person(person(WEEKS[-2:])).id
    follow(journal, who, SPECS, NOW)
    last = journal.sessions(who)[-1]
    journal.feel(last.id, pain_next_day=7)
    made = follow(journal, who, SPECS, NOW + timedelta(hours=12))
    assert {one.exercise for one in made} == {done.exercise for done in last.exercises}
    assert all(int(one.after) < int(one.before) for one in made)
    assert "pain was 7 of 10 the next morning" in made[0].reason
    journal.feel(last.id, pain_before=1, pain_after=None, pain_next_day=1)
    assert follow(journal, who, SPECS, NOW + timedelta(hours=13)) == ()


def test_two_pages_at_the_same_moment_make_one_change(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have read the journal before either has written."""
    who = journal.add_person(person(WEEKS)).id
    read = journal.changes(who)
    made = follow(journal, who, SPECS, NOW)
    monkeypatch.setattr(journal, "changes", lambda _: read)
    assert follow(journal, who, SPECS, NOW) == ()
    monkeypatch.undo()
    assert journal.changes(who) == made
    assert all(step_of(made, one.exercise or "") == 1 for one in made)
