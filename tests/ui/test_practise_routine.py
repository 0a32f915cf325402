"""The page *Practise* with a routine: gate, pain, setup, the way through, and the summary."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape

import pytest
from live_kit import MOMENTS, result, routine_result, snapshot
from practise_kit import World, fit, html, world

from formcheck.coach.events import RepCompleted
from formcheck.journal.errors import JournalError
from formcheck.journal.practice import SessionLog
from formcheck.journal.records import Feelings
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.live.log import ExerciseBegan, RepDone
from formcheck.live.snapshot import RoutineResult
from formcheck.live.webrtc import CameraState
from formcheck.progress.feelings import alerts_of
from formcheck.ui import person, practise_explaining
from formcheck.ui.catalogue import shipped
from formcheck.ui.practice_choices import PAIN_COUNTS_S
from formcheck.ui.practice_state import LAST_WORDS_S
from formcheck.ui.practise_address import GONE
from formcheck.ui.practise_explaining import EXPLAIN, KNOWN_AFTER

__all__ = ["world"]  # a fixture


def practise(world: World, routine: str = "core_three", pain: int = 2) -> None:
    """Come from a link, say how the back feels, press Start; the camera plays."""
    world.open(pain, routine=routine)
    world.camera = CameraState(True)
    world.press_start()


def over(world: World, made: RoutineResult | None = None) -> str:
    """The routine comes to its end; the text of the page."""
    made = made or routine_result()
    world.bridge.now, world.bridge.made = snapshot(MOMENTS["done"], result=made), made
    world.practice._keep_result(made)
    world.run()
    world.now_s += LAST_WORDS_S + 0.1
    return html(world.run())


def test_nobody_practises_before_the_safety_questions(world: World) -> None:
    who = world.journal.profiles()[0]
    world.journal.delete_profile(who.id)
    app = world.open(None, routine="core_three")
    assert not world.labels and not app.selectbox
    app.button[0].click()
    world.run()
    assert not world.labels  # and then the pain is asked


def test_the_pain_is_asked_for_before_anything_else(world: World) -> None:
    app = world.open(None, routine="core_three")
    assert "Before <strong>Core three</strong>, one question." in html(app)
    assert not world.labels and not app.selectbox
    world.feel(2)
    assert world.labels[-1] == "Start"
    assert "Pain now: 2 of 10." in html(app)


def test_red_is_not_today_and_may_be_answered_again(world: World) -> None:
    app = world.open(7, routine="core_three")
    assert "Not today" in html(app) and not world.labels
    app.button(key="pain-again").click()
    world.run()
    world.feel(2)
    assert world.labels[-1] == "Start"


def test_pain_that_keeps_rising_is_told_with_a_way_to_the_guide_and_stops_nobody(
    world: World,
) -> None:
    assert "Please pause" not in html(world.open(2, routine="core_three"))
    who = world.journal.profiles()[0].id
    for days_ago in (3, 2, 1):
        at = datetime.now(UTC) - timedelta(days=days_ago)
        world.journal.begin(
            who, "Cat-cow", [], at=at, feelings=Feelings(pain_before=1, pain_after=4)
        )
    app = world.open(2, routine="core_three")
    (alert,) = alerts_of(world.sessions, date.today())
    assert alert.kind == "pain_up" and escape(alert.sentence) in html(app)
    assert app.button(key="alert-guide").label == "When to see a professional"
    assert world.labels[-1] == "Start"
    world.camera = CameraState(True)
    world.press_start()
    assert world.practice.wanted and escape(alert.sentence) not in html(app)


def test_amber_is_gentler_today(world: World) -> None:
    app = world.open(2, exercise="thread_the_needle")
    usual = app.number_input(key="dose-thread_the_needle-hold_s").value
    app.button(key="pain-again").click()
    world.run()
    world.feel(5)
    assert "Gentler today" in html(app)
    assert app.number_input(key="dose-thread_the_needle-hold_s").value < usual
    world.press_start()
    assert world.practice.entry is not None
    assert world.practice.entry.steps["thread_the_needle"] < 0


def test_amber_speaks_of_holds_only_where_there_are_any(world: World) -> None:
    app = world.open(5, exercise="cat_cow")
    assert "a little less of each exercise" in html(app)
    assert "Holds are shorter." not in html(app)
    assert "Holds are shorter." in html(world.open(5, exercise="thread_the_needle"))
    assert "Holds are shorter." in html(world.open(5, routine="core_three"))


def test_how_each_exercise_of_a_routine_goes_is_a_click_away(world: World) -> None:
    app = world.open(routine="core_three")
    assert "How to do the exercises" in [one.label for one in app.expander]
    for name in ("cat_cow", "thread_the_needle", "seated_thoracic_extension"):
        assert escape(shipped()[name].steps[0]) in html(app)


def test_exercises_are_explained_until_they_were_practised_three_times(world: World) -> None:
    who = world.journal.profiles()[0]
    for _ in range(KNOWN_AFTER):
        session = world.journal.begin(
            who.id, "Cat-cow", [], at=datetime.now(UTC), routine=None, feelings=Feelings()
        )
        log = world.journal.log(session, model="m", mode="standard", steps={})
        log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
        rep = RepCompleted(2.0, 1, None, 1.0, 2.0, "clean", ())
        log.rep(0, RepDone(1, rep, None, None, {}, ()))
        world.journal.end(session, datetime.now(UTC))
    practise(world)
    opening = world.practice.opening
    assert opening is not None and opening.explain is not None
    assert "cat_cow" not in opening.explain and "thread_the_needle" in opening.explain


def test_where_everything_is_known_nothing_is_asked_about_telling(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practise_explaining, "KNOWN_AFTER", 0)
    app = world.open(routine="core_three")
    assert EXPLAIN not in [one.key for one in app.toggle]
    assert "About 10 minutes. " in html(app)


def test_how_new_exercises_go_is_told_unless_it_is_switched_off(world: World) -> None:
    app = world.open(routine="core_three")
    assert app.toggle(key=EXPLAIN).value is True
    told = re.search(r"About 10 minutes, and (\d) minutes more to hear how they go", html(app))
    assert told is not None and 2 <= int(told[1]) <= 4
    app.toggle(key=EXPLAIN).set_value(False)
    world.run()
    assert "About 10 minutes. " in html(app)
    world.press_start()
    opening = world.practice.opening
    assert opening is not None and opening.explain == frozenset()


def test_what_is_switched_off_in_the_moment_of_start_counts(world: World) -> None:
    app = world.open(routine="core_three")
    app.toggle(key=EXPLAIN).set_value(False)
    world.press_start()
    opening = world.practice.opening
    assert opening is not None and opening.explain == frozenset()


def test_a_practice_in_which_nothing_was_counted_promises_nothing(world: World) -> None:
    practise(world)
    none = routine_result()
    none = replace(none, steps=tuple((step, None) for step, _ in none.steps))
    over(world, none)
    app = world.feel(1, "after")
    assert "progress" not in [one.key for one in app.button]
    assert "keeps that you began" in html(app)
    assert world.labels[-1] == "Once more"


def test_once_more_is_there_after_a_reload_too(world: World) -> None:
    practise(world)
    over(world)
    world.feel(1, "after")
    token, labels = world.practice.token, len(world.labels)
    world.camera = CameraState(False)
    world.open(None, practice=token)
    world.run()
    assert world.labels[labels:] and world.labels[-1] == "Once more"


def test_an_old_answer_is_asked_again(world: World) -> None:
    world.open(2)
    world.now_s += PAIN_COUNTS_S + 1
    app = world.run()
    assert not app.selectbox and app.segmented_control(key="pain-before").value is None


def test_a_routine_is_chosen_by_its_address_and_shows_everything_before_start(world: World) -> None:
    app = world.open(routine="core_three")
    page = html(app)
    assert app.selectbox[0].value == "core_three"
    for title in ("March on the spot", "Cat-cow", "Thread the needle"):
        assert title in page
    assert "minutes" in page and "You need not touch anything." in page
    assert "Where to put the camera" in page


def test_without_the_warm_up_there_is_one_reminder_and_the_journal_knows(world: World) -> None:
    app = world.open(routine="core_three")
    app.toggle(key="practise-warm-up").set_value(False)
    world.run()
    assert "March on the spot" not in html(app)
    assert "begin with small movements" in html(app)
    world.press_start()
    entry = world.practice.entry
    assert entry is not None and entry.log is not None and entry.session is not None
    entry.log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    kept = world.journal.session(entry.session)
    assert kept is not None and kept.warm_up == "skipped"


def test_an_unknown_routine_is_told(world: World) -> None:
    app = world.open(None, routine="gone")
    assert app.error[0].value == GONE


def test_start_hands_the_plan_to_the_session_and_the_journal(world: World) -> None:
    practise(world)
    opening, entry = world.practice.opening, world.practice.entry
    assert opening is not None and entry is not None
    exercises = [step.exercise for step in opening.plan.steps if step.exercise]
    assert opening.plan.routine == "core_three" and set(exercises) == set(opening.specs)
    assert opening.log is entry.log and opening.person == entry.profile.id
    entry.log.began(ExerciseBegan(0, exercises[0], {}, 1.0))  # type: ignore[union-attr]
    (session,) = world.sessions
    assert (session.routine, session.feelings.pain_before) == ("core_three", 2)
    assert [one.exercise for one in session.planned] == exercises


def test_an_exercise_can_be_skipped_by_button(world: World) -> None:
    practise(world)
    assert world.app is not None
    assert [button.label for button in world.app.button] == ["Skip this", "Stop"]
    world.app.button(key="skip").click()
    world.run()
    assert world.bridge.skipped == 1 and world.practice.wanted


def test_the_display_follows_the_routine(world: World) -> None:
    practise(world)
    for name in ("warming", "between", "in a routine", "eased"):
        world.bridge.now = MOMENTS[name]
        world.run()
        assert world.boards[-1].stage == MOMENTS[name].stage
    assert "Exercise 2 of 3" in world.boards[-1].parts["where"]


def test_the_summary_has_a_line_for_each_exercise_then_asks_how_the_back_feels(
    world: World,
) -> None:
    practise(world)
    page = over(world)
    assert "Core three: 2 of 3 exercises" in page
    assert "Wall angels</strong><span>not done this time" in page
    assert "2 repetitions, all clean" in page
    assert "The warm-up was not done to its end." in page
    assert world.app is not None
    assert "progress" not in [one.key for one in world.app.button]
    world.feel(1, "after")
    assert world.app.button(key="progress").label == "See your progress"


def test_what_is_said_afterwards_is_in_the_journal(world: World) -> None:
    practise(world)
    entry = world.practice.entry
    assert entry is not None and entry.log is not None and entry.session is not None
    entry.log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    over(world)
    app = world.feel(1, "after")
    app.text_area(key="felt-note").input("<b>better</b>")
    app.select_slider(key="felt-effort").set_value(4)
    world.run()
    (session,) = world.sessions
    felt = session.feelings
    assert (felt.pain_before, felt.pain_after, felt.effort) == (2, 1, 4)
    assert felt.note == "<b>better</b>"
    assert session.ended_at is not None


def test_more_pain_afterwards_steps_back_with_a_reason_and_an_undo(world: World) -> None:
    practise(world)
    entry = world.practice.entry
    assert entry is not None and entry.log is not None
    entry.log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    over(world)
    app = world.feel(6, "after")
    change = entry.changes.made[0]
    assert change.reason in html(app)
    app.button(key=f"undo-{change.id}").click()
    world.run()
    assert "Taken back." in html(app)
    kept = world.journal.changes(entry.profile.id)[0]
    assert kept.undone_at is not None


def test_what_was_not_looked_at_after_a_practice_is_told_before_the_next(world: World) -> None:
    practise(world, pain=2)
    entry = world.practice.entry
    assert entry is not None and entry.log is not None
    entry.log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    over(world)
    entry.feel(pain_after=6)  # on the journal's page
    assert not world.open(None).segmented_control  # the questions come first again
    fit(world.journal)
    app = world.open(2)
    assert "Since last time" in html(app)
    assert "Undo" in [one.label for one in app.button]


def test_somebody_else_is_asked_for_their_own_pain(world: World) -> None:
    app = world.open(2)
    other = world.journal.add_profile("Ada")
    app.session_state["person"] = other.id
    world.run()
    assert not app.selectbox and not world.practice.wanted  # the questions come first
    fit(world.journal, "Ada")
    world.run()
    assert app.segmented_control(key="pain-before").value is None


def test_a_journal_that_cannot_be_read_is_told_with_a_way_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> tuple[()]:
        raise JournalError("The journal is locked.")

    monkeypatch.setattr(Journal, "profiles", refuse)
    app = world.open(None)
    assert "locked" in app.error[0].value and not world.labels
    monkeypatch.undo()


def test_a_journal_that_cannot_be_written_is_a_note_and_the_practice_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise JournalError("The disk is full.")

    monkeypatch.setattr(Journal, "begin", refuse)
    practise(world)
    assert world.practice.wanted
    over(world)
    assert world.app is not None
    assert "The disk is full." in world.app.warning[0].value


def test_what_could_not_be_written_yet_can_be_taken_along(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    practise(world)
    monkeypatch.setattr(SessionLog, "problem", "The journal is locked. It is tried again.")
    monkeypatch.setattr(SessionLog, "unwritten", lambda _: "{}")
    over(world)
    assert world.app is not None
    assert "tried again" in world.app.warning[0].value
    (offer,) = world.app.get("download_button")
    assert offer.proto.label == "Download what is not in the journal yet"


def test_somebody_elses_ranges_are_not_used(world: World) -> None:
    practise(world)
    opening = world.practice.opening
    assert opening is not None and opening.person == world.journal.profiles()[0].id


def test_a_reload_shows_the_routine_and_still_asks(world: World) -> None:
    practise(world)
    before = world.practice
    made = routine_result(ended_by="closed")
    before._keep_result(made)
    before.bridge.age_s = 4.0  # type: ignore[attr-defined]
    world.camera = CameraState(False)
    world.open(None, practice=before.token)
    page = html(world.run())
    assert "Core three: 2 of 3 exercises" in page
    assert world.practice.entry is before.entry
    assert world.labels[-1] == "Start again"  # the answer from before still holds
    world.feel(3, "after")
    assert before.entry is not None and before.entry.feelings.pain_after == 3


def test_after_a_reload_it_is_whoever_practised(world: World) -> None:
    practise(world)
    before = world.practice
    before._keep_result(routine_result())
    before.bridge.age_s = 4.0  # type: ignore[attr-defined]
    assert before.entry is not None and before.entry.session is not None
    ada = world.journal.add_profile("Ada")  # and practises elsewhere, later
    later = world.journal.begin(ada.id, "", [], at=datetime.now(UTC))
    log = world.journal.log(later, model="m", mode="standard", steps={})
    log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    assert world.journal.profiles()[0] == ada
    world.camera = CameraState(False)
    app = world.open(None, practice=before.token)
    world.run()
    assert app.session_state["person"] == before.entry.profile.id
    world.feel(3, "after")
    assert not [one for one in app.button if (one.key or "").startswith("gate-who-")]
    kept = world.journal.session(before.entry.session)
    assert kept is not None and kept.feelings.pain_after == 3


def test_what_is_said_once_the_journal_is_back_comes_into_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, opening, url = world.journal, Journal.open, os.environ[DATABASE_VARIABLE]

    def broken(wanted: str | None = None) -> Journal:
        if wanted == url:
            raise JournalError("The journal is locked.")
        return opening(wanted)

    monkeypatch.setattr(Journal, "open", broken)
    person._shared.clear()  # type: ignore[attr-defined]
    app = world.open(None, routine="core_three")
    fit(app.session_state["own-journal"])
    world.run()
    world.feel(2)
    world.camera = CameraState(True)
    world.press_start()
    entry = world.practice.entry
    assert entry is not None and entry.log is not None and entry.session is not None
    entry.log.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    over(world)
    world.feel(6, "after")
    made = entry.changes.made
    assert made
    monkeypatch.setattr(Journal, "open", opening)
    app.button(key="journal-again").click()
    world.run()
    assert entry.journal is world.journal and entry.profile == world.journal.profiles()[0]
    assert [one.reason for one in entry.changes.made] == [one.reason for one in made]
    app.text_area(key="felt-note").input("better")
    world.run()
    app.button(key=f"undo-{entry.changes.made[0].id}").click()
    world.run()
    (session,) = shared.sessions(entry.profile.id)
    assert (session.id, session.feelings.note) == (entry.session, "better")
    assert (session.feelings.pain_after, session.exercises[0].exercise) == (6, "cat_cow")
    assert all(one.undone_at for one in shared.changes(entry.profile.id)[:1])
    assert entry.faults() == () and entry.changes.problem is None


def test_one_exercise_instead_of_a_routine(world: World) -> None:
    app = world.open(routine="core_three")
    app.segmented_control(key="practise-what").set_value("One exercise")
    world.run()
    assert app.selectbox[0].label == "Exercise"
    world.press_start()
    world.stop(MOMENTS["moving"], result())
    assert world.practice.opening is not None
    assert world.practice.opening.plan.routine is None
