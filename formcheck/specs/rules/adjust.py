"""`adjust`: bounds in which a person may move a limit, and within which the check stays sound."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.expression import ExpressionError
from formcheck.specs.limit_bounds import Movable, movable
from formcheck.specs.problems import Fault
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.units import scope_of


def adjust_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """The bounds hold the limit itself, and clear and worse can follow to both ends."""
    for c, check in enumerate(spec.checks):
        if check.adjust is None:
            continue
        try:
            number = movable(check, scope_of(spec))
        except ExpressionError:
            continue  # told where the expression stands
        for message, remedy in _faults(check.adjust, number):
            yield Fault(("checks", c, "adjust"), message, remedy)


def _faults(bounds: tuple[float, float], number: Movable | None) -> Iterator[tuple[str, str]]:
    low, high = bounds
    if number is None:
        yield "This check has no plain number that could be adjusted.", "Delete this line."
        return
    least, most = number.sound_bounds()
    if not low <= number.raised <= high or low == high:
        message = f"The limit {number.raised:g} is not within {low:g} to {high:g}."
        yield message, "Write [low, high] around it."
    elif not least <= low < high <= most or (number.raised != 0 and low * high <= 0):
        message = f"Clear or worse cannot follow over all of {low:g} to {high:g}."
        without = ", without 0." if number.raised else "."
        yield message, f"Stay within {least:.4g} to {most:.4g}{without}"
