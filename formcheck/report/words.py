"""Results as plain sentences, the same in the terminal and on the pages. Pure, ASCII only."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from formcheck.coach.events import HoldCompleted, NotJudged, RepCompleted, Severity, Verdict
from formcheck.coach.hold import is_short
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.safety.stop import GUIDANCE, STOP_WORDS
from formcheck.specs.limits import Limits, adjustable
from formcheck.specs.schema import Check, ExerciseSpec
from formcheck.video import amounts
from formcheck.video.amounts import LONG_S
from formcheck.video.amounts import number as number
from formcheck.video.amounts import quantity as quantity
from formcheck.video.amounts import unit_words as unit_words
from formcheck.video.analysis import VideoInfo
from formcheck.video.worst import MOST_URGENT_FIRST as MOST_URGENT_FIRST
from formcheck.video.worst import worst_of as worst_of

DISCLAIMER = f"{STOP_WORDS} {GUIDANCE}"

VERDICTS: dict[Verdict, str] = {
    "clean": "clean",
    "mistake": "with a mistake",
    "not_judged": "not judged",
}
SEVERITIES: dict[Severity, str] = {
    "info": "worth knowing",
    "minor": "a small mistake",
    "major": "a clear mistake",
    "stop": "please pause",
}
FILMED_FROM = {
    "side": "filmed from the side",
    "oblique": "filmed from an angle",
    "front": "filmed from the front",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SAME_S = 0.5
"""Held and in good form this close together are one figure."""


def plural(count: int, noun: str) -> str:
    """`3 repetitions`, `1 repetition`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def joined(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return "".join(parts) if len(parts) < 2 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """The text with a capital first letter and a full stop."""
    text = text.strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in '.!?"' else ".")


def seconds(value: float) -> str:
    """A moment or a length of time: `4.2 s`, from a minute on `1:04`."""
    if not math.isfinite(value):
        return "-"
    if round(value, 1) < 60:
        return f"{value:.1f} s"
    whole = round(value)
    return f"{whole // 60}:{whole % 60:02d}"


def span(start_s: float, end_s: float) -> str:
    """A stretch of time: `4.2 to 6.0 s`."""
    if max(start_s, end_s) < 59.9:
        return f"{start_s:.1f} to {end_s:.1f} s"
    return f"{seconds(start_s)} to {seconds(end_s)}"


def film_length(video: VideoInfo) -> str:
    """How long a film is, or which part of it was looked at: `the part from 4.0 to 9.0 s of 1:04`.

    A window that goes on to the end ends there.
    """
    whole = seconds(video.duration_s)
    if video.window.whole:
        return whole
    part = span(video.window.from_s, min(video.window.to_s, video.duration_s))
    return f"the part from {part} of {whole}"


def day(when: date) -> str:
    """A date that nobody misreads, whatever the computer's language: `20 November 2026`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def hold(completed: HoldCompleted) -> str:
    """How long a hold was kept: `28.0 s`, `28.0 s, 22.5 s of it in good form`."""
    kept, good = completed.held_s, completed.form_s
    if kept - good < _SAME_S:
        return seconds(kept)
    return f"{seconds(kept)}, {seconds(good)} of it in good form"


def against_limit(mistake: MistakeSpan) -> str:
    """The measured value against its limit: `17 degrees, limit 12`; "" if there is no value."""
    both = amounts.against_limit(mistake.value, mistake.threshold, mistake.unit)
    return ", ".join(filter(None, both))


def limit_passed(mistake: MistakeSpan, spec: ExerciseSpec) -> str:
    """As `against_limit`; a pose that was kept too long is told by its time, not by its value."""
    check = check_by_id(spec, mistake.check)
    allowed = max((test.for_s for test in check.any or ()), default=0.0) if check else 0.0
    if allowed >= LONG_S:
        return f"longer than {allowed:g} seconds"
    return against_limit(mistake)


def check_by_id(spec: ExerciseSpec, check_id: str) -> Check | None:
    """The check with this id, or None (a start-pose item, or something else entirely)."""
    return next((check for check in spec.checks if check.id == check_id), None)


def check_title(check_id: str, spec: ExerciseSpec) -> str:
    """What a check asks for, in the words of its cue."""
    check = check_by_id(spec, check_id)
    return check.say if check else check_id.replace("_", " ")


def measured_thing(check_id: str, spec: ExerciseSpec) -> str | None:
    """What a check measures, in the spec's words: `hips behind the knees`; None if unnamed."""
    check = check_by_id(spec, check_id)
    signal = spec.signals.get(check.signal or "") if check else None
    return signal.plus_means.split(";")[0].strip() if signal else None


def occurrence(mistake: MistakeSpan, spec: ExerciseSpec, *, with_measured: bool = True) -> str:
    """One time that a mistake was made: `Repetition 2, 3.1 to 6.5 s: 17 degrees, limit 12`."""
    where = f"Repetition {mistake.rep}, " if mistake.rep is not None else ""
    text = where + span(mistake.start_s, mistake.end_s)
    limit = limit_passed(mistake, spec)
    measured = measured_thing(mistake.check, spec) if with_measured else None
    if limit:
        text += f": {limit}"
    if limit and measured and mistake.value >= mistake.threshold:
        text += f" ({measured})"
    return f"{text}."


