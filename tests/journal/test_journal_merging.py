"""What was exported elsewhere, or earlier, comes where its date says; what is here counts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal_kit import AT, PLANNED, practise

from formcheck.journal.order import merged
from formcheck.journal.records import (
    Change,
    ExerciseDone,
    Feelings,
    GateAnswers,
    Person,
    Profile,
    Session,
)
from formcheck.journal.store import IN_MEMORY, Journal

DAY = timedelta(days=1)
moments = st.lists(st.integers(0, 9).map(lambda day: AT + day * DAY), max_size=6)


def mode(after: str, day: int = 0, before: str = "standard") -> Change:
    return Change(1, AT + day * DAY, "mode", None, before, after, "You chose it.")


def step(before: int, after: int, day: int = 0) -> Change:
    return Change(1, AT + day * DAY, "step", "cat_cow", str(before), str(after), "")


def gate(day: int, outcome: str = "clear") -> GateAnswers:
    return GateAnswers(AT + day * DAY, 1, {"fever": outcome != "clear"}, outcome, True)  # type: ignore[arg-type]


def numbered(*changes: Change) -> tuple[Change, ...]:
    return tuple(replace(one, id=number) for number, one in enumerate(changes, start=1))


def bring_in(journal: Journal, profile: str, **what: object) -> Profile:
    empty = Person(replace(journal.person(profile).profile), (), (), (), ())
    return journal.add_person(replace(empty, **what))  # type: ignore[arg-type]


# -- changes ---------------------------------------------------------------------------------------


def test_an_older_choice_that_is_brought_in_does_not_replace_a_newer_one(
    journal: Journal, ann: str
) -> None:
    own = journal.change(ann, "mode", None, "standard", "gentle", "", AT + 50 * DAY)
    added = bring_in(journal, ann, changes=(mode("precise"),))
    assert added.mode == "gentle"
    old, new = journal.changes(ann)
    assert (old.after, new.after) == ("precise", "gentle") and old.id < new.id
    assert own.id not in {old.id, new.id}  # an Undo on an open page takes back no other change
    journal.undo_change(ann, new.id, AT)
    assert journal.profiles()[0].mode == "precise"


def test_the_mode_follows_changes_that_are_brought_in_to_none(journal: Journal, ann: str) -> None:
    assert bring_in(journal, ann, changes=(mode("precise"),)).mode == "precise"


def test_what_was_taken_back_elsewhere_is_taken_back_here(journal: Journal, ann: str) -> None:
    changes = numbered(mode("gentle"), step(0, 1))
    bring_in(journal, ann, changes=changes)
    undone = tuple(replace(one, undone_at=AT + DAY) for one in changes)
    assert bring_in(journal, ann, changes=undone).mode == "standard"
    assert journal.changes(ann) == undone
    bring_in(journal, ann, changes=changes)
    assert journal.changes(ann) == undone


def test_changes_at_the_same_moment_are_several(journal: Journal, ann: str) -> None:
    changes = numbered(step(0, 1), step(1, 2), step(1, 2))
    for known in (1, 2, 3, 3):
        bring_in(journal, ann, changes=changes[:known])
        assert journal.changes(ann) == changes[:known]


# -- answers, sessions -----------------------------------------------------------------------------


def test_an_answer_of_a_clock_that_was_ahead_does_not_become_the_last(
    journal: Journal, ann: str
) -> None:
    for answers in (gate(400), gate(0, "emergency")):
        journal.answer_gate(ann, answers)
    bring_in(journal, ann, gate=(gate(-30),))
    assert journal.last_gate(ann) == gate(0, "emergency")
    bring_in(journal, ann, gate=(gate(300), gate(-1)))
    assert journal.last_gate(ann) == gate(0, "emergency")
    bring_in(journal, ann, gate=(gate(1),))
    assert journal.last_gate(ann) == gate(1)


@given(here=moments, brought=moments)
def test_two_orders_become_one(here: list[datetime], brought: list[datetime]) -> None:
    one, other = [("here", at) for at in here], [("brought", at) for at in brought]
    found = merged(one, other, lambda what: what[1])
    assert [what for what in found if what[0] == "here"] == one
    assert [what for what in found if what[0] == "brought"] == other
    if found:
        assert found[-1][1] == max(what[-1] for what in (here, brought) if what)
    if here == sorted(here) and brought == sorted(brought):
        assert [at for _, at in found] == sorted([*here, *brought])


def test_what_was_never_said_here_is_taken_over(journal: Journal, ann: str) -> None:
    session = practise(journal, ann)
    journal.feel(session, pain_after=2)
    (here,) = journal.sessions(ann)
    said = Feelings(1, 7, 3, ("low",), note="hurt")
    told = replace(here, feelings=said, warm_up="done")
    for _ in range(2):
        bring_in(journal, ann, sessions=(told,))
        (found,) = journal.sessions(ann)
        assert found == replace(told, feelings=replace(said, pain_after=2))


def test_somebody_with_old_practices_who_is_brought_in_is_not_the_last_to_practise(
    journal: Journal, ann: str
) -> None:
    bob = journal.add_profile("Bob").id
    practise(journal, bob, at=AT - 900 * DAY)
    practise(journal, ann)

    def person(letter: str, day: int) -> Person:
        done = ExerciseDone(0, "cat_cow", "m", {})
        at = AT + day * DAY
        session = Session(letter * 32, letter * 32, at, 0, "t", PLANNED, exercises=(done,))
        return Person(Profile(letter * 32, letter, at), (), (session,), (), ())

    for old in (person("e", -800), person("d", 1)):
        journal.add_person(old)
    assert [one.name for one in journal.profiles()] == ["d", "Ann", "e", "Bob"]
    bring_in(journal, bob, sessions=(replace(person("a", -850).sessions[0], profile=bob),))
    assert [one.name for one in journal.profiles()] == ["d", "Ann", "e", "Bob"]


@pytest.mark.parametrize("odd", ["a\x00b", "half \ud83d"])
def test_odd_letters_that_are_brought_in_do_no_harm(journal: Journal, ann: str, odd: str) -> None:
    done = ExerciseDone(0, odd, odd, {}, view=odd, ended_by=odd)
    session = Session("d" * 32, ann, AT, 0, odd, (), exercises=(done,))
    bring_in(journal, ann, sessions=(session,))
    (found,) = journal.sessions(ann)[0].exercises
    assert found.view == found.ended_by == found.exercise


def test_a_fresh_journal_takes_the_order_of_the_file() -> None:
    journal = Journal.open(IN_MEMORY)
    profile = Profile("a" * 32, "Ann", AT)
    changes = numbered(step(0, 1, 5), step(1, 2, 1), mode("gentle", 3))
    journal.add_person(Person(profile, (gate(3), gate(1)), (), changes, ()))
    assert journal.changes(profile.id) == changes and journal.last_gate(profile.id) == gate(1)
    journal.close()
