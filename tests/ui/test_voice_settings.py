"""How the coach sounds: what is chosen, what is read back from a browser, what it is offered."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.ui.voice_component import (
    BUILT_IN,
    Browser,
    Voice,
    VoiceSettings,
    read_browser,
    read_settings,
)


def page() -> None:
    import streamlit as st

    from formcheck.ui.voice_settings import voice_settings

    st.session_state["settings"] = voice_settings()


def opened(browser: Browser | None = None) -> AppTest:
    at = AppTest.from_function(page, default_timeout=30)
    if browser is not None:
        at.session_state["voice-browser"] = browser
    return at.run()


def test_at_first_the_browser_chooses_at_the_usual_speed() -> None:
    at = opened()
    assert not at.exception
    assert at.session_state["settings"] == VoiceSettings()
    assert at.expander[0].label == "Voice"


@pytest.mark.parametrize(
    ("change", "chosen"),
    [
        (lambda at: at.slider(key="voice-rate").set_value(0.8), VoiceSettings(rate=0.8)),
        (lambda at: at.slider(key="voice-volume").set_value(40), VoiceSettings(volume=0.4)),
        (lambda at: at.toggle(key="voice-muted").set_value(True), VoiceSettings(muted=True)),
        (lambda at: at.toggle(key="voice-breath").set_value(False), VoiceSettings(breath=False)),
        (lambda at: at.selectbox(key="voice-name").set_value(BUILT_IN), VoiceSettings(BUILT_IN)),
    ],
)
def test_each_choice_is_in_the_settings_and_stays(
    change: Callable[[AppTest], object], chosen: VoiceSettings
) -> None:
    at = opened()
    change(at)
    assert at.run().session_state["settings"] == chosen
    assert at.run().session_state["settings"] == chosen


def test_what_this_browser_kept_comes_back() -> None:
    kept = VoiceSettings("Near", 1.1, 0.6, muted=True, breath=False)
    at = opened(Browser((Voice("Near", local=True),), speaks=True, kept=kept))
    assert at.session_state["settings"] == kept
    assert at.selectbox(key="voice-name").value == "Near"
    assert at.button[0].disabled, "muted there is nothing to try"


def test_what_was_chosen_before_the_browser_told_is_not_undone() -> None:
    at = opened()
    at.toggle(key="voice-muted").set_value(True)
    at.run()
    at.session_state["voice-browser"] = Browser((), speaks=False, kept=VoiceSettings(rate=0.7))
    assert at.run().session_state["settings"] == VoiceSettings(muted=True)


def test_a_voice_that_needs_the_internet_says_so() -> None:
    voices = (Voice("Near", local=True), Voice("Far", local=False))
    at = opened(Browser(voices, speaks=True, kept=None))
    assert at.selectbox(key="voice-name").options == [
        "Automatic", "Formcheck's own voice", "Near", "Far (speaks through the internet)",
    ]  # fmt: skip


def test_a_kept_voice_that_is_gone_stays_chosen_until_another_is() -> None:
    at = opened(Browser((), speaks=False, kept=VoiceSettings("Gone")))
    assert not at.exception
    assert at.session_state["settings"].voice == "Gone"


def test_odd_values_from_a_browser_become_usual_ones() -> None:
    odd = {"voice": 3, "rate": 9, "volume": math.nan, "muted": "yes", "breath": None}
    assert read_settings(odd) == VoiceSettings(rate=1.3)
    assert read_settings("nothing") is None
    assert read_settings({"voice": ""}) == VoiceSettings()


def test_only_sound_reports_of_a_browser_are_taken() -> None:
    report = {"voices": [{"name": "Near", "local": True}, {"local": True}, 4], "speaks": True}
    assert read_browser(report) == Browser((Voice("Near", local=True),), True, None)
    assert read_browser(None) is None
    assert read_browser({"voices": "many"}) is None
