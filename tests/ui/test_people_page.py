"""*You and your data*: people, mode, the journal out, in and away."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from formcheck.journal.errors import JournalError
from formcheck.journal.exchange import to_json
from formcheck.journal.records import GateAnswers, OwnRoutine, Profile
from formcheck.journal.store import DATABASE_VARIABLE, IN_MEMORY, Journal
from formcheck.live.own_ranges import OwnRanges
from formcheck.safety.gate import ASKED_ANEW, VERSION
from formcheck.ui import people_data, person
from formcheck.ui.names import file_name, plain
from formcheck.ui.who import NOTE_READ

NOW = datetime.now(UTC)


def people_page() -> None:
    from formcheck.ui import people

    people.page()


def theme_page() -> None:
    from formcheck.ui.theme import page_frame

    with page_frame("Any page"):
        pass


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def ranges(tmp_path: Path) -> Path:
    path = tmp_path / "own_ranges.json"
    path.write_text("{}")
    return path


@pytest.fixture(autouse=True)
def journal(file: Path, ranges: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A journal in a file, looked at from its own computer."""
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{file}")
    monkeypatch.setattr(people_data, "at_this_computer", lambda: True)
    monkeypatch.setattr(people_data, "default_path", lambda: ranges)
    return Journal.open(f"sqlite:///{file}")


def opened(chosen: Profile | None = None) -> AppTest:
    app = AppTest.from_function(people_page, default_timeout=20)
    if chosen is not None:
        app.session_state["person"] = chosen.id
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    app = button.click().run()
    assert not app.exception
    return app


