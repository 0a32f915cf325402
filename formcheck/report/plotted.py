"""What of a set is drawn: main signals, their fixed limits, the bands of phases. Pure."""

from __future__ import annotations

from itertools import groupby

from formcheck.coach.reach import main_signals as main_signals
from formcheck.coach.summary import SignalTable
from formcheck.specs.schema import Check, ExerciseSpec


def fixed_limits(name: str, spec: ExerciseSpec) -> tuple[tuple[float, Check], ...]:
    """The limits of the checks that judge this signal directly and by a plain number."""
    limits = []
    for check in spec.checks:
        if check.signal != name or check.raise_ is None:
            continue
        edge = check.raise_.over if check.raise_.over is not None else check.raise_.under
        if isinstance(edge, int | float):
            limits.append((float(edge), check))
    return tuple(limits)


def phase_bands(table: SignalTable) -> tuple[tuple[str, float, float], ...]:
    """The stretches (phase, start_s, end_s) in which judging was on, in order of time."""
    bands, first = [], 0
    for phase, run in groupby(table.phase):
        last = first + len(list(run))
        end = table.time_s[min(last, len(table.time_s) - 1)]
        if phase and end > table.time_s[first]:
            bands.append((phase, float(table.time_s[first]), float(end)))
        first = last
    return tuple(bands)
