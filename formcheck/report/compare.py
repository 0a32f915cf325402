"""Two recordings of one exercise side by side: matched repetitions, curves, differences. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.coach.reach import during
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import Array
from formcheck.report.figures import Figures, MeasuredSignal, RepFigures, figures_of
from formcheck.report.files import readable
from formcheck.signals.precision import UNIT_ERROR, beyond_error
from formcheck.specs.limits import Limits
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import Unit
from formcheck.video.analysis import Analysis

POINTS = 101
"""A repetition's curve from 0 to 100 per cent of its time, both included."""
_GAP_SHARE = 0.06
"""A hole in the measurement longer than this share of the repetition stays a hole."""


class CompareError(ValueError):
    """Two recordings that cannot be compared; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One signal over one repetition.

    Attributes:
        values: shape (POINTS,) in the signal's unit, at equal shares of the repetition's time;
            NaN where it was not measured.
    """

    signal: str
    values: Array


@dataclass(frozen=True, slots=True)
class Matched:
    """The same repetition in both films: `number` counts within its side."""

    number: int
    side: str | None
    first: RepFigures
    second: RepFigures
    first_curves: tuple[Curve, ...]
    second_curves: tuple[Curve, ...]

    @property
    def title(self) -> str:
        """`Repetition 2`, `Repetition 1, left`."""
        return f"Repetition {self.number}" + (f", {self.side}" if self.side else "")

    @property
    def beginnings(self) -> tuple[str, str]:
        """The phase that each begins with, as people call it ("": not known)."""
        first, second = (
            next((label for label, _ in rep.phases), "") for rep in (self.first, self.second)
        )
        return first, second


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure in both films, in `unit`; `told`: they differ by more than `error`."""

    what: str
    unit: Unit
    first: float
    second: float
    error: float
    told: bool


@dataclass(frozen=True, slots=True)
class Change:
    """How often a mistake was made in each film, by check id."""

    check: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two recordings of one exercise.

    Attributes:
        names: what the two films are called.
        signals: those that both films measured.
        reps: repetitions of the same side, in order; those without a partner are left out.
        left_over: how many of each film have no partner.
        same_view: filmed from the same place; else their figures do not compare.
        models: the pose models that looked at them.
        differences: of the typical repetition (the median of each film).
        mistakes: those made in either film.
        specs: what each film was judged by, personal limits included; `spec` is the first.
        limits: the personal limits of each; None: the shipped ones.
    """

    spec: ExerciseSpec
    names: tuple[str, str]
    summaries: tuple[SetSummary, SetSummary]
    figures: tuple[Figures, Figures]
    signals: tuple[MeasuredSignal, ...]
    reps: tuple[Matched, ...]
    left_over: tuple[int, int]
    same_view: bool
    models: tuple[str, str]
    differences: tuple[Difference, ...]
    mistakes: tuple[Change, ...]
    specs: tuple[ExerciseSpec, ExerciseSpec]
    limits: tuple[Limits | None, Limits | None]

    @property
    def raises(self) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """The changed limits of each film, by check; empty: none."""
        first, second = ({} if one is None else one.raises for one in self.limits)
        return first, second


def comparison_of(first: Analysis, second: Analysis, names: tuple[str, str]) -> Comparison:
    """Compare two analyses of the same exercise.

    Raises:
        CompareError: they show different exercises.
    """
    names = (readable(names[0]), readable(names[1]))
    if first.spec.id != second.spec.id:
        raise CompareError(
            f"{names[0]} was analysed as {first.spec.title}, {names[1]} as {second.spec.title}. "
            "Choose two films of the same exercise."
        )
    figures = (figures_of(first), figures_of(second))
    summaries = (first.summary, second.summary)
    known = {one.name for one in figures[1].signals}
    signals = tuple(one for one in figures[0].signals if one.name in known)
    reps = tuple(_matched(figures, summaries, signals))
    return Comparison(
        first.spec,
        names,
        summaries,
        figures,
        signals,
        reps,
        (len(figures[0].reps) - len(reps), len(figures[1].reps) - len(reps)),
        first.summary.view == second.summary.view,
        (first.model, second.model),
        tuple(_differences(figures, signals)),
        tuple(_changes(first.spec, summaries)),
        (first.spec, second.spec),
        (first.limits, second.limits),
    )


