"""A page for the tests of the voice: it takes one step with each press of Next.

`plan` in its address is a list of steps, each with what the speaker is given: `said`, `breath`,
`settings`, `now_s`. The speaker runs in a fragment, as it does in a practice.
"""

from __future__ import annotations

import json

import streamlit as st

from formcheck.live.snapshot import Breath, Utterance
from formcheck.ui.speaker import speaker
from formcheck.ui.voice_settings import VoiceSettings, voice_settings

voice_settings()
plan = json.loads(st.query_params.get("plan", "[]"))
away = st.checkbox("Elsewhere")
number = st.session_state.setdefault("step", 0)
if st.button("Next"):
    number = st.session_state["step"] = number + 1
st.write(f"Step {number}")


@st.fragment(run_every=0.3)
def live() -> None:
    if number == 0:
        # A run of the fragment that was on its way when Next was pressed comes after it: it must
        # not set other settings than the step has.
        first = VoiceSettings(**plan[0]["settings"]) if plan else VoiceSettings()
        speaker((), None, first, 0.0)
        return
    step = plan[number - 1]
    said = [Utterance(**line) for line in step["said"]]
    breath = Breath(**step["breath"]) if step["breath"] else None
    speaker(said, breath, VoiceSettings(**step["settings"]), step["now_s"])


if not away:
    live()
