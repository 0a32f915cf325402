"""Whether repetitions of an exercise are judged at all: those that are not are counted. Pure.

A coach calls a repetition clean in which no mistake was found. Where nothing is looked for while
somebody moves, that is no judgement: in words such repetitions are counted, and they enter no clean
share.
"""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.coach.summary import SetSummary
from formcheck.report.words import headline, plural
from formcheck.specs.schema import ExerciseSpec

COUNTED = "counted"
"""Repetitions of an exercise in which nothing is looked for: neither clean nor not judged."""


def judges(spec: ExerciseSpec, view: str | None = None) -> bool:
    """Whether any mistake is looked for while somebody moves.

    Args:
        spec: the exercise.
        view: where the camera looks from (`side`, `oblique`, `front`); anything else, or None: from
            any place that the exercise allows.
    """
    if view not in spec.camera.views:
        return bool(spec.checks)
    return any(view in check.views for check in spec.checks)


def judged_in(specs: Mapping[str, ExerciseSpec], exercise: str, view: str | None = None) -> bool:
    """As `judges`, by the exercise's id; one that is not here (any more) is taken for judged."""
    spec = specs.get(exercise)
    return spec is None or judges(spec, view)


def result_line(summary: SetSummary, spec: ExerciseSpec | None) -> str:
    """The whole result in one sentence: `3 repetitions, all clean`, `10 repetitions counted`.

    Args:
        summary: what was done.
        spec: of which exercise; None: it is not here any more.
    """
    if spec is None or not summary.reps or judges(spec, summary.view) or summary.mistakes:
        return headline(summary)
    return f"{plural(len(summary.reps), 'repetition')} {COUNTED}"
