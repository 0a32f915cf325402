"""The part of the page that makes sound, how it should sound, and what the browser can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from importlib.resources import files
from typing import Any

import streamlit as st
import streamlit.components.v2 as components

BUILT_IN = "built-in"
"""The voice that ships with the app: sound files (`formcheck.ui.voice_files`)."""
SLOWEST, FASTEST = 0.7, 1.3
_BROWSER = "voice-browser"
_MOST_VOICES = 60


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How the coach sounds.

    Attributes:
        voice: a voice of the browser by name, `BUILT_IN`, or None: the browser's own choice, of
            the voices that need no network; without one, the built-in voice.
        rate: speed of speaking, 1 is usual; from `SLOWEST` to `FASTEST`.
        volume: from 0 to 1.
        muted: no sound at all.
        breath: a soft tone where a breath in or out begins.
    """

    voice: str | None = None
    rate: float = 1.0
    volume: float = 1.0
    muted: bool = False
    breath: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the browser; `local`: it works without a network."""

    name: str
    local: bool


@dataclass(frozen=True, slots=True)
class Browser:
    """What the browser told.

    Attributes:
        voices: its English voices.
        speaks: one of them speaks with the settings as they are; else sound files are needed.
        kept: settings that were kept in this browser earlier.
    """

    voices: tuple[Voice, ...]
    speaks: bool
    kept: VoiceSettings | None


def read_settings(data: object) -> VoiceSettings | None:
    """Settings as the browser kept them; None if they are none. Odd values become usual ones."""
    if not isinstance(data, Mapping):
        return None
    usual = VoiceSettings()
    voice = data.get("voice")
    return VoiceSettings(
        voice=voice if isinstance(voice, str) and voice else None,
        rate=_within(data.get("rate"), SLOWEST, FASTEST, usual.rate),
        volume=_within(data.get("volume"), 0.0, 1.0, usual.volume),
        muted=data.get("muted") is True,
        breath=data.get("breath") is not False,
    )


def read_browser(data: object) -> Browser | None:
    """What the component sent; None if it is nothing of ours."""
    if not isinstance(data, Mapping) or not isinstance(data.get("voices"), list):
        return None
    voices = tuple(
        Voice(one["name"], one.get("local") is True)
        for one in data["voices"][:_MOST_VOICES]
        if isinstance(one, Mapping) and isinstance(one.get("name"), str)
    )
    return Browser(voices, data.get("speaks") is True, read_settings(data.get("kept")))


def browser() -> Browser | None:
    """What this visitor's browser told; None until it has."""
    known = st.session_state.get(_BROWSER)
    return known if isinstance(known, Browser) else None


def needs_files(settings: VoiceSettings) -> bool:
    """Whether the built-in voice is wanted, or may be for all that is known."""
    known = browser()
    return settings.voice == BUILT_IN or known is None or not known.speaks


def mount(key: str, data: Mapping[str, Any], settings: VoiceSettings) -> None:
    """Put the component on the page (any number of times: they share one voice).

    Args:
        key: tells the places apart.
        data: `practice`, `said`, `breath` and perhaps `keep`, as speaker_files/speaker.js reads it.
        settings: how it should sound.
    """
    known = browser() is not None
    sent = {"place": key, "settings": asdict(settings), "known": known, **data}
    _COMPONENT(key=key, data=sent, on_browser_change=partial(_remember, key))


def _remember(key: str) -> None:
    """Before the run that follows: what the component at `key` told."""
    state = st.session_state.get(key)
    told = read_browser(state.get("browser") if isinstance(state, Mapping) else None)
    if told is not None:
        st.session_state[_BROWSER] = told


def _read(name: str) -> str:
    return files("formcheck.ui").joinpath("speaker_files", name).read_text(encoding="utf-8")


def _within(value: object, least: float, most: float, usual: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return usual
    return min(max(float(value), least), most) if value == value else usual


_COMPONENT = components.component(
    "formcheck_speaker",
    html='<button type="button" hidden>Sound is off: press here</button>',
    css=_read("speaker.css"),
    js=_read("tones.js") + _read("speaker.js"),
)
