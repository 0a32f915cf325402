"""The live display in the page: a component that changes only what changed, so that it is calm."""

from __future__ import annotations

from importlib.resources import files

import streamlit.components.v2 as components

from formcheck.ui.display import Board

_HTML = """
<section class="fc-live" aria-label="Live display" data-stage="waiting">
  <div class="fc-where" data-part="where"></div>
  <div class="fc-middle">
    <div class="fc-figures" data-part="numbers"></div>
    <div class="fc-preview" data-part="picture"></div>
    <div class="fc-breath" hidden aria-hidden="true">
      <div class="fc-ring"><i></i></div><div class="fc-breathe"></div>
    </div>
  </div>
  <div data-part="sides"></div>
  <div class="fc-far" aria-hidden="true">
    <span>How far</span><div class="fc-meter"><i></i></div>
  </div>
  <div class="fc-sayings" data-part="say"></div>
  <div data-part="places"></div>
  <div class="fc-captions" data-part="caption" aria-hidden="true"></div>
  <p class="fc-heard" role="status" aria-live="polite"></p>
</section>
"""

_mount = components.component(
    "formcheck_board",
    html=_HTML,
    js=files("formcheck.ui").joinpath("board.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show_board(board: Board) -> None:
    """Put the board on the page, or change it where it is."""
    _mount(key="board", data=board.as_data())
