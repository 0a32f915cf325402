"""The book of repetitions: which mistake belongs to which, and what it is called."""

from __future__ import annotations

import pytest

from formcheck.coach.events import MistakeCleared, MistakeRaised, RepCompleted, Severity
from formcheck.coach.reps import JUDGED_REP_SHARE, RepBook


def raised(since_s: float, severity: Severity = "minor", mistake: str = "wrong") -> MistakeRaised:
    return MistakeRaised(since_s, "c", mistake, severity, since_s, 2, 1, "deg", "Say", "source")


def cleared(
    since_s: float, until_s: float, severity: Severity = "minor", mistake: str = "wrong"
) -> MistakeCleared:
    return MistakeCleared(until_s, "c", mistake, severity, since_s, 2, since_s)


def complete(book: RepBook, start_s: float, end_s: float, missed: bool = False) -> RepCompleted:
    """A repetition seen all the time."""
    book.begin(start_s)
    book.pass_by(end_s - start_s, seen=True)
    return book.complete(end_s + 0.1, end_s, "left", missed)


def test_repetitions_are_counted_from_one() -> None:
    book = RepBook()
    first, second = complete(book, 1.0, 3.0), complete(book, 4.0, 6.0)
    assert (first.index, second.index) == (1, 2)
    assert (first.start_s, first.end_s, first.time_s, first.side) == (1.0, 3.0, 3.1, "left")
    assert (book.count, book.clean, book.start_s) == (2, 2, None)


@pytest.mark.parametrize(
    ("since_s", "until_s", "reps"),
    [
        (4.5, 5.0, (2,)),  # in the second
        (4.0, 5.0, (2,)),  # from its very beginning
        (3.5, 4.5, (2,)),  # began in the pause and went on into it
        (3.2, 3.6, ()),  # began and ended in the pause
        (2.0, 5.0, (1,)),  # began in the first: it stays the first one's
        (6.0, 7.0, (2,)),  # in its last moment
    ],
)
def test_a_mistake_belongs_to_the_repetition_it_began_in(
    since_s: float, until_s: float, reps: tuple[int, ...]
) -> None:
    book = RepBook()
    ends, found = ((1.0, 3.0), (4.0, 6.0)), []
    for start_s, end_s in ends:
        if since_s <= end_s and not book._found:
            book.raised(raised(since_s))
        if until_s <= end_s:
            book.cleared(cleared(since_s, until_s))
        found.append(complete(book, start_s, end_s))
    assert tuple(rep.index for rep in found if rep.mistakes) == reps


def test_each_mistake_is_named_once_and_makes_it_unclean() -> None:
    book = RepBook()
    for since_s in (1.2, 1.8):
        book.raised(raised(since_s))
    book.raised(raised(2.5, mistake="other"))
    rep = complete(book, 1.0, 3.0)
    assert rep.mistakes == ("wrong", "other") and rep.verdict == "mistake"
    assert book.clean == 0


def test_a_hint_is_named_but_the_repetition_stays_clean() -> None:
    book = RepBook()
    book.raised(raised(1.5, "info"))
    rep = complete(book, 1.0, 3.0)
    assert (rep.mistakes, rep.verdict) == (("wrong",), "clean")


def test_a_hint_that_became_serious_counts() -> None:
    book = RepBook()
    book.raised(raised(1.5, "info"))
    book.cleared(cleared(1.5, 2.0, "major"))
    assert complete(book, 1.0, 3.0).verdict == "mistake"


@pytest.mark.parametrize(
    ("share", "verdict"),
    [(JUDGED_REP_SHARE + 0.05, "clean"), (JUDGED_REP_SHARE - 0.05, "not_judged")],
)
def test_a_repetition_mostly_out_of_sight_is_not_judged(share: float, verdict: str) -> None:
    book = RepBook()
    book.begin(1.0)
    book.pass_by(10 * share, seen=True)
    book.pass_by(10 * (1 - share), seen=False)
    assert book.complete(11.0, 11.0, None, missed=False).verdict == verdict


def test_a_repetition_whose_checks_were_blind_is_not_judged() -> None:
    assert complete(RepBook(), 1.0, 3.0, missed=True).verdict == "not_judged"


def test_a_mistake_that_was_seen_counts_however_little_was_seen() -> None:
    book = RepBook()
    book.raised(raised(1.5))
    assert complete(book, 1.0, 3.0, missed=True).verdict == "mistake"


def test_a_movement_given_up_is_not_booked() -> None:
    book = RepBook()
    book.begin(1.0)
    book.cancel()
    assert book.start_s is None and book.count == 0


def test_a_repetition_that_was_not_seen_whole_is_not_called_clean() -> None:
    book = RepBook()
    book.begin(1.0, whole=False)
    book.pass_by(2.0, seen=True)
    assert book.complete(3.1, 3.0, None, missed=False).verdict == "not_judged"
    book.missed_part()  # between repetitions: of no matter
    assert complete(book, 4.0, 6.0).verdict == "clean"
    book.begin(7.0)
    book.missed_part()
    book.pass_by(2.0, seen=True)
    assert book.complete(9.1, 9.0, None, missed=False).verdict == "not_judged"
