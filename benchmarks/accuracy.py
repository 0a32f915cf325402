"""Measures accuracy from pixels to events: `python -m benchmarks.accuracy --help`.

Clips are rendered and looked at once and kept in a cache; after a change of a threshold only the
judging runs again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from formcheck.pose.model import ModelError, ensure_model
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from tools.doc_pages.markdown import replaced
from tools.sample_studio.cache import Cache, default_cache_folder, in_parallel
from tools.sample_studio.cached_clips import clips_of, missing
from tools.sample_studio.sets import set_named

from .angles import Compared, angle_figures, compare_angles
from .clips import Clip, clip_of, clips_in
from .detail import explained
from .filmed import EXPECTED, FOLDER, FilmResult, compare_film
from .floors import FloorsError, missed, read_floors
from .goals import goals
from .judging import Judged, Mode, judge
from .matching import ClipResult, compare
from .metrics import failures, figures_of
from .recordings import NobodySeen, open_recording, record_all
from .tables import TextTable, as_json, markdown, rich_table, tables_of

ALL_SETS = ("standard", "abstain")
PAGE_PART = "accuracy"
SAMPLES = Path(__file__).resolve().parents[1] / "sample_videos"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class SetName(StrEnum):
    """What can be asked for."""

    samples = "samples"
    smoke = "smoke"
    standard = "standard"
    abstain = "abstain"
    all = "all"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clip after judging: compared with its truth, and its angles."""

    result: ClipResult
    angles: tuple[Compared, ...]


