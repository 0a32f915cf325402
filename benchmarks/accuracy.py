"""Measures accuracy from pixels to events: `python -m benchmarks.accuracy --help`.

Clips are rendered and looked at once and kept in a cache; after a change of a threshold only the
judging of that exercise runs again.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from formcheck.pose.model import ModelError, ensure_model
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from tools.doc_pages.markdown import replaced
from tools.sample_studio.cache import Cache, default_cache_folder
from tools.sample_studio.cached_clips import CachedClip, clips_of, missing
from tools.sample_studio.set_clips import SetClip
from tools.sample_studio.sets import set_named
from tools.sample_studio.varied import COUNT, SEED

from .angles import angle_figures
from .clips import Clip, as_seen, clip_of, clips_in
from .conditions import Conditions, condition_figures, conditions_of
from .filmed import EXPECTED, FOLDER, FilmResult, compare_film
from .floors import FloorsError, missed, read_floors
from .judging import Judged, Mode, judge
from .measured import update_measured
from .metrics import failures, figures_of
from .outcomes import judge_all
from .recordings import NobodySeen, open_recording, record_all
from .report import Section, as_json, below_goal, page, readme_part
from .tables import films_table, rich_table, tables_of

ALL_SETS = ("standard", "catalogue", "varied", "abstain")
PAGE_PART, README_PART = "accuracy", "figures"
SAMPLES = Path(__file__).resolve().parents[1] / "sample_videos"


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class SetName(StrEnum):
    """What can be asked for."""

    samples = "samples"
    smoke = "smoke"
    standard = "standard"
    catalogue = "catalogue"
    varied = "varied"
    abstain = "abstain"
    all = "all"


class ModeName(StrEnum):
    """How clips are judged: as files, as through a camera, or one after the other."""

    recorded = "recorded"
    live = "live"
    both = "both"


MODES: Mapping[ModeName, tuple[Mode, ...]] = MappingProxyType(
    {
        ModeName.recorded: ("recorded",),
        ModeName.live: ("live",),
        ModeName.both: ("recorded", "live"),
    }
)


class Bench:
    """Everything that a run goes by."""

    def __init__(
        self, specs: Mapping[str, ExerciseSpec], store: Cache, model: Path, workers: int,
        older: bool, console: Console,
    ) -> None:  # fmt: skip
        self.specs, self.store, self.model = specs, store, model
        self.workers, self.older, self.console = workers, older, console

    def progress(self) -> Progress:
        """Counts what is done; one at a time."""
        return Progress(
            TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn(),
            console=self.console, transient=True,
        )  # fmt: skip


@app.command()
def main(
    chosen_sets: Annotated[
        list[SetName] | None,
        typer.Option("--set", help="Which clips (smoke); several if repeated."),
    ] = None,
    mode: Annotated[ModeName, typer.Option(help="How they are judged.")] = ModeName.recorded,
    live: Annotated[bool, typer.Option("--live", help="The same as --mode live.")] = False,
    seed: Annotated[int, typer.Option(min=0, help="Of the varied set.")] = SEED,
    count: Annotated[int, typer.Option(min=1, help="Clips of the varied set.")] = COUNT,
    older: Annotated[
        bool, typer.Option("--older", help="Take clips and landmarks that older code made, too.")
    ] = False,
    cache: Annotated[Path | None, typer.Option(help="Folder of rendered clips.")] = None,
    model: Annotated[Path | None, typer.Option(help="Pose model bundle.")] = None,
    specs: Annotated[Path | None, typer.Option(help="Folder of exercise specs.")] = None,
    floors: Annotated[Path | None, typer.Option(help="Fail below the floors in this file.")] = None,
    exercise: Annotated[str | None, typer.Option(help="Only clips of this exercise.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    json_to: Annotated[Path | None, typer.Option("--json", help="Write all figures.")] = None,
    markdown_to: Annotated[Path | None, typer.Option("--markdown", help="Write tables.")] = None,
    page_at: Annotated[
        Path | None, typer.Option("--page", help="Page whose tables to write anew.")
    ] = None,
    readme: Annotated[
        Path | None, typer.Option(help="Page whose short table to write anew.")
    ] = None,
    clips_to: Annotated[
        Path | None, typer.Option("--clips", help="Folder for links to the clips, by name.")
    ] = None,
    measured: Annotated[
        Path | None, typer.Option(help="Figures that `formcheck list --mistakes` tells: renew.")
    ] = None,
    list_failures: Annotated[
        bool, typer.Option("--failures", help="List everything that went wrong.")
    ] = False,
    films: Annotated[bool, typer.Option(help="Filmed people too, where they are.")] = True,
) -> None:
    """Measure the accuracy on a set of clips with known truth."""
    console = Console(width=None if os.isatty(1) else 200)
    chosen = ModeName.live if live else mode
    modes = MODES[chosen]
    wanted = chosen_sets or [SetName.smoke]
    names = ALL_SETS if SetName.all in wanted else tuple(one.value for one in wanted)
    try:
        bundle = ensure_model(model)
        known = load_all(specs)
        limits = {
            name: read_floors(floors, name)
            for name in (*names, *(f"{name}-live" for name in names))
            if floors
        }
    except (ModelError, FloorsError, ValueError) as error:
        _fail(str(error))
    store = Cache(cache or default_cache_folder())
    bench = Bench(known, store, bundle, workers, older, console)
    sections = []
    for name in names:
        clips, conditions = _clips(bench, name, exercise, seed, count)
        if clips_to:
            _link(clips, clips_to)
        about = f"seed {seed}" if name == "varied" else ""
        for one in modes:
            sections.append(_section(bench, name, clips, conditions, one, about))
            _print(bench, sections[-1], list_failures)
    filmed = _films(bench) if films and "recorded" in modes else []
    if filmed:
        console.print(rich_table(films_table(filmed)))
    if json_to:
        _write(json_to, as_json(sections, filmed, known, {"model": bundle.name}))
    if markdown_to:
        _write(markdown_to, page(sections, filmed, known) + "\n")
    if page_at:
        _write_part(page_at, PAGE_PART, page(sections, filmed, known))
    if readme:
        _write_part(readme, README_PART, readme_part(sections, known))
    if measured:
        _update_measured(measured, sections, known)
    if floors:
        _hold_to([line for s in sections for line in missed(s.figures, limits[s.floors])], console)


def _clips(
    bench: Bench, name: str, exercise: str | None, seed: int, count: int
) -> tuple[list[Clip], dict[str, Conditions]]:
    """The clips of a set, rendered where they are not in the cache, and their conditions."""
    if name == SetName.samples:
        there = [clip for clip in clips_in(SAMPLES) if exercise in (None, clip.exercise)]
        return [as_seen(clip, bench.specs) for clip in there], {}
    wanted = [
        clip
        for clip in set_named(name, seed=seed, count=count)
        if exercise in (None, clip.scenario.exercise)
    ]
    made = _rendered(bench, name, wanted)
    clips = [as_seen(clip_of(one, made[one.name]), bench.specs) for one in wanted]
    return clips, {one.name: conditions_of(one.scenario) for one in wanted}


def _rendered(bench: Bench, name: str, wanted: Sequence[SetClip]) -> Mapping[str, CachedClip]:
    total = len({s.name for c in wanted for s in (c.scenario, c.beside) if s is not None})
    due = len(missing(wanted, bench.store, bench.older))
    bench.console.print(f"{name}: {len(wanted)} clips; {due} of {total} scenarios to render.")
    with bench.progress() as progress:
        total += sum(clip.spoil is not None for clip in wanted)
        task = progress.add_task("Rendering", total=total)
        return clips_of(
            wanted, bench.store, bench.workers, done=lambda name: progress.advance(task),
            older=bench.older,
        )  # fmt: skip


def _section(
    bench: Bench, name: str, clips: Sequence[Clip], conditions: Mapping[str, Conditions],
    mode: Mode, about: str,
) -> Section:  # fmt: skip
    """Look at the clips, judge them and count."""
    with bench.progress() as progress:
        looking = progress.add_task("Looking", total=len({clip.video for clip in clips}))
        seen = record_all(
            [clip.video for clip in clips], bench.store, bench.model, bench.workers,
            lambda video: progress.advance(looking), bench.older,
        )  # fmt: skip
        judging = progress.add_task("Judging", total=len(clips))
        outcomes = judge_all(
            clips, seen, bench.specs, bench.store, mode, bench.workers,
            lambda name: progress.advance(judging),
        )  # fmt: skip
    results = [outcome.result for outcome in outcomes]
    figures = figures_of(results, _checked(bench.specs))
    figures |= condition_figures(results, conditions)
    figures |= angle_figures([one for outcome in outcomes for one in outcome.angles])
    return Section(name, mode, len(clips), figures, tuple(failures(results)), about)


def _checked(specs: Mapping[str, ExerciseSpec]) -> dict[str, list[str]]:
    """The mistakes that have a check, by exercise."""
    return {
        name: list(dict.fromkeys(check.mistake for check in spec.checks))
        for name, spec in specs.items()
    }


def _films(bench: Bench) -> list[FilmResult]:
    """The filmed clips that are there, judged as recordings.

    They begin in the middle of a movement, so there is no start pose to learn from live. One at a
    time, as their pictures are large.
    """
    there = [expected for expected in EXPECTED if (FOLDER / expected.file).exists()]
    if not there:
        return []
    with bench.progress() as progress:
        task = progress.add_task("Films", total=len({expected.file for expected in there}))
        seen = record_all(
            [FOLDER / expected.file for expected in there], bench.store, bench.model, 1,
            lambda video: progress.advance(task),
        )  # fmt: skip
    results = []
    for expected in there:
        try:
            recording = open_recording(seen[FOLDER / expected.file])
            judged = judge(recording, bench.specs[expected.exercise])
        except NobodySeen as refusal:
            judged = Judged(None, refused=str(refusal))
        results.append(compare_film(expected, judged))
    return results


def _print(bench: Bench, section: Section, list_failures: bool) -> None:
    console = bench.console
    console.rule(section.title, characters="=")
    for table in tables_of(section.figures, bench.specs):
        console.print(rich_table(table))
    total, short = below_goal(section, bench.specs)
    if total:
        console.print(f"{total - len(short)} of {total} goals are reached.")
    console.print("\n".join(short), markup=False, highlight=False)
    if list_failures:
        text = "\n".join(section.wrong) or "Nothing went wrong."
        console.print(text, markup=False, highlight=False)


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


def _write_part(path: Path, name: str, content: str) -> None:
    try:
        _write(path, replaced(path.read_text(encoding="utf-8"), name, content))
    except (OSError, ValueError) as error:
        _fail(f"{path}: {error}")


def _update_measured(
    path: Path, sections: Sequence[Section], specs: Mapping[str, ExerciseSpec]
) -> None:
    try:
        update_measured(path, sections, specs)
    except (OSError, ValueError) as error:
        _fail(f"{path}: {error}")


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
