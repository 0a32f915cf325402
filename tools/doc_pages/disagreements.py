"""Where the sources disagree, all in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formcheck.report.words import sentence
from formcheck.specs.schema import ExerciseSpec
from tools.doc_pages.markdown import table

HEADING = "Where the sources disagree"
_FOR_ALL = (
    (
        "How often to practise",
        "Liv Hospital: daily, three or four times a week, or once a week to keep what is there. "
        "Lisa Miller: two or three times a week at first. Spine Institute NY: one or two days a "
        "week for strength.",
        "Stretches: every day is fine; begin with two or three days a week and build up. Strength: "
        "two days a week with a rest day between them. Formcheck does not plan your week.",
    ),
    (
        "How to warm up",
        "Liv Hospital: brisk walking, then arm circles and the like. Lisa Miller: 5 to 10 minutes "
        "of walking or cycling. Massage Rx: moving stretches, cat-cow among them.",
        "Five minutes of walking, then two of: arm circles, trunk rotation, overhead reach, "
        "cat-cow. Neck rolls only as half circles.",
    ),
    (
        "How long to hold a stretch",
        "Liv Hospital: 30 seconds in the doorway, where longer is called a mistake, and up to a "
        "minute in other stretches. Lisa Miller: 15 to 30 seconds.",
        "Each exercise has a range of its own. Only in the doorway is a hold called too long.",
    ),
    (
        "When to breathe in a twist",
        "Liv Hospital: out, into the twist. Lisa Miller: out as a stretch goes deeper. "
        "Spine Institute NY: in while you turn, out on the way back.",
        "Out into the twist, except where the exercise is the Spine Institute's own.",
    ),
)
"""What holds for no single exercise: about what, who says what, what we do."""


def disagreement_section(specs: Iterable[ExerciseSpec]) -> str:
    """Every disagreement that the specs name, and those that hold for all exercises."""
    specs = tuple(specs)
    rows = [row for spec in specs for row in _rows(spec, specs)]
    rows += [["all", sentence(about), said, we] for about, said, we in _FOR_ALL]
    head = ["exercise", "about", "what they say", "what we do"]
    return f"## {HEADING}\n\n{table(head, rows)}"


def _rows(spec: ExerciseSpec, specs: Iterable[ExerciseSpec]) -> Iterator[list[str]]:
    """A variant's own ones only; those it shares stand with its main exercise."""
    main = next((one for one in specs if one.id == spec.variant_of), None)
    shared = main.disagreements if main else ()
    for one in spec.disagreements:
        if one not in shared:
            said = " ".join(
                f"{spec.sources[source].publisher}: {sentence(text)}"
                for source, text in one.said.items()
            )
            yield [spec.title, sentence(one.about), said, sentence(one.we)]
