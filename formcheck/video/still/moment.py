"""Which measurement a mistake tells of, and the stretch of the film in which it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.coach.checks import unit_of
from formcheck.coach.summary import MistakeSpan
from formcheck.specs.expression import Name, Node, parse
from formcheck.specs.schema import Check, Condition, ExerciseSpec
from formcheck.specs.units import WHOLE_REP
from formcheck.video.amounts import LONG_S
from formcheck.video.still.look import Look, first_call
from formcheck.video.still.scene import Scene

Kind = Literal["level", "peak", "range", "pace", "turns", "duration", "held"]

_KINDS: dict[str, Kind] = {
    "peak": "peak",
    "range": "range",
    "speed": "pace",
    "rate": "pace",
    "rise_time": "pace",
    "fall_time": "pace",
    "reversals": "turns",
    "sd": "turns",
    "together": "turns",
    "duration": "duration",
}
TIMED = frozenset(_KINDS)
_WINDOWS_S = {"reversals": 4.0, "sd": 2.0, "together": 6.0}
LEAST_S = 0.3
"""A way shorter than this is no way to look at."""


@dataclass(frozen=True, slots=True)
class Told:
    """The measurement behind a mistake.

    Attributes:
        kind: a value of one moment (`level`), the largest one or the span of a repetition, how
            fast it went, how often it turned, how long something took, or that a pose was `held`
            for too long.
        node: what is measured in a single picture; None where there is no such thing.
        from_s, to_s: the stretch that the value is about, seconds.
        word: the word of time, "" for a level.
        held_s: how long a pose may be held, seconds; 0: that is not what is told.
    """

    kind: Kind
    node: Node | None
    from_s: float
    to_s: float
    word: str = ""
    held_s: float = 0.0


def told_of(check: Check, span: MistakeSpan, scene: Scene) -> Told | None:
    """What a mistake tells of; None where no test of its check fits it."""
    look = scene.look(scene.nearest(span.worst_s))
    if check.signal is not None:
        return _told(parse(check.signal), span, look)
    tests = [test for one in check.any or () if (test := _first_test(one)) is not None]
    found = [
        _told(parse(test.signal), span, look, test.for_s)
        for test in tests
        if test.signal is not None and _fits(scene.spec, test, span)
    ]
    words = {told.word for told in found}
    if {"rise_time", "fall_time"} <= words:  # judged alike: the film tells which way it went
        wanted = "rise_time" if _rises(found[0], scene) else "fall_time"
        found = [told for told in found if told.word == wanted]
    return found[0] if found else None


def _rises(told: Told, scene: Scene) -> bool:
    if told.node is None:
        return True
    values = scene.values(told.node, scene.between(told.from_s, told.to_s))
    seen = values[np.isfinite(values)]
    return len(seen) < 2 or bool(seen[-1] >= seen[0])


def _told(node: Node, span: MistakeSpan, look: Look, for_s: float = 0.0) -> Told:
    if for_s >= LONG_S:
        return Told("held", None, span.start_s, span.worst_s, held_s=for_s)
    call = first_call(look, node, TIMED)
    if call is None:
        return Told("level", node, span.start_s, span.worst_s)
    kind = _KINDS[call.word]
    start = span.start_s
    if call.word in _WINDOWS_S:
        window_s = dict(call.options).get("window_s")
        length = look.value(window_s) if window_s is not None else _WINDOWS_S[call.word]
        start = span.worst_s - (length or 0.0)
    start = min(start, span.worst_s - LEAST_S)
    if kind != "duration":
        base: Node | None = _base(call.args[0], look)
    else:  # of a hold there is nothing to draw, of a repetition its movement
        base = main_signal(look.spec) if call.args[0] == Name(WHOLE_REP) else None
    return Told(kind, base, start, span.worst_s, call.word)


def _base(node: Node, look: Look) -> Node:
    """What is measured in one picture inside nested words of time."""
    inner = first_call(look, node, TIMED)
    return node if inner is None else _base(inner.args[0], look)


def main_signal(spec: ExerciseSpec) -> Node | None:
    """The signal that shows an exercise's movement: the first ranged, or the first plotted one."""
    plotted = [name for name, signal in spec.signals.items() if signal.plot]
    names = [*spec.calibrate.ranges, *plotted]
    return Name(names[0]) if names else None


def _first_test(condition: Condition) -> Condition | None:
    """The test whose value is told of a condition: its first one."""
    parts = condition.all or condition.any or ()
    return _first_test(parts[0]) if parts else condition


def _fits(spec: ExerciseSpec, test: Condition, span: MistakeSpan) -> bool:
    """Whether a span's unit, limit and direction are those of a test."""
    if unit_of(spec, test.signal) != span.unit:
        return False
    limit = test.over if test.over is not None else test.under
    over = test.over is not None
    if not isinstance(limit, str) and limit is not None and abs(limit - span.threshold) > 1e-6:
        return False
    return (span.value > span.threshold) == over
