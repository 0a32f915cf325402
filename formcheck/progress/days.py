"""Practice on the person's own days: which, how many, how long. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from formcheck.journal.records import ExerciseDone, Session
from formcheck.progress.judged import judged_in
from formcheck.progress.results import DayDone, Practice, Week
from formcheck.progress.words import joined, plural, title_of, whole_minutes
from formcheck.specs.schema import ExerciseSpec

LONGEST_MIN = 180.0
"""A session that seems longer was left open, or the clock was set: its exercises' own time counts.
"""
WEEKS_SHOWN = 12
_FARTHEST = timedelta(days=1)


def day_of(session: Session) -> date:
    """The day on which it began, where the person was."""
    offset = timedelta(minutes=session.utc_offset_min)
    try:
        return (session.started_at + offset).date()
    except OverflowError:
        return session.started_at.date()


def in_time(sessions: Iterable[Session], today: date) -> tuple[Session, ...]:
    """Without those of a clock that was ahead: they began after today, where the person was.

    A day later is allowed: `today` may be of another time zone.
    """
    return tuple(one for one in sessions if day_of(one) <= today + _FARTHEST)


def minutes_of(session: Session) -> float:
    """How long it took, from its start to its end; 0 where nothing says so.

    One that was broken off, or that a changed clock makes longer than `LONGEST_MIN` or shorter
    than nothing, lasted as long as its exercises.
    """
    if session.ended_at is not None:
        minutes = (session.ended_at - session.started_at).total_seconds() / 60
        if 0 < minutes <= LONGEST_MIN:
            return minutes
    seconds = sum(_seconds(one) for one in session.exercises)
    return min(seconds / 60, LONGEST_MIN)


def _seconds(done: ExerciseDone) -> float:
    ends = [rep.end_s for rep in done.reps] + [done.end_s or done.start_s]
    length = max(ends) - done.start_s
    return length if math.isfinite(length) and length > 0 else 0.0


def days_practised(sessions: Iterable[Session]) -> tuple[date, ...]:
    """Each day with practice once, in order."""
    return tuple(sorted({day_of(one) for one in sessions}))


def practice_of(sessions: Sequence[Session], today: date) -> Practice:
    """How often and how long; what began after today is left out."""
    days = _days(sessions, today)
    minutes_7, days_7 = _within(days, today, 7)
    minutes_28, days_28 = _within(days, today, 28)
    sentence = _sentence(days, days_7, minutes_7, days_28, minutes_28)
    return Practice(
        days, _weeks(days, today), days_7, days_28, minutes_7, minutes_28, sentence
    )  # fmt: skip


def in_short(session: Session, specs: Mapping[str, ExerciseSpec]) -> str:
    """One line: `Core three, 10 minutes: 14 repetitions, 12 clean.`

    Repetitions in which nothing is looked for are counted.
    """
    reps = [rep for one in session.exercises for rep in one.reps]
    told = f"{session.title}, {whole_minutes(minutes_of(session))}"
    if not reps:
        names = [title_of(one.exercise, specs) for one in session.exercises]
        return f"{told}: {joined(names)}." if names else f"{told}."
    looked = [
        rep for one in session.exercises if judged_in(specs, one.exercise, one.view)
        for rep in one.reps
    ]  # fmt: skip
    told = f"{told}: {plural(len(reps), 'repetition')}"
    if all(rep.verdict == "not_judged" for rep in looked):
        return f"{told}."
    clean = sum(rep.verdict == "clean" for rep in looked)
    share = "all clean" if clean == len(reps) and clean > 1 else f"{clean} clean"
    only = len(reps) - len(looked)
    return f"{told}, {share}, {only} counted." if only else f"{told}, {share}."


def _days(sessions: Sequence[Session], today: date) -> tuple[DayDone, ...]:
    found: dict[date, DayDone] = {}
    for session in sessions:
        day = day_of(session)
        if day > today:
            continue
        before = found.get(day, DayDone(day, 0, 0.0))
        found[day] = DayDone(day, before.sessions + 1, before.minutes + minutes_of(session))
    return tuple(found[day] for day in sorted(found))


def _within(days: Iterable[DayDone], today: date, length: int) -> tuple[float, int]:
    recent = [one for one in days if (today - one.day).days < length]
    return sum(one.minutes for one in recent), len(recent)


def _weeks(days: Sequence[DayDone], today: date) -> tuple[Week, ...]:
    if not days:
        return ()
    this = _monday(today)
    count = min(WEEKS_SHOWN, (this - _monday(days[0].day)).days // 7 + 1)
    weeks = []
    for back in range(count - 1, -1, -1):
        monday = this - timedelta(weeks=back)
        within = [one for one in days if _monday(one.day) == monday]
        weeks.append(Week(monday, len(within), sum(one.minutes for one in within)))
    return tuple(weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _sentence(
    days: Sequence[DayDone], days_7: int, minutes_7: float, days_28: int, minutes_28: float
) -> str:
    if not days:
        return "Your first practice will appear here."
    if len(days) == 1 and days_7:
        return f"You have begun: {whole_minutes(days[0].minutes)} of practice."
    four_weeks = (
        f"{plural(days_28, 'practice day')} and {whole_minutes(minutes_28)} in the last four weeks"
    )
    if days_7:
        week = f"{plural(days_7, 'practice day')} and {whole_minutes(minutes_7)}"
        if days_7 == days_28:
            return f"{week} in the last seven days."
        return f"{week} in the last seven days; {four_weeks}."
    if days_28:
        return f"{four_weeks}. A short practice today would do."
    return "Welcome back. Begin gently: your last practice was more than four weeks ago."
