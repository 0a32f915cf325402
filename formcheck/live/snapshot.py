"""What a live practice shows and says at one moment: what travels from the session to the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from formcheck.coach.state import CoachState
from formcheck.coach.summary import SetSummary
from formcheck.routines.routine import Step
from formcheck.specs.vocabulary import View

Stage = Literal[
    "placing", "start", "still", "moving", "away", "resting", "eased", "warming", "between", "done",
]  # fmt: skip
"""Placing the camera, taking the start pose, holding still, exercising, not seen, resting between
sets, paused to go on with the easier version, a timer such as marching runs, before the next
exercise of a routine, finished."""

Kind = Literal[
    "instruction", "correction", "praise", "reminder", "count", "time", "side", "pause", "rest",
    "fault", "end",
]  # fmt: skip

Tone = Literal["good", "count", "tick", "attention", "done"]
"""A short sound: all is right, one more repetition, a second of a countdown, look out, finished."""

EndedBy = Literal["dose", "hands", "button", "closed"]
"""All was done, both hands were up, a button was pressed, the camera was closed. An exercise of a
routine that was skipped ended by hands or button; a routine that came to its end, by dose."""

WarmUp = Literal["done", "skipped", "none"]


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to say now.

    Attributes:
        id: grows by one, so that a page says each one once.
        time_s: when it was decided, on the session's clock.
        until_s: after this it is about something over and must not begin any more.
        text: what to say and to show, at most ten words (a step of the exercise may be longer);
            "" for a tone alone.
        tone: a sound before the words, if any.
        cuts: it may cut off what is being said.
    """

    id: int
    time_s: float
    until_s: float
    text: str
    kind: Kind
    tone: Tone | None = None
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """How many are done and how many are asked for (None: no number is asked for)."""

    done: int
    target: int | None

    @property
    def reached(self) -> bool:
        """Whether nothing is left to do."""
        return self.target is not None and self.done >= self.target


@dataclass(frozen=True, slots=True)
class HoldNow:
    """The hold under way, seconds.

    Attributes:
        held_s: kept, seen and in good form; pauses otherwise and never starts anew. Shown up to
            what is asked for.
        target_s: what is asked for; None: as long as is comfortable.
        most_s: the sources' upper limit, if any.
        running: whether the clock runs now.
    """

    held_s: float
    target_s: float | None
    most_s: float | None
    running: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the practice is.

    Attributes:
        set_number, sets: the set under way (1 is the first) of how many.
        reps: repetitions of this set, all sides together.
        left, right: the same by side, None where the sides are not taken one after the other.
        side: the side that works now, if it is known.
        hold: the hold under way, None outside holds.
    """

    set_number: int
    sets: int
    reps: Goal
    left: Goal | None
    right: Goal | None
    side: str | None
    hold: HoldNow | None


@dataclass(frozen=True, slots=True)
class Breath:
    """The breath pacer: breathe `way` now, for `length_s` seconds, `left_s` of them to go.

    `turn` grows by one with each change between in and out.
    """

    way: Literal["in", "out"]
    length_s: float
    left_s: float
    turn: int


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """One thing the camera's place must give, for the list on the page.

    Attributes:
        id: `picture`, `light`, `alone`, `body`, `distance`, `view`, `level`.
        label: it, in two to five words, as it should be: `Whole body in the picture`.
        state: right, to be mended, or not known yet.
    """

    id: str
    label: str
    state: Literal["right", "mend", "unknown"]


@dataclass(frozen=True, slots=True)
class RoutineNow:
    """Where a routine is. Between two exercises all of it is about the one that comes.

    Attributes:
        step: index in the plan's steps, from 0, of the one under way or to come.
        number, of: which exercise this is, from 1, of how many; timers are not counted, and during
            one it is the exercise after it.
        title: of the step; `following`: of the one after it, None: it is the last.
        left_s: seconds left of the timer; before an exercise, of the longest wait, which ends early
            for somebody who is ready; None: no clock runs.
        camera_moves: the camera has to be put elsewhere for this step, to look from `view`.
        warm_up: the step belongs to the warm-up.
    """

    step: int
    number: int
    of: int
    title: str
    following: str | None
    left_s: float | None
    camera_moves: bool
    view: View | None
    warm_up: bool


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """What the page shows. All text is plain English, to be escaped.

    Attributes:
        stage: where the practice is.
        time_s: the session's clock when this was true.
        headline: the one thing to read now; "" while nothing needs to be said.
        detail: a second, smaller line: why, or how to go on; "" if there is none.
        state: the coach's own state in this frame.
        progress: how far the practice is.
        rest_left_s: seconds of rest left, None outside rests.
        breath: the breath pacer, None while it does not run.
        places: what the camera's place must give; empty once judging began.
        said: the last few utterances, oldest first.
        fps: frames judged per second lately.
        slow: this computer cannot keep up.
        error: what went wrong with the last picture, if anything.
        result: set once the practice is over.
        exercise: the spec's id of the exercise under way or to come; None while a timer runs.
        routine: where the routine is; None: a single exercise.
        explaining: the sentence of the exercise's steps that is being said now; None: none.
    """

    stage: Stage
    time_s: float
    headline: str
    detail: str
    state: CoachState
    progress: Progress
    rest_left_s: float | None
    breath: Breath | None
    places: tuple[PlaceItem, ...]
    said: tuple[Utterance, ...]
    fps: float
    slow: bool
    error: str | None
    result: PracticeResult | None
    exercise: str | None = None
    routine: RoutineNow | None = None
    explaining: str | None = None


@dataclass(frozen=True, slots=True)
class Learnt:
    """The person's own ranges as seen in this practice, by signal name, from one camera view."""

    view: View
    ranges: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class LiveResult:
    """What a practice amounts to.

    Attributes:
        exercise: the spec's id; `dose`: what was asked for, by key.
        ended_by: the dose was done, both hands were up, the button, or the camera was closed.
        sets: one summary per set, all on the session's clock.
        whole: the sets as one summary, repetitions numbered through.
        hold_goal_s: the hold that was asked for, if any.
        said: everything that was said, in order.
        learnt: own ranges to be kept for next time; None: none were seen.
        kept: names of the files that were kept because the person asked for it.
    """

    exercise: str
    dose: Mapping[str, float]
    ended_by: EndedBy
    sets: tuple[SetSummary, ...]
    whole: SetSummary
    hold_goal_s: float | None
    said: tuple[Utterance, ...]
    learnt: Learnt | None = None
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoutineResult:
    """What a practice of several steps amounts to.

    Attributes:
        routine: the routine's id; None: a plan without one.
        steps: every step of the plan, in order, with what was done in it; None: a timer, or an
            exercise that was not judged at all.
        ended_by: `dose` where it came to its end, also with exercises skipped; where nothing at all
            was done, how the last step was skipped.
        warm_up: `none`: the plan has none; `done` once its time ran out; `skipped` too where it was
            broken off before.
        said: everything that was said, in order.
        kept: names of the files that were kept because the person asked for it.
    """

    title: str
    routine: str | None
    steps: tuple[tuple[Step, LiveResult | None], ...]
    ended_by: EndedBy
    warm_up: WarmUp
    said: tuple[Utterance, ...]
    kept: tuple[str, ...] = ()

    @property
    def exercises(self) -> tuple[LiveResult, ...]:
        """The exercises that were done, in order."""
        return tuple(result for _, result in self.steps if result is not None)


PracticeResult = LiveResult | RoutineResult
