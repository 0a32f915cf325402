"""The coach's voice: what the page is sent."""

from __future__ import annotations

import pytest

from formcheck.live.snapshot import Breath, Utterance
from formcheck.ui.speaker import Practice, followed, message
from formcheck.ui.voice_files import sound_of

HIPS = "Hips level, belly lightly in"
NO_FILE = "Words that no file was made of"


def line(id: int, text: str = HIPS, at_s: float = 1.0, until_s: float = 3.0) -> Utterance:
    return Utterance(id, at_s, until_s, text, "correction")


def test_what_is_over_is_not_sent_and_the_rest_says_how_long_it_holds() -> None:
    sent = message("a", [line(1, until_s=2.0), line(2, until_s=3.5)], None, 2.2, with_sounds=False)
    assert sent["practice"] == "a"
    assert [(one["id"], one["age_s"], one["left_s"]) for one in sent["said"]] == [(2, 1.2, 1.3)]
    assert "sound" not in sent["said"][0]


def test_a_browser_without_voices_is_sent_the_sound_of_each_text_or_that_there_is_none() -> None:
    lines = [line(1), line(2, NO_FILE), line(3, "")]
    sounds = [
        one.get("sound", "-") for one in message("a", lines, None, 1, with_sounds=True)["said"]
    ]
    assert sounds[0].startswith("data:audio/ogg;base64,")
    assert sounds[1:] == [None, "-"]


def test_a_reason_after_a_colon_is_spoken_without_it() -> None:
    assert sound_of("I cannot see you well: the roller hides the back")


def test_the_breath_travels_as_it_is() -> None:
    sent = message("a", [], Breath("out", 4.0, 2.5, 7), 1.0, with_sounds=False)
    assert sent["breath"] == {"way": "out", "length_s": 4.0, "left_s": 2.5, "turn": 7}


def test_a_practice_keeps_its_name_while_it_goes_on() -> None:
    first = followed(None, [line(1)], 1.0)
    later = followed(first, [line(1), line(2, at_s=4.0)], 4.1)
    assert followed(later, [], 5.0).token == later.token == first.token


@pytest.mark.parametrize(
    ("lines", "now_s"),
    [
        ([line(1, at_s=0.4)], 9.5),  # the same number for something else
        ([line(2)], 9.5),  # numbers that go back
        ([], 0.0),  # a clock that goes back
    ],
)
def test_another_practice_is_told_from_numbers_or_a_clock_that_begin_anew(
    lines: list[Utterance], now_s: float
) -> None:
    before = Practice("before", 9.0, {1: 1.0, 3: 5.0, 4: 8.0})
    assert followed(before, lines, now_s).token != "before"
