"""What the benchmark measured, shipped with the package: share of mistakes found, false alarms."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from formcheck.report.files import written_beside

FORMAT = "formcheck-measured/1"
FILE = "measured.json"


@dataclass(frozen=True, slots=True)
class Rate:
    """A share from 0 to 1, counted over `n` repetitions."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Measured:
    """How well one mistake of one exercise was found on clips with known truth.

    Attributes:
        clips: the set of clips.
        recall: the share of repetitions with a clear or gross mistake in which it was named.
        false_alarms: the share of clean repetitions in which it was named.
    """

    clips: str
    recall: Rate | None
    false_alarms: Rate | None


MeasuredByMistake = Mapping[tuple[str, str], Measured]
"""By exercise and mistake."""


def load_measured(path: Path | None = None) -> dict[tuple[str, str], Measured]:
    """The shipped figures, or those in a file (none: there is no such file).

    Raises:
        ValueError: the file holds something else.
    """
    shipped = resources.files("formcheck.report").joinpath(FILE)
    try:
        content = json.loads((path or shipped).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError(f"{path or FILE} is not of the format {FORMAT}")
    return {
        (exercise, mistake): Measured(
            str(one["set"]), _rate(one.get("recall")), _rate(one.get("false_alarms"))
        )
        for exercise, mistakes in content["mistakes"].items()
        for mistake, one in mistakes.items()
    }


def save_measured(path: Path, measured: MeasuredByMistake) -> None:
    """Write figures as `load_measured` reads them (OSError)."""
    mistakes: dict[str, dict[str, Any]] = {}
    for (exercise, mistake), one in sorted(measured.items()):
        mistakes.setdefault(exercise, {})[mistake] = {
            "set": one.clips,
            "recall": _plain(one.recall),
            "false_alarms": _plain(one.false_alarms),
        }
    text = json.dumps({"format": FORMAT, "mistakes": mistakes}, indent=1)
    with written_beside(path) as draft:
        draft.write_text(text + "\n", encoding="utf-8")


def _rate(content: dict[str, Any] | None) -> Rate | None:
    return Rate(float(content["value"]), int(content["n"])) if content else None


def _plain(rate: Rate | None) -> dict[str, Any] | None:
    return {"value": round(rate.value, 4), "n": rate.n} if rate else None
