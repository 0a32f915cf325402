"""How clean, how long held and with which mistakes, exercise by exercise. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from formcheck.journal.records import ExerciseDone, Rep, Session
from formcheck.progress.days import day_of, in_time
from formcheck.progress.judged import judged_in
from formcheck.progress.results import (
    CleanPoint,
    CleanTrend,
    HoldPoint,
    HoldTrend,
    MistakeCount,
)
from formcheck.progress.windows import middle, then_and_now
from formcheck.progress.words import on_day, per_cent, plural, title_of
from formcheck.specs.schema import ExerciseSpec

CLEAN_CHANGE = 0.2
"""A clean share that changed by less than a fifth is as it was."""
FEWEST_JUDGED = 6
"""Judged repetitions then, and as many now, before a change of their clean share is told."""
HOLD_CHANGE_S, HOLD_CHANGE = 3.0, 0.2
"""A hold that changed by less than so many seconds, or than so large a share, is as it was."""
RECENT_DAYS = 28

Specs = Mapping[str, ExerciseSpec]
Done = tuple[date, tuple[ExerciseDone, ...]]
"""An exercise in one session: its day, and each time that it was done there."""


def by_exercise(sessions: Sequence[Session]) -> dict[str, list[Done]]:
    """What was done of each exercise, session by session; the newest exercise first.

    An exercise that is in a session twice is still one of that session.
    """
    found: dict[str, list[Done]] = {}
    for session in reversed(sessions):
        for done in session.exercises:
            found.setdefault(done.exercise, [])
    for session in sessions:
        for name in dict.fromkeys(done.exercise for done in session.exercises):
            each = tuple(done for done in session.exercises if done.exercise == name)
            found[name].append((day_of(session), each))
    return found


def clean_trends(sessions: Sequence[Session], specs: Specs, today: date) -> tuple[CleanTrend, ...]:
    """The clean share of each exercise with repetitions that are judged, not only counted.

    What was done last comes first.
    """
    found = by_exercise(in_time(sessions, today))
    trends = (_clean(name, done, specs, today) for name, done in found.items())
    return tuple(trend for trend in trends if trend.points)


def hold_trends(sessions: Sequence[Session], specs: Specs, today: date) -> tuple[HoldTrend, ...]:
    """The hold times of each exercise that is held; what was done last comes first."""
    found = by_exercise(in_time(sessions, today))
    trends = (_held(name, done, specs, today) for name, done in found.items())
    return tuple(trend for trend in trends if trend.points)


def mistakes_seen(
    sessions: Sequence[Session], specs: Specs, today: date
) -> tuple[MistakeCount, ...]:
    """The mistakes of the last `RECENT_DAYS`, the one in most practices first."""
    counts = []
    for name, done in by_exercise(in_time(sessions, today)).items():
        recent = [one for day, one in done if (today - day).days < RECENT_DAYS]
        counts += list(_counted(name, recent, specs))
    return tuple(sorted(counts, key=lambda one: (-one.sessions, -one.times)))


def _clean(name: str, done: Sequence[Done], specs: Specs, today: date) -> CleanTrend:
    title = title_of(name, specs)
    judged = [
        (day, tuple(one for one in each if judged_in(specs, name, one.view))) for day, each in done
    ]
    points = tuple(_clean_point(day, reps) for day, each in judged if (reps := reps_of(each)))
    known = [(one, one.share) for one in points if one.share is not None]
    compared = then_and_now(
        known, lambda one: one[0].day, lambda one: one[1], today,
        weight=lambda one: one[0].clean + one[0].with_mistake, at_least=FEWEST_JUDGED,
    )  # fmt: skip
    if compared is None:
        now = known[-1][1] if known else None
        return CleanTrend(name, title, points, None, None, _clean_now(title, now))
    then, now, since = compared
    return CleanTrend(name, title, points, then, now, _clean_change(title, then, now, since))


def reps_of(each: Iterable[ExerciseDone]) -> tuple[Rep, ...]:
    """All repetitions of an exercise in one session."""
    return tuple(rep for done in each for rep in done.reps)


def _clean_point(day: date, reps: Sequence[Rep]) -> CleanPoint:
    verdicts = [rep.verdict for rep in reps]
    clean, wrong = verdicts.count("clean"), verdicts.count("mistake")
    share = clean / (clean + wrong) if clean + wrong else None
    return CleanPoint(day, clean, wrong, len(verdicts) - clean - wrong, share)


def _clean_now(title: str, share: float | None) -> str:
    if share is None:
        return f"{title}: the camera could not judge it yet."
    return f"{title}: {per_cent(share)} clean last time. A few more practices show where it goes."


def _clean_change(title: str, then: float, now: float, since: date) -> str:
    if abs(now - then) < CLEAN_CHANGE:
        return f"{title}: {per_cent(now)} clean lately, about as at the beginning."
    how = "up" if now > then else "down"
    before = f"{per_cent(then)} around {on_day(since)}"
    return f"{title}: {per_cent(now)} clean lately, {how} from {before}."


def _held(name: str, done: Sequence[Done], specs: Specs, today: date) -> HoldTrend:
    title = title_of(name, specs)
    points = tuple(point for day, one in done if (point := _hold_point(day, one)) is not None)
    compared = then_and_now(points, lambda one: one.day, lambda one: one.form_s, today)
    if compared is None:
        last = f"{points[-1].form_s:.0f}" if points else "0"
        sentence = f"{title}: held for {last} seconds in good form last time."
        return HoldTrend(name, title, points, None, None, sentence)
    then, now, since = compared
    if abs(now - then) < max(HOLD_CHANGE_S, HOLD_CHANGE * max(then, now)):
        sentence = f"{title}: held for about {now:.0f} seconds in good form, as at the beginning."
    else:
        how = "longer" if now > then else "shorter"
        sentence = (
            f"{title}: held for about {now:.0f} seconds in good form, "
            f"{how} than the {then:.0f} around {on_day(since)}."
        )
    return HoldTrend(name, title, points, then, now, sentence)


def _hold_point(day: date, each: Sequence[ExerciseDone]) -> HoldPoint | None:
    held = [rep.held_s for rep in reps_of(each) if _is_time(rep.held_s)]
    form = [rep.form_s for rep in reps_of(each) if _is_time(rep.form_s)]
    if not held or not form:
        return None
    return HoldPoint(
        day,
        middle(one for one in held if one is not None),
        middle(one for one in form if one is not None),
        each[-1].dose.get("hold_s"),
    )


def _is_time(value: float | None) -> bool:
    return value is not None and math.isfinite(value) and value >= 0


def _counted(
    name: str, done: Sequence[tuple[ExerciseDone, ...]], specs: Specs
) -> Iterator[MistakeCount]:
    title, spec = title_of(name, specs), specs.get(name)
    sessions = [[one for times in each for one in times.mistakes] for each in done]
    for wrong in dict.fromkeys(one.mistake for mistakes in sessions for one in mistakes):
        seen = [one for mistakes in sessions for one in mistakes if one.mistake == wrong]
        within = sum(any(one.mistake == wrong for one in mistakes) for mistakes in sessions)
        says = {check.id: check.say for check in spec.checks} if spec else {}
        text = says.get(seen[-1].check, wrong.replace("_", " ").capitalize())
        practices = f"in {within} of {plural(len(done), 'practice')}"
        yield MistakeCount(
            name, title, wrong, text, len(seen), within, len(done),
            f'{title}: "{text}" came up {plural(len(seen), "time")}, {practices}.',
        )  # fmt: skip
