"""The safety questions and the pain scale on a page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from formcheck.journal.errors import JournalError
from formcheck.journal.records import Feelings, GateAnswers, Profile, Session
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.safety.gate import ASKED_ANEW, VERSION
from formcheck.ui import gate
from formcheck.ui.gate import AGREED, ANEW, GO_ON, NONE, READ, TICKED, worst_pain

BLADDER, CANCER = "gate-bladder_bowel", "gate-cancer"
NOW = datetime.now(UTC)


def gated_page() -> None:
    import streamlit as st

    from formcheck.ui.gate import ask_anew, may_practise, passed, read_again
    from formcheck.ui.pain_scale import pain_scale
    from formcheck.ui.theme import page_frame

    with page_frame("Practise"):
        if st.session_state.get("elsewhere"):
            st.write(f"may: {may_practise()}")
        elif passed():
            st.write("passed")
            pain_scale("pain", "How does your back feel now?", st.session_state.get("before"))
            if st.button("Red"):
                ask_anew()
            if st.button("Red after"):
                read_again()


@pytest.fixture(autouse=True)
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    url = f"sqlite:///{tmp_path / 'journal.sqlite'}"
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    return Journal.open(url)


def opened() -> AppTest:
    app = AppTest.from_function(gated_page, default_timeout=20).run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    app = button.click().run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def has_passed(app: AppTest) -> bool:
    return any(one.value == "passed" for one in app.markdown)


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def me(journal: Journal) -> Profile:
    (profile,) = journal.profiles()
    return profile


def kept(journal: Journal) -> GateAnswers:
    answers = journal.last_gate(me(journal).id)
    assert answers is not None
    return answers


def passed_before(journal: Journal, **changed: object) -> Profile:
    profile = journal.add_profile("Anna")
    said = {"at": NOW, "version": VERSION, "answers": {}, "outcome": "clear", "acknowledged": True}
    journal.answer_gate(profile.id, GateAnswers(**(said | changed)))  # type: ignore[arg-type]
    return profile


def test_two_presses_for_somebody_well(journal: Journal) -> None:
    app = opened()
    assert not has_passed(app)
    assert buttons(app) == [NONE]
    app = press(app, NONE)
    assert not has_passed(app)
    assert "Stop at once" in text(app)
    assert "sharp pain" in text(app)
    assert "Stop, and get help now" in text(app)
    app = press(app, READ)
    assert has_passed(app)
    answers = kept(journal)
    assert answers.acknowledged
    assert answers.outcome == "clear"
    assert set(answers.answers.values()) == {False}
    assert has_passed(opened()), "another visit asks nothing"


def test_read_but_not_to_the_end(journal: Journal) -> None:
    press(opened(), NONE)
    assert not kept(journal).acknowledged
    assert buttons(opened()) == [READ]


def test_an_emergency_stops_everything_until_all_is_answered_anew(journal: Journal) -> None:
    app = opened()
    app.checkbox(key=BLADDER).check()
    app.checkbox(key=CANCER).check().run()
    app = press(app, TICKED)
    for visit in (app, opened()):
        assert not has_passed(visit)
        assert buttons(visit) == [ANEW], "there is no way past it"
        for number in ("112", "911", "999", "your local emergency number"):
            assert number in text(visit)
        assert "lost control of my bladder" in text(visit)
    app = press(app, ANEW)
    assert not any(box.value for box in app.checkbox), "nothing is ticked beforehand"
    app = press(press(app, NONE), READ)
    assert has_passed(app)


def test_a_doctor_is_asked_first(journal: Journal) -> None:
    app = opened()
    app.checkbox(key=CANCER).check().run()
    press(app, TICKED)
    app = opened()
    assert "I have or had cancer." in text(app)
    (go_on,) = [button for button in app.button if button.label == GO_ON]
    assert go_on.disabled
    (agreed,) = [box for box in app.checkbox if box.label == AGREED]
    app = press(agreed.check().run(), GO_ON)
    assert has_passed(app)
    assert kept(journal).outcome == "ask_doctor"
    assert has_passed(opened())


def test_strong_pain_in_a_practice_asks_again(journal: Journal) -> None:
    profile = passed_before(journal, at=NOW - timedelta(days=2))
    assert has_passed(opened())
    practised(journal, profile, NOW - timedelta(days=1), Feelings(pain_before=2, pain_after=7))
    app = opened()
    assert not has_passed(app)
    assert "your pain was strong" in text(app)
    assert has_passed(press(press(app, NONE), READ))
    assert has_passed(opened())


def test_strong_pain_before_a_practice_asks_again_tomorrow(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed_before(journal)
    app = press(opened(), "Red")
    assert has_passed(app.run()), "today it can be corrected"
    assert kept(journal).version == ASKED_ANEW
    press(app, "Red")
    assert not has_passed(opened()), "in another tab, or on another day"
    monkeypatch.setattr(gate, "_today", lambda profile: (profile, "tomorrow"))
    assert not has_passed(app.run())


def test_strong_pain_after_it_was_corrected_asks_at_once(
    journal: Journal,
) -> None:
    profile = passed_before(journal)
    app = press(opened(), "Red")
    practised(journal, profile, datetime.now(UTC), Feelings(pain_before=3, pain_after=5))
    assert has_passed(app.run()), "today it was corrected"
    practised(journal, profile, datetime.now(UTC), Feelings(pain_before=3, pain_after=8))
    app.run()
    assert not has_passed(app)
    assert "your pain was strong" in text(app)
    assert has_passed(press(press(app, NONE), READ))


def test_strong_pain_after_a_practice_brings_the_list_back_at_once(journal: Journal) -> None:
    passed_before(journal)
    app = press(press(opened(), "Red"), "Red after")
    assert not has_passed(app.run()), "also where pain before was put right today"
    assert has_passed(press(press(app, NONE), READ))


def test_the_question_after_a_practice_leads_to_the_list(journal: Journal) -> None:
    def after_page() -> None:
        from dataclasses import replace
        from types import SimpleNamespace as Made

        import streamlit as st

        from formcheck.journal.records import Feelings
        from formcheck.ui.practise_pain import ask_after

        def feel(**said: object) -> None:
            entry.feelings = replace(entry.feelings, **said)

        entry = st.session_state.setdefault("entry", Made(feelings=Feelings()))
        entry.feel = feel
        practice = Made(choices=Made(feel=lambda *_: None), clock=lambda: 0.0)
        ask_after(practice, entry)  # type: ignore[arg-type]

    profile = passed_before(journal)
    app = AppTest.from_function(after_page, default_timeout=20).run()
    app.button_group[0].set_value(5).run()
    assert kept(journal).version == VERSION
    app.button_group[0].set_value(6).run()
    assert kept(journal).version == ASKED_ANEW, "although nothing was counted"
    assert profile == me(journal)


@pytest.mark.parametrize("felt", [Feelings(pain_next_day=8), Feelings(pain_before=2, pain_after=6)])
def test_strong_pain_asks_as_soon_as_it_is_told(journal: Journal, felt: Feelings) -> None:
    profile = passed_before(journal, at=NOW - timedelta(days=3))
    app = opened()
    assert has_passed(app)
    practised(journal, profile, NOW - timedelta(days=1), felt)
    assert not has_passed(app.run())


def test_what_was_answered_in_another_tab_counts_where_a_practice_begins(journal: Journal) -> None:
    profile = passed_before(journal)
    app = opened()
    app.session_state["elsewhere"] = True
    assert "may: True" in [one.value for one in app.run().markdown]
    said = GateAnswers(datetime.now(UTC), VERSION, {"chest": True}, "emergency", False)
    journal.answer_gate(profile.id, said)
    assert "may: False" in [one.value for one in app.run().markdown]


def test_ticks_are_still_there_after_another_page(journal: Journal) -> None:
    app = opened()
    app.checkbox(key=CANCER).check().run()
    app.session_state["elsewhere"] = True
    app.run()
    assert not app.checkbox
    app.session_state["elsewhere"] = False
    app.run()
    assert app.checkbox(key=CANCER).value
    assert buttons(app) == [TICKED]
    app.checkbox(key=CANCER).uncheck().run()
    assert buttons(app) == [NONE]
    app.checkbox(key=CANCER).check().run()
    press(app, TICKED)
    assert kept(journal).outcome == "ask_doctor"


def test_one_persons_ticks_are_not_anothers(journal: Journal) -> None:
    anna, bo = journal.add_profile("Anna"), journal.add_profile("Bo")
    app = AppTest.from_function(gated_page, default_timeout=20)
    app.session_state["person"] = anna.id
    app.run().checkbox(key=CANCER).check().run()
    app.session_state["elsewhere"] = True
    app.run()
    app.session_state["elsewhere"], app.session_state["person"] = False, bo.id
    app.run()
    assert not any(box.value for box in app.checkbox)


def test_where_several_practise_it_is_asked_who_is_here(journal: Journal) -> None:
    passed_before(journal)
    other = journal.add_profile("*Bo*")
    app = opened()
    assert not has_passed(app)
    assert "Who is practising?" in text(app)
    app = press(app, r"\*Bo\*")
    assert app.session_state["person"] == other.id
    assert buttons(app) == ["Change", NONE]


def test_asked_for_again(journal: Journal) -> None:
    passed_before(journal, version=ASKED_ANEW, acknowledged=False)
    assert "Please read this list again before you go on." in text(opened())


def test_other_questions_are_asked(journal: Journal) -> None:
    passed_before(journal, version=VERSION + 1)
    app = opened()
    assert "The list has changed" in text(app)
    assert buttons(app) == [NONE]


def test_everybody_answers_for_themselves(journal: Journal) -> None:
    profile = passed_before(journal)
    assert has_passed(opened())
    other = journal.add_profile("Bo")
    app = AppTest.from_function(gated_page, default_timeout=20)
    app.session_state["person"] = other.id
    app.run()
    assert not has_passed(app)
    assert "Practising: <strong>Bo</strong>" in text(app)
    press(press(app, NONE), READ)
    assert journal.last_gate(other.id) is not None
    before = journal.last_gate(profile.id)
    assert before is not None
    assert before.answers == {}


def test_answers_that_cannot_be_kept_hold_in_the_tab(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise JournalError("The journal is locked.")

    monkeypatch.setattr(Journal, "answer_gate", locked)
    app = opened()
    app.checkbox(key=BLADDER).check().run()
    app = press(app, TICKED)
    assert "112" in text(app)
    app = press(press(press(app, ANEW), NONE), READ)
    assert has_passed(app)
    assert not has_passed(opened())


# -- the strongest pain ------------------------------------------------------------------------


def practised(journal: Journal, profile: Profile, at: datetime, felt: Feelings) -> None:
    from formcheck.live.log import ExerciseBegan

    session = journal.begin(profile.id, "Cat-cow", (), at=at)
    log = journal.log(session, model="m", mode="standard", steps={})
    log.began(ExerciseBegan(0, "cat_cow", {}, 0.0))
    journal.end(session, at + timedelta(minutes=5))
    journal.feel(
        session, pain_before=felt.pain_before, pain_after=felt.pain_after,
        pain_next_day=felt.pain_next_day,
    )  # fmt: skip


def session(at: datetime, felt: Feelings, offset_min: int = 0) -> Session:
    return Session("s", "p", at, offset_min, "Cat-cow", (), feelings=felt)


def test_the_next_morning_counts_from_midnight() -> None:
    evening = datetime(2026, 5, 4, 18, 0, tzinfo=UTC)
    felt = Feelings(pain_before=1, pain_after=3, pain_next_day=8)
    asked_after = evening + timedelta(minutes=30)
    assert worst_pain((session(evening, felt, 120),), asked_after) == 8
    midnight = datetime(2026, 5, 4, 22, 0, tzinfo=UTC)
    assert worst_pain((session(evening, felt, 120),), midnight) is None
    assert worst_pain((session(evening, felt, 120),), evening - timedelta(hours=1)) == 8


PAIN = st.none() | st.integers(0, 10)
MOMENT = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
SESSIONS = st.lists(
    st.builds(
        session, MOMENT,
        st.builds(Feelings, pain_before=PAIN, pain_after=PAIN, pain_next_day=PAIN),
        st.integers(-720, 840),
    ),
    max_size=4,
)  # fmt: skip


@given(SESSIONS, MOMENT)
def test_only_what_was_told_since_counts(sessions: list[Session], since: datetime) -> None:
    worst = worst_pain(tuple(sessions), since)
    after = [one for one in sessions if one.started_at > since]
    felt = [one.feelings for one in after]
    sure = [pain for one in felt for pain in (one.pain_before, one.pain_after) if pain is not None]
    if sure:
        assert worst is not None
        assert worst >= max(sure)
    if all(one.started_at + timedelta(days=2) < since for one in sessions):
        assert worst is None


# -- the scale ---------------------------------------------------------------------------------


def scaled(journal: Journal, before: int | None = None) -> AppTest:
    passed_before(journal)
    app = AppTest.from_function(gated_page, default_timeout=20)
    app.session_state["before"] = before
    return app.run()


@pytest.mark.parametrize(
    ("pain", "told"), [(0, "Green: go on."), (4, "Amber: gently"), (6, "Red: stop"), (10, "Red")]
)
def test_a_tap_tells_its_light(journal: Journal, pain: int, told: str) -> None:
    app = scaled(journal)
    assert "Green" not in text(app)
    (scale,) = app.button_group
    assert len(scale.options) == 11
    app = scale.set_value(pain).run()
    assert told in text(app)


def test_what_was_answered_before_stands(journal: Journal) -> None:
    app = scaled(journal, 5)
    assert app.button_group[0].value == 5
    assert "Amber" in text(app)