def text(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def names(journal: Journal) -> set[str]:
    return {profile.name for profile in journal.profiles()}


def labels(app: AppTest) -> list[str]:
    return [str(one.proto.label) for one in app.get("download_button")]


# -- people ------------------------------------------------------------------------------------


def test_whoever_comes_first_is_here_already(journal: Journal) -> None:
    app = opened()
    assert names(journal) == {"Me"}
    assert not app.radio
    assert "Does somebody else practise here too?" in text(app)


def test_somebody_is_added_and_chosen(journal: Journal) -> None:
    app = opened()
    app.text_input(key="new-name").input("  Bo <b>*x*  ")
    app = press(app, "Add and choose")
    assert names(journal) == {"Me", "Bo <b>*x*"}
    assert "<b>Bo" not in text(app)
    assert "Practising: <strong>Bo &lt;b&gt;*x*</strong>" in text(app)
    assert len(app.radio[0].options) == 2
    assert app.success


def test_a_name_that_is_taken_or_empty_is_refused(journal: Journal) -> None:
    app = opened()
    for name in ("Me", "   "):
        app.text_input(key="new-name").input(name)
        app = press(app, "Add and choose")
        assert app.error
    assert names(journal) == {"Me"}


def test_a_new_name(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    app = opened(anna)
    app.text_input(key=f"name-{anna.id}").input("Anne")
    app = press(app, "Rename")
    assert names(journal) == {"Anne"}
    assert app.text_input(key=f"name-{anna.id}").value == "Anne"


def test_somebody_else_is_chosen(journal: Journal) -> None:
    anna, bo = journal.add_profile("Anna"), journal.add_profile("Bo")
    app = opened(anna)
    app.radio[0].set_value(bo.id).run()
    assert app.session_state["person"] == bo.id
    assert "Practising: <strong>Bo</strong>" in text(app)


def test_names_are_shown_as_they_were_typed() -> None:
    assert plain("*A* [b](c) $d$ :smile:") == r"\*A\* \[b\]\(c\) \$d\$ \:smile\:"
    assert plain("Zoë 李") == "Zoë 李"
    assert plain("Cat-cow - a -> b") == r"Cat-cow \- a \-\> b"


@pytest.mark.parametrize(
    ("name", "called"),
    [("Zoë 李", "Zoë-李"), ("<b>Tom & Co</b>", "b-Tom-Co-b"), ("Anna / Bo", "Anna-Bo"),
     ("../../etc/passwd", "etc-passwd"), (r"C:\x|y?*", "C-x-y"), ("cat_cow", "cat_cow"),
     ("\x00\n", ""), ("  .  ", ""), ("e\u0301", "é")],
)  # fmt: skip
def test_a_name_in_the_name_of_a_file(name: str, called: str) -> None:
    assert file_name("formcheck", name, "2026-11-21") == (
        f"formcheck-{called}-2026-11-21" if called else "formcheck-2026-11-21"
    )


@given(st.text())
def test_any_name_makes_a_sound_name_of_a_file(name: str) -> None:
    made = file_name(name)
    assert 0 < len(made) <= 80
    assert all(letter.isalnum() or letter in "_-" for letter in made)
    assert not made.startswith("-")


# -- how they are coached ----------------------------------------------------------------------


def test_the_mode_is_kept_with_its_reason(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    app = opened(anna)
    app.button_group[0].set_value("gentle").run()
    assert not app.exception
    (profile,) = journal.profiles()
    assert profile.mode == "gentle"
    (change,) = journal.changes(anna.id)
    assert (change.before, change.after, change.reason) == ("standard", "gentle", "You chose it.")
    assert app.button_group[0].value == "gentle"


def test_the_questions_can_be_asked_again(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    assert "before your first practice" in text(opened(anna))
    journal.answer_gate(anna.id, GateAnswers(NOW, VERSION, {}, "clear", acknowledged=True))
    app = opened(anna)
    assert "You answered them on" in text(app)
    app = press(app, "Ask me again")
    last = journal.last_gate(anna.id)
    assert last is not None
    assert last.version == ASKED_ANEW
    assert "You answered them on" not in text(app)
    assert "The questions come before your next practice." in text(app)


def test_asking_again_takes_no_emergency_away(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    answers = GateAnswers(NOW, VERSION, {"chest": True}, "emergency", acknowledged=False)
    journal.answer_gate(anna.id, answers)
    app = opened(anna)
    assert "Ask me again" not in [button.label for button in app.button]
    assert "needs urgent help" in text(app)
    assert "no practice until this has been looked at" in text(app)
    assert journal.last_gate(anna.id) == answers


def test_a_doctor_who_is_to_be_asked_is_told(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    answers = GateAnswers(NOW, VERSION, {"cancer": True}, "ask_doctor", acknowledged=False)
    journal.answer_gate(anna.id, answers)
    assert "a doctor should know first" in text(opened(anna))


# -- the journal -------------------------------------------------------------------------------


def test_where_it_is_and_what_can_be_had(file: Path) -> None:
    app = opened()
    assert str(file) in text(app)
    assert labels(app) == ["Everything (JSON)", "Tables (CSV)", "Back up"]


def test_a_visitor_is_told_that_nothing_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_VARIABLE)
    monkeypatch.setattr(person, "at_this_computer", lambda: False)
    monkeypatch.setattr(people_data, "at_this_computer", lambda: False)
    app = opened()
    assert "kept until you close this tab" in text(app)
    assert labels(app) == ["Everything (JSON)", "Tables (CSV)"]
    assert "Delete everything" in [button.label for button in app.button]


def test_nobody_elsewhere_deletes_or_copies_the_whole(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_data, "at_this_computer", lambda: False)
    journal.add_profile("Anna")
    app = opened(journal.add_profile("Bo"))
    assert "Back up" not in labels(app)
    assert "Delete everything" not in [button.label for button in app.button]
    app = press(press(app, "Delete Bo"), "Yes, delete")
    assert names(journal) == {"Anna"}


def test_a_fault_is_told_and_tried_again(monkeypatch: pytest.MonkeyPatch, journal: Journal) -> None:
    opening = Journal.open

    def broken(url: str | None = None) -> Journal:
        if url == IN_MEMORY:
            return opening(url)
        raise JournalError("The folder cannot be written.")

    monkeypatch.setattr(Journal, "open", broken)
    person._shared.clear()  # type: ignore[attr-defined]
    app = opened()
    assert text(app).count("The folder cannot be written") == 1
    assert "kept only until you close this tab." in text(app)
    assert "at the computer that it runs on" not in text(app), "this is no visitor"
    app = press(app, "Try again")
    assert text(app).count("The folder cannot be written") == 1
    monkeypatch.setattr(Journal, "open", opening)
    app = press(app, "Try again")
    assert "until you close this tab" not in text(app)


@pytest.mark.parametrize("others", [["Anna"], ["Me", "Bo"], []])
def test_what_was_done_meanwhile_comes_into_the_journal(
    monkeypatch: pytest.MonkeyPatch, journal: Journal, file: Path, others: list[str]
) -> None:
    before = [journal.add_profile(name) for name in others]
    opening = Journal.open

    def broken(url: str | None = None) -> Journal:
        if url == f"sqlite:///{file}":
            raise JournalError("The journal is locked.")
        return opening(url)

    monkeypatch.setattr(Journal, "open", broken)
    person._shared.clear()  # type: ignore[attr-defined]
    app = opened()
    own: Journal = app.session_state["own-journal"]
    (me,) = own.profiles()
    answers = GateAnswers(NOW, VERSION, {}, "clear", acknowledged=True)
    own.answer_gate(me.id, answers)
    own.feel(own.begin(me.id, "Cat-cow", (), at=NOW), pain_after=2)
    press(app, "Try again")
    assert own.sessions(me.id), "nothing is lost while the journal is still away"
    monkeypatch.setattr(Journal, "open", opening)
    press(app, "Try again")
    assert names(journal) == set(others or ["Me"]), "nobody comes twice"
    taker = before[0].id if before else me.id
    assert [one.feelings.pain_after for one in journal.sessions(taker)] == [2]
    assert journal.last_gate(taker) == answers


def test_a_visitors_own_journal_is_never_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def page() -> None:
        from formcheck.ui import person

        person.journal().add_profile("Anna")
        person.try_again()
        assert [one.name for one in person.journal().profiles()] == ["Anna"]

    monkeypatch.delenv(DATABASE_VARIABLE)
    monkeypatch.setattr(person, "at_this_computer", lambda: False)
    assert not AppTest.from_function(page).run().exception


def test_what_opening_found_is_told_on_every_page_until_it_is_read(journal: Journal) -> None:
    told = AppTest.from_function(theme_page).run()
    assert "damaged" not in text(told)
    shared = person._shared(os.environ[DATABASE_VARIABLE])
    shared.notes = ("The journal was <b>damaged</b>.",)
    told = AppTest.from_function(theme_page).run()
    assert "The journal was &lt;b&gt;damaged&lt;/b&gt;." in text(told)
    assert text(opened()).count("damaged") == 1
    assert not opened().info, "above, not twice"
    told = press(told, NOTE_READ)
    assert "damaged" not in text(told)
    assert "damaged" not in text(AppTest.from_function(theme_page).run()), "in another tab either"
    assert [one.value for one in opened().info] == [plain("The journal was <b>damaged</b>.")]


def test_the_title_of_a_page_is_no_markdown() -> None:
    def page() -> None:
        from formcheck.ui.theme import page_frame

        with page_frame("*Mine* :red[x]"):
            pass

    assert AppTest.from_function(page).run().title[0].value == plain("*Mine* :red[x]")


def test_no_line_about_people_where_there_is_one(journal: Journal) -> None:
    journal.add_profile("Anna")
    assert "Practising" not in text(AppTest.from_function(theme_page).run())
    journal.add_profile("Bo")
    app = AppTest.from_function(theme_page).run()
    assert "Practising: <strong>" in text(app)
    assert [button.label for button in app.button] == ["Change"]


# -- in and away -------------------------------------------------------------------------------


def upload(app: AppTest, content: bytes) -> AppTest:
    app.file_uploader[0].upload("journal.json", content, "application/json").run()
    return press(app, "Import")


def test_what_was_exported_comes_back(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    journal.keep_routine(anna.id, OwnRoutine("a" * 32, "Mine", "{}", NOW))
    exported = to_json(journal.person(anna.id))
    journal.delete_everything()
    app = upload(opened(), exported.encode())
    assert names(journal) == {"Anna"}, "nobody's empty journal makes room"
    assert app.session_state["person"] == anna.id
    assert [one.title for one in journal.routines(anna.id)] == ["Mine"]
    assert "Anna is here now" in app.success[0].value


def test_somebody_of_the_same_name_comes_beside_who_has_practised(journal: Journal) -> None:
    other = Journal.open(IN_MEMORY)
    exported = to_json(other.person(other.add_profile("Anna").id))
    other.close()
    anna = journal.add_profile("Anna")
    journal.answer_gate(anna.id, GateAnswers(NOW, VERSION, {}, "clear", acknowledged=True))
    upload(opened(anna), exported.encode())
    assert len(names(journal)) == 2
    assert journal.last_gate(anna.id) is not None


def test_importing_oneself_again_changes_nothing(journal: Journal) -> None:
    anna = journal.add_profile("Anna")
    exported = to_json(journal.person(anna.id))
    upload(opened(anna), exported.encode())
    assert to_json(journal.person(anna.id)) == exported


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"[]", json.dumps({"schema": "other/9"}).encode()]
)
def test_another_file_is_refused_with_a_sentence(journal: Journal, content: bytes) -> None:
    app = upload(opened(), content)
    assert len(app.error) == 1
    assert names(journal) == {"Me"}


def test_own_ranges_go_with_their_person(journal: Journal, ranges: Path) -> None:
    ranges.unlink()
    anna, bo = journal.add_profile("Anna"), journal.add_profile("Bo")
    own = OwnRanges(ranges)
    for one in (anna, bo):
        own.store("cat_cow", "side", "m", {"curve": (0.0, 1.0)}, NOW, person=one.id)
    press(press(opened(bo), "Delete Bo"), "Yes, delete")
    assert own.load("cat_cow", "m", NOW, person=anna.id)
    assert not own.load("cat_cow", "m", NOW, person=bo.id)


def test_where_several_practise_it_is_said_whose_copy_it_is(journal: Journal) -> None:
    journal.add_profile("Anna")
    app = opened(journal.add_profile("B*o"))
    assert labels(app) == [r"Everything of B\*o (JSON)", "Tables (CSV)", "Back up"]
    app = press(app, "Delete everything")
    assert labels(app).count("Back up") == 2, "a copy of all, before all is deleted"


def test_everything_is_deleted_with_one_confirmed_click(journal: Journal, ranges: Path) -> None:
    journal.add_profile("Anna")
    app = opened(journal.add_profile("Bo"))
    app = press(app, "Delete everything")
    assert names(journal) == {"Anna", "Bo"}, "not before it is confirmed"
    assert ranges.exists()
    app = press(app, "Yes, delete everything")
    assert names(journal) == {"Me"}, "somebody new, who has nothing"
    assert not ranges.exists()
    assert "person" not in app.session_state
    assert "Everything is deleted." in app.success[0].value


def test_what_cannot_be_deleted_is_told(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, ranges: Path
) -> None:
    def locked(_: Journal) -> None:
        raise JournalError("The journal is locked.")

    monkeypatch.setattr(Journal, "delete_everything", locked)
    app = press(press(opened(), "Delete everything"), "Yes, delete everything")
    assert any("Not everything could be deleted" in one.value for one in app.error)
    assert ranges.exists()


def test_a_fault_of_the_journal_within_a_page_is_its_own_sentence(
    monkeypatch: pytest.MonkeyPatch, journal: Journal
) -> None:
    def locked(*_: object) -> None:
        raise JournalError("The journal is locked. Close the other program.")

    journal.add_profile("Anna")
    monkeypatch.setattr(Journal, "changes", locked)
    monkeypatch.setattr(Journal, "change", locked)
    app = opened()
    app.button_group[0].set_value("precise").run()
    assert not app.exception
    assert [one.value for one in app.error] == ["The journal is locked. Close the other program."]
