"""Personal limits: thresholds that a physiotherapist changed for one person.

They live in a file of their own (`formcheck-limits/1`, YAML); a shipped exercise is never edited.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from formcheck.specs.schema import Identifier

SCHEMA: Literal["formcheck-limits/1"] = "formcheck-limits/1"


class Limits(BaseModel):
    """Changed limits of one exercise.

    Attributes:
        exercise: the exercise's id.
        raises: by check id, the new number of its `raise` limit, in the unit of the check.
        note: why, in the words of whoever changed them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    schema_: Literal["formcheck-limits/1"] = Field(SCHEMA, alias="schema")
    exercise: Identifier
    raises: dict[Identifier, float]
    note: str = ""
