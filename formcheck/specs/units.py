"""Which unit an expression has, and whether its words are used as they are meant."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from formcheck.specs.expression import (
    SIDES,
    Call,
    ExpressionError,
    Name,
    Negative,
    Node,
    Number,
    Operation,
    Point,
    parse,
)
from formcheck.specs.problems import did_you_mean, suggestion
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import (
    ANY_NUMBER_OF_ARGUMENTS,
    ARITHMETIC,
    BODY,
    WORDS,
    Argument,
    Unit,
    Word,
)

PER_SECOND: dict[Unit, Unit] = {"deg": "deg_s", "torso": "torso_s", "thigh": "thigh_s"}
"""The unit of a rate of change."""

WHOLE_REP = "rep"
"""Stands for the whole repetition where a phase is asked for."""

_KIND_OF_RANGE: dict[str, Literal["peak", "span"]] = {"personal": "peak", "learned_range": "span"}
_FRACTIONS = {"personal": (0.0, 2.0), "learned_range": (0.0, 1.0)}


class ExpressionFault(ExpressionError):
    """An expression that parses but means nothing; `remedy` says what to write instead."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}")


@dataclass(frozen=True, slots=True)
class Scope:
    """What the names in a spec's expressions stand for.

    Attributes:
        signals: the unit of each signal that the spec declares.
        phases: the ids of its phases.
        templates: the measured expression of each template.
        ranges: peak or span, by the signal whose personal range is learnt.
        sided: whether there is a work side and a rest side.
    """

    signals: Mapping[str, Unit]
    phases: frozenset[str]
    templates: Mapping[str, str]
    ranges: Mapping[str, Literal["peak", "span"]]
    sided: bool


def scope_of(spec: ExerciseSpec) -> Scope:
    """The names that expressions of this spec may use."""
    return Scope(
        signals={name: signal.unit for name, signal in spec.signals.items()},
        phases=frozenset({"rep", *(phase.id for phase in spec.phases)}),
        templates={name: template.of for name, template in spec.calibrate.templates.items()},
        ranges={name: learnt.kind for name, learnt in spec.calibrate.ranges.items()},
        sided=spec.work_side is not None,
    )


def infer_unit(node: Node, scope: Scope) -> Unit | None:
    """The unit of an expression; None for a plain number, which takes its neighbour's unit.

    Own signals count with the unit they declare. A name means the spec's own signal first, then a
    body word without arguments (`trunk_rise`).

    Raises:
        ExpressionFault: unknown names, wrong arguments, or units that do not go together.
    """
    match node:
        case Number(value):
            if not math.isfinite(value):
                raise ExpressionFault("A number is too large.", "Write a smaller one.")
            return None
        case Name(name):
            return _name(name, scope)
        case Negative(of):
            return infer_unit(of, scope)
        case Operation(op, left, right):
            return _operation(op, infer_unit(left, scope), infer_unit(right, scope))
        case Call():
            return _call(node, scope)
        case Point():
            raise ExpressionFault(
                f"{_spelt(node)} is a point, not a measurement.",
                "Put it inside height(), dist(), angle() or another word that takes points.",
            )


def check_point(point: Point, scope: Scope) -> None:
    """Refuse `work` and `rest` where the exercise has no work side (ExpressionFault)."""
    _check_side(point.side, scope)


def _name(name: str, scope: Scope) -> Unit:
    if name in scope.signals:
        return scope.signals[name]
    if name in BODY:
        return _fixed(BODY[name])
    if name in WORDS:
        kinds = ", ".join(WORDS[name].arguments)
        raise ExpressionFault(f"'{name}' needs arguments.", f"Write {name}({kinds}).")
    known = [*scope.signals, *BODY]
    raise ExpressionFault(f"'{name}' is not known.", did_you_mean(name, known))


