"""Which mistakes come first, and the worst time that each was made. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from formcheck.coach.events import Severity
from formcheck.coach.summary import MistakeSpan

MOST_URGENT_FIRST: tuple[Severity, ...] = ("stop", "major", "minor", "info")


def worst_of(group: Sequence[MistakeSpan]) -> MistakeSpan:
    """The most severe, then the farthest past its limit (as a share of it), then the first."""
    return min(group, key=lambda span: (_urgency(span), -_excess(span), span.start_s))


def worst_of_each(mistakes: Sequence[MistakeSpan]) -> tuple[MistakeSpan, ...]:
    """One mistake of each check, as `worst_of` has it.

    In the order of urgency: the most severe check first, then the most frequent, then the first.
    """
    by_check = sorted(mistakes, key=lambda span: span.check)
    groups = [list(group) for _, group in groupby(by_check, key=lambda span: span.check)]
    groups.sort(key=lambda group: (min(map(_urgency, group)), -len(group), group[0].start_s))
    return tuple(map(worst_of, groups))


def _urgency(span: MistakeSpan) -> int:
    return MOST_URGENT_FIRST.index(span.severity)


def _excess(span: MistakeSpan) -> float:
    """How far past its limit, as a share of it: the tests of one check may differ in unit."""
    excess = abs(span.value - span.threshold) / max(abs(span.threshold), 1e-9)
    return excess if math.isfinite(excess) else 0.0
