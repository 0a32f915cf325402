"""What the journal holds, as plain data. Moments carry their time zone; the journal keeps UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypedDict

from formcheck.coach.events import Verdict
from formcheck.live.log import MistakeSeen
from formcheck.safety.gate import Outcome

Mode = Literal["gentle", "standard", "precise"]
Place = Literal["neck", "upper", "mid", "low"]
WarmUp = Literal["done", "skipped", "none"]
ChangeKind = Literal["mode", "step"]


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody who practises here. `id` is 32 hex digits, the same after export and import."""

    id: str
    name: str
    created_at: datetime
    mode: Mode = "standard"


@dataclass(frozen=True, slots=True)
class GateAnswers:
    """The safety questions as answered once.

    Attributes:
        version: of the questions (`formcheck.safety.gate.VERSION`).
        answers: by question id; True is "yes, that is so".
        acknowledged: the person has read what followed from it (and, after `ask_doctor`, has said
            that a professional agreed).
    """

    at: datetime
    version: int
    answers: Mapping[str, bool]
    outcome: Outcome
    acknowledged: bool


@dataclass(frozen=True, slots=True)
class Feelings:
    """What the person said about themselves in a session; None: not said. Scales are 0 to 10.

    Attributes:
        where: the places that hurt.
        sleep, stress: 0 is bad sleep or no stress, 10 is good sleep or much stress.
    """

    pain_before: int | None = None
    pain_after: int | None = None
    pain_next_day: int | None = None
    where: tuple[Place, ...] = ()
    effort: int | None = None
    sleep: int | None = None
    stress: int | None = None
    note: str = ""


class Said(TypedDict, total=False):
    """What is said, or taken back, of `Feelings` at a time; what is not named stays as it was."""

    pain_before: int | None
    pain_after: int | None
    pain_next_day: int | None
    where: tuple[Place, ...]
    effort: int | None
    sleep: int | None
    stress: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One exercise of a session as planned."""

    exercise: str
    dose: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition; times on the practice's clock, seconds.

    Attributes:
        reach: by signal name, in the signal's unit.
    """

    set_number: int
    number: int
    side: str | None
    start_s: float
    end_s: float
    verdict: Verdict
    mistakes: tuple[str, ...]
    held_s: float | None = None
    form_s: float | None = None
    reach: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """One exercise of a session.

    Attributes:
        position: its place in the session, from 0.
        mode, step: how strict it was and how far it had been raised
            (`formcheck.progress.adaptation`).
        start_s, end_s: on the practice's clock; `end_s` None: it was broken off without an end
            (the computer or the program stopped).
        ended_by: as `EndedBy`; None like `end_s`.
    """

    position: int
    exercise: str
    model: str
    dose: Mapping[str, float]
    mode: Mode = "standard"
    step: int = 0
    start_s: float = 0.0
    end_s: float | None = None
    ended_by: str | None = None
    view: str | None = None
    judged_share: float | None = None
    reps: tuple[Rep, ...] = ()
    mistakes: tuple[MistakeSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """One practice: a single exercise or a routine.

    Attributes:
        utc_offset_min: of the person's clock when it began: `started_at` in their day.
        ended_at: None while it runs, or when it was broken off.
        routine: the routine's id; None: one exercise.
        title: as it was called then.
        app: version of Formcheck.
    """

    id: str
    profile: str
    started_at: datetime
    utc_offset_min: int
    title: str
    planned: tuple[Planned, ...]
    routine: str | None = None
    ended_at: datetime | None = None
    warm_up: WarmUp = "none"
    feelings: Feelings = field(default_factory=Feelings)
    exercises: tuple[ExerciseDone, ...] = ()
    app: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of how a person is coached, with its reason; it can be taken back.

    Attributes:
        id: grows; a later one has a greater id.
        exercise: None: it concerns all of them.
        before, after: a mode, or a step as a number in words ("2").
        reason: in a sentence, for the person.
        undone_at: when it was taken back.
    """

    id: int
    at: datetime
    kind: ChangeKind
    exercise: str | None
    before: str
    after: str
    reason: str
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnRoutine:
    """A routine that somebody built, as `formcheck.routines.routine.Routine` in JSON."""

    id: str
    title: str
    document: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the journal holds of one profile: what is exported and imported."""

    profile: Profile
    gate: tuple[GateAnswers, ...]
    sessions: tuple[Session, ...]
    changes: tuple[Change, ...]
    routines: tuple[OwnRoutine, ...]
    plan: str | None = None
