"""How the exercises follow the person: a step further when all is well, a step back when not. Pure.

Each change has its reason and can be taken back; what was taken back is not proposed again from
the same practices. Further: three days with practice, each time with the exercise done to its end,
held as long as was asked, without a clear mistake and with no pain above 3. Back: pain of 5 or more
afterwards, or 2 more than before, in any practice that three good days have not followed yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate

from formcheck.coach.hold import is_short
from formcheck.journal.records import Change, ChangeKind, ExerciseDone, Feelings, Mode, Session
from formcheck.progress.adapted import (
    FEWEST_STEPS,
    MOST_STEPS,
    amount_words,
    has_goal,
    target_of,
    within_steps,
)
from formcheck.progress.adapted import adapted as adapted
from formcheck.progress.adapted import adapted_dose as adapted_dose
from formcheck.progress.adapted import step_words as step_words
from formcheck.progress.days import day_of, in_time
from formcheck.progress.feelings import rise_of
from formcheck.progress.words import on_day
from formcheck.safety.pain import AMBER_FROM, MARKED_RISE, RED_FROM
from formcheck.specs.schema import ExerciseSpec

GOOD_DAYS = 3
MUCH_PAIN = 5
JUDGED_AT_LEAST = 0.5
"""What was hardly seen is no evidence that it went well."""
OLD_DAYS = 28
"""Practices from longer ago say nothing of how it goes now."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Specs = Mapping[str, ExerciseSpec]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change that follows from the journal, as `Journal.change` takes it."""

    kind: ChangeKind
    exercise: str
    before: str
    after: str
    reason: str


def suggested(
    sessions: Sequence[Session], changes: Sequence[Change], specs: Specs, today: date
) -> tuple[Proposed, ...]:
    """The changes that follow from the journal now: after a practice, or a word about its pain.

    Once they are kept, the same journal proposes nothing more.

    Args:
        sessions: in the order in which they were begun.
        changes: all of them, those that were taken back too.
        specs: the exercises, by id.
        today: the person's own day.
    """
    found: dict[str, list[tuple[Session, ExerciseDone]]] = {}
    for session in in_time(sessions, today):
        if (today - day_of(session)).days < OLD_DAYS:
            for done in session.exercises:
                found.setdefault(done.exercise, []).append((session, done))
    return tuple(
        proposed
        for name, done in found.items()
        if name in specs
        for proposed in _next(specs[name], done, changes, today)
    )


def step_of(changes: Sequence[Change], exercise: str) -> int:
    """How far an exercise has been raised: its changes that were not taken back, one by one.

    Each stays within the steps that there are, so that a change that is told always moves it.
    """
    step = 0
    for one in changes:
        if one.kind == "step" and one.exercise == exercise and one.undone_at is None:
            step = within_steps(step + _as_step(one.after) - _as_step(one.before))
    return step


def step_today(step: int, pain: int | None) -> int:
    """The step for a practice that begins with this pain: one back where it is 4 or 5."""
    return within_steps(step - 1) if _is_amber(pain) else step


def _next(
    spec: ExerciseSpec,
    done: Sequence[tuple[Session, ExerciseDone]],
    changes: Sequence[Change],
    today: date,
) -> Iterator[Proposed]:
    own = [one for one in changes if one.kind == "step" and one.exercise == spec.id]
    step = step_of(changes, spec.id)
    why = _unanswered(done, own, today)
    if why is not None:
        if step > FEWEST_STEPS:
            yield _proposed(spec, done, step, -1, f"because {why}")
        return
    until = _latest((at for one in own for at in (one.at, one.undone_at)), today)
    fresh = [(day_of(session), session, one) for session, one in done
             if session.started_at > until]  # fmt: skip
    days = list(dict.fromkeys(day for day, _, _ in fresh))[-GOOD_DAYS:]
    well = all(_went_well(session, one) for day, session, one in fresh if day in days)
    if len(days) == GOOD_DAYS and well and step < MOST_STEPS and _leads_on(spec, step):
        why = f"after {GOOD_DAYS} good days with little pain"
        yield _proposed(spec, done, step, 1, why)


def _too_much(felt: Feelings) -> str | None:
    """What hurt too much after a practice, in words."""
    said = {"after your practice": felt.pain_after, "the next morning": felt.pain_next_day}
    for when, pain in said.items():
        if pain is not None and pain >= MUCH_PAIN:
            return f"pain was {pain} of 10 {when}"
    rise = rise_of(felt)
    if rise is not None and rise >= MARKED_RISE:
        return f"pain rose by {rise} with your practice"
    return None


