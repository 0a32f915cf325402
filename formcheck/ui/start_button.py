"""The big Start: within one click it asks the browser for the camera and unlocks the sound.

The camera component never tells Python of a refusal and, told to play, would ask for ever; so the
camera is asked for here first, and what the browser answers comes with the click.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import streamlit.components.v2 as components

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


def start_button(label: str) -> tuple[Pressed | None, str | None]:
    """The button. Returns the press, in the one run that follows it, and the camera chosen.

    A camera component that appears after a choice takes the chosen camera.
    """
    result = _mount(
        key="start",
        data={"label": label},
        on_start_change=_nothing,
        on_camera_change=_nothing,
    )
    chosen = getattr(result, "camera", None)
    answer = getattr(result, "start", None)
    if not isinstance(answer, dict):
        return None, chosen
    return Pressed(None if answer.get("ok") else str(answer.get("name", "Error"))), chosen


def _nothing() -> None:
    """A component's values need a callback to be told apart."""
