"""Pain over time, what went along with less of it, and when to see a professional. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from formcheck.journal.records import Feelings, Session
from formcheck.progress.days import day_of, in_time
from formcheck.progress.results import (
    Alert,
    Helped,
    PainChange,
    PainKind,
    PainPoint,
    PainTrend,
)
from formcheck.progress.windows import middle, then_and_now
from formcheck.progress.words import on_day, plural, points, title_of
from formcheck.safety.pain import MARKED_RISE
from formcheck.specs.schema import ExerciseSpec

A_THIRD = 0.33
LEAST = 1.0
"""A change of `MARKED_RISE` is one that people notice ("much better" or worse, in studies of pain
scales); so is a third of what there was, from one point on."""
FEWEST_TO_COMPARE = 4
"""Sessions with an exercise, and as many without it, before anything is said of what helped."""
RISES = 3
"""Pain that rose so many times in a row, as far as it was told, is a reason to ask a professional.
"""
LONG_ENOUGH_DAYS, LATELY_DAYS = 28, 14
FEWEST_DAYS = 8
"""Somebody who practised on fewer days within four weeks has hardly tried."""
WORTH_ASKING = 2.0
"""Pain below that is little; that it stays there is no reason to worry."""
RECENT_DAYS = 28
"""What was told longer ago says little of how it goes now."""

Specs = Mapping[str, ExerciseSpec]

_WHEN: dict[PainKind, str] = {
    "before": "Pain before practising",
    "after": "Pain after practising",
    "next_day": "Pain the next morning",
}


def pain_trend(sessions: Sequence[Session], today: date) -> PainTrend:
    """Pain before, after and the next morning, over time."""
    told = [_point(one) for one in in_time(sessions, today)]
    known = tuple(one for one in told if _said(one))
    changes = tuple(_change(kind, known, today) for kind in _WHEN)
    lately = [
        float(one.before)
        for one in known
        if one.before is not None and (today - one.day).days < RECENT_DAYS
    ]
    return PainTrend(
        known, changes, middle(lately) if lately else None, _sentence(known, changes)
    )  # fmt: skip


def helped(sessions: Sequence[Session], specs: Specs, today: date) -> tuple[Helped, ...]:
    """Exercises that went along with less pain the next morning, the plainest first.

    Told where there are `FEWEST_TO_COMPARE` sessions with and as many without the exercise, the
    next morning was better by a point or more with it, and by a point more than without it.
    """
    known = [
        (rise, {done.exercise for done in one.exercises if done.reps})
        for one in in_time(sessions, today)
        if (rise := _overnight(one.feelings)) is not None
    ]
    names = dict.fromkeys(name for _, done in known for name in sorted(done))
    found = []
    for name in names:
        with_it = [rise for rise, done in known if name in done]
        without = [rise for rise, done in known if name not in done]
        if min(len(with_it), len(without)) < FEWEST_TO_COMPARE:
            continue
        a, b = middle(with_it), middle(without)
        if a <= -LEAST and a <= b - LEAST:
            title = title_of(name, specs)
            sentence = _helped_sentence(title, len(with_it), len(without), a, b)
            found.append(Helped(name, title, len(with_it), len(without), a, b, sentence))
    return tuple(sorted(found, key=lambda one: one.change_with - one.change_without))


def alerts_of(sessions: Sequence[Session], today: date) -> tuple[Alert, ...]:
    """Reasons to see a professional that hold now: none for somebody who paused for two weeks."""
    known = in_time(sessions, today)
    if not known or (today - day_of(known[-1])).days >= LATELY_DAYS:
        return ()
    return (*_pain_up(known, today), *_no_change(known, today))


def rise_of(feelings: Feelings) -> int | None:
    """How much higher pain was after practising or the next morning than before; None: not said."""
    if feelings.pain_before is None:
        return None
    later = [one for one in (feelings.pain_after, feelings.pain_next_day) if one is not None]
    return max(later) - feelings.pain_before if later else None


def _point(session: Session) -> PainPoint:
    felt = session.feelings
    return PainPoint(day_of(session), felt.pain_before, felt.pain_after, felt.pain_next_day)


def _said(point: PainPoint) -> bool:
    return any(one is not None for one in (point.before, point.after, point.next_day))


def _of(point: PainPoint, kind: PainKind) -> int | None:
    return {"before": point.before, "after": point.after, "next_day": point.next_day}[kind]


def _overnight(feelings: Feelings) -> int | None:
    if feelings.pain_before is None or feelings.pain_next_day is None:
        return None
    return feelings.pain_next_day - feelings.pain_before


def _change(kind: PainKind, known: Sequence[PainPoint], today: date) -> PainChange:
    said = [(one.day, float(value)) for one in known if (value := _of(one, kind)) is not None]
    compared = then_and_now(said, lambda one: one[0], lambda one: one[1], today)
    when = _WHEN[kind]
    if compared is None:
        last = f"{points(said[-1][1])} of 10 last time" if said else "nothing said yet"
        sentence = f"{when}: {last}."
        return PainChange(kind, None, None, False, sentence)
    then, now, since = compared
    marked = is_marked(then, now)
    if not marked:
        sentence = f"{when}: about {points(now)} of 10, much as around {on_day(since)}."
    else:
        how = "down" if now < then else "up"
        before = f"{points(then)} around {on_day(since)}"
        sentence = f"{when}: {points(now)} of 10 lately, {how} from {before}."
    return PainChange(kind, then, now, marked, sentence)


def is_marked(then: float, now: float) -> bool:
    """Whether a change of pain is one that people notice."""
    change = abs(now - then)
    return change >= MARKED_RISE or (change >= LEAST and change >= A_THIRD * then)


def _sentence(known: Sequence[PainPoint], changes: Sequence[PainChange]) -> str:
    if not known:
        return "Nothing was said about pain yet."
    marked = [one for one in changes if one.marked]
    chosen = marked[0] if marked else changes[0]
    if chosen.now is None and known[-1].before is None:
        return "A few more practices show where pain goes."
    return chosen.sentence


def _helped_sentence(title: str, with_it: int, without: int, a: float, b: float) -> str:
    return (
        f"{title}: after {with_it} practices with it, pain the next morning was "
        f"{_overnight_words(a)} before; after {without} without it, {_overnight_words(b)} before. "
        "The two happened together; that does not show that one led to the other."
    )


def _overnight_words(change: float) -> str:
    if change == 0:
        return "the same as"
    return f"{points(abs(change))} {'lower' if change < 0 else 'higher'} than"


def _pain_up(sessions: Sequence[Session], today: date) -> Iterator[Alert]:
    """The last times that pain was told before a practice and afterwards, not long ago."""
    recent = [one for one in sessions if (today - day_of(one)).days < RECENT_DAYS]
    rises = [rise for one in recent if (rise := rise_of(one.feelings)) is not None]
    last = rises[-RISES:]
    if len(last) == RISES and min(last) >= MARKED_RISE:
        yield Alert(
            "pain_up",
            f"The last {RISES} times that you told your pain before and after practising, it had "
            f"risen by {MARKED_RISE} or more. Please pause, and speak with a doctor or "
            "physiotherapist before you go on.",
        )


def _no_change(sessions: Sequence[Session], today: date) -> Iterator[Alert]:
    """Four weeks of practice, and pain is no less than it was."""
    said = [(day_of(one), one.feelings.pain_before) for one in sessions]
    ago = [((today - day).days, float(pain)) for day, pain in said if pain is not None]
    lately = [pain for days, pain in ago if days < LATELY_DAYS]
    before = [
        pain for days, pain in ago
        if LONG_ENOUGH_DAYS - 7 <= days < LONG_ENOUGH_DAYS + LATELY_DAYS
    ]  # fmt: skip
    practised = {day for day, _ in said if (today - day).days < LONG_ENOUGH_DAYS}
    if min(len(lately), len(before)) < RISES or len(practised) < FEWEST_DAYS:
        return
    if max(days for days, _ in ago) < LONG_ENOUGH_DAYS:
        return
    then, now = middle(before), middle(lately)
    if now >= WORTH_ASKING and now > then - LEAST:
        compared = "more than before" if now >= then + LEAST else "about as much as before"
        yield Alert(
            "no_change",
            f"You have practised for {plural(LONG_ENOUGH_DAYS // 7, 'week')} and your back hurts "
            f"{compared}. A doctor or physiotherapist can help you further.",
        )
