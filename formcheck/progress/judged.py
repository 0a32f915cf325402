"""Whether repetitions of an exercise are judged at all: those that are not are counted. Pure.

A coach calls a repetition clean in which no mistake was found. Where nothing is looked for while
somebody moves, that is no judgement: such repetitions enter no clean share.
"""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.specs.schema import ExerciseSpec


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
