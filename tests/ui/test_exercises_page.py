"""The page *Exercises*, its contents for every exercise, and the ways that lead on from it."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from page_kit import SPECS
from practise_kit import World, world
from streamlit.testing.v1 import AppTest

from formcheck.report.groups import family, grouped
from formcheck.report.handling import ways_of
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui import exercise_content, navigation
from formcheck.ui.catalogue import WANTED, exercises, label
from formcheck.ui.pictures import Pictures, pictures_of

__all__ = ["world"]  # a fixture
ALL = load_all(SPECS)
SHARED = next(spec for spec in ALL.values() if spec.variant_of)
"""A version of another exercise."""


def exercises_page() -> None:
    from formcheck.ui import exercises

    exercises.page()


def analyse_page() -> None:
    from formcheck.ui import analyse

    analyse.page()


def html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def opened(exercise: str | None = None) -> AppTest:
    app = AppTest.from_function(exercises_page, default_timeout=30)
    if exercise is not None:
        app.query_params[WANTED] = exercise
    app.run()
    assert not app.exception
    return app


def button(app: AppTest, name: str) -> None:
    next(one for one in app.button if one.label == name).click().run()
    assert not app.exception


# ------------------------------------------------------------------------------------ the list


def test_the_list_shows_every_exercise_under_its_position() -> None:
    app = opened()
    assert [one.label for one in app.button] == [spec.title for spec in exercises().values()]
    assert [one.value for one in app.subheader] == [one.title for one in grouped(ALL.values())]
    for spec in ALL.values():
        assert escape(spec.benefit) in html(app)


def test_each_exercise_is_in_one_group_and_versions_follow_their_main_one() -> None:
    ordered = [spec for group in grouped(ALL.values()) for spec in group.specs]
    assert sorted(spec.id for spec in ordered) == sorted(ALL)
    for spec in ordered:
        together = family(spec, ALL.values())
        first = ordered.index(together[0])
        assert tuple(ordered[first : first + len(together)]) == together


def test_a_version_is_set_in_where_one_chooses() -> None:
    assert label(SHARED.id).strip() == SHARED.title
    assert label(SHARED.id) != SHARED.title
    assert label(str(SHARED.variant_of)) == ALL[str(SHARED.variant_of)].title


def test_choosing_an_exercise_opens_it_and_one_can_go_back() -> None:
    app = opened()
    button(app, "Cat-cow")
    assert app.query_params[WANTED] in ("cat_cow", ["cat_cow"])
    assert app.title[0].value == "Cat-cow"
    button(app, "All exercises")
    assert app.title[0].value == "Exercises"


def test_an_unknown_exercise_in_the_address_shows_the_list() -> None:
    assert opened("handstand").title[0].value == "Exercises"


# --------------------------------------------------------------------------------- one exercise


@pytest.mark.parametrize("spec", ALL.values(), ids=lambda spec: spec.id)
def test_an_exercise_tells_all_that_its_spec_knows(spec: ExerciseSpec) -> None:
    app = opened(spec.id)
    page = html(app)
    assert app.title[0].value == spec.title
    said = [spec.benefit, *spec.steps, *spec.equipment, *spec.safety.stop_if]
    said += [mistake.text for mistake in spec.mistakes]
    said += [way.says or "" for mistake in spec.mistakes for way in ways_of(spec, mistake)]
    said += [one.about[1:] for one in spec.disagreements]
    for text in said:
        assert escape(text) in page
    for text in (spec.safety.easier, spec.safety.harder, *(one.we for one in spec.disagreements)):
        assert escape(text.strip()[1:].rstrip(".")) in page
    assert ("Needs a clinician's review" in page) == (spec.review is not None)
    assert [one.label for one in app.button] == ["All exercises", "Practise", "Analyse a video"]


def test_versions_stand_side_by_side_and_lead_to_one_another() -> None:
    app = opened(SHARED.id)
    versions = app.segmented_control[0]
    together = family(SHARED, ALL.values())
    assert versions.options == [spec.title for spec in together]
    versions.set_value(together[0].id).run()
    assert app.query_params[WANTED] in (together[0].id, [together[0].id])
    assert app.title[0].value == together[0].title


def test_an_exercise_without_pictures_is_complete_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exercise_content, "pictures_of", lambda exercise: None)
    assert "How to do it" in html(opened("cat_cow"))


@pytest.mark.parametrize(
    ("name", "page"), [("Practise", "practise"), ("Analyse a video", "analyse")]
)
def test_one_goes_on_with_the_exercise_chosen(
    name: str, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[tuple[str, str]] = []
    monkeypatch.setattr(
        navigation, "open_with", lambda page, exercise: gone.append((page.url_path, exercise))
    )
    button(opened("cat_cow"), name)
    assert gone == [(page, "cat_cow")]


def test_practise_begins_with_the_exercise_of_its_address(world: World) -> None:
    app = world.open(**{WANTED: SHARED.id})
    assert app.selectbox[0].value == SHARED.id
    app.selectbox[0].select("cat_cow").run()
    assert app.selectbox[0].value == "cat_cow"  # another choice stays
    assert app.query_params[WANTED] in ("cat_cow", ["cat_cow"])  # also after a reload
    assert escape(ALL["cat_cow"].steps[0]) in html(app)


def test_analyse_begins_with_the_exercise_of_its_address() -> None:
    app = AppTest.from_function(analyse_page, default_timeout=30)
    app.query_params[WANTED] = SHARED.id
    app.run()
    assert not app.exception
    assert app.selectbox(key="exercise-own").value == SHARED.id
    assert WANTED not in app.query_params


# ------------------------------------------------------------------------------------- pictures


def test_pictures_come_in_pairs(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    (folder / "plank_start.webp").touch()
    assert pictures_of("plank", tmp_path) is None
    (folder / "plank_end.webp").touch()
    expected = Pictures(folder / "plank_start.webp", folder / "plank_end.webp")
    assert pictures_of("plank", tmp_path) == expected
