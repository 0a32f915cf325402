"""What is known of the person who exercises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from formcheck.signals.arithmetic import Template


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the person.

    Attributes:
        neutral: value in the start pose, by expression key.
        ranges: own (low, high), by signal name.
        templates: learnt curves, by name.
        assumed: names of ranges that are still the spec's defaults.
    """

    neutral: Mapping[str, float] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
