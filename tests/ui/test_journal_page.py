"""The page *Journal* in each of its states, without a browser."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from analyse_kit import html, labels, press
from colour_kit import contrast
from streamlit.testing.v1 import AppTest

from formcheck.journal.records import Feelings, Person, Session
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.report.palette import DARK, LIGHT, Palette
from formcheck.ui import journal_page as module
from formcheck.ui import journal_parts
from formcheck.ui.theme import _stylesheet
from tests.progress.history_kit import ME, TODAY, history, person

Kept = Callable[..., str]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    """Put practices into the journal that the page will open; today is the kit's."""
    for one in (module, journal_parts):
        monkeypatch.setattr(one, "today", lambda: TODAY)
    monkeypatch.setattr(journal_parts, "now", lambda: datetime(2026, 11, 20, 20, tzinfo=UTC))
    url = f"sqlite:///{tmp_path / 'journal.sqlite'}"
    monkeypatch.setenv(DATABASE_VARIABLE, url)

    def keep(sessions: Sequence[Session], **other: Person) -> str:
        journal = Journal.open(url)
        for one in (person(sessions), *other.values()):
            journal.add_person(one)
        journal.close()
        return url

    return keep


def sessions_now() -> tuple[Session, ...]:
    journal = Journal.open(os.environ[DATABASE_VARIABLE])
    try:
        return journal.sessions(ME.id)
    finally:
        journal.close()


def journal_page() -> None:
    from formcheck.ui import journal_page

    journal_page.page()


def page(practice: str | None = None) -> AppTest:
    app = AppTest.from_function(journal_page, default_timeout=30)
    if practice:
        app.query_params[module.PRACTICE] = practice
    return checked(app.run())


def checked(app: AppTest) -> AppTest:
    assert not app.exception
    assert not app.error
    return app


def days(app: AppTest) -> list[str]:
    return re.findall(r'<h2 class="fc-prog-day">(.*?)</h2>', html(app))


def test_before_the_first_practice_it_says_what_will_stand_here(kept: Kept) -> None:
    kept(())
    app = page()
    assert "Nothing is written here yet." in html(app)
    assert labels(app) == ["See what to do first"]


def test_practices_are_listed_by_day_the_newest_first(kept: Kept) -> None:
    kept(history())
    app = page()
    assert "32 practices since 26 September 2026." in html(app)
    assert days(app)[:2] == ["Yesterday", "Wednesday 18 November"]
    assert len([label for label in labels(app) if label in ("Core three", "Trunk rotation")]) == 12


def test_the_rest_is_a_page_further(kept: Kept) -> None:
    kept(history())
    app = page()
    app.session_state["journal-pages"] = 3
    assert days(checked(app.run()))[-1] == "Saturday 26 September"


def test_two_practices_of_a_day_stand_under_it_once(kept: Kept) -> None:
    first, second = history()[:2]
    kept((first, replace(second, started_at=first.started_at + timedelta(hours=1))))
    assert len(days(page())) == 1


def test_a_practice_opens_and_closes_again(kept: Kept) -> None:
    kept(history())
    app = page()
    app.button(key=f"open-practice-{history()[-2].id}").click()
    text = html(checked(app.run()))
    assert '<h2 class="fc-headline">Core three</h2>' in text
    assert "Wednesday 18 November, " in text
    for title in ("Cat-cow", "Thread the needle", "Seated thoracic extension"):
        assert f"<h3>{title}</h3>" in text
    assert "Warmed up." in text
    assert "32 practices" in html(press(app, "All practices"))


def test_a_mistake_is_told_in_the_words_of_its_cue(kept: Kept) -> None:
    wrong = next(one for one in history() if one.exercises[-2:][0].mistakes)
    kept(history())
    text = html(page(wrong.id))
    assert "<strong>Keep your hips over your knees</strong>" in text
    assert "a small mistake" in text
    assert "limit 12" in text


def test_where_nothing_is_looked_for_repetitions_are_counted_not_clean(kept: Kept) -> None:
    kept(history())
    one = next(one for one in history() if one.exercises[0].exercise == "trunk_rotation")
    text = html(page(one.id))
    assert "5 repetitions counted" in text
    assert "No mistake is looked for in this exercise." in text
    assert "clean" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL).lower()


def test_what_was_planned_but_not_begun_is_told(kept: Kept) -> None:
    (one, *_) = history()
    kept((replace(one, exercises=one.exercises[:1], ended_at=None),))
    assert "Not begun: Thread the needle, Seated thoracic extension." in html(page(one.id))


def test_an_answer_is_kept_at_once_and_a_second_tap_takes_it_back(kept: Kept) -> None:
    (one, *_) = history()
    kept((replace(one, feelings=Feelings(pain_before=4)),))
    app = page(one.id)
    taps = app.segmented_control(key=f"pain_next_day-{one.id}")
    checked(taps.set_value(2).run())
    assert sessions_now()[0].feelings == Feelings(pain_before=4, pain_next_day=2)
    app.segmented_control(key=f"pain_before-{one.id}").set_value(None)
    checked(app.run())
    assert sessions_now()[0].feelings == Feelings(pain_next_day=2)


