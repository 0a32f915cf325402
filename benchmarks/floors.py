"""Floors: figures that must not get worse. Reads `floors.toml` and says what was missed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .metrics import Figures

SIDES = ("at_least", "at_most")


class FloorsError(ValueError):
    """A floors file that cannot be used; the message names the entry and a remedy."""


@dataclass(frozen=True, slots=True)
class Floors:
    """Limits of the figures of one set, by name."""

    at_least: Mapping[str, float]
    at_most: Mapping[str, float]


def read_floors(path: Path, set_name: str) -> Floors:
    """The floors of one set; none where the file has no table for it.

    Raises:
        FloorsError: unreadable, or an entry that is not a number.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FloorsError(f"{path}: cannot be read: {error}") from error
    table = content.get(set_name, {})
    for key in table:
        if key not in SIDES:
            raise FloorsError(f"{path}: {set_name}.{key}: use {' or '.join(SIDES)}")
    return Floors(*(_limits(table.get(side, {}), f"{path}: {set_name}.{side}") for side in SIDES))


def _limits(table: object, place: str) -> dict[str, float]:
    if not isinstance(table, dict):
        raise FloorsError(f"{place}: must be a table of figures")
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FloorsError(f'{place}: "{name}" must be a number')
    return {name: float(value) for name, value in table.items()}


def missed(figures: Figures, floors: Floors, word: str = "floor") -> list[str]:
    """One sentence per figure that is below its floor, above its limit, or not there at all.

    `word` is what the lower limits are called: a floor or a goal.
    """
    upper = "limit" if word == "floor" else word
    lines = []
    for name, limit in floors.at_least.items():
        lines += _miss(figures, name, limit, 1, f"below its {word} of")
    for name, limit in floors.at_most.items():
        lines += _miss(figures, name, limit, -1, f"above its {upper} of")
    return lines


def _miss(figures: Figures, name: str, limit: float, sign: int, words: str) -> list[str]:
    figure = figures.get(name)
    if figure is None or not figure.known:
        return [f"{name} was not measured: remove its floor, or restore what it was measured on."]
    if sign * (figure.value - limit) < -1e-9:
        return [
            f"{name} is {figure.value:.3g}, {words} {limit:.3g} ({figure.n:.3g} {figure.unit})."
        ]
    return []
