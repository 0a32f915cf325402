"""Checks: raise and clear have room between them, and worse lies beyond raise."""

from __future__ import annotations

import math
from collections.abc import Iterator

from formcheck.specs.problems import Fault, Place
from formcheck.specs.rules.conditions import LONGEST_S, SHORTEST_S, given, too_short
from formcheck.specs.schema import Check, Edge, ExerciseSpec, Worse
from formcheck.specs.values import default_value

SMALLEST_GAP = 0.15
"""Room between raise and clear, as a share of raise."""

_SEVERITY = ("info", "minor", "major", "stop")


def check_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """A check is either `if` with raise and clear, or `any`; clear and worse fit raise."""
    for c, check in enumerate(spec.checks):
        place: Place = ("checks", c)
        if check.any is not None:
            extra = {"if": check.signal, "raise": check.raise_, "clear": check.clear}
            for key, value in ({**extra, "worse": check.worse}).items():
                if value is not None:
                    yield Fault((*place, key), f"`{key}` does not go with `any`.", "Keep one.")
            if not check.any:
                yield Fault((*place, "any"), "The list is empty.", "Add a condition.")
        elif check.signal is None or check.raise_ is None or check.clear is None:
            yield Fault(
                place, "Nothing says when to raise and when to clear.",
                "Give `if`, `raise` and `clear`, or `any`.",
            )  # fmt: skip
        else:
            yield from _hysteresis(place, check.raise_, check.clear, spec)
            yield from _worse(place, check, check.raise_, spec)


def _hysteresis(place: Place, up: Edge, down: Edge, spec: ExerciseSpec) -> Iterator[Fault]:
    for key, edge in (("raise", up), ("clear", down)):
        if given(edge.over, edge.under) != 1:
            yield Fault((*place, key), "One limit is needed.", "Give `over` or `under`.")
            return
        if not SHORTEST_S <= edge.for_s <= LONGEST_S:
            yield too_short((*place, key, "for_s"), edge.for_s)
    sign, raised = _limit(up, spec)
    opposite, cleared = _limit(down, spec)
    if sign == opposite:
        needed = "under" if sign > 0 else "over"
        yield Fault(
            (*place, "clear"), "Raise and clear point the same way.", f"Use `{needed}` in clear."
        )
    elif raised is not None and cleared is not None:
        yield from _gap((*place, "clear", "under" if sign > 0 else "over"), sign, raised, cleared)


def _gap(place: Place, sign: int, raised: float, cleared: float) -> Iterator[Fault]:
    gap = sign * (raised - cleared)
    needed = SMALLEST_GAP * abs(raised)
    safest = raised - sign * needed
    side = "at most" if sign > 0 else "at least"
    if gap <= 0:
        yield Fault(
            place, f"Clear ({cleared:g}) is not on the safe side of raise ({raised:g}).",
            f"Use {side} {safest:g}.",
        )  # fmt: skip
    elif gap < needed and not math.isclose(gap, needed):
        yield Fault(
            place, f"Clear ({cleared:g}) is too close to raise ({raised:g}): it would flicker.",
            f"Use {side} {safest:g}, 15 percent away.",
        )  # fmt: skip


def _worse(place: Place, check: Check, up: Edge, spec: ExerciseSpec) -> Iterator[Fault]:
    worse = check.worse
    if worse is None or given(up.over, up.under) != 1:
        return
    place = (*place, "worse")
    if given(worse.over, worse.under) != 1:
        yield Fault(place, "One limit is needed.", "Give `over` or `under`.")
        return
    sign, raised = _limit(up, spec)
    same, further = _limit(worse, spec)
    key = "over" if sign > 0 else "under"
    if same != sign:
        yield Fault(place, "Raise and worse point in opposite ways.", f"Use `{key}` in worse.")
    elif raised is not None and further is not None and sign * (further - raised) <= 0:
        yield Fault(
            (*place, key), f"Worse ({further:g}) is not beyond raise ({raised:g}).",
            "Move it further out.",
        )  # fmt: skip
    if _SEVERITY.index(worse.severity) <= _SEVERITY.index(check.severity):
        yield Fault(
            (*place, "severity"), f"'{worse.severity}' is no worse than '{check.severity}'.",
            "Use a higher severity.",
        )  # fmt: skip


def _limit(edge: Edge | Worse, spec: ExerciseSpec) -> tuple[int, float | None]:
    """+1 for over, -1 for under, and the limit at the assumed personal range."""
    if edge.over is not None:
        return 1, default_value(edge.over, spec)
    assert edge.under is not None, "callers make sure that one limit is given"
    return -1, default_value(edge.under, spec)
