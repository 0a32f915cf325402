"""What a limit amounts to for a person with the assumed personal range."""

from __future__ import annotations

from formcheck.specs.expression import (
    Call,
    ExpressionError,
    Name,
    Negative,
    Node,
    Number,
    Operation,
    parse,
)
from formcheck.specs.schema import ExerciseSpec, Limit, PersonalRange
from formcheck.specs.units import constant


def default_value(limit: Limit, spec: ExerciseSpec) -> float | None:
    """The limit for a person with the assumed range; None if it depends on what is measured."""
    if not isinstance(limit, str):
        return float(limit)
    try:
        return _value(parse(limit), spec)
    except (ExpressionError, ZeroDivisionError, OverflowError):
        return None


def _value(node: Node, spec: ExerciseSpec) -> float | None:
    match node:
        case Number(value):
            return value
        case Negative(of):
            value_of = _value(of, spec)
            return None if value_of is None else -value_of
        case Operation(op, left, right):
            a, b = _value(left, spec), _value(right, spec)
            return None if a is None or b is None else _calculate(op, a, b)
        case Call("personal" | "learned_range", (Name(name), fraction), options):
            return _own(spec.calibrate.ranges.get(name), constant(fraction), dict(options))
        case Call("abs" | "min" | "max" | "mean" as word, args):
            values = [_value(argument, spec) for argument in args]
            known = [value for value in values if value is not None]
            return _combine(word, known) if known and len(known) == len(values) else None
    return None


def _calculate(op: str, a: float, b: float) -> float:
    match op:
        case "+":
            return a + b
        case "-":
            return a - b
        case "*":
            return a * b
    return a / b


def _combine(word: str, values: list[float]) -> float:
    if word == "mean":
        return sum(values) / len(values)
    if word == "abs":
        return abs(values[0])
    return min(values) if word == "min" else max(values)


def _own(
    learnt: PersonalRange | None, fraction: float | None, options: dict[str, Node]
) -> float | None:
    if learnt is None or fraction is None or range_size(learnt) is None:
        return None
    if isinstance(learnt.default, tuple):
        low, high = learnt.default
        return low + fraction * (high - low)
    floor = constant(options.get("floor", Number(0.0)))
    return max(fraction * learnt.default, floor or 0.0)


def range_size(learnt: PersonalRange) -> float | None:
    """The assumed peak or swing; None where the default does not fit the kind."""
    if learnt.kind == "span":
        return learnt.default[1] - learnt.default[0] if isinstance(learnt.default, tuple) else None
    return None if isinstance(learnt.default, tuple) else learnt.default
