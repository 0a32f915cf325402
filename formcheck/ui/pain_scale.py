"""How much it hurts: eleven large taps from 0 to 10, and what the answer means."""

from __future__ import annotations

import streamlit as st

from formcheck.safety.pain import ADVICE, HEADLINES, HIGHEST, LOWEST, WORDS, light


def pain_scale(key: str, question: str, value: int | None = None) -> int | None:
    """Ask for pain and return the answer, None while there is none.

    Args:
        key: of this question on the page; what was tapped is `st.session_state[key]`.
        question: in plain words ("How does your back feel now?").
        value: what was answered before.
    """
    with st.container(key=f"fc-pain-{key}", gap="small"):
        pain = st.segmented_control(
            question, range(LOWEST, HIGHEST + 1), default=value, required=True, key=key,
            format_func=_label, width="stretch", wrap=True,
        )  # fmt: skip
        st.html(pain_advice(pain))
    return pain


def pain_advice(pain: int | None) -> str:
    """The light of an answer in words, as HTML; before it, what the ends of the scale are."""
    if pain is None:
        return '<p class="fc-quiet">0 is no pain, 10 the worst that you can imagine.</p>'
    colour = light(pain)
    return (
        f'<p class="fc-pain-light fc-pain-{colour}" role="status">'
        f"<strong>{HEADLINES[colour]}</strong> {ADVICE[colour]}</p>"
    )


def _label(pain: int) -> str:
    word = WORDS.get(pain)
    return f"{pain} :small[{word}]" if word else str(pain)
