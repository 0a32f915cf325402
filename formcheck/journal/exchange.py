"""A person's journal as files: JSON that can be brought back, tables (CSV) to look at."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic.main import IncEx

from formcheck.journal.document import SCHEMA, PersonDocument
from formcheck.journal.errors import JournalError
from formcheck.journal.records import Person
from formcheck.journal.spreadsheet import csv_zip, to_csv

__all__ = ["SCHEMA", "csv_zip", "from_bytes", "from_file", "from_json", "to_csv", "to_json"]

LARGEST_MB = 32
"""Of a file that is read: with 30 repetitions each day, the practice of nine years. Reading it may
take twenty times as much memory."""
_MOST_KEYS = 300
_LARGEST = LARGEST_MB * 2**20
_NAME, _VERSION = SCHEMA.split("/")
_PERSON = TypeAdapter(Person)
_ONLY_HERE: IncEx = {"sessions": {"__all__": {"profile"}}}


def to_json(person: Person) -> str:
    """Everything of a person, as `formcheck-journal/1` (docs/journal.md)."""
    text = _PERSON.dump_json(person, exclude=_ONLY_HERE).decode()
    return text.replace("{", f'{{"schema":"{SCHEMA}",', 1) + "\n"


def from_file(file: Path) -> Person:
    """A person from a file, of which no more than is allowed is read.

    Raises:
        JournalError: as :func:`from_json`.
        OSError: it cannot be read.
    """
    with file.open("rb") as source:
        return from_bytes(source.read(_LARGEST + 1))


def from_bytes(content: bytes) -> Person:
    """A person from what a file holds.

    Raises:
        JournalError: it is not text, or as :func:`from_json`.
    """
    _refuse_large(len(content))
    try:
        return from_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise JournalError(f"This file is not text. {_CHOOSE}") from error


def from_json(text: str) -> Person:
    """A person as :func:`to_json` wrote them.

    Raises:
        JournalError: it is something else, damaged, or of a newer version; says what and where.
    """
    _refuse_large(len(text))
    found = _parsed(text)
    _require_version(found.get("schema") if isinstance(found, dict) else None)
    try:
        document = PersonDocument.model_validate(found)
    except ValidationError as error:
        raise JournalError(_told(error)) from error
    values = document.model_dump(exclude={"schema_name"})
    for session in values["sessions"]:
        session["profile"] = document.profile.id
    return _PERSON.validate_python(values)


_CHOOSE = "Choose the .json file that Formcheck exported."


def _refuse_large(size: int) -> None:
    if size > _LARGEST:
        raise JournalError(
            f"This file has more than {LARGEST_MB} MB; an exported journal has less. {_CHOOSE}"
        )


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise JournalError(
            "This is no exported journal, or it is damaged: it cannot be read as JSON"
            f"{where}. {_CHOOSE}"
        ) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Not with keys without end: each of them would be told."""
    if len(pairs) > _MOST_KEYS:
        raise JournalError(f"This is no exported journal. {_CHOOSE}")
    return dict(pairs)


def _require_version(schema: object) -> None:
    found = re.fullmatch(rf"{_NAME}/(\d{{1,6}})", schema) if isinstance(schema, str) else None
    if found is None or int(found[1]) < int(_VERSION):
        raise JournalError(f"This is no exported journal. {_CHOOSE}")
    if int(found[1]) > int(_VERSION):
        raise JournalError(
            f"This journal was exported by a newer Formcheck ({schema}). Update Formcheck to "
            "import it."
        )


def _told(error: ValidationError) -> str:
    first, *others = error.errors(include_url=False, include_context=False, include_input=False)
    more = f" ({len(others)} more like it.)" if others else ""
    said = first["msg"].removeprefix("Value error, ")
    return (
        f"The exported journal is damaged: {_place(first['loc'])}: {said}. Export it again where "
        f"it came from.{more}"
    )


def _place(loc: tuple[int | str, ...]) -> str:
    """Like `sessions[3].feelings.pain_before`; counted from 0, as in the file."""
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return place.removeprefix(".") or "the file"