def test_what_is_told_on_another_page_meanwhile_stays(kept: Kept) -> None:
    """Here it is still shown as it was: that must not be told again."""
    kept(history()[-1:])
    (session,) = sessions_now()
    app = page(session.id)
    journal = Journal.open(os.environ[DATABASE_VARIABLE])
    journal.feel(session.id, effort=4, pain_after=7, note="told elsewhere")
    journal.close()
    checked(app.run())
    now = sessions_now()[0].feelings
    assert now == replace(session.feelings, effort=4, pain_after=7, note="told elsewhere")
    assert app.text_area[0].value == "told elsewhere"
    app.text_area[0].set_value("and here")
    checked(app.run())
    assert sessions_now()[0].feelings == replace(now, note="and here")


def test_places_and_notes_are_kept_as_they_were_written(kept: Kept) -> None:
    (one, *_) = history()
    kept((replace(one, feelings=Feelings()),))
    app = page(one.id)
    app.pills(key=f"where-{one.id}").set_value(["upper", "neck"])
    app.text_area(key=f"note-{one.id}").set_value("<b>Zwick</b> & ü\nnext line")
    checked(app.run())
    felt = sessions_now()[0].feelings
    assert felt == Feelings(where=("neck", "upper"), note="<b>Zwick</b> & ü\nnext line")
    listed = html(press(app, "All practices"))
    assert "&lt;b&gt;Zwick" in listed
    assert "<b>Zwick" not in listed


def test_more_pain_the_next_morning_asks_less_of_the_exercises(kept: Kept) -> None:
    *_, before, last = history()
    kept((replace(before, feelings=Feelings(1, 1, 1)), replace(last, feelings=Feelings(2, 2))))
    app = page(last.id)
    app.segmented_control(key=f"pain_next_day-{last.id}").set_value(7)
    app = checked(app.run())
    told = [one.value for one in app.toast]
    assert "Kept in your journal." in told
    assert any("Undo" in text for text in told)
    assert len(told) == 1 + len(last.exercises)


def test_looking_changes_nothing(kept: Kept) -> None:
    kept(history())
    before = sessions_now()
    page(before[3].id)
    assert sessions_now() == before


def test_deleting_asks_first_and_takes_only_this_one(kept: Kept) -> None:
    kept(history()[:3])
    gone = history()[1].id
    app = page(gone)
    assert "Your other practices stay." in html(app)
    assert len(sessions_now()) == 3
    app = checked(press(app, "Delete it"))
    assert [one.id for one in sessions_now()] == [history()[0].id, history()[2].id]
    assert "2 practices since" in html(app)


@pytest.mark.parametrize("practice", ["nothing", "0" * 32 + "?"])
def test_an_unknown_practice_leads_to_the_list(kept: Kept, practice: str) -> None:
    kept(history()[:3])
    app = page(practice)
    assert "3 practices since" in html(app)
    assert "not in the journal any more" in app.info[0].value


def test_another_persons_practice_is_not_shown(kept: Kept) -> None:
    someone = replace(ME, id="f" * 32, name="Someone")
    theirs = replace(history()[5], id="e" * 32, profile=someone.id)
    kept(history()[:3], other=replace(person((theirs,)), profile=someone))
    app = page(history()[0].id)
    assert "not in the journal any more" in app.info[0].value
    assert "1 practice since" in html(app)


def test_an_exercise_that_is_gone_is_named_by_its_id(kept: Kept) -> None:
    (one, *_) = history()
    (cat, *_) = one.exercises
    kept((replace(one, exercises=(replace(cat, exercise="hanging_bat", end_s=None,
                                          ended_by=None),)),))  # fmt: skip
    text = html(page(one.id))
    assert "<h3>Hanging bat</h3>" in text
    assert "broken off" in text


def test_a_title_is_shown_as_it_was_typed(kept: Kept) -> None:
    kept((replace(history()[0], title="My *best* :red[one]"),))
    (button,) = page().button
    assert button.label == r"My \*best\* \:red\[one\]"


def test_a_copy_of_all_and_of_one_can_be_kept(kept: Kept) -> None:
    kept(history())
    assert [one.label for one in page().get("download_button")] == [
        "Tables (CSV)", "Everything (JSON)",
    ]  # fmt: skip
    assert len(page(history()[0].id).get("download_button")) == 2


def test_a_practice_of_a_clock_that_was_ahead_is_listed_where_it_was_begun(kept: Kept) -> None:
    first, second, third = history()[:3]
    ahead = replace(second, started_at=second.started_at + timedelta(days=4000))
    kept((first, ahead, third))
    found = days(page())
    assert found[1].endswith("2037")
    assert date(2037, 1, 1) > TODAY


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_quiet_words_on_a_card_can_be_read(colours: Palette) -> None:
    """4.5 to 1 on the card's own ground."""
    rules = _stylesheet(colours)
    rule = rules.split(":is(.fc-quiet, .fc-prog-when) {")[1].split("}")[0]
    found = re.search(r"color-mix\(in srgb, var\(--fc-quiet\) (\d+)%, var\(--fc-ink\)\)", rule)
    assert found is not None
    share = int(found[1]) / 100
    mixed = "#" + "".join(
        f"{round(share * quiet + (1 - share) * ink):02x}"
        for quiet, ink in zip(
            bytes.fromhex(colours.quiet[1:]), bytes.fromhex(colours.ink[1:]), strict=True
        )
    )
    assert f"--fc-soft: {colours.bands[0]};" in rules
    assert contrast(mixed, colours.bands[0]) >= 4.5
