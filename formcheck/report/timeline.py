"""What happened when, as lanes of bars: phases, repetitions, holds, mistakes, not judged. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from formcheck.coach.events import NotJudged, RepCompleted
from formcheck.coach.summary import SetSummary
from formcheck.report import words
from formcheck.report.plotted import phase_bands
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis

LaneKind = Literal["phases", "reps", "holds", "mistake", "not_judged"]
Look = Literal["phase_0", "phase_1", "clean", "mistake", "unknown", "hold"]
"""How a bar is drawn; two phases take turns."""
_LOOKS: dict[str, Look] = {"clean": "clean", "mistake": "mistake", "not_judged": "unknown"}
_MARKS = {"clean": "", "mistake": " !", "not_judged": " ?"}
"""Colour alone does not tell them apart, on paper or to every eye."""
_JOIN_S = 0.3
"""Gaps in judging that are closer than this are one bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of time.

    Attributes:
        from_s, to_s: seconds on the film's clock.
        text: what stands in the bar if there is room; `short`, if there is little.
        told: the whole of it in words.
    """

    from_s: float
    to_s: float
    text: str
    told: str
    look: Look
    short: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """Bars of one kind in order of time; they do not overlap, but in `mistake` lanes they may."""

    kind: LaneKind
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The lanes of one film, from its first to its last picture that was looked at."""

    start_s: float
    end_s: float
    lanes: tuple[Lane, ...]


def timeline_of(analysis: Analysis) -> Timeline:
    """The timeline of an analysis; lanes without bars are left out."""
    spec, summary = analysis.spec, analysis.summary
    lanes = (
        Lane("phases", "Movement", tuple(_phases(spec, summary))),
        Lane("reps", "Repetitions", tuple(_rep(rep, spec) for rep in summary.reps)),
        Lane("holds", "Holds", tuple(_holds(summary))),
        *_mistakes(spec, summary),
        Lane("not_judged", "Not judged", tuple(_unjudged(spec, summary.not_judged))),
    )
    start, end = _ends(analysis, lanes)
    return Timeline(start, end, tuple(lane for lane in lanes if lane.bars))


def _ends(analysis: Analysis, lanes: Iterable[Lane]) -> tuple[float, float]:
    """What was looked at; a film may tell a wrong length, so its pictures count where known."""
    video, times = analysis.video, analysis.summary.signals.time_s
    known = float(times[-1]) if len(times) else min(video.window.to_s, video.duration_s)
    end = max([known, *(bar.to_s for lane in lanes for bar in lane.bars)])
    start = min(max(video.window.from_s, 0.0), end)
    return start, end if end > start else start + 1.0


def _phases(spec: ExerciseSpec, summary: SetSummary) -> Iterator[Bar]:
    for index, (phase, start, end) in enumerate(phase_bands(summary.signals)):
        label = spec.phase_label(phase)
        look: Look = "phase_1" if index % 2 else "phase_0"
        yield Bar(start, end, label, f"{label}, {words.span(start, end)}", look)


def _rep(rep: RepCompleted, spec: ExerciseSpec) -> Bar:
    side = f", {rep.side}" if rep.side else ""
    told = (
        f"Repetition {rep.index}{side}, {words.span(rep.start_s, rep.end_s)}: "
        f"{words.rep_result(rep, spec)}"
    )
    text = f"{rep.index} {words.VERDICTS[rep.verdict]}"
    short = f"{rep.index}{_MARKS[rep.verdict]}"
    return Bar(rep.start_s, rep.end_s, text, told, _LOOKS[rep.verdict], short)


def _holds(summary: SetSummary) -> Iterator[Bar]:
    for hold in summary.holds:
        side = f", {hold.side}" if hold.side else ""
        kept = words.seconds(hold.held_s)
        yield Bar(hold.start_s, hold.end_s, kept, f"Held{side} {words.hold(hold)}", "hold")


def _mistakes(spec: ExerciseSpec, summary: SetSummary) -> Iterator[Lane]:
    for group in words.by_check(summary.mistakes):
        bars = [
            Bar(
                one.start_s,
                one.end_s,
                words.number(one.value, one.unit).replace("-", "", 1),
                _told(one.cue, one.start_s, one.end_s, words.limit_passed(one, spec)),
                "mistake",
            )
            for one in sorted(group, key=lambda span: span.start_s)
        ]
        yield Lane("mistake", group[0].cue, tuple(bars))


def _told(cue: str, start: float, end: float, limit: str) -> str:
    return f"{cue}, {words.span(start, end)}" + (f": {limit}" if limit else "")


def _unjudged(spec: ExerciseSpec, gaps: Iterable[NotJudged]) -> Iterator[Bar]:
    """Stretches in which at least one check was not judged, with every check and its reason."""
    together: list[list[NotJudged]] = []
    end = float("-inf")
    for gap in sorted(gaps, key=lambda one: one.start_s):
        if gap.start_s <= end + _JOIN_S:
            together[-1].append(gap)
        else:
            together.append([gap])
        end = max(end, gap.end_s)
    for group in together:
        start, stop = group[0].start_s, max(gap.end_s for gap in group)
        reasons = words.joined(tuple(dict.fromkeys(gap.reason for gap in group)))
        checks = tuple(dict.fromkeys(gap.check for gap in group))
        everything = len(checks) > 1 and set(checks) >= {check.id for check in spec.checks}
        titles = [words.check_title(check, spec) for check in checks]
        what = "everything" if everything else "; ".join(titles)
        yield Bar(
            start, stop, "", f"Not judged, {words.span(start, stop)}: {what} ({reasons})", "unknown"
        )
