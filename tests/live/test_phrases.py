"""Every spoken line: short, plain, and in one place."""

from __future__ import annotations

import pytest

from formcheck.live import phrases
from formcheck.specs.loader import load_all


def test_counts_are_words() -> None:
    assert [phrases.number(n) for n in (1, 12, 20, 21, 99)] == [
        "One", "Twelve", "Twenty", "Twenty-one", "Ninety-nine",
    ]  # fmt: skip
    for count in (-1, 100):
        with pytest.raises(ValueError, match="0 to 99"):
            phrases.number(count)


def test_every_line_is_short_and_plain() -> None:
    for line in phrases.fixed_phrases():
        assert line.isascii() and len(line.split()) <= 10, line
    assert len(set(phrases.fixed_phrases())) >= len(phrases.fixed_phrases()) - 3


def test_of_an_instruction_only_what_can_be_followed_is_said() -> None:
    assert phrases.spoken("Sit tall") == "Sit tall"
    assert phrases.spoken("I cannot see you well: hip hidden") == "I cannot see your hips"
    assert phrases.spoken("I cannot see you well: the shoulders did not face the camera") == (
        "I cannot see you well"
    )
    assert phrases.spoken(None) is None


def test_the_part_that_is_not_seen_is_named() -> None:
    assert phrases.lost_line("hip hidden") == "I cannot see your hips"
    assert phrases.lost_line("wrist out of the picture") == "I cannot see your hands"
    assert phrases.lost_line("nobody in view") == phrases.lost_line(None) == phrases.PAUSED
    parts = {phrases.lost_line(f"{part} hidden") for part in ("nose", "ankle", "elbow", "knee")}
    assert parts <= set(phrases.fixed_phrases())


def test_where_the_camera_goes_is_said_by_view_and_height() -> None:
    assert phrases.camera_line("side") == "Move the camera: it must see your side"
    assert phrases.height_line((0.3, 0.9)) == "Put it at knee height"
    assert phrases.height_line((0.8, 1.4)) == "Put it at table height"
    for spec in load_all().values():
        line = phrases.camera_line(spec.camera.preferred)
        assert line in phrases.fixed_phrases() and " view" not in line
        assert phrases.height_line(spec.camera.height_m) in phrases.fixed_phrases()
        assert len(phrases.next_line(spec.title).split()) <= 10


def test_how_long_and_how_much_are_said_in_words() -> None:
    assert [phrases.minutes_line(60.0 * m) for m in (0.1, 0.5, 1, 1.5, 5, 31)] == [
        "", "Half a minute", "One minute", "One and a half minutes", "Five minutes", "",
    ]  # fmt: skip
    assert [phrases.times_line(n) for n in (1, 2, 8)] == ["Once", "Twice", "Eight times"]
    assert phrases.times_line(2, each_side=True) == "Twice on each side"
    assert phrases.hold_line(30.0, "on each side") == "Hold thirty seconds on each side"
    assert phrases.hold_line(0.4) == "Hold one second"
    assert phrases.sets_line(2) == "Two sets"
