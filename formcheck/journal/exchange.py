"""A person's journal as files: JSON that can be brought back, tables (CSV) to look at."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.main import IncEx

from formcheck.journal.document import SCHEMA, PersonDocument
from formcheck.journal.errors import JournalError
from formcheck.journal.records import Person
from formcheck.journal.spreadsheet import csv_zip, to_csv

__all__ = ["SCHEMA", "csv_zip", "from_json", "to_csv", "to_json"]

LARGEST = 64_000_000
"""Letters of a file that is read: some hundred years of practice."""
_NAME, _VERSION = SCHEMA.split("/")
_PERSON = TypeAdapter(Person)
_ONLY_HERE: IncEx = {"sessions": {"__all__": {"profile"}}}


def to_json(person: Person) -> str:
    """Everything of a person, as `formcheck-journal/1` (docs/journal.md)."""
    text = _PERSON.dump_json(person, indent=1, exclude=_ONLY_HERE).decode()
    return text.replace("{", f'{{\n "schema": "{SCHEMA}",', 1) + "\n"


def from_json(text: str) -> Person:
    """A person as :func:`to_json` wrote them.

    Raises:
        JournalError: it is something else, damaged, or of a newer version; says what and where.
    """
    if len(text) > LARGEST:
        raise JournalError(
            f"This file has {len(text) / 1e6:.0f} MB; an exported journal has less than "
            f"{LARGEST / 1e6:.0f}. Choose the file that Formcheck exported."
        )
    _require_version(text)
    try:
        document = PersonDocument.model_validate_json(text)
    except ValidationError as error:
        raise JournalError(_told(error)) from error
    values = document.model_dump(exclude={"schema_name"})
    for session in values["sessions"]:
        session["profile"] = document.profile.id
    return _PERSON.validate_python(values)


def _require_version(text: str) -> None:
    try:
        document: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise JournalError(
            f"This is no exported journal, or it is damaged: it cannot be read as JSON{where}. "
            "Choose the .json file that Formcheck exported."
        ) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    found = re.fullmatch(rf"{_NAME}/(\d{{1,6}})", schema) if isinstance(schema, str) else None
    if found is None or int(found[1]) < int(_VERSION):
        raise JournalError(
            "This is no exported journal. Choose the .json file that Formcheck exported."
        )
    if int(found[1]) > int(_VERSION):
        raise JournalError(
            f"This journal was exported by a newer Formcheck ({schema}). Update Formcheck to "
            "import it."
        )


def _told(error: ValidationError) -> str:
    first, *others = error.errors(include_url=False, include_context=False)
    more = f" ({len(others)} more like it.)" if others else ""
    return (
        f"The exported journal is damaged: {_place(first['loc'])}: {first['msg']}. Export it "
        f"again where it came from.{more}"
    )


def _place(loc: tuple[int | str, ...]) -> str:
    """Like `sessions[3].feelings.pain_before`; counted from 0, as in the file."""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return place.removeprefix(".") or "the file"
