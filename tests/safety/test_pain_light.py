"""The traffic light of pain, its words, and the words that stand on every page."""

from __future__ import annotations

import pytest

from formcheck.report.words import DISCLAIMER
from formcheck.safety.gate import QUESTIONS
from formcheck.safety.pain import ADVICE, HEADLINES, SOURCE, WORDS, light
from formcheck.safety.stop import AFTER_STOPPING, GUIDANCE, HELP_SIGNS, STOP_SIGNS, STOP_WORDS


def test_the_bands() -> None:
    assert [light(pain) for pain in range(11)] == (
        ["green"] * 4 + ["amber"] * 2 + ["red"] * 5
    )  # fmt: skip


@pytest.mark.parametrize("pain", [-1, 11, 100])
def test_no_pain_is_beyond_the_scale(pain: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 10"):
        light(pain)


def test_every_light_has_words_that_name_it() -> None:
    assert set(ADVICE) == set(HEADLINES) == {"green", "amber", "red"}
    assert all(text.lower().startswith(colour) for colour, text in HEADLINES.items())
    assert SOURCE
    assert set(WORDS) == {0, 3, 5, 10}


def test_the_line_on_every_page() -> None:
    assert GUIDANCE == (
        "General exercise guidance, not medical advice or diagnosis; it does not replace a health "
        "professional."
    )
    assert f"{STOP_WORDS} {GUIDANCE}" == DISCLAIMER
    assert "health professional" in AFTER_STOPPING


def test_the_short_words_name_what_the_long_ones_do() -> None:
    signs = " ".join((*STOP_SIGNS, *HELP_SIGNS.values()))
    for word in ("sharp", "pain", "numbness", "weak", "dizziness"):
        assert word in STOP_WORDS
        assert word in signs


def test_what_the_questions_call_urgent_is_never_waited_out() -> None:
    assert set(HELP_SIGNS) == {one.id for one in QUESTIONS if one.emergency}
    waited_out, at_once = " ".join(STOP_SIGNS), " ".join(HELP_SIGNS.values())
    for word in ("weak", "chest", "breath", "bladder", "between"):
        assert word not in waited_out
        assert word in at_once
    assert (waited_out + at_once).isascii()
