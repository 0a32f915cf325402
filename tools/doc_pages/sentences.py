"""Conditions and limits of a spec as a person would say them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formcheck.report.words import joined, unit_words
from formcheck.specs.expression import ExpressionError, parse
from formcheck.specs.schema import (
    Check,
    Condition,
    Edge,
    ExerciseSpec,
    Limit,
    Severity,
    StartPoseItem,
    Worse,
)
from formcheck.specs.units import infer_unit, scope_of
from formcheck.specs.vocabulary import View
from tools.doc_pages.markdown import code

VIEWS: dict[View, str] = {"side": "side", "oblique": "angle", "front": "front"}
OBSERVED = {
    "direct": "seen directly",
    "proxy": "judged indirectly",
    "weak_proxy": "judged very indirectly",
}
REMINDERS = {
    "spoken_once": "said once",
    "breath_pacer": "breathing pace",
    "ask_before": "asked before the set",
    "ask_after": "asked after the set",
    "tempo_metronome": "tempo",
}
SEVERITIES: dict[Severity, str] = {
    "info": "only worth knowing",
    "minor": "a small mistake",
    "major": "a clear mistake",
    "stop": "a reason to pause",
}
_ENDS = {"phase_end": "when the phase ends", "rep_end": "when the repetition ends"}


def from_views(views: Iterable[View]) -> str:
    """`the side or an angle`."""
    names = [f"{'an' if view == 'oblique' else 'the'} {VIEWS[view]}" for view in views]
    return " or ".join(names)


def found_when(check: Check, spec: ExerciseSpec) -> str:
    """When a check speaks up."""
    if check.signal is not None and check.raise_ is not None:
        found = f"{code(check.signal)} {_edge(check.raise_, check.signal, spec)}"
        if check.worse is not None:
            found += f"; {_worse(check.worse, check.signal, spec)}"
    else:
        found = ", or ".join(condition(one, spec) for one in check.any or ())
    if check.also_ok_if is not None:
        found += f"; not while {condition(check.also_ok_if, spec)}"
    return found


def over_when(check: Check, spec: ExerciseSpec) -> str:
    """When its mistake is over; empty for events, which pass by themselves."""
    if check.signal is None or check.clear is None:
        return ""
    return f"{code(check.signal)} {_edge(check.clear, check.signal, spec)}"


def condition(one: Condition, spec: ExerciseSpec) -> str:
    """A condition and how long it must hold."""
    if one.all is not None:
        text = joined([condition(part, spec) for part in one.all])
    elif one.any is not None:
        text = " or ".join(condition(part, spec) for part in one.any)
    else:
        signal = one.signal or ""
        limits = list(_limits(one.over, one.under, signal, spec))
        if one.between is not None:
            low, high = one.between
            limits.append(f"is between {low:g} and {_with_unit(high, signal, spec)}")
        text = f"{code(signal)} {joined(limits)}"
    if one.at is not None:
        text += f" {_ENDS[one.at]}"
    return text + _duration(one.for_s)


def start_test(item: StartPoseItem, spec: ExerciseSpec) -> str:
    """What an item of the start pose asks for."""
    limits = {"over": item.over, "under": item.under, "between": item.between}
    return condition(Condition.model_validate({"if": item.signal, **limits}), spec)


def _edge(edge: Edge, signal: str, spec: ExerciseSpec) -> str:
    return joined(list(_limits(edge.over, edge.under, signal, spec))) + _duration(edge.for_s)


def _worse(worse: Worse, signal: str, spec: ExerciseSpec) -> str:
    limit = joined(list(_limits(worse.over, worse.under, signal, spec)))
    return f"{SEVERITIES[worse.severity]} when it {limit}"


def _limits(
    over: Limit | None, under: Limit | None, signal: str, spec: ExerciseSpec
) -> Iterator[str]:
    if over is not None:
        yield f"is over {_with_unit(over, signal, spec)}"
    if under is not None:
        yield f"is under {_with_unit(under, signal, spec)}"


def _with_unit(limit: Limit, signal: str, spec: ExerciseSpec) -> str:
    if isinstance(limit, str):
        return code(limit)
    try:
        unit = infer_unit(parse(signal), scope_of(spec)) or ""
    except ExpressionError:
        unit = ""
    return f"{limit:g} {unit_words(unit)}".strip()


def _duration(for_s: float) -> str:
    return f" for {for_s:g} s" if for_s else ""
