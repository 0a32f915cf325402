"""What was measured in a repetition, in words: for whoever has to find out why it went wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from formcheck.coach.events import MistakeRaised
from formcheck.coach.summary import SignalTable
from formcheck.specs.schema import ExerciseSpec

from .judging import Judged
from .matching import ClipResult, RepResult, Span
from .truths import Truth

LONG_S = 0.5


def explained(result: ClipResult, truth: Truth, judged: Judged, spec: ExerciseSpec) -> ClipResult:
    """The result with a note at every repetition that did not come out as performed."""
    if judged.summary is None:
        return replace(result, note=judged.refused)
    spans = {rep.index: rep for rep in truth.reps}
    reps = tuple(
        rep
        if _as_wanted(rep, result.level)
        else replace(rep, note=_note(rep, spans[rep.index], judged, spec))
        for rep in result.reps
    )
    return replace(result, reps=reps, note="; ".join(judged.summary.notes))


def _as_wanted(rep: RepResult, level: str) -> bool:
    if rep.clean or level == "below":
        return rep.verdict == "clean" and not rep.got
    return set(rep.wanted_ids) == set(rep.got)


def _note(rep: RepResult, span: Span, judged: Judged, spec: ExerciseSpec) -> str:
    parts = [_raised(judged, span, mistake) for mistake in rep.got]
    parts += [
        _missed(judged, spec, span, mistake) for mistake in rep.wanted_ids if mistake not in rep.got
    ]
    if rep.verdict in ("not_judged", "not counted"):
        parts += [_phases(judged, span), *_unjudged(judged, span)]
    return "; ".join(part for part in parts if part)


def _raised(judged: Judged, span: Span, mistake: str) -> str:
    for event in judged.events:
        if isinstance(event, MistakeRaised) and event.mistake == mistake and _inside(event, span):
            return (
                f"{event.check} read {event.value:.3g} against {event.threshold:.3g} {event.unit}"
            )
    return ""


def _inside(event: MistakeRaised, span: Span) -> bool:
    return event.since_s < span.end_s and event.time_s > span.start_s


def _missed(judged: Judged, spec: ExerciseSpec, span: Span, mistake: str) -> str:
    """How far the signals of the mistake's checks went in the repetition."""
    assert judged.summary is not None
    parts = []
    for check in spec.checks:
        if check.mistake != mistake:
            continue
        texts = [check.signal, *(condition.signal for condition in check.any or ())]
        names = [name for name in spec.signals if any(name in (text or "") for text in texts)]
        parts += [text for name in names if (text := _reach(judged.summary.signals, name, span))]
    return ", ".join(dict.fromkeys(parts))


def _reach(signals: SignalTable, name: str, span: Span) -> str:
    inside = (signals.time_s >= span.start_s) & (signals.time_s <= span.end_s)
    values = signals.values.get(name)
    if values is None or not inside.any():
        return ""
    seen = values[inside][np.isfinite(values[inside])]
    if not len(seen):
        return f"{name} was not measured"
    return f"{name} went from {seen.min():.3g} to {seen.max():.3g}"


def _phases(judged: Judged, span: Span) -> str:
    assert judged.summary is not None
    signals = judged.summary.signals
    inside = (signals.time_s >= span.start_s) & (signals.time_s <= span.end_s)
    phases = [phase for phase, on in zip(signals.phase, inside, strict=True) if on]
    changes = [p for i, p in enumerate(phases) if i == 0 or p != phases[i - 1]]
    return "phases " + " > ".join(phase or "waiting" for phase in changes) if changes else ""


def _unjudged(judged: Judged, span: Span) -> list[str]:
    assert judged.summary is not None
    found = {}
    for gap in judged.summary.not_judged:
        shared = min(gap.end_s, span.end_s) - max(gap.start_s, span.start_s)
        if shared > LONG_S:
            found[f"{gap.check}: {gap.reason}"] = shared
    return [f"{text} ({seconds:.1f} s)" for text, seconds in found.items()]
