"""Whether repetitions of an exercise are judged at all: those that are not are counted. Pure.

A coach calls a repetition clean in which no mistake was found. Where nothing is looked for while
somebody moves, that is no judgement: in words such repetitions are counted, and they enter no clean
share.
"""

from __future__ import annotations

from formcheck.coach.summary import SetSummary
from formcheck.progress.judged import judged_in as judged_in
from formcheck.progress.judged import judges as judges
from formcheck.report.words import headline, plural
from formcheck.specs.schema import ExerciseSpec

COUNTED = "counted"
"""Repetitions of an exercise in which nothing is looked for: neither clean nor not judged."""


def result_line(summary: SetSummary, spec: ExerciseSpec | None) -> str:
    """The whole result in one sentence: `3 repetitions, all clean`, `10 repetitions counted`.

    Args:
        summary: what was done.
        spec: of which exercise; None: it is not here any more.
    """
    if spec is None or not summary.reps or judges(spec, summary.view) or summary.mistakes:
        return headline(summary)
    return f"{plural(len(summary.reps), 'repetition')} {COUNTED}"
