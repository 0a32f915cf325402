"""The guide's chapters: short, with a publisher beside every sentence, and careful words."""

from __future__ import annotations

import re

import pytest

from formcheck.safety.content import CHAPTERS, OURS, PROFESSIONAL, PUBLISHERS, Chapter, Fact
from formcheck.safety.gate import QUESTIONS

FACTS = [fact for chapter in CHAPTERS for part in chapter.parts for fact in part.facts]


def test_there_are_three_with_names_of_their_own() -> None:
    assert [one.id for one in CHAPTERS] == ["space", "desk", "professional"]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.text[:30])
def test_every_sentence_is_short_and_says_who_says_so(fact: Fact) -> None:
    assert fact.source in PUBLISHERS
    assert len(fact.text) <= 110
    assert fact.text.endswith(".")
    assert fact.text.isascii()
    assert fact.lead.isascii()


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.id)
def test_most_of_a_chapter_is_not_ours(chapter: Chapter) -> None:
    sources = [fact.source for part in chapter.parts for fact in part.facts]
    assert sources.count(OURS) <= len(sources) / 2


def test_nothing_claims_to_heal() -> None:
    text = " ".join(fact.text for fact in FACTS)
    assert not re.search(r"\b(heals?|cures?|treats|diagnos\w+|failed|guarantee\w*)\b", text, re.I)


def test_every_question_is_in_the_chapter_on_professionals() -> None:
    urgent, doctor, *_ = PROFESSIONAL.parts
    assert urgent.urgent
    assert [fact.text for fact in urgent.facts + doctor.facts] == [one.text for one in QUESTIONS]
