"""Command line: ``python -m tools.sample_studio --help``."""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from .samples import SCENARIOS, is_finished, render_all, scenarios_in
from .scenario import Scenario, ScenarioError
from .sheet import save_sheet

app = typer.Typer(add_completion=False, help=__doc__, no_args_is_help=True)

Names = Annotated[list[str] | None, typer.Argument(help="Scenario names; all without any.")]
Out = Annotated[Path, typer.Option(help="Folder of the clips.")]
Folder = Annotated[Path, typer.Option(help="Folder of the scenario files.")]


@app.command()
def samples(
    names: Names = None,
    out: Out = Path("sample_videos"),
    scenarios: Folder = SCENARIOS,
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    force: Annotated[bool, typer.Option("--force", help="Render finished clips too.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="For pose models; quick.")] = False,
    arrays: Annotated[bool, typer.Option("--arrays", help="Also write NAME.npz.")] = False,
) -> None:
    """Render scenarios; clips that are already there for the same scenario are skipped."""
    chosen = _chosen(scenarios, names)
    due = [s for s in chosen if force or not is_finished(s, out)]
    typer.echo(f"{len(chosen) - len(due)} finished, {len(due)} to render")
    try:
        for done in render_all(due, out, workers, arrays, draft):
            size_mb = done.video.stat().st_size / 1e6
            typer.echo(
                f"{done.video}: {done.frames} frames, {size_mb:.1f} MB, "
                f"{done.seconds / max(done.frames, 1):.2f} s per frame"
            )
    except BrokenProcessPool:
        _fail("a render process died; run the command again, finished clips are kept", code=1)
    except (RuntimeError, OSError) as error:
        _fail(str(error), code=1)


@app.command()
def sheet(
    names: Names = None,
    clips: Annotated[Path, typer.Option(help="Folder of the clips.")] = Path("sample_videos"),
    out: Annotated[Path, typer.Option(help="Folder of the sheets.")] = Path("contact_sheets"),
    count: Annotated[int, typer.Option(min=2, max=200, help="Pictures on a sheet.")] = 20,
) -> None:
    """Write a contact sheet (PNG) of each clip."""
    for name in names or sorted(path.stem for path in clips.glob("*.mp4")):
        video = clips / f"{name}.mp4"
        if not video.exists():
            _fail(f"{video}: no such clip; render it with: samples {name}")
        typer.echo(save_sheet(video, out / f"{name}.png", count))


@app.command("list")
def list_scenarios(scenarios: Folder = SCENARIOS) -> None:
    """Say what each scenario shows."""
    for scenario in _chosen(scenarios, None):
        typer.echo(f"{scenario.name}: {scenario.exercise}, {scenario.about}")


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
