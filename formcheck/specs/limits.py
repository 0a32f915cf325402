"""Personal limits: thresholds that a physiotherapist changed for one person.

They live in a file of their own (`formcheck-limits/1`, YAML); a shipped exercise is never edited.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from formcheck.specs.document import read_document
from formcheck.specs.limit_bounds import Adjustable, adjustable, moved
from formcheck.specs.problems import Fault, Problem, SpecError, did_you_mean
from formcheck.specs.schema import ExerciseSpec, Identifier
from formcheck.specs.shape import shaped
from formcheck.specs.units import scope_of

__all__ = [
    "Adjustable",
    "Limits",
    "adjustable",
    "limit_faults",
    "limits_text",
    "load_limits",
    "save_limits",
    "with_limits",
]

SCHEMA: Literal["formcheck-limits/1"] = "formcheck-limits/1"
LONGEST_NOTE = 500


class Limits(BaseModel):
    """Changed limits of one exercise.

    Attributes:
        exercise: the exercise's id.
        raises: by check id, the new number at which it is raised, in the unit of the limit.
        note: why, in the words of whoever changed them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["formcheck-limits/1"] = Field(default=SCHEMA, alias="schema")
    exercise: Identifier
    raises: dict[Identifier, float]
    note: str = Field(default="", max_length=LONGEST_NOTE)


def with_limits(spec: ExerciseSpec, limits: Limits) -> ExerciseSpec:
    """The shipped exercise with these limits; clear and worse move along. No file is touched.

    Raises:
        SpecError: they are of another exercise, of a check that is not there, or out of bounds.
    """
    faults = list(limit_faults(spec, limits))
    if faults:
        raise SpecError(
            Problem(f"Limits of {limits.exercise}", 0, ".".join(map(str, fault.place)),
                    fault.message, fault.remedy)
            for fault in faults
        )  # fmt: skip
    scope = scope_of(spec)
    checks = tuple(
        moved(check, limits.raises[check.id], scope) if check.id in limits.raises else check
        for check in spec.checks
    )
    return spec.model_copy(update={"checks": checks})


def limit_faults(spec: ExerciseSpec, limits: Limits) -> Iterator[Fault]:
    """What keeps these limits from being used in this shipped exercise; empty if nothing does."""
    if limits.exercise != spec.id:
        message = f"These limits are of {limits.exercise}, not of {spec.id}."
        yield Fault(("exercise",), message, "Choose limits that were made for this exercise.")
        return
    known = {one.check: one for one in adjustable(spec)}
    for check, number in limits.raises.items():
        one = known.get(check)
        if one is None:
            there = any(check == other.id for other in spec.checks)
            what = "has no limit that can be changed" if there else "is not a check of it"
            yield Fault(("raises", check), f"'{check}' {what}.", did_you_mean(check, known))
        elif not one.low <= number <= one.high:
            message = f"{number:g} is out of bounds."
            remedy = f"Stay within {one.low:g} to {one.high:g} {one.unit}."
            yield Fault(("raises", check), message, remedy)


def load_limits(path: Path | str, spec: ExerciseSpec | None = None) -> Limits:
    """The limits in a file.

    Args:
        path: the file.
        spec: the shipped exercise they are meant for; with it, they are checked against it.

    Raises:
        SpecError: the file cannot be used; says where in it, why, and what to do.
    """
    document = read_document(Path(path))
    limits, faults = _limits(document.data)
    if limits is not None and spec is not None:
        faults = list(limit_faults(spec, limits))
    if limits is None or faults:
        raise SpecError(map(document.problem, faults))
    return limits


def save_limits(path: Path | str, limits: Limits) -> None:
    """Write limits to a file, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    path = Path(path)
    draft = path.parent / f".formcheck-{secrets.token_hex(6)}{path.suffix}"
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(limits_text(limits))
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def limits_text(limits: Limits) -> str:
    """The limits as a file's text, for people to read too."""
    content = limits.model_dump(by_alias=True)
    if not limits.note:
        del content["note"]
    body: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return f"# Personal limits. The exercise itself stays as it was shipped.\n{body}"


def _limits(data: dict[str, Any]) -> tuple[Limits | None, list[Fault]]:
    schema = str(data.get("schema", ""))
    if schema != SCHEMA and schema.startswith("formcheck-limits/"):
        remedy = "Update Formcheck, or set the limits anew."
        return None, [Fault(("schema",), f"This file is of a newer kind ({schema}).", remedy)]
    if schema.startswith("formcheck/"):
        remedy = "Give a file that begins with `schema: formcheck-limits/1`."
        return None, [Fault(("schema",), "This is an exercise, not limits.", remedy)]
    return shaped(Limits, data)
