"""Where to put the camera, from the spec."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from page_kit import SPECS, spec

from formcheck.report.palette import DARK, LIGHT
from formcheck.ui.camera_place import camera_advice, camera_drawing, drawing_in_words

EXERCISES = sorted(path.stem for path in SPECS.glob("*.yaml"))


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_drawing_is_sound_and_tells_distance_and_height(exercise: str) -> None:
    place = spec(exercise)
    root = ElementTree.fromstring(camera_drawing(place, LIGHT))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    low, high = place.camera.distance_m
    assert f"{low:g} to {high:g} m" in texts
    assert any(text and text.endswith("cm") for text in texts)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_lens_stays_inside_the_drawing(exercise: str) -> None:
    root = ElementTree.fromstring(camera_drawing(spec(exercise), DARK))
    width, height = (float(root.attrib[side]) for side in ("width", "height"))
    for lens in (e for e in root.iter() if e.attrib.get("class") == "eye"):
        assert 0 < float(lens.attrib["cx"]) < width
        assert 0 < float(lens.attrib["cy"]) < height


def test_advice_says_view_distance_height_and_the_spec_s_note() -> None:
    place = spec("wall_angels")
    advice = " ".join(camera_advice(place))
    for said in ("from your side", "2 to 3 m", "70 to 120 cm", "Look along the wall"):
        assert said in advice
    assert "from your side" in drawing_in_words(place)