def _operation(op: str, left: Unit | None, right: Unit | None) -> Unit | None:
    if op in "+-":
        return _common([left, right])
    if op == "*":
        return _product(left, right)
    if right is None or left == right:
        return left if right is None else "ratio"
    if left is None:
        raise ExpressionFault(
            f"A number divided by {right} has no unit we know.", "Divide two like measurements."
        )
    if right == "ratio":
        return left
    if right == "s" and left in PER_SECOND:
        return PER_SECOND[left]
    raise ExpressionFault(
        f"{left} divided by {right} has no unit we know.", "Divide two like measurements."
    )


def _product(left: Unit | None, right: Unit | None) -> Unit | None:
    for one, other in ((left, right), (right, left)):
        if one is None or one == "ratio":
            return other or one
    raise ExpressionFault(
        f"{left} times {right} has no unit we know.", "Multiply by a plain number."
    )


def _common(units: list[Unit | None]) -> Unit | None:
    found = sorted({unit for unit in units if unit is not None})
    if len(found) > 1:
        raise ExpressionFault(
            f"{' and '.join(found)} cannot be added or compared.", "Use one unit on both sides."
        )
    return found[0] if found else None


def _call(call: Call, scope: Scope) -> Unit | None:
    word = WORDS.get(call.word)
    if word is None:
        if call.word in scope.signals:
            message = f"'{call.word}' is a signal and takes no arguments."
            raise ExpressionFault(message, f"Write {call.word} without brackets.")
        raise ExpressionFault(f"There is no word '{call.word}'.", did_you_mean(call.word, WORDS))
    if call.word in BODY:  # measured with no arguments, and known by that name
        message = f"'{call.word}' takes no brackets."
        raise ExpressionFault(message, f"Write {call.word}.")
    _check_count(call, word)
    _check_options(call, word)
    units = [
        _ARGUMENTS[kind](argument, call.word, scope)
        for kind, argument in zip(argument_kinds(call), call.args, strict=True)
    ]
    if call.word in ARITHMETIC:
        return _common(units)
    if word.unit == "same":
        return units[0]
    if word.unit == "per_second":
        return _rate(call.word, units[0])
    return word.unit


def _fixed(word: Word) -> Unit:
    if word.unit == "same" or word.unit == "per_second":
        raise AssertionError("body words have a unit of their own")
    return word.unit


def _rate(word: str, unit: Unit | None) -> Unit:
    if unit not in PER_SECOND:
        raise ExpressionFault(
            f"{word}() of something in {unit} has no unit we know.",
            "Take it of an angle or a length.",
        )
    return PER_SECOND[unit]


def argument_kinds(call: Call) -> tuple[Argument, ...]:
    """The kind of each argument of a known word."""
    kinds = WORDS[call.word].arguments
    return kinds[:1] * len(call.args) if call.word in ANY_NUMBER_OF_ARGUMENTS else kinds


def _check_count(call: Call, word: Word) -> None:
    given, needed = len(call.args), len(word.arguments)
    several = call.word in ANY_NUMBER_OF_ARGUMENTS
    if given == needed or (several and given > needed):
        return
    kinds = ", ".join(word.arguments)
    more = " or more" if several else ""
    raise ExpressionFault(
        f"{call.word}() takes {needed}{more} arguments, not {given}.",
        f"Write {call.word}({kinds}).",
    )


def _check_options(call: Call, word: Word) -> None:
    known = dict(word.options)
    given = [name for name, _ in call.options]
    for name, node in call.options:
        if name not in known:
            raise ExpressionFault(
                f"{call.word}() has no option '{name}'.",
                did_you_mean(name, known) if known else "Leave it out.",
            )
        if given.count(name) > 1:
            raise ExpressionFault(f"{name}= is given twice.", "Keep one of the two.")
        if constant(node) is None:
            raise ExpressionFault(f"{name}= needs a plain number.", f"Write {name}=4, for example.")
    for name, default in word.options:
        if default is None and name not in given:
            raise ExpressionFault(f"{call.word}() needs {name}=.", f"Add {name}= and a number.")


