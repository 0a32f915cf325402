"""A practice of a routine in plain words: in all, and one line for each exercise. Pure, ASCII."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from formcheck.live.snapshot import EndedBy, LiveResult, RoutineResult
from formcheck.report import practice, words

How = Literal["good", "mend", "skipped"]

_ENDED: dict[EndedBy, str] = {
    "dose": "You came to the end.",
    "hands": "You raised both hands to finish.",
    "button": "You pressed Stop.",
    "closed": "The camera was closed before the end.",
}
_LONG_S = 90.0


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
    done = [one for one in result.exercises if not practice.nothing_seen(one)]
    if not done:
        return "Nothing was counted this time"
    if len(done) == len(planned) and result.ended_by == "dose":
        return f"{result.title}: all done"
    return f"{result.title}: {len(done)} of {words.plural(len(planned), 'exercise')}"


def in_all(result: RoutineResult) -> str:
    """How long, how many repetitions, how it ended, in one or two short sentences."""
    said = [_ENDED[result.ended_by], _length(result), _counted(result)]
    return " ".join(part for part in said if part)


def _counted(result: RoutineResult) -> str:
    verdicts = Counter(rep.verdict for one in result.exercises for rep in one.whole.reps)
    parts = [f"{verdicts[v]} {text}" for v, text in words.VERDICTS.items() if verdicts[v]]
    if not parts:
        return ""
    count = words.plural(verdicts.total(), "repetition")
    if len(parts) == 1:
        (verdict,) = verdicts
        return f"{count}, all {words.VERDICTS[verdict]}."
    return f"{count}: {words.joined(parts)}."


def _length(result: RoutineResult) -> str:
    times = [line.time_s for line in result.said]
    took_s = max(times) - min(times) if times else 0.0
    return f"It took {words.plural(round(took_s / 60), 'minute')}." if took_s >= _LONG_S else ""


def warm_up(result: RoutineResult) -> str:
    """That the warm-up was left out, if so."""
    return "The warm-up was left out." if result.warm_up == "skipped" else ""


def lines(result: RoutineResult) -> tuple[Line, ...]:
    """Every exercise in order, with what it came to."""
    return tuple(
        _line(step.title, done, number)
        for number, (step, done) in enumerate(result.steps)
        if step.kind == "exercise"
    )


def _line(title: str, done: LiveResult | None, number: int) -> Line:
    if done is None or practice.nothing_seen(done):
        return Line(title, "skipped", "not done this time", number)
    mend = any(rep.verdict == "mistake" for rep in done.whole.reps) or bool(done.whole.mistakes)
    return Line(title, "mend" if mend else "good", words.headline(done.whole), number)


def work_on(result: RoutineResult) -> str:
    """The one thing to work on next time: of the exercise in which it was seen most."""
    worst = max(result.exercises, key=lambda one: len(one.whole.mistakes), default=None)
    if worst is None:
        return (
            "Take the start position with your whole body in the picture, and wait for "
            '"Begin when you are ready".'
        )
    if not worst.whole.mistakes:
        return "Keep the same calm pace; no mistake was found in what could be judged."
    titles: Mapping[str, str] = {
        step.exercise: step.title for step, _ in result.steps if step.exercise
    }
    return f"{titles[worst.exercise]}: {practice.next_step(worst)}"
