"""Own routines and the week as text (JSON), and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from formcheck.coach.dose import DoseError, resolve_dose
from formcheck.routines.errors import RoutineError
from formcheck.routines.routine import Item, Routine
from formcheck.specs.schema import ExerciseSpec, Identifier

ROUTINE_FORMAT: Literal["formcheck-routine/1"] = "formcheck-routine/1"
WEEK_FORMAT: Literal["formcheck-week/1"] = "formcheck-week/1"

MOST_ITEMS = 40
MOST_TITLE, MOST_ABOUT = 80, 300
MOST_WARM_UP_S = 1800.0
_MOST_TEXT = 100_000

Amount = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]
RoutineId = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,60}$")]

M = TypeVar("M", bound=BaseModel)


def _by_the_own_clock(at: time) -> time:
    if at.tzinfo is not None:
        raise PydanticCustomError("zone", "a time of day is wanted without a time zone, as 09:30")
    return at


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Item(_Model):
    exercise: Identifier
    dose: Annotated[dict[Identifier, Amount], Field(max_length=8)] = {}


class _Routine(_Model):
    format: Literal["formcheck-routine/1"]
    id: RoutineId
    title: Annotated[str, Field(min_length=1, max_length=MOST_TITLE)]
    about: Annotated[str, Field(max_length=MOST_ABOUT)] = ""
    warm_up_s: Annotated[float, Field(ge=0, le=MOST_WARM_UP_S, allow_inf_nan=False)] = 300.0
    drills: Annotated[tuple[_Item, ...], Field(max_length=MOST_ITEMS)] = ()
    items: Annotated[tuple[_Item, ...], Field(max_length=MOST_ITEMS)]


class SlotDocument(_Model):
    """A routine on a day, and at which time; `HH:MM`."""

    routine: RoutineId
    at: Annotated[time, AfterValidator(_by_the_own_clock)] | None = None


class WeekDocument(_Model):
    """The routines of each weekday."""

    format: Literal["formcheck-week/1"]
    days: dict[
        Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
        Annotated[tuple[SlotDocument, ...], Field(max_length=10)],
    ]


def routine_to_json(routine: Routine) -> str:
    """An own routine as text; who combined a built-in one is not kept in it."""
    document = _Routine(
        format=ROUTINE_FORMAT,
        id=routine.id,
        title=routine.title,
        about=routine.about,
        warm_up_s=routine.warm_up_s,
        drills=tuple(_item(item) for item in routine.drills),
        items=tuple(_item(item) for item in routine.items),
    )
    return document.model_dump_json(indent=1)


def routine_from_json(text: str, specs: Mapping[str, ExerciseSpec] | None = None) -> Routine:
    """An own routine from text; with `specs`, its exercises and doses are looked up there.

    Raises:
        RoutineError: it is not a routine of this version, or names an exercise or a dose that is
            not there.
    """
    document = parsed(_Routine, text, ROUTINE_FORMAT, "routine")
    items, drills = (
        tuple(Item(one.exercise, one.dose) for one in listed)
        for listed in (document.items, document.drills)
    )
    if specs is not None:
        for item in (*drills, *items):
            _look_up(item, document.title, specs)
    return Routine(
        document.id, document.title, document.about, items, "", document.warm_up_s, drills
    )


def parsed(model: type[M], text: str, wanted: str, what: str) -> M:
    """A document of one of our formats.

    Raises:
        RoutineError: too long, not JSON, of another version, or not shaped so; says where.
    """
    if len(text) > _MOST_TEXT:
        raise RoutineError(f"This {what} is too long to be one of Formcheck's.")
    try:
        return model.model_validate_json(text)
    except ValidationError as error:
        raise RoutineError(_sentence(error, text, wanted, what)) from error


def _item(item: Item) -> _Item:
    return _Item(exercise=item.exercise, dose=dict(item.dose))


def _look_up(item: Item, title: str, specs: Mapping[str, ExerciseSpec]) -> None:
    if item.exercise not in specs:
        raise RoutineError(
            f"'{title}' names an exercise that is not here: '{item.exercise}'. "
            "Take it out, or put another in its place."
        )
    try:
        resolve_dose(specs[item.exercise], item.dose)
    except DoseError as error:
        raise RoutineError(f"'{title}': {error}") from error


def _sentence(error: ValidationError, text: str, wanted: str, what: str) -> str:
    first: Any = error.errors(include_url=False)[0]
    if first["type"] == "json_invalid":
        return f"This {what} cannot be read: it is not JSON. Take an earlier copy of it."
    if first["loc"] == ("format",) and wanted.split("/")[0] in text:
        return f"This {what} is of another version than {wanted}. Bring Formcheck up to date."
    where = ".".join(str(part) for part in first["loc"]) or "the text"
    return f"This is not a {what} of Formcheck's: {where}: {first['msg']}."
