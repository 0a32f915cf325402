"""The app's pages, and how one leads to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from formcheck.ui.catalogue import WANTED

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage


def app_pages() -> list[StreamlitPage]:
    """All pages in the order of the menu."""
    return [analyse(), practise(), exercises(), compare()]


def analyse() -> StreamlitPage:
    """*Analyse a video*."""
    return st.Page(_analyse, title="Analyse a video", url_path="analyse", default=True)


def practise() -> StreamlitPage:
    """*Practise*."""
    return st.Page(_practise, title="Practise", url_path="practise")


def exercises() -> StreamlitPage:
    """*Exercises*."""
    return st.Page(_exercises, title="Exercises", url_path="exercises")


def compare() -> StreamlitPage:
    """*Compare*."""
    return st.Page(_compare, title="Compare", url_path="compare")


def open_with(page: StreamlitPage, exercise: str) -> None:
    """Go to a page with this exercise chosen."""
    st.switch_page(page, query_params={WANTED: exercise})


# Each page is imported when it is opened: pages may lead to one another.


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
