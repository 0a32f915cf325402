"""The page *Routines*: the list, one routine, building one, the week."""

from __future__ import annotations

from html import escape

import pytest
from people_kit import Home, html, labels, opened, press, session, sound
from people_kit import home as home  # the fixture
from streamlit.testing.v1 import AppTest

from formcheck.coach.dose import resolve_dose
from formcheck.journal.errors import JournalError
from formcheck.journal.records import OwnRoutine
from formcheck.journal.store import Journal
from formcheck.routines.built_in import built_in
from formcheck.routines.documents import routine_from_json
from formcheck.routines.routine import Item, Routine
from formcheck.routines.week import WeeklyPlan, week_from_json
from formcheck.specs.loader import load_all
from formcheck.ui import clock, navigation
from formcheck.ui.names import plain
from formcheck.ui.routine_parts import dose_in_words, facts

SPECS = load_all()
ROUTINES = {one.id: one for one in built_in(SPECS)}
OWN = "0123456789abcdef0123456789abcdef"


def routines_page() -> None:
    from formcheck.ui import routines_page

    routines_page.page()


def built(home: Home) -> Routine:
    """The one routine that somebody built."""
    (kept,) = home.journal.routines(home.profile.id)
    routine = routine_from_json(kept.document, SPECS)
    assert (kept.id, kept.title) == (routine.id, routine.title)
    return routine


def week(home: Home) -> WeeklyPlan:
    kept = home.journal.plan(home.profile.id)
    return week_from_json(kept) if kept else WeeklyPlan()


def editing() -> AppTest:
    return opened(routines_page, routine=OWN, change="1")


def exercises(routine: Routine) -> list[str]:
    return [item.exercise for item in routine.items]


# ---------------------------------------------------------------------------- the list, and one


def test_the_list_shows_every_routine_with_its_facts(home: Home) -> None:
    app = opened(routines_page)
    assert labels(app) == [*(plain(one.title) for one in ROUTINES.values()), "Build your own"]
    for routine in ROUTINES.values():
        assert escape(routine.about) in html(app)


@pytest.mark.parametrize("routine", ROUTINES.values(), ids=lambda one: one.id)
def test_a_routine_shows_its_steps_and_names_its_source(home: Home, routine: Routine) -> None:
    app = opened(routines_page, routine=routine.id)
    assert app.title[0].value == routine.title
    page = html(app)
    assert escape(routine.source) in page
    assert "March on the spot" in page
    assert page.count("Put the camera") == 1
    for item in (*routine.drills, *routine.items):
        assert escape(SPECS[item.exercise].title) in page
        dose = resolve_dose(SPECS[item.exercise], item.dose)
        assert escape(dose_in_words(SPECS[item.exercise], dose).split(",")[0]) in page
    assert "Change" not in labels(app)


