"""The app's pages, and how one leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from formcheck.ui.catalogue import WANTED

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def app_pages() -> dict[str, list[StreamlitPage]]:
    """All pages in the order of the menu, by group."""
    return {
        "": [today(), practise(), routines(), progress()],
        "Videos": [analyse(), compare()],
        "More": [exercises(), guide(), journal(), people()],
    }


def today() -> StreamlitPage:
    """*Today*: what to do next."""
    return st.Page(_today, title="Today", url_path="today", default=True)


def routines() -> StreamlitPage:
    """*Routines*: built-in ones, own ones, the week."""
    return st.Page(_routines, title="Routines", url_path="routines")


def progress() -> StreamlitPage:
    """*Progress*."""
    return st.Page(_progress, title="Progress", url_path="progress")


def journal() -> StreamlitPage:
    """*Journal*: every practice, and what was said of it."""
    return st.Page(_journal, title="Journal", url_path="journal")


def guide() -> StreamlitPage:
    """*Guide*: space, posture and desk, when to see a professional."""
    return st.Page(_guide, title="Guide", url_path="guide")


def people() -> StreamlitPage:
    """*You and your data*."""
    return st.Page(_people, title="You and your data", url_path="you")


def analyse() -> StreamlitPage:
    """*Analyse a video*."""
    return st.Page(_analyse, title="Analyse a video", url_path="analyse")


def practise() -> StreamlitPage:
    """*Practise*."""
    return st.Page(_practise, title="Practise", url_path="practise")


def exercises() -> StreamlitPage:
    """*Exercises*."""
    return st.Page(_exercises, title="Exercises", url_path="exercises")


def compare() -> StreamlitPage:
    """*Compare*."""
    return st.Page(_compare, title="Compare", url_path="compare")


ROUTINE = "routine"
"""The part of a page's address that names a routine: `practise?routine=core_three`."""


def open_routine(routine: str) -> None:
    """Go to *Practise* with this routine chosen."""
    st.switch_page(practise(), query_params={ROUTINE: routine})


def open_with(page: StreamlitPage, exercise: str) -> None:
    """Go to a page with this exercise chosen."""
    st.switch_page(page, query_params={WANTED: exercise})


# Each page is imported when it is opened: pages may lead to one another.


def _today() -> None:
    from formcheck.ui import today as module

    module.page()


def _routines() -> None:
    from formcheck.ui import routines_page as module

    module.page()


def _progress() -> None:
    from formcheck.ui import progress_page as module

    module.page()


def _journal() -> None:
    from formcheck.ui import journal_page as module

    module.page()


def _guide() -> None:
    from formcheck.ui import guide as module

    module.page()


def _people() -> None:
    from formcheck.ui import people as module

    module.page()


def _analyse() -> None:
    from formcheck.ui import analyse as module

    module.page()


def _compare() -> None:
    from formcheck.ui import compare as module

    module.page()


def _practise() -> None:
    from formcheck.ui import practise as module

    module.page()


def _exercises() -> None:
    from formcheck.ui import exercises as module

    module.page()
