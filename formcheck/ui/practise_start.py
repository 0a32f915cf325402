"""Start was pressed: from what was chosen to a practice that runs."""

from __future__ import annotations

from pathlib import Path

from formcheck.coach.dose import DoseError
from formcheck.journal.errors import JournalError
from formcheck.journal.records import Feelings
from formcheck.live.keeping import Keep, default_folder
from formcheck.live.webrtc import refusal
from formcheck.routines.errors import RoutineError
from formcheck.routines.plan import plan_of, single
from formcheck.routines.routine import Plan
from formcheck.safety.pain import light
from formcheck.ui.catalogue import exercises
from formcheck.ui.gate import may_practise
from formcheck.ui.person import journal, person
from formcheck.ui.practice_choices import Choices
from formcheck.ui.practice_entry import Entry
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_coaching import Coaching, coaching
from formcheck.ui.practise_explaining import explained
from formcheck.ui.practise_session import Opening
from formcheck.ui.routine_catalogue import routine
from formcheck.ui.start_button import Pressed


def start(practice: Practice, press: Pressed, model: Path | None) -> bool:
    """Whether the practice begins; else the practice knows why not."""
    choices, pain = practice.choices, practice.choices.pain_now(practice.clock())
    if press.refused is not None:
        practice.refuse(refusal(press.refused))
        return False
    if practice.wanted:  # pressed twice
        return True
    if model is None or pain is None or light(pain) == "red":
        return False  # the page asks for it
    if not _still_safe():
        practice.forget()  # the page shows why
        return False
    how = coaching(pain)
    try:
        plan = plan_now(choices, how)
    except (RoutineError, DoseError) as error:
        practice.refuse(str(error))
        return False
    if plan is None or not practice.take_place():
        return False
    entry = _entry(plan, how, pain, model, left_out=_left_out(choices))
    practice.begin(_opening(practice, plan, how, model, entry), entry)
    return True


def _still_safe() -> bool:
    """Whether the safety questions are answered so that there may be a practice, by now: another
    tab may have answered them since this page was drawn."""
    try:
        return may_practise()
    except JournalError:
        return False


def plan_now(choices: Choices, how: Coaching) -> Plan | None:
    """What was chosen, as it is done today; None: it is not here any more.

    Raises:
        RoutineError, DoseError: the routine cannot be done as it stands.
    """
    specs = exercises()
    if choices.routine is None:
        spec = specs.get(choices.exercise or "")
        if spec is None:
            return None
        return single(choices.filmed(spec), choices.doses.get(spec.id) or how.dose(spec))
    found = routine(choices.routine)
    if found is None:
        return None
    today = how.routine(found, specs)
    return plan_of(today, specs, warm_up=choices.warm_up, order=choices.order)


def _left_out(choices: Choices) -> bool:
    """Whether the routine has a warm-up that is not done."""
    found = routine(choices.routine) if choices.routine else None
    return found is not None and not choices.warm_up and bool(found.warm_up_s or found.drills)


def _entry(plan: Plan, how: Coaching, pain: int, model: Path, *, left_out: bool) -> Entry | None:
    """The practice in the journal; None where nobody can be found in it."""
    try:
        entry = Entry(journal(), person(), how.mode, how.steps(plan), Feelings(pain_before=pain))
    except JournalError:
        return None
    entry.begin(plan, model.name, left_out=left_out)
    return entry


def _opening(
    practice: Practice, plan: Plan, how: Coaching, model: Path, entry: Entry | None
) -> Opening:
    specs = exercises()
    ids = dict.fromkeys(step.exercise for step in plan.steps if step.exercise)
    return Opening(
        plan,
        {one: how.spec(practice.choices.filmed(specs[one])) for one in ids},
        model,
        _keeper(practice.choices, plan, model),
        practice.ranges,
        practice.note,
        person=entry.profile.id if entry else "",
        log=entry.log if entry else None,
        explain=explained(practice.choices, ids),
    )


def _keeper(choices: Choices, plan: Plan, model: Path) -> Keep | None:
    """Keeps what was ticked, if anything."""
    if not (choices.keep_landmarks or choices.keep_video):
        return None
    name = "routine" if plan.routine else plan.steps[0].exercise or "practice"
    return Keep(
        default_folder(), choices.keep_landmarks, choices.keep_video, name=name, model=model.name
    )
