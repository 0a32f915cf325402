"""The big Start: within one click it asks the browser for the camera and unlocks the sound.

The camera component never tells Python of a refusal; so the camera is asked for here first, and
what the browser answers comes with the click.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import streamlit as st
import streamlit.components.v2 as components

_KEY, _PRESSED = "start", "start-pressed"
_HTML = """
<div class="fc-begin">
  <button type="button" class="fc-start"><span></span></button>
  <p class="fc-asking" role="status" hidden>Please allow the camera: your browser asks at the top
  of the window.</p>
  <label class="fc-cameras" hidden>Camera <select></select></label>
</div>
"""

_mount = components.component(
    "formcheck_start",
    html=_HTML,
    js=files("formcheck.ui").joinpath("start_button.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True, slots=True)
class Pressed:
    """Start was pressed. `refused` is the browser's name for why there is no camera, else None."""

    refused: str | None = None


def start_button(label: str) -> str | None:
    """The button. Returns the camera that was chosen beside it, if any.

    A camera component that appears after a choice takes the chosen camera.
    """
    result = _mount(
        key=_KEY, data={"label": label}, on_start_change=_keep_press, on_camera_change=_nothing
    )
    chosen = getattr(result, "camera", None)
    return chosen if isinstance(chosen, str) else None


def pressed() -> Pressed | None:
    """The press of the button, once. To be asked before the page is drawn."""
    press = st.session_state.pop(_PRESSED, None)
    return press if isinstance(press, Pressed) else None


def _keep_press() -> None:
    """Callbacks come first in a run: a run that is interrupted does not lose the press."""
    answer = st.session_state[_KEY].get("start")
    if isinstance(answer, dict):
        refused = None if answer.get("ok") else str(answer.get("name", "Error"))
        st.session_state[_PRESSED] = Pressed(refused)


def _nothing() -> None:
    """A component's values need a callback to be told apart."""
