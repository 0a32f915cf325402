"""The shape of an exported person (`formcheck-journal/1`): unknown keys and odd sizes refused."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    FiniteFloat,
    model_validator,
)

from formcheck.coach.events import Severity, Verdict
from formcheck.journal.records import ChangeKind, Mode, Place, WarmUp
from formcheck.journal.words import LONGEST_DOCUMENT, LONGEST_TEXT, LONGEST_WORD, change_fault
from formcheck.safety.gate import Outcome

SCHEMA: Final = "formcheck-journal/1"


def _utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("the date is out of bounds") from error


def _unlike(name: str) -> AfterValidator:
    """Refuses several with the same value of a field."""

    def check(found: tuple[BaseModel, ...]) -> tuple[BaseModel, ...]:
        values = Counter(getattr(one, name) for one in found)
        for value, times in values.most_common(1):
            if times > 1:
                raise ValueError(f"there are {times} whose {name} is {value}")
        return found

    return AfterValidator(check)


def _text(at: object) -> object:
    if not isinstance(at, str):
        raise ValueError("a date in words is expected")
    return at


Moment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(_text), AfterValidator(_utc)]
Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Word = Annotated[str, Field(max_length=LONGEST_WORD)]
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Scale = Annotated[int, Field(ge=0, le=10)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Values = Annotated[dict[Word, FiniteFloat], Field(max_length=200)]


def _listed(most: int) -> tuple[object, ...]:
    """A list of so many; the first that is wrong is told, and no more is looked at."""
    return Field(max_length=most, strict=False), FailFast()


class _Model(BaseModel):
    # Read as it is written: "3" is no number, and a pain of 3.5 is none of the scale.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Profile(_Model):
    id: Hex
    name: Annotated[str, Field(min_length=1, max_length=200)]
    created_at: Moment
    mode: Mode = "standard"


class _Gate(_Model):
    at: Moment
    version: Count
    answers: Annotated[dict[Word, bool], Field(max_length=200)]
    outcome: Outcome
    acknowledged: bool


class _Feelings(_Model):
    pain_before: Scale | None = None
    pain_after: Scale | None = None
    pain_next_day: Scale | None = None
    where: Annotated[tuple[Place, ...], *_listed(20)] = ()
    effort: Scale | None = None
    sleep: Scale | None = None
    stress: Scale | None = None
    note: Text = ""


class _Planned(_Model):
    exercise: Word
    dose: Values


class _Rep(_Model):
    set_number: Count
    number: Count
    side: Word | None
    start_s: FiniteFloat
    end_s: FiniteFloat
    verdict: Verdict
    mistakes: Annotated[tuple[Word, ...], *_listed(1000)]
    held_s: FiniteFloat | None = None
    form_s: FiniteFloat | None = None
    reach: Values = Field(default_factory=dict)


class _Mistake(_Model):
    time_s: FiniteFloat
    check: Word
    mistake: Word
    severity: Severity
    said: bool
    value: FiniteFloat
    threshold: FiniteFloat
    unit: Word


class _Exercise(_Model):
    position: Count
    exercise: Word
    model: Word
    dose: Values
    mode: Mode = "standard"
    step: Annotated[int, Field(ge=-1000, le=1000)] = 0
    start_s: FiniteFloat = 0.0
    end_s: FiniteFloat | None = None
    ended_by: Annotated[str, Field(max_length=16)] | None = None
    view: Annotated[str, Field(max_length=32)] | None = None
    judged_share: FiniteFloat | None = None
    reps: Annotated[tuple[_Rep, ...], *_listed(10_000)] = ()
    mistakes: Annotated[tuple[_Mistake, ...], *_listed(10_000)] = ()


class _Session(_Model):
    id: Hex
    started_at: Moment
    utc_offset_min: Annotated[int, Field(ge=-24 * 60, le=24 * 60)]
    title: Text
    planned: Annotated[tuple[_Planned, ...], *_listed(1000)]
    routine: Word | None = None
    ended_at: Moment | None = None
    warm_up: WarmUp = "none"
    feelings: _Feelings = _Feelings()
    exercises: Annotated[tuple[_Exercise, ...], *_listed(1000), _unlike("position")] = ()
    app: Word = ""


class _Change(_Model):
    id: Count
    at: Moment
    kind: ChangeKind
    exercise: Word | None
    before: Word
    after: Word
    reason: Text
    undone_at: Moment | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Self:
        if fault := change_fault(self.kind, self.before, self.after):
            raise ValueError(fault)
        return self


class _Routine(_Model):
    id: Word
    title: Text
    document: Annotated[str, Field(max_length=LONGEST_DOCUMENT)]
    changed_at: Moment


class PersonDocument(_Model):
    """Everything of one person; moments are in UTC."""

    schema_name: Annotated[Literal["formcheck-journal/1"], Field(alias="schema")]
    profile: _Profile
    gate: Annotated[tuple[_Gate, ...], *_listed(100_000)] = ()
    sessions: Annotated[tuple[_Session, ...], *_listed(100_000), _unlike("id")] = ()
    changes: Annotated[tuple[_Change, ...], *_listed(100_000), _unlike("id")] = ()
    routines: Annotated[tuple[_Routine, ...], *_listed(10_000), _unlike("id")] = ()
    plan: Annotated[str, Field(max_length=LONGEST_DOCUMENT)] | None = None
