"""A spec with nothing but what a test puts into it, and a measurer that says what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formcheck.signals.measure import Measure, NotMeasured
from formcheck.specs.schema import ExerciseSpec


def tiny_spec(signals: Mapping[str, str] | None = None, **parts: Any) -> ExerciseSpec:
    """A spec with these signals (name -> expression); `parts` replace whole sections."""
    named = {
        name: {"is": expression, "unit": "deg", "plus_means": "more"}
        for name, expression in (signals or {}).items()
    }
    sections: dict[str, Any] = {
        "schema": "formcheck/1", "id": "tiny", "title": "Tiny", "family": "mobility",
        "position": "quadruped", "equipment": [], "benefit": "None.", "steps": ["Move."],
        "sources": {"book": {"publisher": "A Book"}}, "dose": {},
        "safety": {"stop_if": ["pain"], "easier": "Less.", "harder": "More."},
        "mistakes": [{"id": "wrong", "text": "Do it right", "source": "book"}],
        "camera": {
            "preferred": "side", "height_m": [0, 1], "distance_m": [2, 3],
            "views": {"side": {"azimuth_deg": [65, 115]}}, "must_see": [],
        },
        "calibrate": {"neutral": {"seconds": 1.0, "ask": "Hold still"}},
        "start_pose": [], "signals": named, "checks": [],
        "phases": [{"id": "rest", "start": True, "leave": []}],
    }  # fmt: skip
    return ExerciseSpec.model_validate(sections | parts)


def tiny_check(**parts: Any) -> dict[str, Any]:
    """A check as a spec writes it: `x` over 10 for 0.5 s, cleared under 6 for 0.3 s."""
    plain: dict[str, Any] = {
        "id": "straight", "mistake": "wrong", "phases": ["rest", "move"], "severity": "minor",
        "say": "Straighten up", "praise": "Good", "views": ["side"], "observe": "direct",
        "confidence": "A", "basis": {"kind": "guess", "note": "a test"},
    }  # fmt: skip
    if "any" not in parts:
        plain |= {
            "if": "x",
            "raise": {"over": 10, "for_s": 0.5},
            "clear": {"under": 6, "for_s": 0.3},
        }
    return plain | parts


@dataclass
class Script:
    """Stands in for a `Measurer`: values by expression text, as the test sets them."""

    values: dict[str, Measure] = field(default_factory=dict)
    strict_only: dict[str, Measure] = field(default_factory=dict)
    durations: dict[str, float] = field(default_factory=dict)

    def value(self, expression: str | float | int, strict: bool = False) -> Measure:
        if isinstance(expression, (int, float)):
            return float(expression)
        if strict and expression in self.strict_only:
            return self.strict_only[expression]
        return self.values.get(expression, NotMeasured("not in view"))
