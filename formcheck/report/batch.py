"""Several films in one table: a line for each, on the screen, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from formcheck.report import words
from formcheck.report.files import printable, readable
from formcheck.video.analysis import Analysis

SCHEMA = "formcheck-batch/1"
_NO_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes text that begins so for a formula."""
_COLUMNS = (
    "film", "exercise", "recognised", "repetitions", "clean", "not_judged", "held_s",
    "judged_share", "personal_limits", "mistakes", "problem",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FilmMistake:
    """A mistake in one film: the words of its cue, how often, and how severe at worst."""

    check: str
    title: str
    times: int
    severity: str


@dataclass(frozen=True, slots=True)
class FilmResult:
    """What came out of one film of several.

    Attributes:
        film: its path as it was given, in letters that can be written.
        exercise: the exercise's id ("" where none was settled).
        recognised: the exercise was recognised, not given.
        reps, clean, unjudged: repetitions in all, clean ones, and ones that could not be judged.
        held_s: seconds of holding in all.
        mistakes: the most urgent first.
        judged_share: share of the time that could be judged, 0 to 1.
        personal: judged by personal limits.
        problem: why it could not be judged; "" where it was.
        files: the results that were written, by kind: `video`, `json`, `csv`, `report`.
    """

    film: str
    exercise: str = ""
    recognised: bool = False
    headline: str = ""
    reps: int = 0
    clean: int = 0
    unjudged: int = 0
    held_s: float = 0.0
    mistakes: tuple[FilmMistake, ...] = ()
    judged_share: float = 0.0
    personal: bool = False
    problem: str = ""
    files: tuple[tuple[str, str], ...] = ()


def film_result(
    film: Path, analysis: Analysis, *, recognised: bool, files: Sequence[tuple[str, str]] = ()
) -> FilmResult:
    """The line of a film that was judged."""
    summary = analysis.summary
    verdicts = [rep.verdict for rep in summary.reps]
    return FilmResult(
        film=readable(str(film)),
        exercise=analysis.spec.id,
        recognised=recognised,
        headline=words.headline(summary),
        reps=len(verdicts),
        clean=verdicts.count("clean"),
        unjudged=verdicts.count("not_judged"),
        held_s=round(sum(hold.held_s for hold in summary.holds), 1),
        mistakes=tuple(
            FilmMistake(
                group[0].check,
                words.check_title(group[0].check, analysis.spec),
                len(group),
                min((one.severity for one in group), key=words.MOST_URGENT_FIRST.index),
            )
            for group in words.by_check(summary.mistakes)
        ),
        judged_share=round(summary.judged_share, 3),
        personal=analysis.limits is not None,
        files=tuple(files),
    )


def film_failed(film: Path, problem: str, exercise: str = "") -> FilmResult:
    """The line of a film that could not be judged."""
    return FilmResult(readable(str(film)), exercise, problem=" ".join(problem.split()))


def batch_view(results: Sequence[FilmResult]) -> RenderableType:
    """The table for the terminal, and how many of the films were judged."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("film", "exercise", "clean", "held", "judged"):
        table.add_column(column, overflow="fold")
    table.add_column("mistakes", overflow="fold", ratio=1)
    for one in results:
        name = Text(printable(Path(one.film).name))
        if one.problem:
            table.add_row(name, one.exercise, "", "", "", Text(printable(one.problem), "red"))
            continue
        held = words.seconds(one.held_s) if one.held_s else "-"
        reps = f"{one.clean} of {one.reps}" if one.reps else "-"
        share = f"{round(100 * one.judged_share)} %"
        table.add_row(name, one.exercise, reps, held, share, _mistakes(one))
    return Group(Text(), table, Text(f"\n{batch_headline(results)}", "bold"))


def batch_headline(results: Sequence[FilmResult]) -> str:
    """`11 of 12 films were judged.`"""
    judged = sum(not one.problem for one in results)
    if judged == len(results):
        return "The film was judged." if judged == 1 else f"All {judged} films were judged."
    return f"{judged} of {words.plural(len(results), 'film')} could be judged."


def progress_line(at: int, count: int, result: FilmResult) -> str:
    """`[ 3/12] clip.mp4: cat_cow, 8 repetitions, all clean`."""
    place = f"[{at:>{len(str(count))}}/{count}] {printable(Path(result.film).name)}"
    if result.problem:
        return f"{place}: not judged. {printable(result.problem)}"
    return f"{place}: {result.exercise}, {result.headline}"


def batch_json(results: Sequence[FilmResult]) -> str:
    """All lines as JSON, `formcheck-batch/1`: see docs/json.md."""
    films = [_plain(one) for one in results]
    return json.dumps({"schema": SCHEMA, "films": films}, indent=2, ensure_ascii=False) + "\n"


def batch_csv(results: Sequence[FilmResult]) -> str:
    """All lines as CSV, one for each film."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in results:
        mistakes = "; ".join(f"{mistake.check} x{mistake.times}" for mistake in one.mistakes)
        figures: list[object] = [one.reps, one.clean, one.unjudged, one.held_s, one.judged_share]
        row = [_cell(one.film), one.exercise, _yes(one.recognised), *figures, _yes(one.personal)]
        if one.problem:
            row[2:] = [""] * 7
        writer.writerow([*row, mistakes, _cell(one.problem)])
    return text.getvalue()


def write_batch(table: Path, document: Path, results: Sequence[FilmResult]) -> None:
    """Write all lines as CSV and as JSON (OSError)."""
    # The mark at the beginning lets spreadsheets read names in any language.
    table.write_text(batch_csv(results), "utf-8-sig", newline="")
    document.write_text(batch_json(results), "utf-8", newline="")


def result_from(data: dict[str, Any]) -> FilmResult:
    """A line as it was kept by :func:`plain_result` (TypeError, KeyError: it is no such line)."""
    mistakes = tuple(FilmMistake(**mistake) for mistake in data["mistakes"])
    files = tuple((str(kind), str(name)) for kind, name in data["files"])
    return FilmResult(**{**data, "mistakes": mistakes, "files": files})


def plain_result(result: FilmResult) -> dict[str, Any]:
    """A line as plain values, to be kept."""
    return asdict(result)


def _plain(one: FilmResult) -> dict[str, Any]:
    if one.problem:
        return {"film": one.film, "exercise": one.exercise or None, "problem": one.problem}
    return {**asdict(one), "files": dict(one.files), "problem": None}


def _mistakes(one: FilmResult) -> Text:
    if not one.mistakes:
        return Text("none", "green")
    said = [f"{m.title}{f' (x{m.times})' if m.times > 1 else ''}" for m in one.mistakes]
    return Text("; ".join(said), "yellow")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_NO_FORMULA) else text


def _yes(value: bool) -> str:
    return "yes" if value else "no"
