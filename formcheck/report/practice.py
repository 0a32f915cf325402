"""A live practice in plain words: in all, set by set, side by side. Pure, ASCII only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from formcheck.coach.events import HoldCompleted, RepCompleted
from formcheck.coach.hold import is_short
from formcheck.coach.summary import SetSummary
from formcheck.live.snapshot import EndedBy, Kind, LiveResult, PracticeResult
from formcheck.report import words
from formcheck.report.handling import SEEN_BY_THE_CAMERA, Way, ways_of
from formcheck.report.judging import COUNTED, judges, result_line
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

_HOLDS_SHORT = "You did all repetitions; some holds were shorter than you had chosen."
_ENDED: dict[EndedBy, str] = {
    "dose": "You did everything you had chosen.",
    "hands": "You raised both hands to finish.",
    "button": "You pressed Stop.",
    "closed": "The camera was closed before the end.",
}
KINDS: dict[Kind, str] = {
    "instruction": "what to do", "correction": "correction", "praise": "praise",
    "reminder": "reminder", "count": "count", "time": "time", "side": "side", "pause": "pause",
    "rest": "rest", "fault": "fault", "end": "end",
}  # fmt: skip
NOTHING = "Nothing was counted this time"
ONLY_COUNTED = "Keep the same calm pace. This exercise is counted; nothing else is looked for."
_SAME_S = 0.5
"""Held and in good form this close together are one figure."""


@dataclass(frozen=True, slots=True)
class Part:
    """One set or one side: its name, its repetitions and its time in good form, in words."""

    name: str
    reps: str
    held: str


def how_it_ended(result: LiveResult) -> str:
    """Why the practice is over, in one sentence."""
    goal_s, whole = result.hold_goal_s, result.whole
    short = goal_s is not None and any(
        is_short(_held_in(rep, whole.holds), goal_s) for rep in whole.reps
    )
    return _HOLDS_SHORT if result.ended_by == "dose" and short else _ENDED[result.ended_by]


def _held_in(rep: RepCompleted, holds: Iterable[HoldCompleted]) -> float:
    """Seconds in good form: a hold that was interrupted counts with all its parts."""
    return sum(hold.form_s for hold in holds if rep.start_s <= hold.start_s <= rep.end_s)


def headline(result: LiveResult, spec: ExerciseSpec | None = None) -> str:
    """The whole practice in one sentence; without the exercise, as one that is judged."""
    if nothing_seen(result):
        return NOTHING
    return result_line(result.whole, spec)


def nothing_seen(result: LiveResult) -> bool:
    """Whether there is neither a repetition nor a hold."""
    return not result.whole.reps and not result.whole.holds


def is_judged(result: LiveResult, spec: ExerciseSpec | None) -> bool:
    """Whether any mistake of the exercise was looked for, from where the camera stood."""
    return spec is None or judges(spec, result.whole.view)


def next_step(result: LiveResult, spec: ExerciseSpec | None = None) -> str:
    """The one thing to work on next time, in one sentence."""
    if nothing_seen(result) and not result.whole.mistakes:
        if result.whole.calibration.source == "none":
            return (
                "Take the start position with your whole body in the picture, and wait for "
                '"Begin when you are ready".'
            )
        return "Check that this is the exercise, then go through the whole movement, slowly."
    if not is_judged(result, spec) and not result.whole.holds:
        return ONLY_COUNTED
    return words.next_step(result.whole, result.hold_goal_s)


def hold_time(holds: Iterable[HoldCompleted]) -> str:
    """`28 s in good form`, `22 of 30 s in good form`; "" without holds."""
    holds = tuple(holds)
    if not holds:
        return ""
    held, good = (sum(getattr(hold, name) for hold in holds) for name in ("held_s", "form_s"))
    if held - good < _SAME_S:
        return f"{_whole(good)} in good form"
    return f"{_whole(good)} of {_whole(held)} in good form"


def _whole(value_s: float) -> str:
    """Seconds as a clock shows them: `28 s`, `1:04`."""
    done = round(value_s)
    return f"{done} s" if done < 60 else f"{done // 60}:{done % 60:02d}"


def rep_counts(reps: Sequence[RepCompleted], *, judged: bool = True) -> str:
    """`5: 4 clean, 1 with a mistake`; `2 clean`; `none`; where nothing is judged, `5 counted`."""
    if not reps:
        return "none"
    if not judged:
        return f"{len(reps)} {COUNTED}"
    counts = Counter(rep.verdict for rep in reps)
    parts = [f"{counts[v]} {text}" for v, text in words.VERDICTS.items() if counts[v]]
    return parts[0] if len(parts) == 1 else f"{len(reps)}: {', '.join(parts)}"


def set_parts(result: LiveResult, spec: ExerciseSpec | None = None) -> tuple[Part, ...]:
    """Each set, if there were several."""
    if len(result.sets) < 2:
        return ()
    judged = is_judged(result, spec)
    return tuple(
        Part(f"Set {number}", rep_counts(one.reps, judged=judged), hold_time(one.holds))
        for number, one in enumerate(result.sets, 1)
    )


def side_parts(summary: SetSummary, spec: ExerciseSpec | None = None) -> tuple[Part, ...]:
    """Left against right; nothing where the sides were not told apart."""
    judged = spec is None or judges(spec, summary.view)
    reps = {side: [rep for rep in summary.reps if rep.side == side] for side in ("left", "right")}
    if not any(reps.values()):
        return ()
    return tuple(
        Part(
            side.capitalize(),
            rep_counts(of_side, judged=judged),
            hold_time(hold for hold in summary.holds if hold.side == side),
        )
        for side, of_side in reps.items()
    )


def side_difference(summary: SetSummary) -> str:
    """Which side did fewer clean repetitions or held for less, in a sentence; "" if alike."""
    clean: dict[str, int] = {}
    good: dict[str, float] = {}
    for side in ("left", "right"):
        clean[side] = sum(rep.side == side and rep.verdict == "clean" for rep in summary.reps)
        good[side] = sum(hold.form_s for hold in summary.holds if hold.side == side)
    if not any(rep.side for rep in summary.reps):
        return ""
    if clean["left"] != clean["right"]:
        weaker = min(clean, key=clean.__getitem__)
        return f"Fewer clean repetitions on the {weaker} side."
    if abs(good["left"] - good["right"]) >= 0.2 * max(*good.values(), 1.0):
        return f"Less time in good form on the {min(good, key=good.__getitem__)} side."
    return ""


def questions(spec: ExerciseSpec, how: Literal["ask_before", "ask_after"]) -> tuple[str, ...]:
    """What the person asks themselves before or after the practice, for no camera sees it."""
    return tuple(one.question for one in spec.reminders if one.how == how and one.question)


def judged_share(summary: SetSummary) -> str:
    """How much of the time could be judged."""
    share = round(100 * summary.judged_share)
    if share >= 100:
        return "All of the time could be judged."
    return f"{share} % of the time could be judged."


def transcript(result: PracticeResult) -> tuple[tuple[str, str, str], ...]:
    """What was said: moment on the practice's clock, words, kind."""
    return tuple(
        (_moment(one.time_s), one.text, KINDS[one.kind]) for one in result.said if one.text
    )


