"""Command line: ``python -m tools.sample_studio --help``."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from formcheck.specs.loader import find_spec, load_all
from formcheck.specs.problems import SpecError

from .preview import clip_named, preview
from .samples import SCENARIOS, Rendered, is_finished, render_all, scenarios_in
from .scenario import Scenario
from .scenario_files import ScenarioError, read_scenario
from .sheet import COLUMNS, contact_sheet, save_picture, sheet_of
from .stills import FOLDER as PICTURES
from .stills import stills

app = typer.Typer(add_completion=False, help=__doc__, no_args_is_help=True)

Names = Annotated[list[str] | None, typer.Argument(help="Scenario names; all without any.")]
Out = Annotated[Path, typer.Option(help="Folder of the clips.")]
Folder = Annotated[Path, typer.Option(help="Folder of the scenario files.")]


Workers = Annotated[int, typer.Option(min=1, help="Processes.")]
Draft = Annotated[bool, typer.Option("--draft", help="For pose models; quick.")]
Arrays = Annotated[bool, typer.Option("--arrays", help="Also write NAME.npz.")]
Again = Annotated[bool, typer.Option("--force", help="Render finished clips too.")]


@app.command()
def samples(
    names: Names = None,
    out: Out = Path("sample_videos"),
    scenarios: Folder = SCENARIOS,
    workers: Workers = 2,
    force: Again = False,
    draft: Draft = False,
    arrays: Arrays = False,
) -> None:
    """Render scenarios; clips that are already there for the same scenario are skipped."""
    _render(_chosen(scenarios, names), out, workers, force, draft, arrays)


@app.command()
def render(
    files: Annotated[list[Path], typer.Argument(help="Scenario files.")],
    out: Out = Path("clips"),
    workers: Workers = 2,
    force: Again = False,
    draft: Draft = False,
    arrays: Arrays = False,
) -> None:
    """Render scenario files from anywhere; finished clips are skipped."""
    try:
        chosen = [read_scenario(path) for path in files]
    except ScenarioError as error:
        _fail(str(error))
    _render(chosen, out, workers, force, draft, arrays)


@app.command()
def sheet(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Samples, scenario files, clips of a set; all finished without any."),
    ] = None,
    clips: Annotated[Path, typer.Option(help="Folder of finished clips.")] = Path("sample_videos"),
    out: Annotated[Path, typer.Option(help="Folder of the sheets.")] = Path("contact_sheets"),
    count: Annotated[int, typer.Option(min=2, max=200, help="Pictures on a sheet.")] = 20,
    columns: Annotated[int, typer.Option(min=1, max=20, help="Pictures in a row.")] = COLUMNS,
    span: Annotated[
        tuple[float, float] | None, typer.Option(help="Only from one time to another, seconds.")
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Draw in full quality.")] = False,
) -> None:
    """Write a contact sheet (PNG) of each clip; what is not rendered is drawn for it."""
    for name in names or sorted(path.stem for path in clips.glob("*.mp4")):
        video = clips / f"{name}.mp4"
        try:
            if video.exists() and span is None and not full:
                picture, stem = contact_sheet(video, count, columns), name
            else:
                clip = clip_named(name)
                moments, truth = preview(clip, count, "full" if full else "draft", span)
                picture, stem = sheet_of(moments, truth, columns), clip.name
            typer.echo(save_picture(picture, out / f"{stem}.png"))
        except ScenarioError as error:
            _fail(str(error))
        except (RuntimeError, OSError) as error:
            _fail(str(error), code=1)


@app.command("list")
def list_scenarios(scenarios: Folder = SCENARIOS) -> None:
    """Say what each scenario shows."""
    for scenario in _chosen(scenarios, None):
        typer.echo(f"{scenario.name}: {scenario.exercise}, {scenario.about}")


@app.command("stills")
def write_stills(
    ids: Annotated[list[str] | None, typer.Argument(help="Exercises; all without any.")] = None,
    out: Annotated[Path, typer.Option(help="Folder of the pictures.")] = PICTURES,
) -> None:
    """Draw start and far end of each exercise for the pages; what is up to date is skipped."""
    try:
        chosen = [find_spec(name) for name in ids] if ids else list(load_all().values())
        for still in stills(chosen, out):
            typer.echo(f"{still.exercise}: {'drawn' if still.drawn else 'up to date'}")
    except SpecError as error:
        _fail(str(error))
    except (RuntimeError, OSError, ValueError) as error:
        _fail(str(error), code=1)


def _render(
    chosen: list[Scenario], out: Path, workers: int, force: bool, draft: bool, arrays: bool
) -> None:
    due = [s for s in chosen if force or not is_finished(s, out)]
    typer.echo(f"{len(chosen) - len(due)} finished, {len(due)} to render")
    try:
        for done in render_all(due, out, workers, arrays, draft):
            typer.echo(_said(done))
    except BrokenProcessPool:
        _fail("a render process died; run the command again, finished clips are kept", code=1)
    except (RuntimeError, OSError, ValueError) as error:
        _fail(str(error), code=1)


def _said(done: Rendered) -> str:
    per_frame = done.seconds / max(done.frames, 1)
    size_mb = done.video.stat().st_size / 1e6
    return f"{done.video}: {done.frames} frames, {size_mb:.1f} MB, {per_frame:.2f} s per frame"


def _chosen(folder: Path, names: list[str] | None) -> list[Scenario]:
    try:
        return scenarios_in(folder, names or ())
    except ScenarioError as error:
        _fail(str(error))


def _fail(message: str, code: int = 2) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()
