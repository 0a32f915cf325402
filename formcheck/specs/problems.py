"""What is wrong with a spec, said so that a person can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

Place = tuple[str | int, ...]
"""Where something stands in a spec: keys and list positions from the top."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a place in a spec, before file and line are known."""

    place: Place
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file. `line` counts from 1; 0 where the whole file or folder is meant."""

    file: str
    line: int
    field: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [place, self.field] if self.field else [place]
        return f"{': '.join(parts)}: {self.message} {self.remedy}".rstrip()


class SpecError(Exception):
    """A spec cannot be used. `problems` says why; the text has one line for each of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def suggestion(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, if one is alike enough."""
    found = difflib.get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A remedy for an unknown word: the nearest known one, or all that are known."""
    choices = sorted(set(known))
    nearest = suggestion(word, choices)
    if nearest:
        return f"Did you mean '{nearest}'?"
    return f"Use one of: {', '.join(choices)}." if choices else "Declare it first."