@app.command()
def main(
    set_name: Annotated[SetName, typer.Option("--set", help="Which clips.")] = SetName.smoke,
    live: Annotated[bool, typer.Option("--live", help="As through a camera.")] = False,
    older: Annotated[
        bool, typer.Option("--older", help="Take clips that older studio code rendered, too.")
    ] = False,
    cache: Annotated[Path | None, typer.Option(help="Folder of rendered clips.")] = None,
    model: Annotated[Path | None, typer.Option(help="Pose model bundle.")] = None,
    specs: Annotated[Path | None, typer.Option(help="Folder of exercise specs.")] = None,
    floors: Annotated[Path | None, typer.Option(help="Fail below the floors in this file.")] = None,
    exercise: Annotated[str | None, typer.Option(help="Only clips of this exercise.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    json_to: Annotated[Path | None, typer.Option("--json", help="Write all figures.")] = None,
    markdown_to: Annotated[Path | None, typer.Option("--markdown", help="Write tables.")] = None,
    page: Annotated[Path | None, typer.Option(help="Page whose tables to write anew.")] = None,
    clips_to: Annotated[
        Path | None, typer.Option("--clips", help="Folder for links to the clips, by name.")
    ] = None,
    list_failures: Annotated[
        bool, typer.Option("--failures", help="List everything that went wrong.")
    ] = False,
    films: Annotated[bool, typer.Option(help="Filmed people too, where they are.")] = True,
) -> None:
    """Measure the accuracy on a set of clips with known truth."""
    console = Console(width=None if os.isatty(1) else 200)
    mode: Mode = "live" if live else "recorded"
    try:
        bundle = ensure_model(model)
        known = load_all(specs)
        limits = [read_floors(floors, name) for name in _sets(set_name)] if floors else None
    except (ModelError, FloorsError, ValueError) as error:
        _fail(str(error))
    store = Cache(cache or default_cache_folder())
    clips = _clips(set_name, exercise, store, workers, older, console)
    if clips_to:
        _link(clips, clips_to)
    outcomes = _judge_all(clips, known, store, bundle, mode, workers, console)
    results = [outcome.result for outcome in outcomes]
    figures = figures_of(results, _checked(known))
    figures |= angle_figures([one for outcome in outcomes for one in outcome.angles])
    filmed = _films(known, store, bundle, console) if films and not live else []
    wrong = failures(results) + [f"{film.name}: {text}" for film in filmed for text in film.wrong]
    shown = tables_of(figures, known, filmed)
    for table in shown:
        console.print(rich_table(table))
    aims = goals(figures, known)
    short = missed(figures, aims, "goal")
    total = len(aims.at_least) + len(aims.at_most)
    console.print(f"{total - len(short)} of {total} goals are reached.")
    console.print("\n".join(short), markup=False, highlight=False)
    if list_failures:
        console.print("\n".join(wrong) or "Nothing went wrong.", markup=False, highlight=False)
    about = {"set": set_name.value, "mode": mode, "clips": len(clips), "model": bundle.name}
    if json_to:
        _write(json_to, as_json(figures, filmed, wrong, about | {"below_goal": short}))
    if markdown_to:
        _write(markdown_to, markdown(shown))
    if page:
        _write(page, replaced(page.read_text(encoding="utf-8"), PAGE_PART, _part(shown, about)))
    if limits is not None:
        _hold_to([line for floor in limits for line in missed(figures, floor)], console)


def _sets(set_name: SetName) -> tuple[str, ...]:
    """The sets that a choice stands for."""
    return ALL_SETS if set_name is SetName.all else (set_name.value,)


def _clips(
    set_name: SetName,
    exercise: str | None,
    store: Cache,
    workers: int,
    older: bool,
    console: Console,
) -> list[Clip]:
    """The clips of a set, rendered where they are not in the cache."""
    if set_name is SetName.samples:
        return [clip for clip in clips_in(SAMPLES) if exercise in (None, clip.exercise)]
    wanted = [
        clip
        for name in _sets(set_name)
        for clip in set_named(name)
        if exercise in (None, clip.scenario.exercise)
    ]
    total = len({s.name for c in wanted for s in (c.scenario, c.beside) if s is not None})
    due = len(missing(wanted, store, older))
    console.print(f"{len(wanted)} clips; {due} of {total} scenarios to render.")
    with _progress(console) as progress:
        total += sum(clip.spoil is not None for clip in wanted)
        task = progress.add_task("Rendering", total=total)
        made = clips_of(
            wanted, store, workers, done=lambda name: progress.advance(task), older=older
        )
    return [clip_of(one, made[one.name]) for one in wanted]


def _checked(specs: Mapping[str, ExerciseSpec]) -> dict[str, list[str]]:
    """The mistakes that have a check, by exercise."""
    return {
        name: list(dict.fromkeys(check.mistake for check in spec.checks))
        for name, spec in specs.items()
    }


def _judge_all(
    clips: Sequence[Clip], specs: Mapping[str, ExerciseSpec], store: Cache, model: Path,
    mode: Mode, workers: int, console: Console,
) -> list[Outcome]:  # fmt: skip
    by_name = {clip.name: clip for clip in clips}
    with _progress(console) as progress:
        looking = progress.add_task("Looking", total=len({clip.video for clip in clips}))
        seen = record_all(
            [clip.video for clip in clips], store, model, workers,
            lambda video: progress.advance(looking),
        )  # fmt: skip
        judging = progress.add_task("Judging", total=len(clips))
        jobs = [(clip, seen[clip.video]) for clip in clips]
        outcomes = {}
        for (clip, _), outcome in in_parallel(partial(_outcome, dict(specs), mode), jobs, workers):
            outcomes[clip.name] = outcome
            progress.advance(judging)
    return [outcomes[name] for name in by_name]


def _outcome(specs: Mapping[str, ExerciseSpec], mode: Mode, job: tuple[Clip, Path]) -> Outcome:
    clip, recording = job
    spec = specs[clip.exercise]
    try:
        seen = open_recording(recording)
    except NobodySeen as refusal:
        return Outcome(compare(clip, Judged(None, refused=str(refusal))), ())
    judged = judge(seen, spec, mode)
    result = explained(compare(clip, judged), clip.truth, judged, spec)
    return Outcome(result, tuple(compare_angles(clip, seen, spec)))


def _films(
    specs: Mapping[str, ExerciseSpec], store: Cache, model: Path, console: Console
) -> list[FilmResult]:
    """The filmed clips that are there, judged as recordings.

    They begin in the middle of a movement, so there is no start pose to learn from live. One at a
    time, as their pictures are large.
    """
    there = [expected for expected in EXPECTED if (FOLDER / expected.file).exists()]
    if not there:
        return []
    with _progress(console) as progress:
        task = progress.add_task("Films", total=len({expected.file for expected in there}))
        seen = record_all(
            [FOLDER / expected.file for expected in there], store, model, 1,
            lambda video: progress.advance(task),
        )  # fmt: skip
    results = []
    for expected in there:
        try:
            recording = open_recording(seen[FOLDER / expected.file])
            judged = judge(recording, specs[expected.exercise])
        except NobodySeen as refusal:
            judged = Judged(None, refused=str(refusal))
        results.append(compare_film(expected, judged))
    return results


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console, transient=True,
    )  # fmt: skip


def _hold_to(lines: Sequence[str], console: Console) -> None:
    if not lines:
        console.print("Every figure is at or above its floor.")
        return
    for line in lines:
        console.print(line, markup=False, highlight=False, style="red")
    raise typer.Exit(1)


def _link(clips: Sequence[Clip], folder: Path) -> None:
    """Links to clips and truths by name, for the contact sheets of the studio."""
    folder.mkdir(parents=True, exist_ok=True)
    for clip in clips:
        for file in (clip.video, clip.video.with_suffix(".json")):
            link = folder / f"{clip.name}{file.suffix}"
            link.unlink(missing_ok=True)
            link.symlink_to(file.resolve())


def _part(shown: Sequence[TextTable], about: Mapping[str, object]) -> str:
    """The generated part of the docs page."""
    said = f"Set `{about['set']}`, {about['clips']} clips, {about['mode']}, {about['model']}."
    return f"{said}\n\n{markdown(shown).rstrip()}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
