"""What a run amounts to, written down: for the docs, the README and machines."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from formcheck.specs.schema import ExerciseSpec
from tools.doc_pages.markdown import table

from .bootstrap import Figure
from .filmed import FilmResult
from .floors import missed
from .goals import check_for, goals
from .judging import Mode
from .metrics import Figures
from .tables import PLAIN, TextTable, films_table, manners, markdown, shown, tables_of

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


def readme_part(section: Section, specs: Mapping[str, ExerciseSpec]) -> str:
    """The figures in short: each mistake, then each exercise."""
    figures = section.figures
    rows = []
    for exercise, spec in specs.items():
        for mistake in dict.fromkeys(check.mistake for check in spec.checks):
            for name in manners(figures, exercise, mistake):
                rows.append(_short_row(figures, spec, name))
    sets = [
        (
            spec.title,
            shown(figures.get(f"{exercise}.reps_exact"), interval=False),
            shown(figures.get(f"{exercise}.clean_called_clean"), interval=False),
            shown(figures.get(f"{exercise}.false_cues_per_5_minutes"), PLAIN, interval=False),
        )
        for exercise, spec in specs.items()
        if f"{exercise}.reps_exact" in figures
    ]
    return "\n\n".join(
        [
            table(("exercise", "mistake", "found: clear", "gross", "false alarms"), rows),
            table(("exercise", "count exact", "clean called clean", "false cues in 5 min"), sets),
        ]
    )


def _short_row(figures: Figures, spec: ExerciseSpec, name: str) -> tuple[str, ...]:
    own = f"{spec.id}.{name}"
    whole = f"{spec.id}.{check_for(spec, name).mistake}"
    found = [figures.get(f"{own}.recall.{level}") for level in ("clear", "gross")]
    return (
        spec.title,
        name.replace("_", " ").replace("-", ", "),
        *(shown(figure, interval=False) for figure in found),
        shown(figures.get(f"{whole}.false_alarms"), interval=False),
    )
