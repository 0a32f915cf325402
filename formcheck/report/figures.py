"""The figures of one analysed set: tempo, reach, steadiness, left against right. Pure.

Everything is read from the summary's table of signals. A figure that was not measured is NaN.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np

from formcheck.coach.events import HoldCompleted, RepCompleted
from formcheck.coach.reach import (
    during,
    measured_signals,
    reach_of,
    ways,
)
from formcheck.coach.summary import SetSummary, SignalTable
from formcheck.pose.frame import Array
from formcheck.report.figure_types import Figures as Figures
from formcheck.report.figure_types import HoldFigures as HoldFigures
from formcheck.report.figure_types import Kind as Kind
from formcheck.report.figure_types import MeasuredSignal as MeasuredSignal
from formcheck.report.figure_types import Reach as Reach
from formcheck.report.figure_types import RepFigures as RepFigures
from formcheck.report.figure_types import SideDifference as SideDifference
from formcheck.report.figure_types import Steadiness as Steadiness
from formcheck.report.figure_types import Tempo as Tempo
from formcheck.report.pace import pace_of, typical
from formcheck.signals.precision import FAR_SIDE_TORSO, UNIT_ERROR, beyond_error
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import Unit
from formcheck.video.analysis import Analysis

FEWEST_FOR_TREND = 4
REST_S = 2.0
"""Before and after a repetition the movement is at rest within this time."""
PACE_AT_MOST = 1.6
"""A pace of more than this many times the repetition's length was read from something else."""
SWAY_AT_LEAST_S = 1.0
"""A shorter hold says nothing about keeping still."""


def figures_of(analysis: Analysis) -> Figures:
    """The figures of an analysis."""
    return set_figures(analysis.spec, analysis.summary)


def set_figures(spec: ExerciseSpec, summary: SetSummary) -> Figures:
    """The figures of a set, recorded or live."""
    table = summary.signals
    signals = measured_signals(spec, table)
    plain = [_rep(rep, spec, table, signals) for rep in summary.reps]
    main = next((one for one in signals if one.kind == "peak" and _ranged(one.name, spec)), None)
    reps = tuple(_with_paces(plain, table, main))
    holds = tuple(_hold(hold, table, signals) for hold in summary.holds)
    return Figures(
        signals,
        reps,
        holds,
        _tempo(reps),
        tuple(_steadiness(signals, reps)),
        tuple(_sides(signals, reps, holds, summary.view)),
    )


def _ranged(name: str, spec: ExerciseSpec) -> bool:
    """Whether the person's own range of it is known: the movement goes out and comes back."""
    return name in spec.calibrate.ranges


def _rep(
    rep: RepCompleted, spec: ExerciseSpec, table: SignalTable, signals: Iterable[MeasuredSignal]
) -> RepFigures:
    where = during(table, rep.start_s, rep.end_s)
    reach = {one.name: reach_of(table.values[one.name][where], one.kind) for one in signals}
    phases = _phase_times(spec, table, where)
    return RepFigures(rep.index, rep.side, rep.verdict, rep.start_s, rep.end_s, phases, reach)


def _with_paces(
    reps: list[RepFigures], table: SignalTable, main: MeasuredSignal | None
) -> Iterator[RepFigures]:
    """Each repetition with its pace, between its neighbours: it begins and ends at rest."""
    for index, rep in enumerate(reps):
        before = reps[index - 1].end_s if index else float("-inf")
        after = reps[index + 1].start_s if index + 1 < len(reps) else float("inf")
        where = during(table, max(before, rep.start_s - REST_S), min(after, rep.end_s + REST_S))
        pace = pace_of(table.time_s[where], table.values[main.name][where]) if main else None
        if pace and main and not rep.reach[main.name].size > main.error:
            pace = None  # too little movement to read a pace from
        if pace and pace.whole_s > PACE_AT_MOST * rep.duration_s:
            pace = None
        yield replace(rep, pace=pace)


def _phase_times(
    spec: ExerciseSpec, table: SignalTable, where: slice
) -> tuple[tuple[str, float], ...]:
    """Seconds by label, phases of the same label as one.

    A repetition begins a moment before its first phase is known: that moment belongs to it.
    """
    spent: dict[str, float] = {}
    early, start_label = 0.0, spec.phase_label(spec.start_phase.id)
    for phase, run in groupby(range(where.start, where.stop), key=lambda at: table.phase[at]):
        pictures = list(run)
        end = min(pictures[-1] + 1, where.stop - 1)
        length = float(table.time_s[end] - table.time_s[pictures[0]])
        label = spec.phase_label(phase)
        if not spent and label in ("", start_label):
            early += length
        elif phase:
            spent[label] = spent.get(label, 0.0) + length + early
            early = 0.0
    return tuple((label, length) for label, length in spent.items() if length > 0)


