"""What is practised stands in the address: links, the menu, a reload, another choice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import streamlit as st
from live_kit import MOMENTS, result
from practise_kit import World, html, world

from formcheck.journal.errors import JournalError
from formcheck.journal.records import GateAnswers
from formcheck.journal.store import Journal
from formcheck.live.webrtc import CameraState
from formcheck.safety.gate import VERSION
from formcheck.ui import practise_address
from formcheck.ui.practise_address import GONE

__all__ = ["world"]  # a fixture


def address(world: World) -> dict[str, str]:
    assert world.app is not None
    return dict(world.app.query_params)


def test_from_the_menu_it_opens_on_what_today_says(world: World) -> None:
    app = world.open(exercise="")
    assert app.selectbox[0].value == "core_three"
    assert address(world) == {"routine": "core_three"}


def test_without_a_journal_it_opens_on_what_everybody_begins_with(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> tuple[()]:
        raise JournalError("The journal is locked.")

    monkeypatch.setattr(Journal, "sessions", refuse)
    world.open(None, exercise="")
    assert world.practice.choices.routine == "core_three"


def test_a_reload_before_start_keeps_the_routine(world: World) -> None:
    world.open(routine="desk")
    kept = address(world)
    assert kept == {"routine": "desk"}
    assert world.open(**kept).selectbox[0].value == "desk"


def test_a_run_that_is_cut_short_loses_no_wish(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose, cut = practise_address._choose, [True]

    def cut_short(*wish: Any) -> None:
        if cut:
            cut.clear()
            st.rerun()
        choose(*wish)

    monkeypatch.setattr(practise_address, "_choose", cut_short)
    assert world.open(exercise="wall_angels").selectbox[0].value == "wall_angels"


def test_another_choice_changes_the_address(world: World) -> None:
    app = world.open(routine="core_three")
    app.selectbox[0].select("desk").run()
    assert app.selectbox[0].value == "desk"
    assert address(world) == {"routine": "desk"}
    app.segmented_control(key="practise-what").set_value("One exercise")
    world.run()
    app.selectbox[0].select("wall_angels").run()
    assert app.selectbox[0].value == "wall_angels"
    assert address(world) == {"exercise": "wall_angels"}


def test_the_summary_is_in_the_address_and_a_link_begins_anew(world: World) -> None:
    world.practise()
    app = world.stop(MOMENTS["moving"], result())
    token = world.practice.token
    assert address(world)["practice"] == token
    app.query_params.clear()  # away by the menu, and back
    assert "2 repetitions" in html(world.run())
    assert address(world)["practice"] == token
    app.query_params.clear()
    app.query_params["exercise"] = "thread_the_needle"  # the same once more, by a link
    world.camera = CameraState(False)
    world.run()
    assert world.practice.result is None


def test_an_unknown_routine_is_told_beside_one_that_can_be_done(world: World) -> None:
    app = world.open(routine="gone")
    assert app.error[0].value == GONE
    assert app.selectbox[0].value == "core_three"
    app.selectbox[0].select("desk").run()
    assert not app.error


@pytest.mark.parametrize("again", [False, True], ids=["start", "once more"])
def test_an_emergency_answer_in_another_tab_holds_here_too(world: World, again: bool) -> None:
    app = world.open(exercise="thread_the_needle")
    if again:
        world.camera = CameraState(True)
        world.press_start()
        world.stop(MOMENTS["moving"], result())
        world.feel(1, "after")
        assert world.labels[-1] == "Once more"
    who = world.journal.profiles()[0]
    answers = GateAnswers(datetime.now(UTC), VERSION, {"numb": True}, "emergency", False)
    world.journal.answer_gate(who.id, answers)
    world.press_start()
    assert not world.practice.wanted
    assert "Please get help now" in html(app)
