"""The commands. Heavy imports wait until a command needs them: `formcheck list` answers at once."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli import inputs, options
from formcheck.cli.analyze_command import analyze
from formcheck.cli.cache_command import cache
from formcheck.cli.compare_command import compare
from formcheck.cli.journal_command import journal_app
from formcheck.cli.model import pose_model
from formcheck.cli.recording_commands import record, replay
from formcheck.cli.refusal import plain_errors
from formcheck.cli.spec_commands import spec_app

_TABLE_WIDTH = 200

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Watches back exercises in a video and names the documented mistakes.",
)
app.add_typer(spec_app, name="spec")
app.add_typer(journal_app, name="journal")


@app.command("list")
def list_exercises(
    mistakes: Annotated[
        bool,
        typer.Option(
            "--mistakes", help="Every mistake: who warns of it, how it is judged, and how well."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """List the exercises, or all their mistakes.

    Found: of the repetitions with a clear or gross mistake, those in which it was named. False
    alarms: of the clean ones. Both on rendered people with known truth: docs/accuracy.md.
    """
    from formcheck.report import mistake_table
    from formcheck.report.measured import load_measured
    from formcheck.report.spec_terminal import list_view
    from formcheck.specs.loader import load_all

    with plain_errors():
        specs = tuple(load_all().values())
        rows = mistake_table.rows_of(specs, load_measured()) if mistakes else ()
        if as_json:
            exercises = mistake_table.exercises_json
            print(mistake_table.mistakes_json(rows) if mistakes else exercises(specs))
        else:
            screen = options.screen(_TABLE_WIDTH if mistakes else None)
            screen.print(mistake_table.mistake_view(rows) if mistakes else list_view(specs))


@app.command()
def show(
    exercise: Annotated[
        str,
        typer.Argument(metavar="EXERCISE", help="An id from `formcheck list`, or a .yaml file."),
    ],
) -> None:
    """Show one exercise: steps, dose, camera, what is judged."""
    from formcheck.report.spec_terminal import exercise_view

    with plain_errors():
        options.screen().print(exercise_view(inputs.chosen_spec(exercise)))


app.command()(analyze)
app.command()(record)
app.command()(replay)
app.command()(compare)
app.command()(cache)


@app.command("model")
def get_model(model: options.Model = None) -> None:
    """Obtain the pose model (once, 35 MB) and say where it is."""
    with plain_errors():
        inputs.require_system_libraries()
        print(f"The pose model is ready: {pose_model(model)}")


@app.command("app")
def open_app(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where it listens.")] = 8501,
) -> None:
    """Open the app in the browser.

    Analyse a video, or practise with the camera. Nothing leaves this computer: the app listens
    on localhost only. Ctrl-C ends it.
    """
    from formcheck.cli.webapp import run_app

    with plain_errors():
        inputs.require_system_libraries()
        raise typer.Exit(run_app(port))


def main() -> None:
    """Entry point of the `formcheck` command."""
    app()
