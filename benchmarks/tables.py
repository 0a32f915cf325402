"""Figures as tables: Markdown for the docs, rich for the terminal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

from formcheck.specs.schema import Check, ExerciseSpec
from tools.doc_pages.markdown import table

from .bootstrap import Figure
from .conditions import PREFIX as BY
from .filmed import FilmResult
from .goals import check_for
from .metrics import ALL, LEVELS, Figures

NONE = "-"
PER_CENT, SECONDS, PLAIN = "%", "s", ""
SETS_COLUMNS = (
    ("repetitions exact", "reps_exact", PER_CENT),
    ("off by one at most", "reps_off_by_one", PER_CENT),
    ("clean called clean", "clean_called_clean", PER_CENT),
    ("not judged", "clean_not_judged", PER_CENT),
    ("false alarms", "false_alarms", PER_CENT),
    ("raised per min of good form", "false_raises_per_minute", PLAIN),
    ("false cues in 5 min", "false_cues_per_5_minutes", PLAIN),
    ("holds within 0.5 s", "holds_within_half_second", PER_CENT),
    ("hold error", "hold_error_median_s", SECONDS),
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
CONDITION_COLUMNS = (
    ("found", "recall"),
    ("false alarms", "false_alarms"),
    ("clean called clean", "clean_called_clean"),
    ("repetitions exact", "reps_exact"),
)
LEVEL_TITLES = {
    "below": "just below",
    "clear": "clear",
    "gross": "gross",
    "mixed": "clear to gross",
}
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


def tables_of(figures: Figures, specs: Mapping[str, ExerciseSpec]) -> list[TextTable]:
    """Everything there is to show; tables without rows are left out."""
    tables = [
        _mistakes_table(figures, specs),
        _sets_table(figures, specs),
        _conditions_table(figures),
        _signals_table(figures, "The bend of the back", "back_curve", BACK_COLUMNS),
        _signals_table(figures, "Thigh tilt", "thigh_tilt", ANGLE_COLUMNS),
        _signals_table(figures, "Trunk tilt", "trunk_tilt", ANGLE_COLUMNS),
        _abstain_table(figures),
        _exactly_table(figures),
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
    levels = [level for level in LEVELS if any(f".recall.{level}" in name for name in figures)]
    for exercise, spec in specs.items():
        for mistake in dict.fromkeys(check.mistake for check in spec.checks):
            rows += [
                _mistake_row(figures, exercise, name, check_for(spec, name), levels)
                for name in manners(figures, exercise, mistake)
            ]
    return TextTable(
        "Mistakes",
        ("exercise", "mistake", "conf.", *(LEVEL_TITLES[level] for level in levels), "n",
         "false alarms", "per min", "delay", "delay p90"),
        tuple(rows),
        "Share found by size; false alarms in clean repetitions and per minute of good form; delay "
        "from when it can be known.",
    )  # fmt: skip


def manners(figures: Figures, exercise: str, mistake: str) -> list[str]:
    """The manners of a mistake that were tried, else the mistake alone."""
    start = f"{exercise}.{mistake}"
    names = [key.split(".")[1] for key in figures if key.startswith((f"{start}.", f"{start}-"))]
    tried = {key.split(".")[1] for key in figures if ".recall." in key}
    plain = list(dict.fromkeys(names))
    return [name for name in plain if name in tried] or [n for n in plain if n == mistake]


def _mistake_row(
    figures: Figures, exercise: str, name: str, check: Check, levels: Sequence[str]
) -> tuple[str, ...]:
    own, whole = f"{exercise}.{name}", f"{exercise}.{check.mistake}"
    recalls = [figures.get(f"{own}.recall.{level}") for level in levels]
    count = sum(figure.n for figure in recalls if figure is not None)
    return (
        exercise,
        name.replace("-", ", "),
        check.confidence,
        *(shown(figure) for figure in recalls),
        f"{count:.0f}",
        shown(figures.get(f"{whole}.false_alarms")),
        shown(figures.get(f"{whole}.false_raises_per_minute"), PLAIN, interval=False),
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


def _conditions_table(figures: Figures) -> TextTable:
    """One row per condition and value; `n` counts mistakes and clean repetitions."""
    places = list(dict.fromkeys(k.rsplit(".", 1)[0] for k in figures if k.startswith(f"{BY}.")))
    rows = []
    for place in places:
        _, name, value = place.split(".", 2)
        found = [figures.get(f"{place}.{key}") for _, key in CONDITION_COLUMNS]
        recall, clean = figures.get(f"{place}.recall"), figures.get(f"{place}.false_alarms")
        counts = [f"{0 if one is None else one.n:.0f}" for one in (recall, clean)]
        rows.append((name, value, " + ".join(counts), *(shown(one) for one in found)))
    titles = (title for title, _ in CONDITION_COLUMNS)
    return TextTable(
        "By condition", ("condition", "", "n", *titles), tuple(rows),
        "n: mistakes and clean repetitions.",
    )  # fmt: skip


def _kinds(figures: Figures, prefix: str) -> list[tuple[str, str]]:
    """What was tried, with the names of its figures; all together last."""
    kinds = dict.fromkeys(
        key.split(".")[1] for key in figures if key.startswith(f"{prefix}.") and key.count(".") == 2
    )
    every = [*((kind, f"{prefix}.{kind}") for kind in kinds), ("all", prefix)]
    return [(kind.replace("_", " "), name) for kind, name in every if f"{name}.rate" in figures]


def _abstain_table(figures: Figures) -> TextTable:
    rows = [
        (
            kind,
            shown(figures.get(f"{prefix}.rate")),
            f"{figures[f'{prefix}.rate'].n:.0f}",
            shown(figures.get(f"{prefix}.wrongly_judged_share")),
        )
        for kind, prefix in _kinds(figures, "abstain")
    ]
    return TextTable(
        "Where nothing can be judged",
        ("what", "kept silent", "clips", "share of the time judged all the same"),
        tuple(rows),
    )


def _exactly_table(figures: Figures) -> TextTable:
    rows = [
        (kind, shown(figures.get(f"{prefix}.rate")), f"{figures[f'{prefix}.rate'].n:.0f}")
        for kind, prefix in _kinds(figures, "exactly")
    ]
    return TextTable(
        "Around a set",
        ("what", "counted exactly, nothing else said", "clips"),
        tuple(rows),
    )


def films_table(films: Sequence[FilmResult]) -> TextTable:
    """Filmed people, apart from the rendered ones."""
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