def _hold(
    hold: HoldCompleted, table: SignalTable, signals: Iterable[MeasuredSignal]
) -> HoldFigures:
    where = during(table, hold.start_s, hold.end_s)
    sway = {one.name: _sway(table.time_s[where], table.values[one.name][where]) for one in signals}
    known = {name: value for name, value in sway.items() if np.isfinite(value)}
    return HoldFigures(hold.side, hold.start_s, hold.end_s, hold.held_s, hold.form_s, known)


def _sway(time_s: Array, values: Array) -> float:
    """Spread about a straight line: slow sinking into a stretch is no unrest."""
    seen = np.isfinite(values)
    t, v = time_s[seen], values[seen]
    if t.size < 5 or t[-1] - t[0] < SWAY_AT_LEAST_S:
        return float("nan")
    rest: Array = v - np.polyval(np.polyfit(t - t[0], v, 1), t - t[0])
    return float(rest.std())


def _tempo(reps: tuple[RepFigures, ...]) -> Tempo | None:
    if not reps:
        return None
    durations = np.array([rep.duration_s for rep in reps])
    labels = dict.fromkeys(label for rep in reps for label, _ in rep.phases)
    by_rep = [dict(rep.phases) for rep in reps]
    phases = tuple(
        (label, float(np.median([spent.get(label, 0.0) for spent in by_rep]))) for label in labels
    )
    change = float("nan")
    if len(reps) >= FEWEST_FOR_TREND:
        slope = np.polyfit(np.arange(len(reps)), durations, 1)[0]
        change = float(slope * (len(reps) - 1))
    median = float(np.median(durations))
    changed = bool(np.isfinite(change)) and beyond_error(
        median + change / 2, median - change / 2, UNIT_ERROR["s"]
    )
    return Tempo(
        median,
        float(durations.min()),
        float(durations.max()),
        phases,
        change,
        changed,
        typical([rep.pace for rep in reps if rep.pace is not None]),
    )


def _reaches(name: str, reps: Iterable[RepFigures]) -> Array:
    sizes: Array = np.array([rep.reach[name].size for rep in reps], float)
    known: Array = sizes[np.isfinite(sizes)]
    return known


def _steadiness(
    signals: Iterable[MeasuredSignal], reps: tuple[RepFigures, ...]
) -> Iterator[Steadiness]:
    """Left with left and right with right: the camera sees the sides differently."""
    for one in (one for one in signals if one.movement):
        for side in dict.fromkeys(rep.side for rep in reps):
            sizes = _reaches(one.name, [rep for rep in reps if rep.side == side])
            if sizes.size > 1 and sizes.max() > one.error / 2:
                low, high = float(sizes.min()), float(sizes.max())
                differs = beyond_error(low, high, one.error)
                yield Steadiness(one.name, side, float(np.median(sizes)), low, high, differs)


def _sides(
    signals: Iterable[MeasuredSignal],
    reps: tuple[RepFigures, ...],
    holds: tuple[HoldFigures, ...],
    view: str,
) -> Iterable[SideDifference]:
    left = tuple(rep for rep in reps if rep.side == "left")
    right = tuple(rep for rep in reps if rep.side == "right")
    for one in (one for one in signals if one.movement):
        if one.kind == "signed":
            yield from _turned(one, reps)
        elif left and right and one.both_sides:
            allowed = one.error
            if view != "front" and one.unit in ("torso", "thigh"):
                allowed += FAR_SIDE_TORSO
            a, b = (_median(_reaches(one.name, side)) for side in (left, right))
            yield from _difference(one.title, one.unit, a, b, allowed)
    if left and right:
        times = ([rep.duration_s for rep in side] for side in (left, right))
        a, b = (_median(np.array(one)) for one in times)
        yield from _difference("Time for a repetition", "s", a, b, UNIT_ERROR["s"])
    held = {
        side: _median(np.array([hold.held_s for hold in holds if hold.side == side]))
        for side in ("left", "right")
    }
    yield from _difference("Time held", "s", held["left"], held["right"], UNIT_ERROR["s"])


def _turned(signal: MeasuredSignal, reps: Iterable[RepFigures]) -> Iterable[SideDifference]:
    """Each repetition goes to both sides: its highest is the left, its lowest the right."""
    known = [rep.reach[signal.name] for rep in reps if np.isfinite(rep.reach[signal.name].size)]
    left = _median(np.array([ways(reach)[0] for reach in known]))
    right = _median(np.array([ways(reach)[1] for reach in known]))
    yield from _difference("Movement to the side", signal.unit, left, right, signal.error)


def _difference(
    what: str, unit: Unit, left: float, right: float, error: float
) -> Iterable[SideDifference]:
    if np.isfinite(left) and np.isfinite(right):
        told = beyond_error(left, right, error)
        yield SideDifference(what, unit, left, right, error, told)


def _median(values: Array) -> float:
    return float(np.median(values)) if values.size else float("nan")
