"""The guide: its three chapters, publishers, drawings."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from colour_kit import contrast
from streamlit.testing.v1 import AppTest

from formcheck.report.palette import DARK, LIGHT, Palette
from formcheck.report.words import DISCLAIMER
from formcheck.routines.built_in import built_in
from formcheck.safety.content import CHAPTERS, MASSAGE, MILLER, SPINE
from formcheck.safety.gate import LIV
from formcheck.safety.stop import HELP_SIGNS
from formcheck.ui import guide
from formcheck.ui.catalogue import exercises
from formcheck.ui.guide_drawings import (
    DESK_IN_WORDS,
    SPACE_IN_WORDS,
    desk_drawing,
    space_drawing,
)
from formcheck.ui.theme import _stylesheet


def guide_page() -> None:
    from formcheck.ui import guide

    guide.page()


@pytest.fixture(scope="module")
def app() -> AppTest:
    shown = AppTest.from_function(guide_page, default_timeout=20).run()
    assert not shown.exception
    assert not shown.error
    return shown


def text(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def test_a_tab_for_each_chapter(app: AppTest) -> None:
    assert [tab.label for tab in app.tabs] == [chapter.title for chapter in CHAPTERS]


def test_the_publishers_are_named(app: AppTest) -> None:
    for publisher in (LIV, MILLER, SPINE, MASSAGE):
        assert f"<cite>{publisher}</cite>" in text(app)
    assert "<cite>proposed</cite>" in text(app)
    assert "a clinician still has to confirm it" in text(app)


def test_the_desk_routine_is_there() -> None:
    assert guide._DESK in {one.id for one in built_in(exercises())}
    assert guide._DESK in {one.id for one in CHAPTERS}


def test_where_to_turn_and_when_to_stop(app: AppTest) -> None:
    for words in ("112", "911", "999", "Stop at once if you feel", DISCLAIMER):
        assert words in text(app)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_drawings_are_sound_and_in_the_colours_of_the_page(colours: Palette) -> None:
    for drawing in (space_drawing(colours), desk_drawing(colours)):
        root = ElementTree.fromstring(drawing)
        assert root.tag.endswith("svg")
        assert colours.line in drawing
        assert "NaN" not in drawing


def test_the_drawings_in_words() -> None:
    assert "two by two" in SPACE_IN_WORDS
    assert "eye height" in DESK_IN_WORDS


def test_only_a_chapter_that_proposes_something_says_what_that_means() -> None:
    space, *_, professional = CHAPTERS
    assert not guide._legend(space)
    assert "a clinician still has to confirm it" in guide._legend(professional)


def test_urgent_signs_are_not_among_those_that_are_waited_out(app: AppTest) -> None:
    waited_out = text(app).split("Stop at once if you feel")[1].split("</section>")[0]
    assert "Lie or sit comfortably" in waited_out
    for sign in HELP_SIGNS.values():
        assert sign in text(app)
        assert sign not in waited_out


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_chosen_can_be_read(colours: Palette) -> None:
    """Words on paper need 4.5 to 1; the theme's own colour has 3.4 to 1 in the dark."""
    rules = _stylesheet(colours)
    chosen = rules.split('button[data-variant][data-selected="true"]')[1].split("}")[0]
    assert "color: var(--fc-accent)" in chosen
    assert f"--fc-accent: {colours.line};" in rules
    for ground in (colours.paper, *colours.bands):
        assert contrast(colours.line, ground) >= 4.5
