"""A practice of a routine in plain words: in all, and one line for each exercise. Pure, ASCII."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from formcheck.live.snapshot import EndedBy, LiveResult, RoutineResult
from formcheck.report import practice, words
from formcheck.report.judging import COUNTED
from formcheck.specs.schema import ExerciseSpec

How = Literal["good", "mend", "skipped"]

_ENDED: dict[EndedBy, str] = {
    "dose": "You came to the end.",
    "hands": "You raised both hands to finish.",
    "button": "You pressed Stop.",
    "closed": "The camera was closed before the end.",
}
_LONG_S = 90.0
Specs = Mapping[str, ExerciseSpec]
"""The exercises by id; one that is not among them is told as one that is judged."""


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of the routine in a line.

    Attributes:
        how: all well, something to work on, or left out.
        text: what it came to.
        step: index in the routine's steps.
    """

    title: str
    how: How
    text: str
    step: int


def headline(result: RoutineResult) -> str:
    """The whole routine in one sentence."""
    planned = [step for step, _ in result.steps if step.kind == "exercise"]
    if nothing_seen(result):
        return practice.NOTHING
    done = [one for one in result.exercises if not practice.nothing_seen(one)]
    if len(done) == len(planned) and result.ended_by == "dose":
        return f"{result.title}: all done"
    return f"{result.title}: {len(done)} of {words.plural(len(planned), 'exercise')}"


def nothing_seen(result: RoutineResult) -> bool:
    """Whether there is neither a repetition nor a hold in any exercise."""
    return all(practice.nothing_seen(one) for one in result.exercises)


def in_all(result: RoutineResult, specs: Specs) -> str:
    """How it ended, how long it took, how many repetitions, in a few short sentences."""
    said = [_ended(result), _length(result), _counted(result, specs)]
    return " ".join(part for part in said if part)


def _ended(result: RoutineResult) -> str:
    """How it ended; nothing where all of it may have been skipped: skipping ends it, too."""
    skipped = result.ended_by in ("button", "hands") and nothing_seen(result)
    return "" if skipped else _ENDED[result.ended_by]


def _counted(result: RoutineResult, specs: Specs) -> str:
    """`23 repetitions: 9 clean, 1 with a mistake and 13 counted.`"""
    verdicts: Counter[str] = Counter()
    for one in result.exercises:
        judged = practice.is_judged(one, specs.get(one.exercise))
        verdicts.update(
            words.VERDICTS[rep.verdict] if judged else COUNTED for rep in one.whole.reps
        )
    parts = [f"{verdicts[v]} {v}" for v in (*words.VERDICTS.values(), COUNTED) if verdicts[v]]
    if not parts:
        return ""
    count = words.plural(verdicts.total(), "repetition")
    if len(parts) == 1:
        (verdict,) = verdicts
        return f"{count} {COUNTED}." if verdict == COUNTED else f"{count}, all {verdict}."
    return f"{count}: {words.joined(parts)}."


def _length(result: RoutineResult) -> str:
    times = [line.time_s for line in result.said]
    took_s = max(times) - min(times) if times else 0.0
    length = words.plural(round(took_s / 60), "minute")
    return f"It took about {length}." if took_s >= _LONG_S else ""


def warm_up(result: RoutineResult) -> str:
    """That the warm-up was broken off, if so; one that was never asked for is not told."""
    return "The warm-up was not done to its end." if result.warm_up == "skipped" else ""


def lines(result: RoutineResult, specs: Specs) -> tuple[Line, ...]:
    """Every exercise in order, with what it came to."""
    return tuple(
        _line(step.title, done, specs.get(step.exercise or ""), number)
        for number, (step, done) in enumerate(result.steps)
        if step.kind == "exercise"
    )


def _line(title: str, done: LiveResult | None, spec: ExerciseSpec | None, number: int) -> Line:
    if done is None or practice.nothing_seen(done):
        return Line(title, "skipped", "not done this time", number)
    mend = any(rep.verdict == "mistake" for rep in done.whole.reps) or bool(done.whole.mistakes)
    held = practice.hold_time(done.whole.holds) if done.whole.reps else ""
    text = practice.headline(done, spec) + (f"; {held}" if held else "")
    return Line(title, "mend" if mend else "good", text, number)


def work_on(result: RoutineResult, specs: Specs) -> str:
    """The one thing to work on next time: of the exercise in which it was seen most."""
    worst = max(result.exercises, key=lambda one: len(one.whole.mistakes), default=None)
    if worst is None or (nothing_seen(result) and not worst.whole.mistakes):
        return (
            "Take the start position with your whole body in the picture, and wait for "
            '"Begin when you are ready".'
        )
    if not any(practice.is_judged(one, specs.get(one.exercise)) for one in result.exercises):
        return practice.ONLY_COUNTED
    if not worst.whole.mistakes:
        return "Keep the same calm pace; no mistake was found in what could be judged."
    titles: Mapping[str, str] = {
        step.exercise: step.title for step, _ in result.steps if step.exercise
    }
    return f"{titles[worst.exercise]}: {practice.next_step(worst, specs.get(worst.exercise))}"
