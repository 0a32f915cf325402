"""Figures as tables: Markdown for the docs, rich for the terminal, JSON for machines."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from formcheck.specs.schema import Check, ExerciseSpec
from tools.doc_pages.markdown import table

from .bootstrap import Figure
from .filmed import FilmResult
from .metrics import ALL, LEVELS, Figures

FORMAT = "formcheck-accuracy/1"
NONE = "-"
PER_CENT, SECONDS, PLAIN = "%", "s", ""
SETS_COLUMNS = (
    ("repetitions exact", "reps_exact", PER_CENT),
    ("off by one at most", "reps_off_by_one", PER_CENT),
    ("clean called clean", "clean_called_clean", PER_CENT),
    ("not judged", "clean_not_judged", PER_CENT),
    ("false alarms", "false_alarms", PER_CENT),
    ("false cues in 5 min", "false_cues_per_5_minutes", PLAIN),
    ("holds within 0.5 s", "holds_within_half_second", PER_CENT),
    ("hold error p95", "hold_error_p95_s", SECONDS),
)
BACK_COLUMNS = (
    ("slope", "slope", PLAIN),
    ("lowest", "slope_lowest", PLAIN),
    ("highest", "slope_highest", PLAIN),
    ("r", "r", PLAIN),
    ("lowest r", "r_lowest", PLAIN),
    ("residual", "residual_deg", "deg"),
    ("noise when still", "still_noise_deg", "deg"),
)
ANGLE_COLUMNS = (
    ("mean error", "mean_error_deg", "deg"),
    ("bias", "bias_deg", "deg"),
    ("p95 error", "p95_error_deg", "deg"),
    ("noise when still", "still_noise_deg", "deg"),
)


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of words: title, a note below it, columns and rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables_of(
    figures: Figures, specs: Mapping[str, ExerciseSpec], films: Sequence[FilmResult] = ()
) -> list[TextTable]:
    """Everything there is to show; tables without rows are left out."""
    tables = [
        _mistakes_table(figures, specs),
        _sets_table(figures, specs),
        _signals_table(figures, "The bend of the back", "back_curve", BACK_COLUMNS),
        _signals_table(figures, "Thigh tilt", "thigh_tilt", ANGLE_COLUMNS),
        _signals_table(figures, "Trunk tilt", "trunk_tilt", ANGLE_COLUMNS),
        _abstain_table(figures),
        _films_table(films),
    ]
    return [one for one in tables if one.rows]


def shown(figure: Figure | None, unit: str = PER_CENT, interval: bool = True) -> str:
    """A figure in words, with its interval where that is not the figure itself."""
    if figure is None or not figure.known:
        return NONE
    value = _number(figure.value, unit)
    low, high = (_number(edge, unit) for edge in (figure.low, figure.high))
    if not interval or low == high:
        return value
    return f"{value} ({low.removesuffix(unit).strip()} to {high})"


def _number(value: float, unit: str) -> str:
    if unit == PER_CENT:
        text = f"{100 * value:.0f}"
        if text == "100" and value < 1:
            text = f"{math.floor(1000 * value) / 10:.1f}"
        return f"{text} %"
    text = f"{value:.2f}"
    return f"{text} {unit}".strip()


def _mistakes_table(figures: Figures, specs: Mapping[str, ExerciseSpec]) -> TextTable:
    rows = []
    for exercise, spec in specs.items():
        for check in spec.checks:
            names = _manners(figures, exercise, check.mistake)
            if check is not _first(spec, check.mistake) or not names:
                continue
            rows += [_mistake_row(figures, exercise, check, name) for name in names]
    return TextTable(
        "Mistakes",
        ("exercise", "mistake", "conf.", "just below", "clear", "gross", "n", "false alarms",
         "delay", "delay p90"),
        tuple(rows),
        "Found at three sizes; false alarms in clean repetitions; delay from when it can be known.",
    )  # fmt: skip


def _first(spec: ExerciseSpec, mistake: str) -> Check:
    return next(check for check in spec.checks if check.mistake == mistake)


def _manners(figures: Figures, exercise: str, mistake: str) -> list[str]:
    names = [key.split(".")[1] for key in figures if key.startswith(f"{exercise}.{mistake}")]
    plain = dict.fromkeys(name for name in names if name.split("-")[0] == mistake)
    manners = [name for name in plain if "-" in name]
    return manners or list(plain)


def _mistake_row(figures: Figures, exercise: str, check: Check, name: str) -> tuple[str, ...]:
    own = f"{exercise}.{name}"
    recalls = [figures.get(f"{own}.recall.{level}") for level in LEVELS]
    count = sum(figure.n for figure in recalls if figure is not None)
    return (
        exercise,
        name.replace("-", ", "),
        check.confidence,
        *(shown(figure) for figure in recalls),
        f"{count:.0f}",
        shown(figures.get(f"{exercise}.{check.mistake}.false_alarms")),
        shown(figures.get(f"{own}.delay_median_s"), SECONDS),
        shown(figures.get(f"{own}.delay_p90_s"), SECONDS, interval=False),
    )


def _sets_table(figures: Figures, specs: Mapping[str, ExerciseSpec]) -> TextTable:
    rows = []
    for name in (*specs, ALL):
        found = [figures.get(f"{name}.{key}") for _, key, _ in SETS_COLUMNS]
        if any(found):
            cells = [
                shown(figure, unit)
                for figure, (_, _, unit) in zip(found, SETS_COLUMNS, strict=True)
            ]
            rows.append((name, *cells))
    return TextTable("Sets", ("exercise", *(title for title, _, _ in SETS_COLUMNS)), tuple(rows))


def _signals_table(
    figures: Figures, title: str, word: str, columns: Sequence[tuple[str, str, str]]
) -> TextTable:
    """One row per exercise, view and body that was measured."""
    prefixes = sorted({key.rsplit(".", 1)[0] for key in figures if key.split(".")[1:2] == [word]})
    rows = []
    for prefix in prefixes:
        exercise, _, *where = prefix.split(".")
        cells = [
            shown(figures.get(f"{prefix}.{key}"), unit, interval=False) for _, key, unit in columns
        ]
        clips = max((f.n for key, f in figures.items() if key.rsplit(".", 1)[0] == prefix))
        place = (*where, "all", "all")[:2] if where else ("all", "all")
        rows.append((exercise, *place, f"{clips:.0f}", *cells))
    return TextTable(
        title,
        ("exercise", "view", "body", "clips", *(column for column, _, _ in columns)),
        tuple(rows),
        "Change from the person's own neutral, measured against the rig.",
    )


def _abstain_table(figures: Figures) -> TextTable:
    kinds = dict.fromkeys(
        key.split(".")[1] for key in figures if key.startswith("abstain.") and key.count(".") == 2
    )
    rows = [
        (
            kind.replace("_", " ") or "all",
            shown(figures.get(f"{prefix}.rate")),
            f"{figures[f'{prefix}.rate'].n:.0f}",
            shown(figures.get(f"{prefix}.wrongly_judged_share")),
        )
        for kind, prefix in [*((k, f"abstain.{k}") for k in kinds), ("all", "abstain")]
        if f"{prefix}.rate" in figures
    ]
    return TextTable(
        "Where nothing can be judged",
        ("what", "kept silent", "clips", "share of the time judged all the same"),
        tuple(rows),
    )


def _films_table(films: Sequence[FilmResult]) -> TextTable:
    rows = tuple(
        (
            film.name,
            str(film.reps),
            NONE if film.hold_s is None else f"{film.hold_s:.1f} s",
            ", ".join(film.mistakes) or NONE,
            "; ".join(film.wrong) or "as expected",
        )
        for film in films
    )
    return TextTable("Filmed people", ("film", "repetitions", "hold", "mistakes", "verdict"), rows)


def rich_table(one: TextTable) -> Table:
    """For the terminal."""
    result = Table(title=one.title, caption=one.note or None, title_justify="left")
    for column in one.columns:
        result.add_column(column, overflow="fold")
    for row in one.rows:
        result.add_row(*row)
    return result


def markdown(tables: Sequence[TextTable], heading: str = "###") -> str:
    """For the docs."""
    parts = []
    for one in tables:
        note = [one.note, ""] if one.note else []
        parts.append("\n".join([f"{heading} {one.title}", "", *note, table(one.columns, one.rows)]))
    return "\n\n".join(parts) + "\n"


def as_json(
    figures: Figures, films: Sequence[FilmResult], failed: Sequence[str], about: Mapping[str, Any]
) -> str:
    """Everything for machines: figures by name, the films, what went wrong."""

    def plain(figure: Figure) -> dict[str, Any]:
        return {
            "value": _rounded(figure.value),
            "low": _rounded(figure.low),
            "high": _rounded(figure.high),
            "n": _rounded(figure.n),
            "unit": figure.unit,
        }

    content = {
        "format": FORMAT,
        **about,
        "figures": {name: plain(figure) for name, figure in sorted(figures.items())},
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
        "failures": list(failed),
    }
    return json.dumps(content, indent=1) + "\n"


def _rounded(value: float) -> float | None:
    return round(value, 4) if math.isfinite(value) else None
