"""What the journal says over time: plain data, each with one sentence for the person.

Every `sentence` is plain ASCII English, to be escaped like all text. Days are the person's own.
Points are in the order in which the sessions were begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from formcheck.specs.vocabulary import Unit

PainKind = Literal["before", "after", "next_day"]
AlertKind = Literal["pain_up", "no_change"]


@dataclass(frozen=True, slots=True)
class DayDone:
    """One day with practice."""

    day: date
    sessions: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Week:
    """One week, from its Monday; weeks without practice are there too.

    Attributes:
        days: on how many days there was practice.
    """

    monday: date
    days: int
    minutes: float


@dataclass(frozen=True, slots=True)
class Practice:
    """How often and how long.

    Attributes:
        days: with practice, oldest first; none after today.
        weeks: from the first practice to this week, at most the last twelve.
        days_7, days_28: practice days within the last so many days, today included.
        minutes_7, minutes_28: the same in minutes.
    """

    days: tuple[DayDone, ...]
    weeks: tuple[Week, ...]
    days_7: int
    days_28: int
    minutes_7: float
    minutes_28: float
    sentence: str


@dataclass(frozen=True, slots=True)
class CleanPoint:
    """The repetitions of one exercise in one session.

    Attributes:
        share: clean ones among those that were judged, 0..1; None: none was judged.
    """

    day: date
    clean: int
    with_mistake: int
    not_judged: int
    share: float | None


@dataclass(frozen=True, slots=True)
class CleanTrend:
    """How clean one exercise was over time.

    Attributes:
        then, now: share of the first and of the last three sessions, of more where few repetitions
            were judged; None: too few.
    """

    exercise: str
    title: str
    points: tuple[CleanPoint, ...]
    then: float | None
    now: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class RangePoint:
    """One session's median over its repetitions, in the signal's unit."""

    day: date
    value: float
    reps: int


@dataclass(frozen=True, slots=True)
class RangeTrend:
    """How far one signal of one exercise went over time: same side, view and model.

    Attributes:
        signal: its name in the exercise; `name`: what it measures, in words.
        side: left, right or None where the sides work together.
        error: the smallest change worth telling, in `unit`; the band around a point is half of it
            to either side.
        then, now: medians of the first and of the last three sessions; None: fewer than six.
        change: `now - then`; `told` only if it is beyond the error, as measured and as it reads.
    """

    exercise: str
    title: str
    signal: str
    name: str
    side: str | None
    view: str | None
    model: str
    unit: Unit
    error: float
    points: tuple[RangePoint, ...]
    then: float | None
    now: float | None
    change: float | None
    told: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class SidesCompared:
    """Left against right of one signal in one exercise, same view and model.

    Attributes:
        sessions: the last ones that had both sides, six at most, none from before twelve weeks.
        left, right: medians over them.
        differing: in how many of them one side, the same each time, went further by more than the
            error and a fifth.
        told: in three or more, and the medians say so too.
    """

    exercise: str
    title: str
    signal: str
    name: str
    view: str | None
    model: str
    unit: Unit
    error: float
    left: float
    right: float
    sessions: int
    differing: int
    told: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class HoldPoint:
    """One session's median hold: seconds held, seconds of it in good form, and what was asked."""

    day: date
    held_s: float
    form_s: float
    asked_s: float | None


@dataclass(frozen=True, slots=True)
class HoldTrend:
    """How long an exercise was held over time; `then` and `now` as in `CleanTrend`, seconds in
    good form."""

    exercise: str
    title: str
    points: tuple[HoldPoint, ...]
    then: float | None
    now: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class MistakeCount:
    """A mistake over the last 28 days.

    Attributes:
        text: its cue, as people heard it.
        times: how often; `sessions`: in how many practices, of `of` with the exercise.
    """

    exercise: str
    title: str
    mistake: str
    text: str
    times: int
    sessions: int
    of: int
    sentence: str


@dataclass(frozen=True, slots=True)
class PainPoint:
    """What was said of one session, 0 to 10; None: not said."""

    day: date
    before: int | None
    after: int | None
    next_day: int | None


@dataclass(frozen=True, slots=True)
class PainChange:
    """One of the three questions over time.

    Attributes:
        then, now: medians of the first and of the last three answers; None: fewer than six.
        marked: changed by 2 or more, or by at least 1 and a third.
    """

    kind: PainKind
    then: float | None
    now: float | None
    marked: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class PainTrend:
    """Pain over time.

    Attributes:
        points: sessions in which anything was said.
        changes: before, after, next morning, in this order.
        median_28: of all that was said before practising within 28 days; None: nothing.
    """

    points: tuple[PainPoint, ...]
    changes: tuple[PainChange, ...]
    median_28: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Helped:
    """An exercise that was followed by lower pain the next morning. It says nothing of causes.

    Attributes:
        with_it, without_it: sessions with pain before and next morning known.
        change_with, change_without: median of next morning minus before.
    """

    exercise: str
    title: str
    with_it: int
    without_it: int
    change_with: float
    change_without: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Alert:
    """A reason to see a professional, in a sentence with what to do."""

    kind: AlertKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Trends:
    """Everything the journal says over time."""

    practice: Practice
    clean: tuple[CleanTrend, ...]
    ranges: tuple[RangeTrend, ...]
    sides: tuple[SidesCompared, ...]
    holds: tuple[HoldTrend, ...]
    mistakes: tuple[MistakeCount, ...]
    pain: PainTrend
    helped: tuple[Helped, ...]
    alerts: tuple[Alert, ...]
