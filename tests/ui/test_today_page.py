"""The page *Today* in each of its states."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest
from people_kit import Home, html, labels, opened, press, session
from people_kit import home as home  # the fixture

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Feelings, GateAnswers
from formcheck.routines.week import Slot, WeeklyPlan, week_to_json, with_day
from formcheck.safety.gate import Outcome
from formcheck.ui import navigation, routine_catalogue

START = "Start"


def today_page() -> None:
    from formcheck.ui import today

    today.page()


def plan(home: Home, **days: str) -> None:
    """A week: `wed="core_three"`."""
    week = WeeklyPlan()
    for name, routine in days.items():
        number = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name)
        week = with_day(week, number, [Slot(routine)])
    home.journal.keep_plan(home.profile.id, week_to_json(week))


def test_a_new_person_reads_what_this_is_and_has_one_thing_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    monkeypatch.setattr(navigation, "open_routine", gone.append)
    app = opened(today_page)
    assert app.title[0].value == "Welcome"
    assert "Core three" in html(app)
    assert "watches you do back exercises" in html(app)
    assert labels(app)[0].startswith("Start")
    assert "about 10 minutes" in labels(app)[0]
    assert "Your week" not in labels(app)  # one thing after the other
    press(app, START)
    assert gone == ["core_three"]


def test_the_plan_of_the_day_is_offered(home: Home) -> None:
    home.practised(session(5))
    plan(home, wed="desk")
    app = opened(today_page)
    assert app.title[0].value == "Today"
    assert "Your plan for today" in html(app)
    assert "Desk break" in html(app)
    assert "Last time, on Friday: Core three" in html(app)
    assert "3 repetitions, 2 clean" in html(app)


def test_a_day_of_rest_says_so_and_what_comes_next(home: Home) -> None:
    home.practised(session(5))
    plan(home, fri="strength")
    app = opened(today_page)
    assert "Today is a day of rest." in html(app)
    assert "Next: Strength, on Friday." in html(app)
    assert "Practise all the same" in labels(app)


def test_after_todays_practice_progress_is_next(home: Home) -> None:
    home.practised(session(0))
    app = opened(today_page)
    assert "You practised today." in html(app)
    assert labels(app)[0] == "See your progress"
    assert 'aria-label="Wednesday: practised"' in html(app)


def test_without_a_plan_todays_practice_is_followed_by_a_day_and_a_way_to_choose_days(
    home: Home,
) -> None:
    home.practised(session(0))
    app = opened(today_page)
    assert "Next: Core three, on Friday, or when it suits you." in html(app)
    assert "Choose your days" in labels(app)


def test_without_a_plan_the_last_routine_is_offered(home: Home) -> None:
    home.practised(session(5, "upper_back"))
    assert "Upper back" in html(opened(today_page))


def test_the_morning_after_is_asked_once_and_kept(home: Home) -> None:
    home.practised(session(1))
    app = opened(today_page)
    question = app.button_group[0] if app.get("button_group") else app.segmented_control[0]
    assert "How did your back feel this morning?" in question.label
    question.set_value(4).run()
    assert not app.exception
    assert home.sessions[-1].feelings == Feelings(2, 1, 4)
    assert "this morning?" in app.segmented_control[0].label  # the answer can be put right
    again = opened(today_page)
    assert not again.segmented_control


def test_a_bad_morning_makes_the_exercise_easier_and_that_can_be_undone(home: Home) -> None:
    home.practised(session(1, feelings=Feelings(2, 2)))
    app = opened(today_page)
    app.segmented_control[0].set_value(6).run()
    (change,) = home.journal.changes(home.profile.id)
    assert escape(change.reason) in html(app)
    press(app, "Undo")
    assert home.journal.changes(home.profile.id)[0].undone_at is not None
    assert escape(change.reason) not in html(app)


def test_the_question_can_wait(home: Home) -> None:
    home.practised(session(1))
    app = press(opened(today_page), "Not now")
    assert not app.segmented_control
    assert home.sessions[-1].feelings.pain_next_day is None


def test_pain_that_rises_is_said_first(home: Home) -> None:
    home.practised(*(session(days, feelings=Feelings(2, 5)) for days in (7, 5, 3)))
    said = html(opened(today_page))
    assert "speak with a doctor or physiotherapist" in said
    assert said.index("speak with a doctor") < said.index("fc-today-week")


def no_start(home: Home, says: str) -> list[str]:
    """What can be pressed where nothing is to be started; the first leads to help."""
    app = opened(today_page)
    assert says in html(app)
    found = labels(app)
    assert found[0] == "When to see a professional"
    assert not any(label.startswith(START) for label in found)
    return found


def answered(home: Home, outcome: Outcome, question: str) -> None:
    at = datetime.now(UTC)
    home.journal.answer_gate(home.profile.id, GateAnswers(at, 1, {question: True}, outcome, False))


def test_after_a_bad_morning_nothing_is_to_be_started(home: Home) -> None:
    home.practised(session(1))
    app = opened(today_page)
    app.segmented_control[0].set_value(8).run()
    assert "You said 8 of 10." in html(app)
    assert not any(label.startswith(START) for label in labels(app))


def test_strong_pain_after_todays_practice_is_no_time_for_another(home: Home) -> None:
    home.practised(session(0, feelings=Feelings(3, 9)))
    assert "My back feels better now" in no_start(home, "Not today")


def test_pain_that_rose_three_times_pauses(home: Home) -> None:
    home.practised(*(session(days, feelings=Feelings(2, 5)) for days in (7, 5, 3)))
    no_start(home, "Please pause")


def test_an_emergency_answer_leads_to_help(home: Home) -> None:
    home.practised(session(5))
    answered(home, "emergency", "chest")
    no_start(home, "Please get help now")


def test_a_doctor_comes_first_where_the_answers_ask_for_one(home: Home) -> None:
    home.practised(session(5))
    answered(home, "ask_doctor", "fever")
    assert "A professional has agreed" in no_start(home, "Please see a doctor first")


def test_a_name_is_shown_as_it_was_typed(home: Home) -> None:
    home.practised(session(5))
    home.journal.add_profile("*Tom* :red[x]")
    assert r"\*Tom\* \:red\[x\]" in labels(opened(today_page))


def test_where_several_practise_it_asks_who(home: Home) -> None:
    home.practised(session(5))
    home.journal.add_profile("Anna <3")
    app = opened(today_page)
    assert "Who is practising?" in html(app)
    assert r"Anna \<3" in labels(app)  # Markdown: shown as it was typed
    assert not any(label.startswith(START) for label in labels(app))
    press(app, "Anna")
    assert app.title[0].value == "Welcome"


def test_a_journal_that_cannot_be_read_leaves_the_routines(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise JournalError("The journal is locked.")

    monkeypatch.setattr(type(home.journal), "routines", away)
    assert routine_catalogue.routine("core_three") is not None
    assert routine_catalogue.unreadable() == ("The journal is locked.",)
