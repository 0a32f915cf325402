"""Where to put the camera, from the spec."""

from __future__ import annotations

from typing import get_args
from xml.etree import ElementTree

import pytest
from page_kit import SPECS, spec

from formcheck.report.palette import DARK, LIGHT
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec, Position
from formcheck.specs.vocabulary import ALL_VIEWS, View
from formcheck.ui.camera_place import camera_advice, camera_drawing, drawing_in_words
from formcheck.ui.figures import ABOVE, FACING, HEAD_M, PROFILE

EXERCISES = load_all(SPECS)
AZIMUTHS: dict[View, tuple[float, float]] = {
    "side": (70, 110),
    "oblique": (30, 50),
    "front": (0, 20),
}


def placed(position: Position, view: View, height_m: tuple[float, float]) -> ExerciseSpec:
    """Cat-cow in another position, filmed from another place."""
    base = spec("cat_cow")
    there = base.camera.views["side"].model_copy(update={"azimuth_deg": AZIMUTHS[view]})
    camera = base.camera.model_copy(
        update={"preferred": view, "views": {view: there}, "height_m": height_m}
    )
    return base.model_copy(update={"position": position, "camera": camera})


def elements(drawing: str, kind: str) -> list[ElementTree.Element]:
    return [e for e in ElementTree.fromstring(drawing).iter() if e.attrib.get("class") == kind]


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(n) for n in path.replace("M", " ").replace("L", " ").replace("Z", " ").split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_drawing_is_sound_and_tells_distance_and_height(exercise: str) -> None:
    place = EXERCISES[exercise]
    root = ElementTree.fromstring(camera_drawing(place, LIGHT))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    low, high = place.camera.distance_m
    assert f"{low:g} to {high:g} m" in texts
    assert any(text and text.endswith("cm") for text in texts)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_lens_stays_inside_the_drawing(exercise: str) -> None:
    root = ElementTree.fromstring(camera_drawing(EXERCISES[exercise], DARK))
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    for lens in (e for e in root.iter() if e.attrib.get("class") == "eye"):
        assert 0 < float(lens.attrib["cx"]) < width
        assert 0 < float(lens.attrib["cy"]) < height


@pytest.mark.parametrize("position", get_args(Position))
@pytest.mark.parametrize("view", ALL_VIEWS)
@pytest.mark.parametrize("height_m", [(0.2, 0.5), (0.9, 1.5)])  # lowest and highest of any spec
def test_every_position_and_view_stays_inside_the_drawing(
    position: Position, view: View, height_m: tuple[float, float]
) -> None:
    drawing = camera_drawing(placed(position, view, height_m), LIGHT)
    people = [e.attrib["d"] for kind in ("limb", "trunk") for e in elements(drawing, kind)]
    lenses = [(float(e.attrib["cx"]), float(e.attrib["cy"])) for e in elements(drawing, "eye")]
    for x, y in [point for path in people for point in points(path)] + lenses:
        assert 0 < x < 420
        assert 20 < y < 190  # below the headings
    assert len(elements(drawing, "head")) == 2  # from above and level


def test_the_camera_stands_where_the_view_says() -> None:
    def place(view: View) -> tuple[float, float]:
        eye = elements(camera_drawing(placed("standing", view, (0.8, 1.2)), LIGHT), "eye")[0]
        return float(eye.attrib["cx"]), float(eye.attrib["cy"])

    person = (95.0, 62.0)  # faces to the right
    (side, front, oblique) = map(place, ("side", "front", "oblique"))
    assert side[0] == person[0] and side[1] > person[1]
    assert front[0] > person[0] and front[1] == person[1]
    assert person[0] < oblique[0] < front[0] and person[1] < oblique[1] < side[1]


@pytest.mark.parametrize("position", get_args(Position))
def test_figures_stand_on_the_floor_and_are_as_tall_as_people(position: Position) -> None:
    for figure in (PROFILE[position], FACING[position]):
        heights = [y for _, y in figure.points]
        assert 0 <= min(heights) < 0.12
        assert max(heights) < 1.8
    lying = position in ("prone", "supine")
    assert lying == (PROFILE[position].head[1] < 2 * HEAD_M)
    assert ABOVE[position].limbs


def test_advice_says_view_distance_height_and_the_spec_s_note() -> None:
    place = spec("wall_angels")
    advice = " ".join(camera_advice(place))
    for said in ("from your side", "2 to 3 m", "70 to 120 cm", "Look along the wall"):
        assert said in advice
    assert "from your side" in drawing_in_words(place)