def _moment(time_s: float) -> str:
    whole = int(time_s)
    return f"{whole // 60}:{whole % 60:02d}"


@dataclass(frozen=True, slots=True)
class Judged:
    """What a camera in one place can judge of an exercise, each in the words of its cue.

    Attributes:
        watched: what it tells while you practise or after the set.
        not_from_here: what needs another place, with the reason or the place.
        reminded: what no camera sees: to be kept in mind.
    """

    watched: tuple[str, ...]
    not_from_here: tuple[str, ...]
    reminded: tuple[str, ...]


def judged_from(spec: ExerciseSpec, view: View) -> Judged:
    """What can be judged from a view and what cannot."""
    watched: list[str] = []
    reminded: list[str] = []
    said = spec.not_seen_in.get(view, {})
    elsewhere = list(said.values())
    for mistake in spec.mistakes:
        ways = ways_of(spec, mistake)
        seen = [way for way in ways if way.how in SEEN_BY_THE_CAMERA]
        here = [way for way in seen if view in way.views]
        if here:
            watched += [_said(way, mistake.text) for way in here[:1]]
        elif seen and not any(name in said for name in (mistake.id, *(way.by for way in seen))):
            elsewhere.append(f"{_said(seen[0], mistake.text)}: film from {seen[0].from_where}.")
        elif not seen:
            spoken = [way.says for way in ways if way.says and not way.how.startswith("ask_")]
            reminded.append((spoken[0] if spoken else mistake.text).rstrip("."))
    return Judged(*(tuple(dict.fromkeys(part)) for part in (watched, elsewhere, reminded)))


def _said(way: Way, otherwise: str) -> str:
    return (way.says or otherwise).rstrip(".")
