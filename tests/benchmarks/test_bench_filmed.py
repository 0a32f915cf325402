"""Filmed people: what a person saw against what was said."""

from __future__ import annotations

import pytest
from made import judged, raised, rep

from benchmarks.filmed import EXPECTED, FOLDER, Expected, compare_film
from benchmarks.judging import Judged
from formcheck.coach.events import HoldCompleted
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.specs.loader import load_all

HOLD = HoldCompleted(6.0, None, 3.0, 6.4, 3.4, 3.4)


def with_mistakes(said: Judged, *ids: str) -> Judged:
    from dataclasses import replace

    assert said.summary is not None
    spans = tuple(
        MistakeSpan(i, "check", 1, 2, "minor", 1, 1.5, 0.5, "deg", "Cue", "source", 1) for i in ids
    )
    summary: SetSummary = replace(said.summary, mistakes=spans)
    return replace(said, summary=summary)


@pytest.mark.parametrize(
    ("expected", "said", "wrong"),
    [
        (Expected("a.mp4", "cat_cow", (2, 2)), judged([rep(1, 0, 4), rep(2, 4, 8)]), ()),
        (Expected("a.mp4", "cat_cow", (2, 2)), judged([rep(1, 0, 4)]),
         ("wanted 2 repetitions, got 1",)),
        (Expected("a.mp4", "cat_cow", (0, 1)), judged([rep(1, 0, 4)]), ()),
        (Expected("a.mp4", "cat_cow", hold_s=(3, 4)), judged([], holds=[HOLD]), ()),
        (Expected("a.mp4", "cat_cow", hold_s=(5, 6)), judged([], holds=[HOLD]),
         ("wanted a hold of 5 to 6 s, got 3.4 s",)),
        (Expected("a.mp4", "cat_cow", hold_s=(5, 6)), judged([]),
         ("wanted a hold of 5 to 6 s, got none",)),
        (Expected("a.mp4", "cat_cow", must=frozenset({"x"})), judged([]), ("x was not found",)),
        (Expected("a.mp4", "cat_cow"), with_mistakes(judged([]), "x"), ("x was raised",)),
        (Expected("a.mp4", "cat_cow", may=frozenset({"x"})), with_mistakes(judged([]), "x"), ()),
        (Expected("a.mp4", "cat_cow", others=True), judged([]),
         ("the other person was not mentioned",)),
        (Expected("a.mp4", "cat_cow"), Judged(None, refused="Nobody is seen"), ()),
        (Expected("a.mp4", "cat_cow", (1, 1)), Judged(None, refused="Nobody is seen"),
         ("nobody was seen",)),
    ],
)  # fmt: skip
def test_films(expected: Expected, said: Judged, wrong: tuple[str, ...]) -> None:
    assert compare_film(expected, said).wrong == wrong


def test_raises_alone_are_not_spans() -> None:
    assert compare_film(Expected("a.mp4", "cat_cow"), judged([], [raised("x", 1, 2)])).wrong == ()


def test_expectations_name_known_exercises_and_mistakes() -> None:
    specs = load_all()
    for expected in EXPECTED:
        known = {mistake.id for mistake in specs[expected.exercise].mistakes}
        assert expected.must | expected.may <= known


@pytest.mark.skipif(not FOLDER.exists(), reason="the filmed clips are not here")
def test_expected_films_are_there() -> None:
    assert [e.file for e in EXPECTED if not (FOLDER / e.file).exists()] == []
