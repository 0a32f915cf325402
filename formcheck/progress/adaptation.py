"""How the exercises follow the person: a step further when all is well, a step back when not. Pure.

Each change has its reason and can be taken back; what was taken back is not proposed again from
the same practices. Further: three days with practice, each time with the exercise done to its end,
without a clear mistake and with no pain above 3. Back: pain of 5 or more afterwards, or 2
more than before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast, get_args

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
from formcheck.specs.schema import ExerciseSpec

GOOD_DAYS = 3
LITTLE_PAIN = 3
"""Pain up to here is green: go on."""
MUCH_PAIN, MUCH_MORE = 5, 2
AMBER = (4, 5)
"""With this much pain, a smaller range today."""
JUDGED_AT_LEAST = 0.5
"""What was hardly seen is no evidence that it went well."""
OLD_DAYS = 28
"""Practices from longer ago say nothing of how it goes now."""

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
    """How far an exercise has been raised: the sum of its changes that were not taken back."""
    steps = (
        _as_step(one.after) - _as_step(one.before)
        for one in changes
        if one.kind == "step" and one.exercise == exercise and one.undone_at is None
    )
    return within_steps(sum(steps))


def mode_of(changes: Sequence[Change]) -> Mode:
    """The mode that was chosen last and not taken back."""
    for one in reversed(changes):
        if one.kind == "mode" and one.undone_at is None and one.after in get_args(Mode):
            return cast(Mode, one.after)
    return "standard"


def step_today(step: int, pain: int | None) -> int:
    """The step for a practice that begins with this pain: one back where it is 4 or 5."""
    return within_steps(step - 1) if pain is not None and pain in AMBER else step


def _next(
    spec: ExerciseSpec,
    done: Sequence[tuple[Session, ExerciseDone]],
    changes: Sequence[Change],
    today: date,
) -> Iterator[Proposed]:
    own = [one for one in changes if one.kind == "step" and one.exercise == spec.id]
    step = step_of(changes, spec.id)
    last = done[-1][0]
    why = _too_much(last.feelings)
    if why is not None:
        if step > FEWEST_STEPS and not any(_answers(one, last) for one in own):
            yield _proposed(spec, done, step, -1, f"because {why}")
        return
    fresh = [(day_of(session), session, one) for session, one in done
             if _after(session, own, today)]  # fmt: skip
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
    if rise is not None and rise >= MUCH_MORE:
        return f"pain rose by {rise} with your practice"
    return None


def _answers(change: Change, session: Session) -> bool:
    """Whether a step back was already taken for this practice, even if it was taken back."""
    back = _as_step(change.after) < _as_step(change.before)
    return back and change.at >= session.started_at


def _after(session: Session, own: Sequence[Change], today: date) -> bool:
    """Whether a practice began after the last change: what came before has been used."""
    if not own:
        return True
    last = own[-1]
    until = max(last.at, last.undone_at or last.at)
    if until.date() > today + timedelta(days=1):  # of a clock that was ahead
        return True
    return session.started_at > until


def _went_well(session: Session, done: ExerciseDone) -> bool:
    felt = session.feelings
    later = [one for one in (felt.pain_after, felt.pain_next_day) if one is not None]
    before = [felt.pain_before] if felt.pain_before is not None else []
    return (
        bool(later)
        and max(before + later) <= LITTLE_PAIN
        and done.ended_by == "dose"
        and (done.judged_share is None or done.judged_share >= JUDGED_AT_LEAST)
        and not any(one.severity in ("major", "stop") for one in done.mistakes)
    )


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
    usual = [one for session, one in done if session.feelings.pain_before not in AMBER]
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
