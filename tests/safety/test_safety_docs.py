"""docs/safety.md says what the program asks."""

from __future__ import annotations

from pathlib import Path

from formcheck.safety.gate import LIV, QUESTIONS
from formcheck.safety.stop import GUIDANCE, STOP_WORDS

TEXT = " ".join((Path(__file__).parents[2] / "docs" / "safety.md").read_text("utf-8").split())


def test_every_question_stands_there_as_it_is_asked() -> None:
    for one in QUESTIONS:
        means = "urgent help" if one.emergency else "a doctor first"
        source = LIV if one.source == LIV else "proposed"
        assert f"| {one.text} | {means} | {source} |" in TEXT
    assert TEXT.count("| urgent help |") + TEXT.count("| a doctor first |") == len(QUESTIONS)


def test_the_lines_are_the_ones_on_the_pages() -> None:
    assert GUIDANCE.split(";")[0] in TEXT
    assert STOP_WORDS in TEXT
