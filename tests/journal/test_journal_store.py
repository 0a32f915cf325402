"""What is written is read again, the same in a file and in PostgreSQL."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from journal_kit import (
    AT,
    PLANNED,
    began,
    ended,
    log_of,
    mistake,
    practise,
    rep_done,
)
from journal_people import people

from formcheck.coach.events import RepCompleted
from formcheck.journal.errors import JournalError, OutdatedError
from formcheck.journal.exchange import csv_zip, from_json, to_json
from formcheck.journal.records import (
    Change,
    Feelings,
    GateAnswers,
    OwnRoutine,
    Person,
    Planned,
    Said,
)
from formcheck.journal.store import IN_MEMORY, Journal
from formcheck.live.log import ExerciseBegan, ExerciseEnded, MistakeSeen, RepDone

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_a_practice_is_read_as_it_was_done(journal: Journal, ann: str) -> None:
    at = datetime(2026, 3, 1, 8, 30, tzinfo=timezone(timedelta(hours=2)))
    session = journal.begin(
        ann, "Core three", PLANNED, at=at, routine="core_three", feelings=Feelings(pain_before=3)
    )
    log = log_of(journal, session)
    log.warmed_up(skipped=True)
    log.began(began())
    log.rep(0, rep_done(1, side="left"))
    log.rep(0, rep_done(2, mistake(6.0), mistake(7.0)))
    log.ended(ended(0, mistake(9.0)))
    journal.end(session, at + timedelta(minutes=4))

    (found,) = journal.sessions(ann)
    assert found == journal.session(session)
    assert (found.title, found.routine, found.planned) == ("Core three", "core_three", PLANNED)
    assert (found.started_at, found.utc_offset_min) == (at, 120)
    assert found.ended_at == at + timedelta(minutes=4)
    assert found.started_at.tzinfo is UTC
    assert (found.warm_up, found.feelings) == ("skipped", Feelings(pain_before=3))
    (done,) = found.exercises
    assert (done.exercise, done.model, done.step, done.dose) == ("cat_cow", "full", 2, {"reps": 5})
    assert (done.ended_by, done.end_s, done.view, done.judged_share) == ("dose", 60, "side", 0.9)
    first, second = done.reps
    assert (first.number, first.side, first.verdict, first.reach) == (
        *(1, "left", "clean"),
        {"back_curve": 81.0},
    )
    assert (second.verdict, second.mistakes) == ("mistake", ("hips_back", "hips_back"))
    assert [seen.time_s for seen in done.mistakes] == [6.0, 7.0, 9.0]
    assert log.problem is None and log.unwritten() == ""


def test_nothing_is_listed_until_an_exercise_began(journal: Journal, ann: str) -> None:
    felt = Feelings(pain_before=2)
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT, feelings=felt)
    log = log_of(journal, session)
    log.warmed_up(skipped=True)
    assert journal.sessions(ann) == () and journal.session(session) is None
    log.began(began())
    (found,) = journal.sessions(ann)
    assert found.ended_at is None and found.exercises[0].end_s is None


@pytest.mark.parametrize(
    "said", [{"pain_after": 8}, {"note": "it hurt"}, {"where": ("low",)}, {"effort": 0}]
)
def test_what_was_said_is_listed_where_nothing_could_be_judged(
    journal: Journal, ann: str, said: Said
) -> None:
    """The camera saw nothing; the back hurt all the same."""
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    journal.end(session, AT + timedelta(minutes=3))
    journal.feel(session, **said)
    (found,) = journal.sessions(ann)
    assert found == journal.session(session) and found.exercises == ()
    assert found.feelings == Feelings(**said)
    assert from_json(to_json(journal.person(ann))) == journal.person(ann)
    csv_zip(journal.person(ann))


def test_a_warm_up_alone_is_listed(journal: Journal, ann: str) -> None:
    log_of(journal, journal.begin(ann, "Core", PLANNED, at=AT)).warmed_up(skipped=False)
    assert [one.warm_up for one in journal.sessions(ann)] == ["done"]
    assert [one.id for one in journal.profiles()] == [ann]


def test_order_is_that_of_beginning_whatever_the_clock_said(journal: Journal, ann: str) -> None:
    sessions = [practise(journal, ann, 1, AT - timedelta(days=day)) for day in range(3)]
    assert [one.id for one in journal.sessions(ann)] == sessions
    assert journal.sessions(ann)[2].started_at == AT - timedelta(days=2)


def test_who_practised_last_comes_first(journal: Journal) -> None:
    ann, bob, eve = (journal.add_profile(name) for name in ("Ann", "Bob", "Eve"))
    assert journal.profiles() == (ann, bob, eve)
    practise(journal, eve.id)
    practise(journal, bob.id, at=AT - timedelta(days=400))
    journal.begin(ann.id, "Never begun", PLANNED, at=AT)
    assert journal.profiles() == (bob, eve, ann)


def test_names_are_trimmed_needed_and_not_taken(journal: Journal) -> None:
    ann = journal.add_profile("  Ann \n Lee ")
    assert ann.name == "Ann Lee"
    for name, said in (("", "needed"), (" \t", "needed"), ("ann lee", "already")):
        with pytest.raises(JournalError, match=said):
            journal.add_profile(name)
    assert journal.rename_profile(ann.id, "ANN LEE").name == "ANN LEE"
    bob = journal.add_profile("Bob")
    with pytest.raises(JournalError, match="already"):
        journal.rename_profile(bob.id, "Ann Lee")
    assert [one.name for one in journal.profiles()] == ["ANN LEE", "Bob"]


def test_gate_answers_count_in_the_order_they_were_kept(journal: Journal, ann: str) -> None:
    assert journal.last_gate(ann) is None
    late = GateAnswers(AT, 1, {"fever": True}, "emergency", False)
    early = GateAnswers(AT - timedelta(days=9), 1, {"fever": False}, "clear", True)
    journal.answer_gate(ann, late)
    journal.answer_gate(ann, early)
    assert journal.last_gate(ann) == early
    assert journal.person(ann).gate == (late, early)


def test_what_is_said_later_takes_the_place_of_what_was_said(journal: Journal, ann: str) -> None:
    session = practise(journal, ann)
    assert journal.feel(session, pain_after=4, where=("low", "mid"), note="stiff")
    assert journal.feel(session, pain_after=5, where=())
    assert journal.sessions(ann)[0].feelings == Feelings(pain_after=5, note="stiff")
    with pytest.raises(JournalError, match="0 to 10"):
        journal.feel(session, pain_after=11)
    with pytest.raises(JournalError, match="no longer"):
        journal.feel("0" * 32, pain_after=1)


def test_two_pages_that_are_told_of_one_practice_keep_both(journal: Journal, ann: str) -> None:
    session = journal.begin(ann, "Cat-cow", PLANNED, at=AT)
    log = log_of(journal, session)
    log.began(began())
    log.feel(pain_after=2)
    journal.feel(session, sleep=3, pain_next_day=7)
    log.feel(effort=4)
    felt = journal.sessions(ann)[0].feelings
    assert felt == Feelings(pain_after=2, sleep=3, pain_next_day=7, effort=4)


def test_a_mode_follows_its_changes_and_their_undoing(journal: Journal, ann: str) -> None:
    def mode() -> str:
        return journal.profiles()[0].mode

    gentle = journal.change(ann, "mode", None, "standard", "gentle", "It hurt.", AT)
    precise = journal.change(ann, "mode", None, "gentle", "precise", "You chose it.", AT)
    journal.change(ann, "step", "cat_cow", "0", "1", "Three clean practices.", AT)
    assert [one.id for one in journal.changes(ann)] == [1, 2, 3] and mode() == "precise"
    journal.undo_change(ann, precise.id, AT)
    assert mode() == "gentle"
    journal.undo_change(ann, gentle.id, AT)
    assert mode() == "standard"
    assert [one.undone_at for one in journal.changes(ann)] == [AT, AT, None]
    for kind, before, after, said in (
        ("colour", "a", "b", "kind"),
        ("mode", "standard", "banana", "no mode"),
        ("step", "0", "one", "no step"),
        ("step", "0", "1\n", "no step"),
    ):
        with pytest.raises(JournalError, match=said):
            journal.change(ann, kind, None, before, after, "", AT)


def test_a_change_starts_from_what_is_so(journal: Journal, ann: str) -> None:
    """Two tabs that follow the same practice make one step of it."""

    def last_step(changes: Sequence[Change]) -> str:
        return changes[-1].after if changes else "0"

    def further() -> Change:
        return journal.change(ann, "step", "cat_cow", "0", "1", "", AT, last_step)

    assert further().after == "1"
    with pytest.raises(OutdatedError, match="elsewhere"):
        further()
    journal.change(ann, "mode", None, "standard", "gentle", "", AT)
    with pytest.raises(OutdatedError, match="it is gentle now"):
        journal.change(ann, "mode", None, "standard", "precise", "", AT)
    assert [one.after for one in journal.changes(ann)] == ["1", "gentle"]


def test_a_change_taken_back_twice_keeps_its_first_moment(journal: Journal, ann: str) -> None:
    journal.change(ann, "step", "cat_cow", "0", "1", "", AT)
    journal.undo_change(ann, 1, AT)
    journal.undo_change(ann, 1, AT + timedelta(days=1))
    assert journal.changes(ann)[0].undone_at == AT


def test_routines_and_the_week(journal: Journal, ann: str) -> None:
    morning = OwnRoutine("a" * 32, "morning", "{}", AT)
    evening = OwnRoutine("b" * 32, "Evening", "{}", AT)
    journal.keep_routine(ann, morning)
    journal.keep_routine(ann, evening)
    assert journal.routines(ann) == (evening, morning)
    changed = OwnRoutine("a" * 32, "Zebra", '{"items": []}', AT + timedelta(days=1))
    journal.keep_routine(ann, changed)
    assert journal.routines(ann) == (evening, changed)
    journal.delete_routine(ann, evening.id)
    assert journal.routines(ann) == (changed,)
    assert journal.plan(ann) is None
    journal.keep_plan(ann, '{"monday": []}')
    assert journal.plan(ann) == '{"monday": []}'
    journal.keep_plan(ann, None)
    assert journal.plan(ann) is None


def test_people_do_not_see_each_other(journal: Journal) -> None:
    ann, bob = journal.add_profile("Ann"), journal.add_profile("Bob")
    practise(journal, ann.id)
    journal.keep_routine(ann.id, OwnRoutine("a" * 32, "Mine", "{}", AT))
    journal.change(ann.id, "mode", None, "standard", "gentle", "", AT)
    assert journal.person(bob.id) == Person(bob, (), (), (), ())
    assert journal.change(bob.id, "step", "cat_cow", "0", "1", "", AT).id == 1


def test_deleting_one_person_leaves_the_other(journal: Journal) -> None:
    ann, bob = journal.add_profile("Ann"), journal.add_profile("Bob")
    gone, kept = practise(journal, ann.id), practise(journal, bob.id)
    journal.delete_profile(ann.id)
    assert journal.profiles() == (bob,)
    assert journal.session(gone) is None and journal.session(kept) is not None
    with pytest.raises(JournalError, match="no longer"):
        journal.sessions(ann.id)


def test_deleting_a_practice_and_everything(journal: Journal, ann: str) -> None:
    first, second = practise(journal, ann), practise(journal, ann)
    journal.delete_session(first)
    assert [one.id for one in journal.sessions(ann)] == [second]
    journal.delete_everything()
    assert journal.profiles() == ()
    assert journal.add_profile("Ann").name == "Ann"


@FEW
@given(person=people())
def test_whoever_is_added_is_read_the_same(person: Person) -> None:
    journal = Journal.open(IN_MEMORY)
    journal.add_person(person)
    assert journal.person(person.profile.id) == person
    journal.add_person(person)
    assert journal.person(person.profile.id) == person
    journal.close()


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(person=people())
def test_both_kinds_of_database_take_whoever_is_added(journal: Journal, person: Person) -> None:
    journal.delete_everything()
    journal.add_person(person)
    assert journal.person(person.profile.id) == person


def test_an_import_adds_what_is_missing_and_leaves_what_is_here(journal: Journal, ann: str) -> None:
    practise(journal, ann)
    old = journal.person(ann)
    journal.feel(old.sessions[0].id, note="said later")
    journal.rename_profile(ann, "Anna")
    second = practise(journal, ann, at=AT + timedelta(days=1))
    journal.add_person(old)
    now = journal.person(ann)
    assert [one.id for one in now.sessions] == [old.sessions[0].id, second]
    assert now.sessions[0].feelings.note == "said later" and now.profile.name == "Anna"
    journal.delete_session(old.sessions[0].id)
    journal.add_person(old)
    assert [one.id for one in journal.sessions(ann)] == [old.sessions[0].id, second]


def test_older_practices_that_are_brought_in_come_before(journal: Journal, ann: str) -> None:
    """From another computer, or deleted here: their dates say where they belong."""
    days = [practise(journal, ann, 2, AT + timedelta(days=day)) for day in (0, 1, 2, 3, 1, 6)]
    whole = journal.person(ann)
    for day in (1, 2, 4):
        journal.delete_session(days[day])
    log = log_of(journal, days[3])
    log.began(began(1, "wall_angels"))
    journal.add_person(whole)
    log.rep(1, rep_done(1))
    found = journal.sessions(ann)
    assert [one.started_at.day for one in found] == [1, 2, 3, 2, 4, 7]
    assert {one.id for one in found} == set(days)
    assert [len(one.reps) for one in found[4].exercises] == [2, 1]
    assert [replace(one, exercises=one.exercises[:1]) for one in found] == sorted(
        whole.sessions, key=lambda one: [other.id for other in found].index(one.id)
    )


def test_answers_that_are_brought_in_do_not_take_the_place_of_later_ones(
    journal: Journal, ann: str
) -> None:
    clear = GateAnswers(AT, 1, {"fever": False}, "clear", True)
    emergency = GateAnswers(AT + timedelta(days=1), 1, {"fever": True}, "emergency", False)
    later = GateAnswers(AT + timedelta(days=2), 1, {"fever": False}, "clear", True)
    journal.answer_gate(ann, clear)
    old = journal.person(ann)
    journal.delete_everything()
    ann = journal.add_person(replace(old, gate=())).id
    journal.answer_gate(ann, emergency)
    journal.add_person(old)
    assert journal.last_gate(ann) == emergency
    journal.add_person(replace(old, gate=(clear, later)))
    assert journal.person(ann).gate == (clear, emergency, later)


def test_a_namesake_gets_a_number(journal: Journal) -> None:
    journal.add_profile("ann")
    elsewhere = Journal.open(IN_MEMORY)
    for expected in ("Ann 2", "Ann 3"):
        other = elsewhere.person(elsewhere.add_profile("Ann").id)
        assert journal.add_person(other).name == expected
        elsewhere.delete_everything()


def test_odd_letters_and_numbers_do_no_harm(journal: Journal, ann: str) -> None:
    session = journal.begin(ann, "half \ud83d letter\x00", PLANNED, at=AT)
    log = log_of(journal, session)
    log.began(began(exercise="cat\x00_cow"))
    nan = float("nan")
    odd = rep_done(1, mistake(nan))
    log.rep(0, odd)
    log.ended(ended())
    journal.feel(session, note="é" * 30_000)
    (found,) = journal.sessions(ann)
    assert log.problem is None
    assert found.title == "half ? letter" and found.exercises[0].exercise == "cat_cow"
    assert found.exercises[0].mistakes[0].time_s == 0.0
    assert len(found.feelings.note) == 20_000


@FEW
@given(
    text=st.text(st.characters(), max_size=300),
    number=st.floats(),
    at=st.datetimes(timezones=st.timezones() | st.none()),
)
@example(text="half \ud83d and NUL \x00", number=float("nan"), at=AT)
@example(text="x" * 300, number=float("-inf"), at=AT.replace(tzinfo=None))
def test_whatever_is_kept_can_be_taken_out_and_brought_in(
    text: str, number: float, at: datetime
) -> None:
    journal = Journal.open(IN_MEMORY)
    ann = journal.add_profile("Ann").id
    with suppress(JournalError):  # a name of nothing but spaces, a date off the calendar
        journal.rename_profile(ann, text)
    with suppress(JournalError):
        planned = (Planned(text, {text: number}),)
        session = journal.begin(ann, text, planned, at=at, routine=text)
        log = journal.log(session, model=text, mode="standard", steps={})
        log.began(ExerciseBegan(0, text, {text: number}, number))
        seen = MistakeSeen(number, text, text, "minor", False, number, number, text)
        rep = RepCompleted(number, 1, text, number, number, "mistake", (text,))
        log.rep(0, RepDone(1, rep, number, number, {text: number}, (seen,)))
        log.ended(ExerciseEnded(0, "hands", number, "side", number, ()))
        assert log.problem is None
        journal.feel(session, note=text)
    with suppress(JournalError):
        journal.change(ann, "step", text, text, text, text, at)
    with suppress(JournalError):
        journal.change(ann, "step", text, "0", "1", text, at)
        journal.keep_routine(ann, OwnRoutine(text, text, text, at))
        journal.answer_gate(ann, GateAnswers(at, 1, {text: True}, "clear", True))
        journal.keep_plan(ann, text)
    person = journal.person(ann)
    assert from_json(to_json(person)) == person
    csv_zip(person)
    journal.close()


def test_a_date_off_the_calendar_is_told(journal: Journal, ann: str) -> None:
    end = datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))
    with pytest.raises(JournalError, match="clock"):
        journal.begin(ann, "Cat-cow", PLANNED, at=end)


def test_a_visitors_journal_is_gone_when_it_is_closed() -> None:
    first, second = Journal.open(IN_MEMORY), Journal.open(IN_MEMORY)
    first.add_profile("Ann")
    assert second.profiles() == ()
    assert not first.lasting and first.place == ""
