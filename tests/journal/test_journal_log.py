"""A practice is kept while it goes, and waits when the database is away."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from journal_kit import AT, PLANNED, began, ended, log_of, mistake, practise, rep_done, wait_until
from postgres_kit import Server
from sqlalchemy import func, select

from formcheck.journal import practice, writer
from formcheck.journal import tables as t
from formcheck.journal.address import address
from formcheck.journal.database import Database
from formcheck.journal.errors import JournalError
from formcheck.journal.exchange import from_json
from formcheck.journal.records import Feelings
from formcheck.journal.store import IN_MEMORY, Journal
from formcheck.live.log import PracticeLog


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Another program writes and does not come to an end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away is noticed at once."""
    monkeypatch.setattr("formcheck.journal.database._BUSY_S", 0.01)
    monkeypatch.setattr(writer, "_FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(writer, "_LONGEST_PAUSE_S", 0.02)


@pytest.fixture
def lasting(quick: None, file: Path) -> Iterator[Journal]:
    journal = Journal.open(f"sqlite:///{file}")
    yield journal
    journal.close()


def test_each_repetition_is_there_for_others_when_it_is_told(url: str) -> None:
    journal, other = Journal.open(url), Journal.open(url)
    ann = journal.add_profile("Ann").id
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    log: PracticeLog = log_of(journal, session)
    log.began(began())
    for index in range(1, 6):
        log.rep(0, rep_done(index))
        assert len(other.sessions(ann)[0].exercises[0].reps) == index
    journal.close()
    other.close()


def test_a_locked_journal_holds_nobody_up_and_loses_nothing(lasting: Journal, file: Path) -> None:
    ann = lasting.add_profile("Ann").id
    session = lasting.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(lasting, session)
    log.began(began())
    with locked(file):
        start = time.monotonic()
        for index in range(1, 8):
            log.rep(0, rep_done(index, mistake()))
        log.ended(ended())
        assert time.monotonic() - start < 1.5 * practice._WAIT_S
        assert log.problem is not None and "used by another program" in log.problem
        assert lasting.sessions(ann)[0].exercises[0].reps == ()
        waiting = from_json(log.unwritten())
        assert len(waiting.sessions[0].exercises[0].reps) == 7
    wait_until(lambda: log.problem is None)
    (done,) = lasting.sessions(ann)[0].exercises
    assert [rep.number for rep in done.reps] == [1, 2, 3, 4, 5, 6, 7]
    assert (len(done.mistakes), done.ended_by) == (7, "dose")
    assert log.unwritten() == ""


def test_a_practice_can_begin_and_end_while_the_journal_is_locked(
    lasting: Journal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.journal.store._WAIT_S", 0.05)
    ann = lasting.add_profile("Ann").id
    with locked(file):
        session = practise(lasting, ann)
        assert lasting.sessions(ann) == ()
    wait_until(
        lambda: lasting.session(session) is not None and bool(lasting.sessions(ann)[0].ended_at)
    )
    assert len(lasting.sessions(ann)[0].exercises[0].reps) == 3


def test_what_is_said_waits_as_repetitions_do(lasting: Journal, file: Path) -> None:
    ann = lasting.add_profile("Ann").id
    session = lasting.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(lasting, session)
    log.began(began())
    said = Feelings(pain_after=7, note="sharp")
    with locked(file):
        start = time.monotonic()
        log.feel(pain_after=7)
        log.feel(note="sharp")
        log.over(AT + timedelta(minutes=3))
        assert time.monotonic() - start < 1.5 * practice._WAIT_S
        wait_until(lambda: log.problem is not None)
        (waiting,) = from_json(log.unwritten()).sessions
        assert (waiting.feelings, waiting.ended_at) == (said, AT + timedelta(minutes=3))
        assert not lasting.feel(session, sleep=3)
    wait_until(lambda: log.problem is None and lasting.feel(session, sleep=3))
    (found,) = lasting.sessions(ann)
    assert found.feelings == replace(said, sleep=3) and found.ended_at == waiting.ended_at
    assert log.unwritten() == ""
    with pytest.raises(JournalError, match="0 to 10"):
        log.feel(pain_after=11)


def test_what_waits_is_known_to_a_page_that_looks_all_the_time(
    lasting: Journal, file: Path
) -> None:
    log = log_of(lasting, lasting.begin(lasting.add_profile("Ann").id, "Cat-cow", PLANNED, at=AT))
    log.began(began())
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.005):
            log.unwritten()

    page = threading.Thread(target=look)
    page.start()
    with locked(file):
        log.rep(0, rep_done(1))
        assert log.unwritten()
        wait_until(lambda: log.problem is not None)
        assert log.unwritten()
    wait_until(lambda: log.problem is None)
    stop.set()
    page.join()


def test_what_is_unwritten_can_be_imported_later(lasting: Journal, file: Path) -> None:
    ann = lasting.add_profile("Ann").id
    session = lasting.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(lasting, session)
    log.began(began())
    log.rep(0, rep_done(1))
    with locked(file):
        log.rep(0, rep_done(2, mistake()))
        saved = log.unwritten()
    kept = Journal.open(IN_MEMORY)
    assert kept.add_person(from_json(saved)).name == "Ann"
    assert len(kept.sessions(ann)[0].exercises[0].reps) == 2
    wait_until(lambda: log.problem is None)
    lasting.add_person(from_json(saved))
    assert kept.sessions(ann) == lasting.sessions(ann)


def test_a_practice_that_was_written_in_part_is_completed(journal: Journal, ann: str) -> None:
    session = practise(journal, ann, 4)
    whole = journal.person(ann)
    (done,) = whole.sessions[0].exercises
    part = replace(done, reps=done.reps[:2], ended_by=None, end_s=None)
    journal.delete_session(session)
    broken = replace(whole, sessions=(replace(whole.sessions[0], exercises=(part,)),))
    for added in (broken, whole, broken, whole):
        journal.add_person(added)
    assert journal.person(ann) == whole
    other = replace(done, exercise="wall_angels", position=1)
    more = replace(whole.sessions[0], exercises=(replace(done, reps=()), other))
    journal.add_person(replace(whole, sessions=(more,)))
    assert journal.sessions(ann)[0].exercises == (done, other)


def test_closing_writes_what_waits(quick: None, file: Path) -> None:
    journal = Journal.open(f"sqlite:///{file}")
    ann = journal.add_profile("Ann").id
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(journal, session)
    log.began(began())
    with locked(file):
        log.rep(0, rep_done(1))
        closing_now = threading.Thread(target=journal.close)
        closing_now.start()
    closing_now.join()
    again = Journal.open(f"sqlite:///{file}")
    assert len(again.sessions(ann)[0].exercises[0].reps) == 1
    again.close()


def test_a_practice_that_was_deleted_stays_deleted(journal: Journal, ann: str) -> None:
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(journal, session)
    log.began(began())
    journal.delete_session(session)
    log.rep(0, rep_done(1))
    log.ended(ended())
    assert log.problem is not None and "deleted" in log.problem
    assert len(from_json(log.unwritten()).sessions[0].exercises[0].reps) == 1
    assert journal.sessions(ann) == ()
    practise(journal, ann)
    assert len(journal.sessions(ann)) == 1


def test_nobodys_practice_cannot_begin(journal: Journal) -> None:
    with pytest.raises(JournalError, match="no longer in the journal"):
        journal.begin("0" * 32, "Cat-cow", PLANNED, at=AT)
    with pytest.raises(JournalError, match="no longer in the journal"):
        log_of(journal, "0" * 32)


def test_calls_in_the_wrong_order_are_told_not_raised(journal: Journal, ann: str) -> None:
    log = log_of(journal, journal.begin(ann, "Cat-cow", PLANNED, at=AT))
    log.rep(3, rep_done(1))
    log.ended(ended(3))
    assert log.problem is not None and "had not begun" in log.problem


def test_a_repetition_written_twice_counts_once(journal: Journal, ann: str, url: str) -> None:
    """The answer to a commit may be lost: then it is written again."""
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(journal, session)
    writes: list[writer.Write] = []
    add = journal._writer.add

    def noted(write: writer.Write) -> writer.Ticket:
        writes.append(write)
        return add(write)

    journal._writer.add = noted  # type: ignore[method-assign]
    log.began(began())
    log.rep(0, rep_done(1, mistake()))
    log.warmed_up(skipped=False)
    log.ended(ended(0, mistake(9.0)))
    log.feel(pain_after=3)
    log.over(AT + timedelta(minutes=3))
    before = journal.sessions(ann)
    for write in writes:
        journal._writer.wait(add(write), 5.0)
    assert journal.sessions(ann) == before
    again = Database(address(url))
    with again.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(t.mistake)) == 2
    again.close()