def normalised(summary: SetSummary, signal: str, start_s: float, end_s: float) -> Array:
    """A signal from `start_s` to `end_s` at POINTS equal steps of time; NaN: not measured."""
    where = during(summary.signals, start_s, end_s)
    time_s, values = summary.signals.time_s[where], summary.signals.values[signal][where]
    seen = np.isfinite(values)
    at = np.linspace(start_s, end_s, POINTS)
    if seen.sum() < 2:
        return np.full(POINTS, np.nan)
    t = time_s[seen]
    curve: Array = np.interp(at, t, values[seen])
    following = np.clip(np.searchsorted(t, at), 1, len(t) - 1)
    far = np.minimum(np.abs(at - t[following - 1]), np.abs(at - t[following]))
    hole = far > _GAP_SHARE * (end_s - start_s)
    curve[hole] = np.nan
    return curve


def _matched(
    figures: tuple[Figures, Figures],
    summaries: tuple[SetSummary, SetSummary],
    signals: Sequence[MeasuredSignal],
) -> Iterator[Matched]:
    """The first of each side with the first of the same side, and so on; in order of time."""
    pairs = []
    for side in dict.fromkeys(rep.side for rep in figures[0].reps):
        of_side = [[rep for rep in one.reps if rep.side == side] for one in figures]
        for number, (a, b) in enumerate(zip(*of_side, strict=False), 1):
            curves = [
                tuple(
                    Curve(one.name, normalised(summary, one.name, rep.start_s, rep.end_s))
                    for one in signals
                )
                for rep, summary in zip((a, b), summaries, strict=True)
            ]
            pairs.append(Matched(number, side, a, b, *curves))
    yield from sorted(pairs, key=lambda pair: pair.first.start_s)


def _differences(
    figures: tuple[Figures, Figures], signals: Iterable[MeasuredSignal]
) -> Iterator[Difference]:
    """The typical repetition, side by side for each side that both films have."""
    sides = [dict.fromkeys(rep.side for rep in one.reps) for one in figures]
    signals = tuple(signals)
    for side in (side for side in sides[0] if side in sides[1]):
        reps = [[rep for rep in one.reps if rep.side == side] for one in figures]
        of_side = f" ({side})" if side else ""
        for one in signals:
            a, b = (_median(rep.reach[one.name].size for rep in film) for film in reps)
            title = one.title if one.kind == "peak" else f"{one.title}, from end to end"
            yield from _difference(title + of_side, one.unit, a, b, one.error)
        a, b = (_median(rep.duration_s for rep in film) for film in reps)
        yield from _difference("Time for a repetition" + of_side, "s", a, b, UNIT_ERROR["s"])
    a, b = (_median(hold.held_s for hold in one.holds) for one in figures)
    yield from _difference("Time held", "s", a, b, UNIT_ERROR["s"])


def _difference(
    what: str, unit: Unit, first: float, second: float, error: float
) -> Iterator[Difference]:
    if np.isfinite(first) and np.isfinite(second):
        told = beyond_error(first, second, error)
        yield Difference(what, unit, first, second, error, told)


def _changes(spec: ExerciseSpec, summaries: tuple[SetSummary, SetSummary]) -> Iterator[Change]:
    counts = [[span.check for span in one.mistakes] for one in summaries]
    order = dict.fromkeys([*(check.id for check in spec.checks), *counts[0], *counts[1]])
    for check in order:
        first, second = (found.count(check) for found in counts)
        if first or second:
            yield Change(check, first, second)


def _median(values: Iterable[float]) -> float:
    known = [value for value in values if np.isfinite(value)]
    return float(np.median(known)) if known else float("nan")
