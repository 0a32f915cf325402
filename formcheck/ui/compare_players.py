"""Two films of the same repetition side by side, started together."""

from __future__ import annotations

from importlib.resources import files

import streamlit.components.v2 as components

Stretch = tuple[float, float]

_HTML = """
<div class="fc-together">
  <button type="button" class="fc-play">Play both</button>
  <input class="fc-share" type="range" min="0" max="100" step="0.5" value="0"
    aria-label="Share of the repetition, per cent">
  <label><input class="fc-pace" type="checkbox" checked> At the same pace</label>
</div>
"""

_mount = components.component(
    "formcheck_together",
    html=_HTML,
    js=files("formcheck.ui").joinpath("compare_players.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def play_together(key: str, players: tuple[str, str], reps: tuple[Stretch, Stretch]) -> None:
    """The controls of two players.

    Args:
        key: tells the places apart.
        players: keys of the containers that the players are in.
        reps: start and end of the repetition on each player's own clock, seconds.
    """
    _mount(key=key, data={"players": list(players), "reps": [list(rep) for rep in reps]})
