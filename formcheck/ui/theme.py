"""The look of the pages: one stylesheet, one palette for drawings, one frame around each page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from importlib.resources import files

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.report.palette import DARK, LIGHT, Palette
from formcheck.report.words import DISCLAIMER
from formcheck.specs.problems import SpecError
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.camera_place import camera_advice, camera_drawing, drawing_in_words
from formcheck.ui.names import plain
from formcheck.ui.who import show_who

_LOG = logging.getLogger(__name__)
_ALARM = {
    LIGHT: {"alarm": "#7c3a0a", "on-alarm": "#ffffff"},
    DARK: {"alarm": "#f2b378", "on-alarm": "#131a19"},
}
"""What must not be missed from three metres: the contrast is above 7 to 1."""
_LIGHTS = {
    LIGHT: {"amber": "#c2841c", "red": "#a3402f"},
    DARK: {"amber": "#e8b84a", "red": "#e0685a"},
}
"""Of pain, beside the palette's green; words always say the same."""


def palette() -> Palette:
    """The colours for drawings that match the theme the visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


@contextmanager
def page_frame(title: str) -> Iterator[None]:
    """A page with our stylesheet, its title (not Markdown: a routine's is typed by people), and the
    line of guidance that is always there."""
    st.html(_stylesheet(palette()))
    st.title(plain(title), anchor=False)
    st.html(f'<footer class="fc-guidance">{DISCLAIMER}</footer>')
    with st.container(key="fc-who"):  # always there: what comes and goes moves nothing below
        show_who()
    try:
        yield
    except SpecError as error:
        st.error(f"An exercise cannot be read. {error}")
    except JournalError as error:
        st.error(str(error))
    except Exception as error:
        _LOG.exception("The page failed")
        st.error(
            f"Something went wrong on this page ({type(error).__name__}). Reload it to go on; the "
            "full report is in the terminal where the app was started."
        )


def show_camera_place(spec: ExerciseSpec, title: str) -> None:
    """Where to put the camera: the drawing, then the instructions."""
    st.html(f"<p><strong>{escape(title)}</strong></p>")
    drawing = camera_drawing(spec, palette())
    st.image(drawing, width=420, alt=drawing_in_words(spec))
    items = "".join(f"<li>{escape(line)}</li>" for line in camera_advice(spec))
    st.html(f'<ul class="fc-list">{items}</ul>')


def _stylesheet(colours: Palette) -> str:
    rules = files("formcheck.ui").joinpath("style.css").read_text(encoding="utf-8")
    names = {
        "ink": colours.ink, "quiet": colours.quiet, "accent": colours.line,
        "mistake": colours.mistake, "good": colours.good, "soft": colours.bands[0],
        "border": colours.border, "paper": colours.paper,
    } | _ALARM[colours] | _LIGHTS[colours]  # fmt: skip
    variables = "".join(f"--fc-{name}: {value};" for name, value in names.items())
    return f"<style>:root {{ {variables} }}\n{rules}</style>"
