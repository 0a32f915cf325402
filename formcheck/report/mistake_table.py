"""Every mistake that the sources warn of, how each is judged, and how well: one table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.report.handling import SEEN_BY_THE_CAMERA, How, Way, ways_of
from formcheck.report.measured import Measured, MeasuredByMistake, Rate
from formcheck.report.words import plural, sentence
from formcheck.specs.schema import ExerciseSpec

FORMAT = "formcheck-mistakes/1"
NOT_MEASURED = "not measured"
NOTHING_TO_MEASURE = "-"
HOW_IN_WORDS: Mapping[How, str] = MappingProxyType(
    {
        "live": "checked live",
        "after_set": "checked after the set",
        "start_pose": "start pose gate",
        "spoken_once": "reminder, said once",
        "breath_pacer": "breath pacer",
        "tempo_metronome": "tempo given",
        "ask_before": "question before the set",
        "ask_after": "question after the set",
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One mistake of one exercise; `measured` is None where the benchmark has nothing on it."""

    exercise: str
    title: str
    mistake: str
    publisher: str
    text: str
    ways: tuple[Way, ...]
    measured: Measured | None


def rows_of(specs: Iterable[ExerciseSpec], measured: MeasuredByMistake) -> tuple[Row, ...]:
    """The whole table, in the order of the specs."""
    return tuple(
        Row(
            spec.id, spec.title, mistake.id, spec.sources[mistake.source].publisher, mistake.text,
            ways_of(spec, mistake), measured.get((spec.id, mistake.id)),
        )
        for spec in specs
        for mistake in spec.mistakes
    )  # fmt: skip


def mistake_view(rows: Sequence[Row]) -> RenderableType:
    """The table for the terminal: one line for each way, the figures of a mistake with its first.

    Found: repetitions with a clear or gross mistake in which it was named. False alarms: clean
    repetitions in which it was named.
    """
    parts: list[RenderableType] = []
    for exercise, group in groupby(rows, key=lambda row: row.exercise):
        own = tuple(group)
        parts.append(Text(f"\n{exercise}: {own[0].title}", "bold"))
        parts.append(_table_of(own))
    exercises = plural(len({row.exercise for row in rows}), "exercise")
    return Group(*parts, Text(f"\n{plural(len(rows), 'mistake')} of {exercises}.", "dim"))


def _table_of(rows: Sequence[Row]) -> Table:
    """The mistakes of one exercise; the columns are as wide in every table."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column, ratio in (
        ("mistake", 4), ("publisher: sentence", 10), ("how it is judged", 6), ("from", 2),
        ("found", 2), ("false alarms", 2),
    ):  # fmt: skip
        table.add_column(column, overflow="fold", ratio=ratio)
    table.expand = True
    for row in rows:
        named = [row.mistake, f'{row.publisher}: "{row.text}"']
        for index, way in enumerate(row.ways):
            cells = named if index == 0 else ["", ""]
            table.add_row(*map(Text, (*cells, _how(way), _views(way), *_figures(row, index))))
    return table


def mistakes_json(rows: Sequence[Row]) -> str:
    """The table for machines; figures that were not measured are null."""
    return json.dumps({"format": FORMAT, "mistakes": [_plain(row) for row in rows]}, indent=1)


def exercises_json(specs: Iterable[ExerciseSpec]) -> str:
    """The exercises for machines."""
    exercises = [
        {
            "id": spec.id, "title": spec.title, "position": spec.position,
            "camera": spec.camera.preferred, "views": list(spec.camera.views),
            "variant_of": spec.variant_of,
        }
        for spec in specs
    ]  # fmt: skip
    return json.dumps({"format": "formcheck-exercises/1", "exercises": exercises}, indent=1)


def _how(way: Way) -> str:
    words = HOW_IN_WORDS[way.how]
    return f"{words}: {sentence(way.says)}" if way.says else words


def _views(way: Way) -> str:
    return ", ".join(way.views) or "no camera"


def _figures(row: Row, index: int) -> tuple[str, str]:
    """Found and false alarms, once for each mistake that a camera judges."""
    seen = [at for at, way in enumerate(row.ways) if way.how in SEEN_BY_THE_CAMERA]
    if index not in seen[:1]:
        return NOTHING_TO_MEASURE, NOTHING_TO_MEASURE
    measured = row.measured
    return _rate(measured.recall if measured else None), _rate(
        measured.false_alarms if measured else None
    )


def _rate(rate: Rate | None) -> str:
    return NOT_MEASURED if rate is None else f"{100 * rate.value:.0f} % of {rate.n}"


def _plain(row: Row) -> dict[str, Any]:
    measured = row.measured
    return {
        "exercise": row.exercise,
        "title": row.title,
        "mistake": row.mistake,
        "publisher": row.publisher,
        "text": row.text,
        "judged": [
            {"how": way.how, "by": way.by, "views": list(way.views), "says": way.says}
            for way in row.ways
        ],
        "measured": {
            "set": measured.clips if measured else None,
            "recall": _plain_rate(measured.recall if measured else None),
            "false_alarms": _plain_rate(measured.false_alarms if measured else None),
        },
    }


def _plain_rate(rate: Rate | None) -> dict[str, Any] | None:
    return {"value": rate.value, "n": rate.n} if rate else None