def test_an_exercise_at_a_place_that_is_taken_goes_to_the_next(journal: Journal, ann: str) -> None:
    """A practice taken over by another tab counts its places from 0 again."""
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    for exercise in ("cat_cow", "wall_angels"):
        log = log_of(journal, session)
        log.began(began(0, exercise))
        log.rep(0, rep_done(1))
        log.ended(ended(0))
    done = journal.sessions(ann)[0].exercises
    assert [(one.position, one.exercise, len(one.reps)) for one in done] == [
        (0, "cat_cow", 1),
        (1, "wall_angels", 1),
    ]


def test_many_threads_may_use_one_journal(url: str) -> None:
    for address_ in (url, IN_MEMORY):
        journal = Journal.open(address_)
        ann = journal.add_profile("Ann").id
        faults: list[BaseException] = []

        def work(journal: Journal = journal, ann: str = ann, faults: list = faults) -> None:
            try:
                practise(journal, ann, 5)
                journal.change(ann, "step", "cat_cow", "0", "1", "", AT)
                journal.sessions(ann)
            except BaseException as error:
                faults.append(error)

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not faults
        assert [len(one.exercises[0].reps) for one in journal.sessions(ann)] == [5] * 6
        assert [one.id for one in journal.changes(ann)] == [1, 2, 3, 4, 5, 6]
        journal.close()


