"""The timeline on the page: a click on a bar plays the film from there, a line follows the film."""

from __future__ import annotations

from importlib.resources import files

import streamlit.components.v2 as components

from formcheck.report.timeline import timeline_of
from formcheck.report.timeline_svg import timeline_svg
from formcheck.ui.theme import palette
from formcheck.video.analysis import Analysis

WIDTHS_PX = (350, 560, 960)
"""Drawn for each; the page shows the one that fits, so that words keep their size."""

_mount = components.component(
    "formcheck_timeline",
    html='<div class="fc-time"></div>',
    js=files("formcheck.ui").joinpath("timeline_component.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_timeline(
    analysis: Analysis, key: str, *, player: str, begins_s: float = 0.0, listens: bool = True
) -> bool:
    """Put the timeline of an analysis on the page; whether there is anything to show in it.

    Args:
        analysis: what is drawn.
        key: tells the places apart.
        player: key of the container that the film's player is in.
        begins_s: the moment of the film at which the player's own clock is at zero.
        listens: buttons of the page with `data-fc-seek` work through this timeline.
    """
    timeline, colours = timeline_of(analysis), palette()
    if not timeline.lanes:
        return False
    _mount(
        key=key,
        data={
            "drawings": [timeline_svg(timeline, colours, width) for width in WIDTHS_PX],
            "widths": list(WIDTHS_PX),
            "player": player,
            "begins_s": begins_s,
            "listens": listens,
        },
    )
    return True