def constant(node: Node) -> float | None:
    """The value of a plain number, with or without a minus; None for anything else."""
    match node:
        case Number(value):
            return value if math.isfinite(value) else None
        case Negative(Number(value)):
            return -value if math.isfinite(value) else None
    return None


def _spelt(point: Point) -> str:
    return f"{point.side}.{point.part}" if point.side else point.part


def _check_side(side: str, scope: Scope) -> None:
    if side in ("work", "rest") and not scope.sided:
        raise ExpressionFault(
            f"'{side}' needs a work side.", "Add `work_side`, or use near or far."
        )


def _point(node: Node, word: str, scope: Scope) -> None:
    if not isinstance(node, Point):
        raise ExpressionFault(f"{word}() takes body points.", "Write one such as near.hip.")
    check_point(node, scope)


def _side(node: Node, word: str, scope: Scope) -> None:
    if not isinstance(node, Name) or node.name not in SIDES:
        found = node.name if isinstance(node, Name) else ""
        nearest = suggestion(found, SIDES) or "near"
        raise ExpressionFault(f"{word}() takes a side.", f"Write {word}({nearest}), for example.")
    _check_side(node.name, scope)


def _measurement(node: Node, word: str, scope: Scope) -> Unit | None:
    unit = infer_unit(node, scope)
    if word in ARITHMETIC:
        return unit
    if unit is None:
        raise ExpressionFault(
            f"{word}() of a plain number means nothing.", "Give it a signal or a body word."
        )
    if word in _KIND_OF_RANGE:
        _check_range(node, word, scope)
    return unit


def _check_range(node: Node, word: str, scope: Scope) -> None:
    kind = _KIND_OF_RANGE[word]
    fitting = [name for name, found in scope.ranges.items() if found == kind]
    if not isinstance(node, Name) or node.name not in fitting:
        name = node.name if isinstance(node, Name) else "this signal"
        raise ExpressionFault(
            f"{word}() needs a range of {name} with `kind: {kind}`.",
            f"Declare it under calibrate.ranges{_or_use(fitting)}.",
        )


def _or_use(names: list[str]) -> str:
    return f", or use {' or '.join(names)}" if names else ""


def _phase(node: Node, word: str, scope: Scope) -> None:
    name = node.name if isinstance(node, Name) else ""
    known = {*scope.phases, WHOLE_REP}
    if name not in known:
        message = f"{word}() takes a phase of this exercise."
        raise ExpressionFault(message, did_you_mean(name, known))


def _template(node: Node, word: str, scope: Scope) -> Unit | None:
    name = node.name if isinstance(node, Name) else ""
    if name not in scope.templates:
        message = f"{word}() takes a template of calibrate.templates."
        raise ExpressionFault(message, did_you_mean(name, scope.templates))
    return template_unit(name, scope)


def template_unit(name: str, scope: Scope) -> Unit | None:
    """The unit a template was learnt in; None if it is faulty (said where it is declared)."""
    try:
        of = parse(scope.templates[name])
        return infer_unit(of, Scope(scope.signals, scope.phases, {}, scope.ranges, scope.sided))
    except ExpressionError:
        return None


def _number(node: Node, word: str, scope: Scope) -> None:
    value = constant(node)
    if value is None:
        raise ExpressionFault(f"{word}() needs a plain number here.", "Write one such as 0.7.")
    low, high = _FRACTIONS.get(word, (-math.inf, math.inf))
    if not low <= value <= high:
        raise ExpressionFault(
            f"{value:g} is not a sensible fraction for {word}().", f"Use {low:g} to {high:g}."
        )


_ARGUMENTS: dict[Argument, Callable[[Node, str, Scope], Unit | None]] = {
    "point": _point,
    "side": _side,
    "signal": _measurement,
    "phase": _phase,
    "template": _template,
    "number": _number,
}
