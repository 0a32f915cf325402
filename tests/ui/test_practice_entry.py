"""What a person says of a practice while the journal is busy, or open on another page."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from formcheck.journal.exchange import from_json
from formcheck.journal.records import Feelings
from formcheck.journal.store import Journal
from formcheck.live.log import ExerciseBegan
from formcheck.routines.plan import single
from formcheck.specs.loader import load_all
from formcheck.ui.practice_entry import Entry

PAIN = Feelings(pain_before=2)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal.open(f"sqlite:///{tmp_path / 'journal.sqlite'}")
    yield opened
    opened.close()


def begun(journal: Journal) -> Entry:
    entry = Entry(journal, journal.add_profile("Ann"), feelings=PAIN)
    entry.begin(single(load_all()["cat_cow"]), "full")
    assert entry.log is not None
    entry.log.began(ExerciseBegan(0, "cat_cow", {}, 0.0))
    return entry


def felt(journal: Journal, entry: Entry) -> Feelings:
    found = journal.session(entry.session or "")
    assert found is not None
    return found.feelings


def test_pain_told_while_the_journal_is_locked_is_kept_later(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.journal.database._BUSY_S", 0.01)
    monkeypatch.setattr("formcheck.journal.writer._LONGEST_PAUSE_S", 0.02)
    entry = begun(journal)
    with closing(sqlite3.connect(journal.place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        entry.feel(pain_after=7, note="sharp")
        entry.end()
        assert time.monotonic() - start < 2.0
        (waiting,) = from_json(entry.unwritten()).sessions
        assert waiting.feelings == Feelings(pain_before=2, pain_after=7, note="sharp")
        assert waiting.ended_at is not None
    until = time.monotonic() + 20
    while entry.unwritten():
        assert time.monotonic() < until
        time.sleep(0.01)
    assert felt(journal, entry) == waiting.feelings and entry.faults() == ()


def test_what_another_page_was_told_stays(journal: Journal) -> None:
    entry = begun(journal)
    entry.feel(pain_after=2)
    assert entry.session is not None
    journal.feel(entry.session, sleep=3, pain_after=3)
    entry.feel(pain_after=2, effort=4, where=())
    assert felt(journal, entry) == Feelings(pain_before=2, pain_after=3, sleep=3, effort=4)


def test_a_deleted_practice_is_told_not_raised(journal: Journal) -> None:
    entry = begun(journal)
    assert entry.session is not None
    journal.delete_session(entry.session)
    entry.feel(pain_after=2)
    assert any("no longer in the journal" in one for one in entry.faults())


def test_it_follows_into_the_journal_into_which_it_was_brought(
    journal: Journal, tmp_path: Path
) -> None:
    entry = begun(journal)
    other = Journal.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    entry.follow(other)
    assert entry.journal is journal, "it is not there"
    other.add_profile("Bo")
    other.add_person(journal.person(entry.profile.id))
    entry.follow(other)
    entry.feel(pain_after=1)
    entry.end()
    kept = felt(other, entry)
    assert (kept.pain_before, kept.pain_after) == (2, 1)
    assert entry.profile.name == "Ann" and felt(journal, entry) == PAIN
    other.close()


def test_one_that_never_began_follows_nowhere(journal: Journal) -> None:
    entry = Entry(journal, journal.add_profile("Ann"))
    other = Journal.open("sqlite://")
    entry.follow(other)
    assert entry.journal is journal
    other.close()
