"""The coach's voice on the page: says each utterance of a practice once, in order, never late."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from formcheck.live.snapshot import Breath, Utterance
from formcheck.ui.voice_component import VoiceSettings, mount, needs_files
from formcheck.ui.voice_files import sound_of

CLOCK_SLACK_S = 1.0
"""A clock that goes back by more has begun anew: another practice."""


@dataclass(frozen=True, slots=True)
class Practice:
    """The practice that is being heard: `token` is its name in the page.

    `times` are the `time_s` of the utterances last seen, by id; `now_s` the latest time.
    """

    token: str
    now_s: float
    times: Mapping[int, float]


def speaker(
    said: Sequence[Utterance],
    breath: Breath | None,
    settings: VoiceSettings,
    now_s: float,
    key: str = "speaker",
) -> None:
    """Say what is new in `said`. To be called with every rerun, at the same place of the page.

    Args:
        said: the last few utterances, oldest first. Their ids begin anew with every practice.
        breath: the breath pacer; a soft tone marks each of its turns.
        settings: how it should sound.
        now_s: the clock of `said`, seconds.
        key: tells several speakers apart; one is enough.
    """
    place = f"{key}-practice"
    practice = followed(st.session_state.get(place), said, now_s)
    st.session_state[place] = practice
    data = message(practice.token, said, breath, now_s, with_sounds=needs_files(settings))
    mount(key, data, settings)


def followed(before: Practice | None, said: Sequence[Utterance], now_s: float) -> Practice:
    """The same practice a moment later, or a new one if `said` or the clock began anew."""
    times = {line.id: line.time_s for line in said}
    if before is None or _began_anew(before, times, now_s):
        return Practice(secrets.token_hex(4), now_s, times)
    return Practice(before.token, max(now_s, before.now_s), times or before.times)


def _began_anew(before: Practice, times: Mapping[int, float], now_s: float) -> bool:
    if now_s < before.now_s - CLOCK_SLACK_S:
        return True
    if not times or not before.times:
        return False
    other = any(before.times.get(id_, time_s) != time_s for id_, time_s in times.items())
    return other or max(times) < max(before.times)


def message(
    practice: str,
    said: Sequence[Utterance],
    breath: Breath | None,
    now_s: float,
    *,
    with_sounds: bool,
) -> dict[str, Any]:
    """What the page is sent. Utterances about something over are left out.

    `age_s` and `left_s` count from `now_s`. With sounds, each text comes with its sound file as a
    `data:` address, or null if it has none.
    """
    lines = [_line(line, now_s, with_sounds) for line in said if line.until_s > now_s]
    return {
        "practice": practice,
        "said": lines,
        "breath": None if breath is None else asdict(breath),
    }


def _line(line: Utterance, now_s: float, with_sounds: bool) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "id": line.id,
        "text": line.text,
        "kind": line.kind,
        "tone": line.tone,
        "cuts": line.cuts,
        "age_s": round(now_s - line.time_s, 2),
        "left_s": round(line.until_s - now_s, 2),
    }
    if with_sounds and line.text:
        sent["sound"] = sound_of(line.text)
    return sent