def test_no_thread_stays_when_all_is_written(lasting: Journal) -> None:
    practise(lasting, lasting.add_profile("Ann").id)
    wait_until(lambda: all(one.name != "formcheck-journal" for one in threading.enumerate()))


def test_a_server_that_hangs_up_is_called_again(postgres: Server) -> None:
    journal = Journal.open(url := postgres.fresh())
    ann = journal.add_profile("Ann").id
    log = log_of(journal, journal.begin(ann, "Cat-cow", PLANNED, at=AT))
    log.began(began())
    name = url.rpartition("/journal")[2].partition("?")[0]
    for index in range(1, 4):
        postgres.run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            f"WHERE datname = 'journal{name}'"
        )
        log.rep(0, rep_done(index))
    wait_until(lambda: log.problem is None)
    assert [rep.number for rep in journal.sessions(ann)[0].exercises[0].reps] == [1, 2, 3]
    journal.close()


def test_a_server_whose_writer_hangs_holds_nobody_up(quick: None, postgres: Server) -> None:
    url = postgres.fresh()
    journal, other = Journal.open(url), Database(address(url))
    ann = journal.add_profile("Ann").id
    log = log_of(journal, journal.begin(ann, "Cat-cow", PLANNED, at=AT))
    log.began(began())
    with other.writing():
        for index in range(1, 4):
            log.rep(0, rep_done(index))
        wait_until(lambda: log.problem is not None)
        assert "used by another program" in (log.problem or "")
    wait_until(lambda: log.problem is None)
    assert len(journal.sessions(ann)[0].exercises[0].reps) == 3
    journal.close()
    other.close()


class Nowhere:
    """A database for the writer alone: it takes everything at once."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield


def test_everything_is_written_once_and_in_order_however_quickly_it_comes() -> None:
    """The writer's thread comes and goes all the time here."""
    queue = writer.Writer(Nowhere())  # type: ignore[arg-type]
    written: list[tuple[int, int]] = []
    each, tellers = 1500, range(4)

    def tell(teller: int) -> None:
        for number in range(each):
            wait_s = 1.0 if number % 3 else 0.0
            queue.put(lambda _, what=(teller, number): written.append(what), wait_s)

    threads = [threading.Thread(target=tell, args=(teller,)) for teller in tellers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.close(5.0)
    for teller in tellers:
        assert [number for who, number in written if who == teller] == list(range(each))