def _unanswered(
    done: Sequence[tuple[Session, ExerciseDone]], own: Sequence[Change], today: date
) -> str | None:
    """What hurt too much in a practice that no step back has followed, the newest first.

    A bad morning may be told after the next practice. What `GOOD_DAYS` good days have followed is
    over. A step back that was made since a practice began has answered it, taken back or not.
    """
    backs = (one.at for one in own if _as_step(one.after) < _as_step(one.before))
    answered = _latest(backs, today)
    good: dict[date, bool] = {}
    for (session, one), began in zip(reversed(done), _beginnings(done, today), strict=True):
        day = day_of(session)
        if sum(well for other, well in good.items() if other != day) >= GOOD_DAYS:
            return None
        why = _too_much(session.feelings)
        if why is not None and began > answered:
            newest = session is done[-1][0]
            return why if newest else f"{why} (practice of {on_day(day)})"
        good[day] = good.get(day, True) and _went_well(session, one)
    return None


def _beginnings(done: Sequence[tuple[Session, ExerciseDone]], today: date) -> Iterator[datetime]:
    """When each practice began at the latest, the newest first: not after those that followed."""
    midnight = datetime.combine(today, time.min, UTC)  # for one of a clock that is ahead
    began = (
        midnight if day_of(session) > today else session.started_at for session, _ in reversed(done)
    )
    return accumulate(began, min)


def _latest(moments: Iterable[datetime | None], today: date) -> datetime:
    """The last of them; what a clock that was ahead says is left out."""
    tomorrow = today + timedelta(days=1)
    said = (at for at in moments if at is not None and at.date() <= tomorrow)
    return max(said, default=_LONG_AGO)


def _went_well(session: Session, done: ExerciseDone) -> bool:
    felt = session.feelings
    later = [one for one in (felt.pain_after, felt.pain_next_day) if one is not None]
    before = [felt.pain_before] if felt.pain_before is not None else []
    return (
        bool(later)
        and max(before + later) < AMBER_FROM
        and _too_much(felt) is None
        and done.ended_by == "dose"
        and _held_to_the_end(done)
        and (done.judged_share is None or done.judged_share >= JUDGED_AT_LEAST)
        and not any(one.severity in ("major", "stop") for one in done.mistakes)
    )


def _held_to_the_end(done: ExerciseDone) -> bool:
    """Whether each repetition was held in good form as long as was asked, where that is asked."""
    asked = done.dose.get("hold_s", 0.0)
    if asked <= 0:
        return True
    held = [rep.form_s for rep in done.reps]
    return bool(held) and not any(one is None or is_short(one, asked) for one in held)


def _is_amber(pain: int | None) -> bool:
    """Whether pain asks for less today."""
    return pain is not None and AMBER_FROM <= pain < RED_FROM


def _leads_on(spec: ExerciseSpec, step: int) -> bool:
    """Whether a further step asks for anything more."""
    most = adapted(spec, step=MOST_STEPS), adapted_dose(spec, step=MOST_STEPS)
    return (adapted(spec, step=step), adapted_dose(spec, step=step)) != most


def _proposed(
    spec: ExerciseSpec, done: Sequence[tuple[Session, ExerciseDone]], before: int, by: int, why: str
) -> Proposed:
    after = before + by
    asked = _asked(spec, done, before, after)
    way = "further" if by > 0 else "back"
    reason = f"{spec.title}, one step {way}: {asked}, {why}."
    return Proposed("step", spec.id, str(before), str(after), reason)


def _asked(
    spec: ExerciseSpec, done: Sequence[tuple[Session, ExerciseDone]], before: int, after: int
) -> str:
    """What is asked for from now on: `32 seconds instead of 30`."""
    key = target_of(spec)
    if key is None:
        return "as long as is comfortable"
    dose, mode = _chosen(spec, done, key)
    amounts = [
        adapted_dose(spec, dose, step, mode=mode)[key] for step in (before, after, MOST_STEPS)
    ]
    old, new, most = amounts
    if new != old:
        return f"{amount_words(key, new)} instead of {old:g}"
    if has_goal(spec):
        return f"a little {'further' if after > before else 'less far'}"
    if new < most:
        return f"still {amount_words(key, new)}, on the way to {new + 1:g}"
    return amount_words(key, new)


def _chosen(
    spec: ExerciseSpec, done: Sequence[tuple[Session, ExerciseDone]], key: str
) -> tuple[dict[str, float], Mode]:
    """The amount that the last practice began from, before its step, and its mode."""
    usual = [one for session, one in done if not _is_amber(session.feelings.pain_before)]
    if not usual or key not in usual[-1].dose:
        return {}, usual[-1].mode if usual else "standard"
    last, bounds = usual[-1], getattr(spec.dose, key)
    for amount in (bounds.default, *range(1, int(bounds.max) + 1)):
        dose = {key: float(amount)}
        if adapted_dose(spec, dose, last.step, mode=last.mode)[key] == last.dose[key]:
            return dose, last.mode
    return {}, last.mode


def _as_step(text: str) -> int:
    """A step as it is kept; what is no number counts as none."""
    try:
        return int(text)
    except ValueError:
        return 0
