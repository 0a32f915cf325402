"""Limits and personal ranges are of a size that can be meant."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.expression import ExpressionError, parse
from formcheck.specs.problems import Fault, Place
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.units import infer_unit, scope_of
from formcheck.specs.values import default_value, range_size
from formcheck.specs.vocabulary import Unit
from formcheck.specs.walk import comparisons

LARGEST: dict[Unit, float] = {
    "deg": 180.0, "torso": 3.0, "thigh": 4.0, "ratio": 10.0, "s": 120.0, "count": 50.0,
    "deg_s": 400.0, "torso_s": 5.0, "thigh_s": 6.0,
}  # fmt: skip
"""The largest size of a limit that can be meant; larger ones are slips of the pen."""


def plausibility_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Limits are of a size that can be meant for their unit."""
    scope = scope_of(spec)
    for comparison in comparisons(spec):
        try:
            unit = infer_unit(parse(comparison.signal), scope)
        except ExpressionError:
            continue
        values = [(place, default_value(limit, spec)) for place, limit in comparison.limits]
        for place, value in values:
            if unit is not None and value is not None and not abs(value) <= LARGEST[unit]:
                most = LARGEST[unit]
                yield Fault(
                    place, f"{value:g} {unit} is out of any sensible range.",
                    f"Stay within -{most:g} to {most:g} {unit}.",
                )  # fmt: skip
        lows_and_highs = [value for place, value in values if "between" in place]
        if len(lows_and_highs) == 2 and None not in lows_and_highs:
            low, high = lows_and_highs
            if low is not None and high is not None and low >= high:
                place = (*comparison.place, "between")
                yield Fault(place, f"{low:g} is not below {high:g}.", "Write [low, high].")


def range_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Assumed personal ranges are real ranges, in the right form for their kind."""
    for name, learnt in spec.calibrate.ranges.items():
        place: Place = ("calibrate", "ranges", name)
        size = range_size(learnt)
        if size is None:
            needed = "one number" if learnt.kind == "peak" else "[low, high]"
            yield Fault((*place, "default"), f"`kind: {learnt.kind}` needs {needed}.", "Mend it.")
        elif not 0 < learnt.min <= size:
            yield Fault(
                (*place, "min"), f"{learnt.min:g} is not between 0 and the default's {size:g}.",
                "Give the smallest movement that counts at all.",
            )  # fmt: skip