def test_a_card_opens_its_routine_and_one_can_start_or_go_back(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[str] = []
    monkeypatch.setattr(navigation, "open_routine", gone.append)
    app = press(opened(routines_page), "Desk break")
    assert app.title[0].value == "Desk break"
    press(app, "Start")
    assert gone == ["desk"]
    assert press(app, "All routines").title[0].value == "Routines"


@pytest.mark.parametrize("address", [{"routine": "gone"}, {"routine": "core_three", "change": "1"}])
def test_an_odd_address_does_no_harm(home: Home, address: dict[str, str]) -> None:
    app = opened(routines_page, **address)
    assert app.title[0].value in ("Routines", "Core three")


def test_what_is_needed_is_told_once() -> None:
    assert facts(ROUTINES["core_three"], SPECS) == (
        "about 10 minutes", "chair and mat", "on the floor and on a chair", "the camera moves once",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("exercise", "dose", "said"),
    [
        ("cat_cow", {"reps": 8, "sets": 2}, "8 repetitions, 2 sets"),
        (
            "thread_the_needle",
            {"reps_per_side": 2, "hold_s": 20},
            "2 on each side, held for 20 s",
        ),
        ("plank", {"hold_s": 20, "sets": 1}, "held for 20 s"),
    ],
)
def test_how_much_is_told_in_a_few_words(exercise: str, dose: dict[str, float], said: str) -> None:
    assert dose_in_words(SPECS[exercise], dose).replace("\N{NO-BREAK SPACE}", " ") == said


# ------------------------------------------------------------------------------------- building


def test_a_suggestion_is_kept_at_once_and_another_takes_its_place(home: Home) -> None:
    app = editing()
    assert "Nothing in it yet." in html(app)
    assert not home.journal.routines(home.profile.id)
    press(app, "Suggest exercises")
    first = built(home)
    assert first.items
    assert "minutes" in html(app)
    press(app, "Suggest others")
    assert built(home).items != first.items
    press(app, "Undo")
    assert built(home) == first


def test_exercises_are_added_moved_and_taken_out(home: Home) -> None:
    app = editing()
    press(app, "Cat-cow")
    press(app, "Plank")
    assert exercises(built(home)) == ["cat_cow", "plank"]
    sound(app.button(key="Earlier-1").click().run())
    assert exercises(built(home)) == ["plank", "cat_cow"]
    assert "before" in html(app)  # mobility comes before strength
    sound(app.button(key="Take out-0").click().run())
    assert exercises(built(home)) == ["cat_cow"]
    sound(app.button(key="Take out-0").click().run())
    assert not home.journal.routines(home.profile.id)  # nothing to practise: nothing is kept
    press(app, "Undo")
    assert exercises(built(home)) == ["cat_cow"]


def test_how_much_of_it_is_chosen_within_bounds(home: Home) -> None:
    app = press(editing(), "Cat-cow")
    reps = next(one for one in app.number_input if one.label == "Repetitions")
    assert (reps.min, reps.max) == (5, 15)
    sound(reps.set_value(12).run())
    assert built(home).items == (Item("cat_cow", {"reps": 12}),)
    assert "12 repetitions" in html(app)


def test_it_is_renamed_and_a_name_is_never_empty(home: Home) -> None:
    app = press(editing(), "Cat-cow")
    sound(app.text_input[0].set_value("  For   <b>Monday</b> ").run())
    assert built(home).title == "For <b>Monday</b>"
    sound(app.text_input[0].set_value("  ").run())
    assert built(home).title == "For <b>Monday</b>"
    assert "name" in app.warning[0].value
    press(app, "Done")
    assert app.title[0].value == plain("For <b>Monday</b>")
    assert "<b>Monday" not in html(app)


def test_an_own_title_is_shown_as_it_was_typed(home: Home) -> None:
    app = press(editing(), "Cat-cow")
    sound(app.text_input[0].set_value("*Mine* :red[now]").run())
    assert r"\*Mine\* \:red\[now\]" in labels(opened(routines_page))


def test_the_warm_up_can_be_left_out_and_is_missed(home: Home) -> None:
    app = press(editing(), "Cat-cow")
    sound(app.toggle[0].set_value(False).run())
    assert (built(home).warm_up_s, built(home).drills) == (0.0, ())
    assert "There is no warm-up" in html(app)
    sound(app.toggle[0].set_value(True).run())
    assert built(home).warm_up_s == 300.0


def test_filters_leave_what_fits(home: Home) -> None:
    app = editing()
    everything = set(labels(app))
    sound(app.checkbox[0].set_value(True).run())
    left = set(labels(app))
    assert left < everything
    assert "Arm circles" in left
    assert "Cat-cow" not in left
    sound(next(one for one in app.pills if one.label == "Position").set_value(["chair"]).run())
    assert "0 exercises fit" in html(app)
    press(app, "Suggest exercises")
    assert "No exercise fits" in app.warning[0].value


def test_a_built_in_one_is_copied_before_it_is_changed(home: Home) -> None:
    app = press(opened(routines_page, routine="core_three"), "Copy and change")
    copy = built(home)
    assert copy.title == "My Core three"
    assert copy.items == ROUTINES["core_three"].items
    assert app.text_input[0].value == "My Core three"
    press(opened(routines_page, routine="core_three"), "Copy and change")
    titles = {one.title for one in home.journal.routines(home.profile.id)}
    assert titles == {"My Core three", "My Core three 2"}


def test_an_own_one_is_deleted_after_asking_and_leaves_the_week(home: Home) -> None:
    press(editing(), "Cat-cow")
    app = opened(routines_page, view="week")
    sound(app.selectbox[0].select(OWN).run())
    sound(app.pills[0].set_value([2]).run())
    assert week(home).routines == (OWN,)
    press(opened(routines_page, routine=OWN), "Delete it")
    assert not home.journal.routines(home.profile.id)
    assert week(home).empty


def test_one_that_cannot_be_read_is_told_and_stays_kept(home: Home) -> None:
    later = OwnRoutine(OWN, "From <later>", '{"format": "formcheck-routine/9"}', clock.now())
    home.journal.keep_routine(home.profile.id, later)
    app = opened(routines_page)
    assert "From <later>" in app.warning[0].value
    assert len(home.journal.routines(home.profile.id)) == 1


def test_a_full_disk_is_told_and_the_next_change_keeps_everything(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("The disk is full.")

    app = press(editing(), "Cat-cow")
    with monkeypatch.context() as away:
        away.setattr(Journal, "keep_routine", full)
        press(app, "Plank")
        assert app.warning[0].value == "The disk is full."
        assert "Plank" in html(app)  # what was done stands on the page
    assert exercises(built(home)) == ["cat_cow"]
    press(app, "Neck rolls")
    assert exercises(built(home)) == ["cat_cow", "plank", "neck_rolls"]
    assert not app.warning


# -------------------------------------------------------------------------------------- the week


def test_a_week_is_suggested_and_changed_day_by_day(home: Home) -> None:
    home.practised(session(1))
    app = press(opened(routines_page, view="week"), "Suggest")
    assert [bool(day) for day in week(home).days] == [True, False, True, False, False, True, False]
    assert "Three days of mobility" in html(app)
    assert "Liv Hospital" in html(app)
    sound(app.pills[0].set_value([1]).run())
    assert [bool(day) for day in week(home).days] == [False, True, *(False,) * 5]
    assert "1 of 1 planned day this week." in html(app)
    assert 'aria-label="Tuesday: practised"' in html(app)
    press(app, "Clear it")
    assert week(home).empty


def test_a_routine_is_put_into_the_week(home: Home) -> None:
    app = press(opened(routines_page, routine="strength"), "Put it into your week")
    assert [one.label for one in app.pills] == ["Strength"]
    sound(app.pills[0].set_value([0, 1]).run())
    assert "day of rest between" in html(app)
    sound(app.pills[0].set_value([]).run())
    assert [one.label for one in app.pills] == ["Strength"]  # the row stays
    assert week(home).empty


def test_a_week_that_cannot_be_read_is_not_lost_by_looking(home: Home) -> None:
    kept = '{"format": "formcheck-week/9", "days": {}}'
    home.journal.keep_plan(home.profile.id, kept)
    app = opened(routines_page, view="week")
    assert "another version" in app.warning[0].value
    assert home.journal.plan(home.profile.id) == kept
    press(app, "Begin a new week")
    assert home.journal.plan(home.profile.id) is None
