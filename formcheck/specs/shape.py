"""Data -> `ExerciseSpec`: unknown, missing and mistyped keys become faults with a remedy."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from formcheck.specs.problems import Fault, Place, did_you_mean, suggestion
from formcheck.specs.schema import ExerciseSpec

_Model = TypeVar("_Model", bound=BaseModel)


def shape(data: dict[str, Any]) -> tuple[ExerciseSpec | None, list[Fault]]:
    """The spec, or None and what keeps the data from being one."""
    return shaped(ExerciseSpec, data)


def shaped(model: type[_Model], data: dict[str, Any]) -> tuple[_Model | None, list[Fault]]:
    """The data as `model`, or None and what keeps it from being one."""
    faults = list(_keys(model, data, ()))
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, _merge([*faults, *_others(details, data, faults)])
    return (None, faults) if faults else (found, [])


def _keys(model: type[BaseModel], data: dict[str, Any], place: Place) -> Iterator[Fault]:
    """Unknown keys, and true/false where a number or text belongs."""
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    for key, value in data.items():
        if key not in fields:
            yield Fault((*place, key), f"Unknown key '{key}'.", did_you_mean(key, fields))
            continue
        yield from _values(fields[key].annotation, value, (*place, key))


def _values(annotation: Any, value: Any, place: Place) -> Iterator[Fault]:
    kinds = list(_kinds(annotation))
    if isinstance(value, bool) and bool not in kinds:
        what = str(value).lower()
        yield Fault(place, f"'{what}' does not belong here.", "Give a number or text.")
    for kind in kinds:
        origin, arguments = get_origin(kind), get_args(kind)
        if isinstance(value, dict) and origin is dict:
            for key, item in value.items():
                yield from _values(arguments[1], item, (*place, key))
        elif isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _keys(kind, value, place)
        elif isinstance(value, list) and origin is tuple:
            for index, item in enumerate(value):
                yield from _values(arguments[0], item, (*place, index))


def _kinds(annotation: Any) -> Iterator[Any]:
    """The members of a union, without `Annotated`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _kinds(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _kinds(member)
    else:
        yield annotation


def _others(
    details: list[ErrorDetails], data: dict[str, Any], unknown: list[Fault]
) -> Iterator[Fault]:
    for detail in details:
        if detail["type"] == "extra_forbidden":
            continue  # said by _keys, with the nearest key
        place = _place(data, detail["loc"])
        if detail["type"] == "missing":
            key = str(detail["loc"][-1])
            if not any(_misspelt(fault, (*place, key)) for fault in unknown):
                yield Fault(place, f"The key '{key}' is missing.", "Add it.")
            continue
        yield Fault(place, *_sentence(detail))


def _place(data: Any, loc: tuple[int | str, ...]) -> Place:
    """The part of pydantic's location that exists in the data (it adds names of union members)."""
    place: Place = ()
    for step in loc:
        known = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int) and step < len(data)
        )
        if not known:
            break
        data, place = data[step], (*place, step)
    return place


def _misspelt(fault: Fault, missing: Place) -> bool:
    """Whether an unknown key beside the missing one looks like it."""
    *beside, key = fault.place
    return tuple(beside) == missing[:-1] and suggestion(str(key), [str(missing[-1])]) is not None


def _sentence(detail: ErrorDetails) -> tuple[str, str]:
    found, kind = detail["input"], detail["type"]
    context = detail.get("ctx", {})
    if kind == "string_pattern_mismatch":
        remedy = "Use small letters, digits and _, beginning with a letter."
        return f"'{found}' cannot be a name.", remedy
    if kind == "literal_error":
        expected = str(context["expected"])
        choices = expected.replace("'", "").replace(" or ", ", ").split(", ")
        return f"'{_short(found)}' is not known here.", did_you_mean(str(found), choices)
    if kind == "string_too_long":
        return f"The text is longer than {context['max_length']} characters.", "Shorten it."
    if kind == "string_too_short":
        return "The text is empty.", "Fill it in, or delete the line."
    if kind == "string_type":
        return f"Text is needed here, not '{_short(found)}'.", "Put the text in quotes."
    if kind in ("model_type", "dict_type"):
        return f"`key: value` pairs are needed here, not '{_short(found)}'.", _LIKE_SHIPPED
    if kind == "tuple_type":
        return f"A list is needed here, not '{_short(found)}'.", "Write it in [brackets]."
    if kind in ("too_long", "too_short"):
        return f"The list has a wrong length ({detail['msg']}).", _LIKE_SHIPPED
    if kind in ("float_type", "float_parsing"):
        return f"A number is needed here, not '{_short(found)}'.", "Write a plain number."
    return f"{detail['msg']}.", _LIKE_SHIPPED


_LIKE_SHIPPED = "Compare with a shipped spec."


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _merge(faults: list[Fault]) -> list[Fault]:
    """One fault for each place: the members of a union would each add their own."""
    first: dict[tuple[Place, str], Fault] = {}
    for fault in faults:
        missing = fault.message if "is missing" in fault.message else ""
        first.setdefault((fault.place, missing), fault)
    return list(first.values())
