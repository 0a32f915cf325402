"""Expressions: known names, right arguments, units that fit what is declared."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.expression import (
    Call,
    ExpressionError,
    Name,
    Negative,
    Node,
    Operation,
    Point,
    parse,
)
from formcheck.specs.problems import Fault, Place, did_you_mean
from formcheck.specs.schema import ExerciseSpec, Limit
from formcheck.specs.units import (
    ExpressionFault,
    Scope,
    argument_kinds,
    check_point,
    infer_unit,
    scope_of,
)
from formcheck.specs.vocabulary import BODY, WORDS, Unit
from formcheck.specs.walk import comparisons


def signal_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Each signal is measurable, has the unit it declares, and does not define itself."""
    scope = scope_of(spec)
    for name, signal in spec.signals.items():
        place: Place = ("signals", name)
        circle = _circle(spec, name)
        if circle:
            yield Fault(
                (*place, "is"), f"The signal defines itself ({' -> '.join(circle)}).",
                "Give one of them another name, or measure it from body words.",
            )  # fmt: skip
            continue
        unit, faults = _unit((*place, "is"), signal.expression, scope)
        yield from faults
        if not faults and unit != signal.unit:
            yield Fault(
                (*place, "unit"), f"The expression is in {unit or 'no unit'}, not {signal.unit}.",
                f"Write `unit: {unit}`." if unit else "Measure something.",
            )  # fmt: skip


def calibration_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Ranges and templates are of signals that exist."""
    scope = scope_of(spec)
    for name in spec.calibrate.ranges:
        if name not in spec.signals:
            yield Fault(
                ("calibrate", "ranges", name), f"There is no signal '{name}'.",
                did_you_mean(name, spec.signals),
            )  # fmt: skip
    unlearned = Scope(scope.signals, scope.phases, {}, scope.ranges, scope.sided)
    for name, template in spec.calibrate.templates.items():
        place: Place = ("calibrate", "templates", name)
        yield from _measured((*place, "of"), template.of, unlearned)
        if template.by not in spec.signals and template.by not in BODY:
            yield Fault(
                (*place, "by"), f"There is no signal '{template.by}'.",
                did_you_mean(template.by, [*spec.signals, *BODY]),
            )  # fmt: skip


def comparison_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Each comparison measures something, and its limits have the same unit."""
    scope = scope_of(spec)
    for comparison in comparisons(spec):
        place = (*comparison.place, "if")
        unit, faults = _unit(place, comparison.signal, scope)
        yield from faults
        if faults:
            continue
        if unit is None:
            yield Fault(place, "This is a plain number.", "Compare a signal.")
            continue
        for where, limit in comparison.limits:
            yield from _limit(where, limit, unit, scope)


def work_side_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Both sides are measured, and in one unit."""
    rule, scope = spec.work_side, scope_of(spec)
    if rule is None:
        return
    units = []
    for side, text in (("left", rule.left), ("right", rule.right)):
        unit, faults = _unit(("work_side", side), text, scope)
        yield from faults
        units.append(unit)
    if len(set(units)) > 1:
        yield Fault(("work_side", "right"), "Left and right differ in unit.", "Measure the same.")


def must_see_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """`must_see` names points of the body."""
    scope = scope_of(spec)
    for index, text in enumerate(spec.camera.must_see):
        place: Place = ("camera", "must_see", index)
        try:
            node = parse(text)
            if isinstance(node, Point):
                check_point(node, scope)
            else:
                yield Fault(place, f"'{text}' is not a body point.", "Write one such as near.hip.")
        except ExpressionError as error:
            yield _fault(place, error)


def _limit(place: Place, limit: Limit, unit: Unit, scope: Scope) -> Iterator[Fault]:
    if not isinstance(limit, str):
        return
    found, faults = _unit(place, limit, scope)
    yield from faults
    if not faults and found not in (None, unit):
        yield Fault(
            place, f"The limit is in {found}, the signal in {unit}.", f"Give a limit in {unit}."
        )


def _measured(place: Place, text: str, scope: Scope) -> Iterator[Fault]:
    unit, faults = _unit(place, text, scope)
    yield from faults
    if not faults and unit is None:
        yield Fault(place, "This is a plain number.", "Measure a signal or a body word.")


def _unit(place: Place, text: str, scope: Scope) -> tuple[Unit | None, list[Fault]]:
    try:
        return infer_unit(parse(text), scope), []
    except ExpressionError as error:
        return None, [_fault(place, error)]


def _fault(place: Place, error: ExpressionError) -> Fault:
    if isinstance(error, ExpressionFault):
        return Fault(place, error.message, error.remedy)
    what, _, remedy = str(error).partition("; ")
    return Fault(place, _sentence(what), _sentence(remedy) if remedy else _LOOKS_LIKE)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


_LOOKS_LIKE = "An expression looks like: max(lean_back, 0.5 * gaze_up)."


def _circle(spec: ExerciseSpec, start: str) -> list[str]:
    """The names on a way from a signal back to itself, in order; empty if there is none."""
    ways = [[start]]
    visited: set[str] = set()
    while ways:
        way = ways.pop()
        for name in _names_in(spec.signals[way[-1]].expression, spec):
            if name == start:
                return [*way, start]
            if name in spec.signals and name not in visited:
                visited.add(name)
                ways.append([*way, name])
    return []


def _names_in(text: str, spec: ExerciseSpec) -> set[str]:
    try:
        return set(_names(parse(text), spec))
    except ExpressionError:
        return set()


def _names(node: Node, spec: ExerciseSpec) -> Iterator[str]:
    """The signals that an expression needs, through templates too."""
    match node:
        case Name(name):
            yield name
        case Negative(of):
            yield from _names(of, spec)
        case Operation(_, left, right):
            yield from _names(left, spec)
            yield from _names(right, spec)
        case Call("learned", (Name(name),)) if name in spec.calibrate.templates:
            template = spec.calibrate.templates[name]
            yield template.by
            if "learned(" not in template.of:  # refused where the template is declared
                yield from _names_in(template.of, spec)
        case Call(word, args) if word in WORDS:
            kinds = argument_kinds(node)
            for kind, argument in zip(kinds, args, strict=False):
                if kind == "signal":
                    yield from _names(argument, spec)
