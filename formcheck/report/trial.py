"""A clip judged by an exercise file, with everything the file compares, picture by picture.

For choosing limits by eye: unlike a result, a trial keeps what no check spoke about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from formcheck.coach.judge import judge_frames
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.pose.frame import Array
from formcheck.pose.recording import Recording
from formcheck.specs.expression import ExpressionError, parse
from formcheck.specs.problems import Place
from formcheck.specs.schema import Condition, ExerciseSpec, Limit, Signal, StartPoseItem
from formcheck.specs.units import infer_unit, scope_of
from formcheck.specs.vocabulary import Unit
from formcheck.specs.walk import Comparison, comparisons, conditions, nested
from formcheck.video.pipeline import with_notes

Role = Literal["raise", "clear", "worse", "check", "phase", "start"]
"""What a limit decides: the three of a check, an event of a check, the phases, the start pose."""
Kind = Literal["plotted", "check", "phase", "start"]
"""Why something is drawn; the first reason that fits."""
KINDS: tuple[Kind, ...] = ("plotted", "check", "phase", "start")
_Measured = Callable[[Limit], Array]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit over time.

    Attributes:
        label: what it decides, in words.
        values: by picture, in the unit of the measurement; NaN where it is not known.
        phases: it is looked at in these only; None: whenever, or before judging begins.
    """

    role: Role
    label: str
    values: Array
    phases: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Held:
    """One start pose item: in which pictures it held, and how often until judging began.

    Attributes:
        ok: by picture 1 held, 0 did not, NaN not measured.
        share: of the measured pictures before judging (of all, if it never began); NaN: none.
    """

    item: StartPoseItem
    ok: Array
    share: float


