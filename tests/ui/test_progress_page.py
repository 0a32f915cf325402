"""The page *Progress* in each of its states, without a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from analyse_kit import html, labels, press
from streamlit.testing.v1 import AppTest

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Change, Profile, Session
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.specs.loader import load_all
from formcheck.ui import progress_page, progress_parts
from tests.progress.history_kit import ME, TODAY, history, person

Kept = Callable[..., None]
WHY = "Three practices with little pain: a little more now."


def change(number: int, before: str, after: str, *, undone: bool = False) -> Change:
    at = datetime(2026, 11, number, 18, tzinfo=UTC)
    return Change(number, at, "step", "cat_cow", before, after, WHY, at if undone else None)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Put practices into the journal that the page will open; today is the kit's."""
    for module in (progress_page, progress_parts):
        monkeypatch.setattr(module, "today", lambda: TODAY)
    url = f"sqlite:///{tmp_path / 'journal.sqlite'}"
    monkeypatch.setenv(DATABASE_VARIABLE, url)

    def keep(sessions: Sequence[Session], changes: Sequence[Change] = ()) -> None:
        journal = Journal.open(url)
        journal.add_person(person(sessions, changes))
        journal.close()

    return keep


def now() -> tuple[Profile, tuple[Change, ...]]:
    journal = Journal.open(os.environ[DATABASE_VARIABLE])
    try:
        (me,) = journal.profiles()
        return me, journal.changes(me.id)
    finally:
        journal.close()


def drawn() -> None:
    from formcheck.ui import progress_page

    progress_page.page()


def page() -> AppTest:
    return checked(AppTest.from_function(drawn, default_timeout=30).run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    return app


def charts(app: AppTest) -> int:
    return len(app.get("vega_lite_chart"))


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.subheader]


def test_before_the_first_practice_it_leads_to_it(kept: Kept) -> None:
    kept(())
    app = page()
    assert "appears here after your first practice" in html(app)
    assert labels(app) == ["Begin with Core three"]
    assert not charts(app)


def test_one_practice_already_shows_something(kept: Kept) -> None:
    kept(history()[:1])
    app = page()
    text = html(app)
    assert "practice day in four weeks" in text or "practice days in four weeks" in text
    assert charts(app) >= 3
    assert "For your physiotherapist" in headings(app)


def test_each_chart_has_its_sentence(kept: Kept) -> None:
    kept(history())
    app = page()
    assert charts(app) == 4  # days, pain, clean, how far
    assert html(app).count('class="fc-prog-says"') == charts(app)
    assert "practice days" in html(app)


def test_an_exercise_shows_both_sides_and_its_holds(kept: Kept) -> None:
    kept(history())
    app = page()
    app.pills(key="progress-exercise").set_value("thread_the_needle")
    text = html(checked(app.run()))
    assert "Held in good form" in text
    assert "Left: further than" in text
    assert "no change that the camera can tell" in text
    assert "what stays within it is no change" in text


def test_what_only_warms_up_comes_last(kept: Kept) -> None:
    drilled = [
        replace(one, exercises=(replace(one.exercises[0], exercise="arm_circles", position=9),
                                *one.exercises))
        for one in history()
    ]  # fmt: skip
    kept(drilled)
    options = page().pills(key="progress-exercise").options
    assert options[0] == "Cat-cow"
    assert options[-1] in ("Arm circles", "Trunk rotation")


def test_single_practices_that_lie_far_apart_are_told_beside_the_share(kept: Kept) -> None:
    kept([
        replace(one, exercises=tuple(
            replace(done, reps=tuple(replace(rep, verdict="mistake" if number % 2 else "clean")
                                     for rep in done.reps))
            for done in one.exercises))
        for number, one in enumerate(history())
    ])  # fmt: skip
    assert "single practices go up and down, here from 0 to 100 %" in html(page())


def test_the_share_of_clean_repetitions_names_its_period(kept: Kept) -> None:
    kept(history())
    assert "of judged repetitions clean in four weeks" in html(page())


