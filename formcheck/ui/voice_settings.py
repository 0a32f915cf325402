"""How the coach sounds: chosen in a calm corner of the page, the same the next time."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any

import streamlit as st

from formcheck.live.snapshot import Utterance
from formcheck.ui.speaker import message
from formcheck.ui.voice_component import (
    BUILT_IN,
    FASTEST,
    SLOWEST,
    Browser,
    VoiceSettings,
    browser,
    mount,
    needs_files,
)
from formcheck.ui.voice_files import SAMPLE

__all__ = ["VoiceSettings", "voice_settings"]

_CHOSEN, _TRIES = "voice-settings", "voice-tries"
_LOADED, _CHANGED = "voice-loaded", "voice-changed"
_VOICE, _RATE, _VOLUME = "voice-name", "voice-rate", "voice-volume"
_MUTED, _BREATH = "voice-muted", "voice-breath"
_AUTOMATIC = "automatic"
_AUTOMATIC_MEANS = (
    "Automatic takes a voice of your browser that needs no internet. Where there is none, "
    "Formcheck speaks with its own."
)


def voice_settings() -> VoiceSettings:
    """The choices, in an expander. What was chosen earlier in this browser comes back by itself."""
    known = browser()
    before = _chosen(known)
    with st.expander("Voice", icon=":material/volume_up:"):
        settings = _choices(known)
        tried = st.button("Try the voice", disabled=settings.muted)
    st.session_state[_CHOSEN] = settings
    tries, token = st.session_state.setdefault(_TRIES, (0, secrets.token_hex(4)))
    if tried:
        tries += 1
        st.session_state[_TRIES] = (tries, token)
    sample = Utterance(tries, 0.0, 4.0, SAMPLE, "instruction", cuts=True)
    data: dict[str, Any] = message(
        f"try-{token}", [sample] if tries else [], None, 0.0, with_sounds=needs_files(settings)
    )
    if settings != before:
        st.session_state[_CHANGED] = True
    if st.session_state.get(_CHANGED):  # in every run from then on: the page may skip one
        data["keep"] = asdict(settings)
    mount("voice-settings-sound", data, settings)
    return settings


def _chosen(known: Browser | None) -> VoiceSettings:
    """The settings of this visit; once the browser has told of kept ones, those."""
    settings = st.session_state.setdefault(_CHOSEN, VoiceSettings())
    assert isinstance(settings, VoiceSettings)
    anew = False
    if known is not None and not st.session_state.get(_LOADED):
        st.session_state[_LOADED] = True
        if known.kept is not None and settings == VoiceSettings():
            st.session_state[_CHOSEN] = settings = known.kept
            anew = True
    _seed(settings, anew)
    return settings


def _seed(settings: VoiceSettings, anew: bool) -> None:
    """Give the widgets these values: they forget theirs while they are not on the page."""
    values = {
        _VOICE: settings.voice or _AUTOMATIC, _RATE: settings.rate,
        _VOLUME: round(100 * settings.volume), _MUTED: settings.muted, _BREATH: settings.breath,
    }  # fmt: skip
    for key, value in values.items():
        if anew or key not in st.session_state:
            st.session_state[key] = value


def _choices(known: Browser | None) -> VoiceSettings:
    online = {voice.name: not voice.local for voice in (known.voices if known else ())}
    names = [_AUTOMATIC, BUILT_IN, *online]
    if st.session_state[_VOICE] not in names:
        names.append(st.session_state[_VOICE])
    name = st.selectbox(
        "Voice", names, key=_VOICE, help=_AUTOMATIC_MEANS,
        format_func=lambda one: _label(one, online.get(one, False)),
    )  # fmt: skip
    rate = st.slider("Speed", SLOWEST, FASTEST, step=0.1, key=_RATE, format="%.1f")
    volume = st.slider("Volume", 0, 100, step=5, key=_VOLUME, format="%d %%")
    breath = st.toggle("A soft tone for each breath", key=_BREATH)
    muted = st.toggle("Mute everything", key=_MUTED)
    return VoiceSettings(
        voice=None if name == _AUTOMATIC else name,
        rate=rate,
        volume=volume / 100,
        muted=muted,
        breath=breath,
    )


def _label(name: str, online: bool) -> str:
    if name == _AUTOMATIC:
        return "Automatic"
    if name == BUILT_IN:
        return "Formcheck's own voice"
    return f"{name} (speaks through the internet)" if online else name