def alike_gaps(gaps: Iterable[NotJudged]) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Reason, stretches of time, checks: those not judged at the same times for the same cause."""
    spans: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        spans.setdefault((gap.check, gap.reason), []).append(span(gap.start_s, gap.end_s))
    together: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for (check, reason), when in spans.items():
        together.setdefault((reason, tuple(when)), []).append(check)
    for (reason, times), checks in together.items():
        yield reason, times, checks


def gap_titles(checks: Sequence[str], spec: ExerciseSpec) -> tuple[str, ...]:
    """What was not judged, in the words of its cues; `Everything` where that is so."""
    if len(checks) > 1 and set(checks) >= {check.id for check in spec.checks}:
        return ("Everything",)
    return tuple(check_title(check, spec) for check in checks)


def changed_limits(
    limits: Limits, spec: ExerciseSpec, shipped: ExerciseSpec | None = None
) -> tuple[str, ...]:
    """Each changed limit: `Keep your hips over your knees: 15 degrees (shipped: 12)`.

    Args:
        limits: what was changed.
        spec: the exercise, with or without the changes.
        shipped: the exercise as it is shipped; without it the old numbers are not told.
    """
    units = {one.check: one.unit for one in adjustable(spec)}
    before = {one.check: one.shipped for one in adjustable(shipped)} if shipped else {}
    texts = []
    for check, limit in limits.raises.items():
        unit = units.get(check, "")
        was = f" (shipped: {number(before[check], unit)})" if check in before else ""
        texts.append(f"{check_title(check, spec)}: {quantity(limit, unit)}{was}")
    return tuple(texts)


def source_sentence(mistake_id: str, spec: ExerciseSpec) -> str:
    """The publisher and the sentence that names the mistake: `Liv Hospital: "..."`."""
    mistake = spec.mistake(mistake_id)
    return f'{spec.sources[mistake.source].publisher}: "{mistake.text}"'


def by_check(mistakes: Iterable[MistakeSpan]) -> tuple[tuple[MistakeSpan, ...], ...]:
    """Mistakes grouped by check: the most urgent, then the most frequent, then the first."""
    groups: dict[str, list[MistakeSpan]] = {}
    for mistake in mistakes:
        groups.setdefault(mistake.check, []).append(mistake)

    def urgency(group: list[MistakeSpan]) -> tuple[int, int, float]:
        worst = min(MOST_URGENT_FIRST.index(mistake.severity) for mistake in group)
        return worst, -len(group), group[0].start_s

    return tuple(tuple(group) for group in sorted(groups.values(), key=urgency))


def headline(summary: SetSummary) -> str:
    """The whole result in one sentence: `3 repetitions: 2 clean, 1 with a mistake`."""
    if not summary.reps:
        return _without_repetitions(summary)
    counts = Counter(rep.verdict for rep in summary.reps)
    start = plural(len(summary.reps), "repetition")
    if len(counts) == 1:
        (verdict,) = counts
        all_of_them = "all " if len(summary.reps) > 1 and verdict != "mistake" else ""
        return f"{start}, {all_of_them}{VERDICTS[verdict]}"
    parts = [f"{counts[v]} {words}" for v, words in VERDICTS.items() if counts[v]]
    return f"{start}: {joined(parts)}"


def _without_repetitions(summary: SetSummary) -> str:
    if summary.holds:
        held = sum(hold.held_s for hold in summary.holds)
        return f"{plural(len(summary.holds), 'hold')}, {seconds(held)} in all"
    return "No repetition of this exercise was seen"


def rep_result(rep: RepCompleted, spec: ExerciseSpec) -> str:
    """One repetition's result: `Clean`, or what to mend, in the words of the cues."""
    if rep.verdict != "mistake":
        return VERDICTS[rep.verdict].capitalize()
    said = [_cue_for(mistake_id, spec) for mistake_id in rep.mistakes]
    return "; ".join(dict.fromkeys(said)) or VERDICTS["mistake"].capitalize()


def _cue_for(mistake_id: str, spec: ExerciseSpec) -> str:
    cues = [check.say for check in spec.checks if check.mistake == mistake_id]
    return cues[0] if cues else spec.mistake(mistake_id).text


def next_step(summary: SetSummary, hold_goal_s: float | None = None) -> str:
    """The one thing to work on next, in one sentence."""
    groups = by_check(summary.mistakes)
    if groups:
        return sentence(groups[0][0].cue)
    if not summary.reps and not summary.holds and summary.calibration.source != "none":
        return "Check that this is the exercise, then go through the whole movement, slowly."
    if not summary.reps and not summary.holds:
        return (
            "Film from the start pose on, with the whole body in the picture and the camera where "
            "the exercise asks for it."
        )
    if any(rep.verdict == "not_judged" for rep in summary.reps):
        return "Move the camera to where the exercise asks for it, so that more can be judged."
    shortest = min((hold.form_s for hold in summary.holds), default=None)
    if shortest is not None and hold_goal_s and is_short(shortest, hold_goal_s):
        return "Stay in the hold a little longer, as long as it feels comfortable."
    judged = " in what could be judged" if summary.not_judged else ""
    return f"Keep the same calm pace; no mistake was found{judged}."
