"""Changed limits in words, for every page that judges by them."""

from __future__ import annotations

from html import escape

import streamlit as st

from formcheck.report import words
from formcheck.specs.limits import Limits
from formcheck.ui.catalogue import personal, shipped


def limits_in_words(limits: Limits | None) -> str:
    """`With your own limits: Keep your hips over your knees: 15 degrees (shipped: 12).`

    "" for shipped limits.
    """
    spec = shipped().get(limits.exercise) if limits is not None else None
    if limits is None or spec is None or not limits.raises:
        return ""
    note = f" {words.sentence(limits.note)}" if limits.note.strip() else ""
    return f"With your own limits: {'; '.join(words.changed_limits(limits, spec, spec))}.{note}"


def say_limits(limits: Limits | None) -> None:
    """The same as a quiet line on the page; nothing for shipped limits."""
    if told := limits_in_words(limits):
        st.html(f'<p class="fc-quiet">{escape(told)}</p>')


def say_bad_limits() -> None:
    """Files of kept limits that cannot be used: those exercises are judged as shipped."""
    for problem in personal().problems:
        st.warning(f"Limits that were kept cannot be used. {problem}")