def test_of_many_exercises_one_is_chosen_from_a_list(kept: Kept) -> None:
    (one, *_) = history()
    many = [replace(one.exercises[0], exercise=name, position=number)
            for number, name in enumerate(load_all()) if number < 12]  # fmt: skip
    kept((replace(one, exercises=tuple(many)),))
    app = page()
    options = app.selectbox(key="progress-exercise").options
    assert len(options) == 10  # of two that are counted only there is nothing to draw
    assert "Cat-cow" in options
    checked(app.selectbox(key="progress-exercise").set_value("cat_cow").run())


def test_what_went_along_with_better_mornings_is_told_with_its_caveat_once(kept: Kept) -> None:
    kept(history())
    app = page()
    assert "What may have helped" in headings(app)
    assert html(app).count("that does not show that one led to the other") == 1


def test_an_alert_stands_first_and_leads_to_when_to_see_somebody(kept: Kept) -> None:
    worse = [
        replace(one, feelings=replace(one.feelings, pain_before=2, pain_after=5, pain_next_day=5))
        for one in history()
    ]
    kept(worse)
    app = page()
    text = html(app)
    assert 'class="fc-prog-alert"' in text
    assert text.index("fc-prog-alert") < text.index("fc-prog-facts")
    assert "When to see a professional" in labels(app)


def test_the_mode_is_chosen_and_kept_as_a_change(kept: Kept) -> None:
    kept(history()[:3])
    app = page()
    app.segmented_control(key=f"mode-{ME.id}-standard").set_value("gentle")
    app = checked(app.run())
    me, changes = now()
    assert me.mode == "gentle"
    assert [(one.kind, one.before, one.after) for one in changes] == [
        ("mode", "standard", "gentle"),
    ]  # fmt: skip
    assert "Mode: standard to gentle" in html(app)
    checked(press(app, "Undo"))
    assert now()[0].mode == "standard"


def test_a_change_is_taken_back_with_one_press(kept: Kept) -> None:
    kept(history(), [change(3, "0", "1")])
    app = page()
    assert WHY in html(app)
    assert "1 step up" in html(app)
    app = checked(press(app, "Undo"))
    assert "Taken back." in html(app)
    assert "Undo" not in labels(app)
    assert now()[1][0].undone_at is not None


def test_the_steps_tell_what_was_asked_for_and_what_a_step_is(kept: Kept) -> None:
    kept(history())
    text = html(page())
    assert "<td>Cat-cow</td><td>6 repetitions</td>" in text  # the routine's dose
    assert "A step up asks for about five per cent more" in text


def test_a_change_names_its_exercise_once(kept: Kept) -> None:
    why = "Cat-cow, one step further: 7 repetitions instead of 6, after 3 good days."
    kept(history()[:3], [replace(change(3, "0", "1"), reason=why)])
    text = html(page())
    assert "Cat-cow: a step further</strong> (3 November): 7 repetitions instead of 6" in text


def test_many_changes_are_kept_out_of_the_way(kept: Kept) -> None:
    kept(history(), [change(day, str(day), str(day + 1), undone=day % 2 == 0)
                     for day in range(1, 10)])  # fmt: skip
    app = page()
    assert [one.label for one in app.expander] == ["Earlier changes (4)"]


def test_without_a_change_it_says_what_will_change(kept: Kept) -> None:
    kept(history()[:2])
    assert "Nothing was changed so far." in html(page())


def test_a_clock_that_was_ahead_does_no_harm(kept: Kept) -> None:
    ahead = [replace(one, started_at=one.started_at + timedelta(days=900)) for one in history()[:3]]
    kept(ahead)
    app = page()
    assert "Practice days" in headings(app)


def test_the_report_is_offered_as_one_page(kept: Kept) -> None:
    kept(history())
    (button,) = page().get("download_button")
    assert button.label == "One-page progress report"


def test_a_journal_that_cannot_be_read_is_told_in_its_own_words(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(history()[:1])

    def broken(*_: object) -> None:
        raise JournalError("The journal is on a drive that is gone. Put it back.")

    monkeypatch.setattr(Journal, "sessions", broken)
    app = AppTest.from_function(drawn, default_timeout=30).run()
    assert [one.value for one in app.error] == [
        "The journal is on a drive that is gone. Put it back."
    ]
