"""`adjust`: bounds in which a person may move a limit, and within which the check stays sound."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.expression import ExpressionError
from formcheck.specs.limit_bounds import sound_bounds, unit_of
from formcheck.specs.problems import Fault
from formcheck.specs.schema import Check, ExerciseSpec


def adjust_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """The bounds hold the limit itself, and clear and worse can follow to both ends."""
    for c, check in enumerate(spec.checks):
        if check.adjust is not None:
            for message, remedy in _faults(check, spec):
                yield Fault(("checks", c, "adjust"), message, remedy)


def _faults(check: Check, spec: ExerciseSpec) -> Iterator[tuple[str, str]]:
    assert check.adjust is not None
    low, high = check.adjust
    try:
        unit = unit_of(check, spec)
    except ExpressionError:
        return  # told where the expression stands
    sound = sound_bounds(check, unit) if unit else None
    if sound is None:
        yield "Only limits that are plain numbers can be adjusted.", "Delete this line."
        return
    assert check.raise_ is not None
    raised = check.raise_.over if check.raise_.over is not None else check.raise_.under
    assert isinstance(raised, int | float), "sound bounds are of plain numbers"
    if not low <= raised <= high or low == high:
        yield f"The limit {raised:g} is not within {low:g} to {high:g}.", "Write [low, high]."
    elif not sound[0] <= low < high <= sound[1] or (raised != 0 and low * high <= 0):
        yield (
            f"Clear or worse cannot follow over all of {low:g} to {high:g}.",
            f"Stay within {sound[0]:.4g} to {sound[1]:.4g}" + (", without 0." if raised else "."),
        )
