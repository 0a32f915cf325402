"""The page *Guide*: the space, posture and desk, when to see a professional."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from formcheck.report.palette import Palette
from formcheck.safety.content import CHAPTERS, Chapter, Fact, Part
from formcheck.safety.gate import GET_HELP, PROPOSED
from formcheck.safety.stop import AFTER_STOPPING, STOP_SIGNS
from formcheck.ui.gate import help_html, numbers_html
from formcheck.ui.guide_drawings import (
    DESK_IN_WORDS,
    SPACE_IN_WORDS,
    desk_drawing,
    space_drawing,
)
from formcheck.ui.navigation import open_routine
from formcheck.ui.theme import page_frame, palette

_DRAWINGS: Mapping[str, tuple[Callable[[Palette], str], str]] = {
    "space": (space_drawing, SPACE_IN_WORDS),
    "desk": (desk_drawing, DESK_IN_WORDS),
}
_DESK = "desk"
"""The chapter, and the routine that goes with it."""
_PROPOSED_MEANS = (
    '<p class="fc-quiet">Proposed: not in the articles that Formcheck follows; a clinician still '
    "has to confirm it.</p>"
)


def page() -> None:
    """Draw the page."""
    with page_frame("Guide"):
        for chapter, tab in zip(CHAPTERS, st.tabs([one.title for one in CHAPTERS]), strict=True):
            with tab:
                _chapter(chapter)


def _chapter(chapter: Chapter) -> None:
    st.html(f'<p class="fc-lead">{escape(chapter.lead)}</p>')
    parts = "".join(_part(part) for part in chapter.parts)
    if chapter.picture is None:
        st.html(f'<div class="fc-guide-parts">{parts}{_stop()}</div>{_legend(chapter)}')
        return
    draw, in_words = _DRAWINGS[chapter.picture]
    picture, text = st.columns([2, 3], gap="large")
    with picture:
        st.image(draw(palette()), width="stretch", alt=in_words)
        if chapter.id == _DESK and st.button("Open the desk routine", key="guide-desk"):
            open_routine(_DESK)
    with text:
        st.html(f'<div class="fc-guide-parts">{parts}</div>{_legend(chapter)}')


def _legend(chapter: Chapter) -> str:
    """What "proposed" means, where it stands beside something."""
    sources = {fact.source for part in chapter.parts for fact in part.facts}
    return _PROPOSED_MEANS if PROPOSED in sources else ""


def _part(part: Part) -> str:
    facts = "".join(_fact(fact) for fact in part.facts)
    kind = "fc-guide-part fc-guide-urgent" if part.urgent else "fc-guide-part"
    help_now = f"<p>{escape(GET_HELP)}</p>{numbers_html()}" if part.urgent else ""
    title = escape(part.title)
    return f'<section class="{kind}"><h3>{title}</h3><ul>{facts}</ul>{help_now}</section>'


def _fact(fact: Fact) -> str:
    source = "proposed" if fact.source == PROPOSED else fact.source
    lead = f"<strong>{escape(fact.lead)}.</strong> " if fact.lead else ""
    return f"<li>{lead}{escape(fact.text)} <cite>{escape(source)}</cite></li>"


def _stop() -> str:
    signs = "".join(f"<li>{escape(sign)}</li>" for sign in STOP_SIGNS)
    return (
        '<section class="fc-guide-part"><h3>Stop at once if you feel</h3>'
        f"<ul>{signs}</ul><p>{escape(AFTER_STOPPING)}</p></section>"
        f'<section class="fc-guide-part fc-guide-urgent">{help_html(numbers="")}</section>'
    )
