"""What a run amounts to, written down: for the docs, the README and machines."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.report.groups import grouped
from formcheck.specs.schema import ExerciseSpec
from tools.doc_pages.markdown import table

from .bootstrap import Figure
from .filmed import FilmResult
from .floors import missed
from .goals import goals
from .judging import Mode
from .metrics import Figures
from .tables import NONE, PLAIN, TextTable, films_table, manners, markdown, shown, tables_of

FORMAT = "formcheck-accuracy/2"
HIDDEN = frozenset({"The bend of the back", "Thigh tilt", "Trunk tilt"})
"""Long tables that a page shows only when they are opened."""


@dataclass(frozen=True, slots=True)
class Section:
    """One set in one mode.

    Attributes:
        clips: how many.
        wrong: one line per thing that went wrong.
        about: what else decides the set: the seed of the varied one.
    """

    set_name: str
    mode: Mode
    clips: int
    figures: Figures
    wrong: tuple[str, ...]
    about: str = ""

    @property
    def title(self) -> str:
        """For people."""
        how = "live, picture after picture" if self.mode == "live" else "recorded"
        about = f", {self.about}" if self.about else ""
        return f"Set {self.set_name}, {how}: {self.clips} clips{about}"

    @property
    def floors(self) -> str:
        """The name of its floors."""
        return f"{self.set_name}-live" if self.mode == "live" else self.set_name


def below_goal(section: Section, specs: Mapping[str, ExerciseSpec]) -> tuple[int, list[str]]:
    """How many goals there are, and one line per goal that is not reached."""
    aims = goals(section.figures, specs)
    return len(aims.at_least) + len(aims.at_most), missed(section.figures, aims, "goal")


def as_json(
    sections: Sequence[Section], films: Sequence[FilmResult],
    specs: Mapping[str, ExerciseSpec], about: Mapping[str, Any],
) -> str:  # fmt: skip
    """Everything for machines: figures by name, the films, what went wrong."""
    content = {
        "format": FORMAT,
        **about,
        "sections": [
            {
                "set": section.set_name,
                "mode": section.mode,
                "clips": section.clips,
                "about": section.about,
                "figures": {name: _plain(f) for name, f in sorted(section.figures.items())},
                "below_goal": below_goal(section, specs)[1],
                "failures": list(section.wrong),
            }
            for section in sections
        ],
        "films": [
            {
                "name": film.name,
                "reps": film.reps,
                "hold_s": None if film.hold_s is None else _rounded(film.hold_s),
                "mistakes": list(film.mistakes),
                "judged_share": _rounded(film.judged_share),
                "wrong": list(film.wrong),
            }
            for film in films
        ],
    }
    return json.dumps(content, indent=1) + "\n"


def _plain(figure: Figure) -> dict[str, Any]:
    return {
        "value": _rounded(figure.value),
        "low": _rounded(figure.low),
        "high": _rounded(figure.high),
        "n": _rounded(figure.n),
        "unit": figure.unit,
    }


def _rounded(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None


def page(
    sections: Sequence[Section], films: Sequence[FilmResult], specs: Mapping[str, ExerciseSpec]
) -> str:
    """The generated part of the docs page: a part for each set, goals missed, then the films."""
    parts = []
    for section in sections:
        parts.append(f"### {section.title}")
        parts += [_on_page(one) for one in tables_of(section.figures, specs)]
        parts.append(_goals_text(section, specs))
    filmed = films_table(films)
    if filmed.rows:
        parts.append(markdown([filmed], "###").rstrip())
    return "\n\n".join(parts)


def _on_page(one: TextTable) -> str:
    text = markdown([one], "####").rstrip()
    if one.title not in HIDDEN:
        return text
    return f"<details><summary>{one.title}</summary>\n\n{text}\n\n</details>"


def _goals_text(section: Section, specs: Mapping[str, ExerciseSpec]) -> str:
    total, short = below_goal(section, specs)
    if not total:
        return ""
    head = f"{total - len(short)} of {total} goals are reached."
    return "\n".join([head, *([""] if short else []), *(f"- {line}" for line in short)])


def readme_part(sections: Sequence[Section], specs: Mapping[str, ExerciseSpec]) -> str:
    """The recorded figures in short: one row for each exercise, by position."""
    recorded = [section.figures for section in sections if section.mode == "recorded"]
    figures = {name: figure for one in reversed(recorded) for name, figure in one.items()}
    parts = []
    for group in grouped(specs.values()):
        rows = [_short_row(figures, s) for s in group.specs if f"{s.id}.reps_exact" in figures]
        if rows:
            parts += [f"**{group.title}**", table(SHORT_COLUMNS, rows)]
    return "\n\n".join(parts)


SHORT_COLUMNS = (
    "exercise", "mistakes found: clear", "gross", "false alarms", "count exact",
    "clean called clean", "false cues in 5 min",
)  # fmt: skip


def _short_row(figures: Figures, spec: ExerciseSpec) -> tuple[str, ...]:
    told = dict.fromkeys(check.mistake for check in spec.checks if check.live)
    names = [(mistake, name) for mistake in told for name in manners(figures, spec.id, mistake)]
    found = [
        _together(figures.get(f"{spec.id}.{name}.recall.{level}") for _, name in names)
        for level in ("clear", "gross")
    ]
    alarms = _together(figures.get(f"{spec.id}.{mistake}.false_alarms") for mistake in told)
    return (
        spec.title, *found, alarms,
        shown(figures.get(f"{spec.id}.reps_exact"), interval=False),
        shown(figures.get(f"{spec.id}.clean_called_clean"), interval=False),
        shown(figures.get(f"{spec.id}.false_cues_per_5_minutes"), PLAIN, interval=False),
    )  # fmt: skip


def _together(figures: Iterable[Figure | None]) -> str:
    """The share over all of them, in words."""
    known = [figure for figure in figures if figure is not None and figure.known and figure.n]
    total = sum(figure.n for figure in known)
    if not total:
        return NONE
    share = sum(figure.value * figure.n for figure in known) / total
    return shown(Figure(share, share, share, total), interval=False)
