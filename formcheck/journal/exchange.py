"""A person's journal as files: JSON to bring back, tables (CSV) to look at."""

from __future__ import annotations

from pydantic import TypeAdapter

from formcheck.journal.records import Person

FORMAT = "formcheck-journal/1"
_PERSON = TypeAdapter(Person)


def to_json(person: Person) -> str:
    """Everything of a person as one file."""
    document = {"format": FORMAT, **_PERSON.dump_python(person, mode="json")}
    import json

    return json.dumps(document, ensure_ascii=False, indent=1)