@dataclass(frozen=True, slots=True)
class Track:
    """One measurement over time, in its own unit, with all limits it is held against.

    Attributes:
        text: the expression, or the name of a signal of the spec.
        meaning: what plus means, where the spec says so.
    """

    kind: Kind
    text: str
    meaning: str
    unit: Unit | Literal[""]
    values: Array
    limits: tuple[LimitLine, ...]
    mistakes: tuple[MistakeSpan, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One clip judged by one spec."""

    name: str
    spec: ExerciseSpec
    summary: SetSummary
    tracks: tuple[Track, ...]

    @property
    def began_s(self) -> float | None:
        """When judging began; None: it never did."""
        table = self.summary.signals
        return next((float(t) for t, p in zip(table.time_s, table.phase, strict=True) if p), None)


def trial_of(
    recording: Recording, spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> Trial:
    """Judge a recording and keep all that the spec compares.

    What is drawn is measured by the very coach that judges: each expression rides along as one
    more signal of the exercise, so that peaks and own ranges are those that the checks saw.
    """
    compared = tuple(comparisons(spec))
    names = _names(spec, compared)
    traced = _with_traces(spec, names)
    summary = with_notes(judge_frames(recording.frames, traced, dose), recording.notes)
    values = summary.signals.values
    own = {name: values[name] for name in spec.signals}
    summary = replace(summary, signals=replace(summary.signals, values=own))
    trial = Trial(recording.name, spec, summary, ())
    return replace(trial, tracks=tuple(_tracks(trial, compared, names, values)))


def _names(spec: ExerciseSpec, compared: tuple[Comparison, ...]) -> dict[str, str]:
    """The signal that measures each expression; those added here have names no spec may use."""
    texts = [text for one in compared for text in (one.signal, *(lim for _, lim in one.limits))]
    added = dict.fromkeys(t for t in texts if isinstance(t, str) and t not in spec.signals)
    return {name: name for name in spec.signals} | {t: f"_{i}" for i, t in enumerate(added)}


def _with_traces(spec: ExerciseSpec, names: Mapping[str, str]) -> ExerciseSpec:
    added = {
        name: Signal.model_construct(
            expression=text, unit="ratio", plus_means=text, views=None, plot=False
        )
        for text, name in names.items()
        if text != name
    }
    return spec.model_copy(update={"signals": {**spec.signals, **added}})


def _tracks(
    trial: Trial, compared: tuple[Comparison, ...], names: Mapping[str, str],
    values: Mapping[str, Array],
) -> Iterator[Track]:  # fmt: skip
    spec, count = trial.spec, len(trial.summary.signals.time_s)

    def measured(text: Limit) -> Array:
        if not isinstance(text, str):
            return np.full(count, float(text))
        return values[names[text]]

    rules = _rules(spec)
    plotted = [name for name, signal in spec.signals.items() if signal.plot]
    texts = dict.fromkeys([*plotted, *(one.signal for one in compared)])
    tracks = []
    for text in texts:
        uses = [one for one in compared if one.signal == text]
        tracks.append(
            Track(
                kind=_kind(text, uses, plotted),
                text=text,
                meaning=spec.signals[text].plus_means if text in spec.signals else "",
                unit=_unit(text, spec),
                values=measured(text),
                limits=tuple(
                    LimitLine(
                        _role(place),
                        _label(place, limit, spec, rules),
                        measured(limit),
                        _phases(place, spec),
                    )
                    for one in uses
                    for place, limit in one.limits
                ),
                mistakes=_mistakes(uses, trial),
                held=tuple(
                    _held(spec.start_pose[int(one.place[1])], measured, trial)
                    for one in uses
                    if one.place[0] == "start_pose"
                ),
            )
        )
    yield from sorted(tracks, key=lambda track: KINDS.index(track.kind))


def _kind(text: str, uses: list[Comparison], plotted: list[str]) -> Kind:
    if text in plotted:
        return "plotted"
    found = {one.place[0] for one in uses}
    return "check" if "checks" in found else "start" if "start_pose" in found else "phase"


def _unit(text: str, spec: ExerciseSpec) -> Unit | Literal[""]:
    try:
        return infer_unit(parse(text), scope_of(spec)) or ""
    except ExpressionError:
        return ""


def _mistakes(uses: list[Comparison], trial: Trial) -> tuple[MistakeSpan, ...]:
    """Mistakes found by a check that looks at just this."""
    checks = {
        trial.spec.checks[int(one.place[1])].id
        for one in uses
        if one.place[0] == "checks" and "also_ok_if" not in one.place
    }
    return tuple(span for span in trial.summary.mistakes if span.check in checks)


def _role(place: Place) -> Role:
    if place[0] == "start_pose":
        return "start"
    if place[0] != "checks" or place[2] == "also_ok_if":
        return "phase"
    if place[2] in ("raise", "clear", "worse"):
        return place[2]  # type: ignore[return-value]  # one of these three
    return "check"


def _phases(place: Place, spec: ExerciseSpec) -> tuple[str, ...] | None:
    match place:
        case ("checks", int(index), *_):
            return spec.checks[index].phases
        case ("phases", int(index), *_):
            return (spec.phases[index].id,)
    return None


def _label(place: Place, limit: Limit, spec: ExerciseSpec, rules: Mapping[Place, Condition]) -> str:
    """`hips_over_knees raise: over 12 for 0.7 s`, `-> hold: over 0.17`."""
    words = _way(place, limit)
    match place:
        case ("start_pose", int(index), *_):
            return f"{spec.start_pose[index].id}: {words}"
        case ("checks", int(index), "raise" | "clear" as edge, *_):
            check = spec.checks[index]
            found = check.raise_ if edge == "raise" else check.clear
            return f"{check.id} {edge}: {words}{_for(found.for_s if found else 0.0)}"
        case ("checks", int(index), "worse", *_):
            return f"{spec.checks[index].id} worse: {words}"
        case ("checks", int(index), "also_ok_if", *_):
            return f"{spec.checks[index].id} fine if: {words}"
        case ("checks", int(index), *_):
            return f"{spec.checks[index].id}: {words}{_when(place, rules)}"
        case ("phases", int(index), "leave", int(way), key, *_):
            phase = spec.phases[index]
            what = f"{phase.id} -> {phase.leave[way].to}"
            what += " counts if" if key == "counts_if" else ""
            return f"{what}: {words}{_when(place, rules)}"
        case ("phases", *_):
            return f"hold clock runs: {words}"
    return f"has left: {words}{_when(place, rules)}"


def _way(place: Place, limit: Limit) -> str:
    value = limit if isinstance(limit, str) else f"{limit:g}"
    if place[-2] == "between":
        return f"{'from' if place[-1] == 0 else 'to'} {value}"
    return f"{place[-1]} {value}"


def _rules(spec: ExerciseSpec) -> dict[Place, Condition]:
    return {
        here: condition
        for place, outer in conditions(spec)
        for here, condition in nested(place, outer)
    }


def _when(place: Place, rules: Mapping[Place, Condition]) -> str:
    """How long, or at which moment, the condition around a limit is asked."""
    around = [rule for end in range(len(place)) if (rule := rules.get(place[:end]))]
    at = next((rule.at for rule in around if rule.at), None)
    return f" at {at.replace('_', ' ')}" if at else _for(max((r.for_s for r in around), default=0))


def _for(seconds: float) -> str:
    return f" for {seconds:g} s" if seconds else ""


def _held(item: StartPoseItem, measured: _Measured, trial: Trial) -> Held:
    value = measured(item.signal)
    ok = np.ones(len(value), bool)
    seen = np.isfinite(value)
    low, high = item.between or (item.over, item.under)
    for limit, sign in ((low, 1), (high, -1)):
        if limit is not None:
            edge = measured(limit)
            seen &= np.isfinite(edge)
            ok &= sign * (value - edge) >= 0
    result = np.where(seen, ok.astype(float), np.nan)
    began = trial.began_s
    before = result[trial.summary.signals.time_s <= began] if began is not None else result
    counted = before[np.isfinite(before)]
    return Held(item, result, float(counted.mean()) if len(counted) else float("nan"))
