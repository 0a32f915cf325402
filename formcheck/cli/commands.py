"""The commands. Heavy imports wait until a command needs them: `formcheck list` answers at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from formcheck.cli import inputs
from formcheck.cli.model import anybody_in, body_points, pose_model
from formcheck.cli.outputs import Outputs, drafts_for, planned
from formcheck.cli.progress import progress_bar
from formcheck.cli.quiet import without_native_chatter
from formcheck.cli.refusal import RefusedError, plain_errors
from formcheck.cli.spec_commands import spec_app
from formcheck.cli.suggestion import recognised_in_film, recognised_in_recording

if TYPE_CHECKING:
    from formcheck.specs.schema import ExerciseSpec
    from formcheck.video.analysis import Analysis

NOBODY = "Nobody was seen."
"""The coach's note on a set in which nobody was seen."""
_TABLE_WIDTH = 200

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Watches back exercises in a video and names the documented mistakes.",
)
app.add_typer(spec_app, name="spec")

Video = Annotated[
    Path, typer.Argument(metavar="VIDEO", help="The filmed exercise: any common video file.")
]
Recognised = Annotated[
    str | None,
    typer.Option(
        "--exercise", "-e", metavar="ID", help="What it shows: an id from `formcheck list`, "
        "or an exercise file of your own (.yaml). Without it, the exercise is recognised."
    ),
]  # fmt: skip
Json = Annotated[
    Path | None, typer.Option("--json", metavar="FILE", help="Write the result as JSON.")
]
Signals = Annotated[
    Path | None,
    typer.Option(
        "--signals", metavar="FILE", help="Write the measurements over time as CSV (.parquet: "
        "as Parquet)."
    ),
]  # fmt: skip
Model = Annotated[
    Path | None,
    typer.Option(
        "--model", metavar="FILE", help="A PoseLandmarker bundle (.task) of your own.",
    ),
]  # fmt: skip
Dose = Annotated[
    str | None,
    typer.Option("--dose", metavar="KEY=NUMBER,...", help="How much, such as hold_s=7,reps=4."),
]


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
            screen = _screen(_TABLE_WIDTH if mistakes else None)
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
        _screen().print(exercise_view(inputs.chosen_spec(exercise)))


@app.command()
def analyze(
    video: Video,
    exercise: Recognised = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write the annotated video, JSON and CSV there."),
    ] = None,
    json: Json = None,
    no_video: Annotated[
        bool, typer.Option("--no-video", help="With --out: only JSON and CSV.")
    ] = False,
    model: Model = None,
    dose: Dose = None,
    signals: Signals = None,
) -> None:
    """Judge a filmed exercise and show the result on the screen.

    Without --exercise it is recognised from the first seconds; if that is not sure, the likely
    ones are listed, and nothing is judged.

    With --out DIR three files are written: DIR/<video>.<exercise>.mp4 (annotated), .json and
    .csv. Without it nothing is written, except --json FILE and --signals FILE where given.

    Exit code: 0 judged (with or without mistakes), 2 bad input, 130 stopped.
    """
    with plain_errors():
        spec = _exercise_in(video, exercise, model)
        amounts = inputs.chosen_dose(spec, dose)
        inputs.require_system_libraries()
        inputs.require_film(video)
        outputs = planned(video, spec.id, out, json, signals, with_video=not no_video)
        with drafts_for(outputs, out, video) as drafts:
            bundle = pose_model(model)
            from formcheck.video.pipeline import analyze_video

            with without_native_chatter(), progress_bar(f"Looking at {video.name}") as report:
                analysis = analyze_video(
                    video, spec, model=bundle, annotate_to=drafts.video, dose=amounts,
                    progress=report,
                )  # fmt: skip
            inputs.require_somebody(NOBODY not in analysis.summary.notes, video.name)
            _write(analysis, drafts)
        _show(analysis, amounts, outputs)


@app.command()
def record(
    video: Video,
    file: Annotated[Path, typer.Argument(metavar="FILE.npz", help="The recording to write.")],
    model: Model = None,
) -> None:
    """Keep the body points seen in a video, without pictures.

    A recording shows no person. It can be judged with `formcheck replay`, sent along with a
    question, or used in a test.
    """
    with plain_errors():
        _require_npz(file)
        inputs.require_system_libraries()
        inputs.require_film(video)
        with drafts_for(Outputs(recording=file), None, video) as drafts:
            from formcheck.pose.recording import save_recording

            recording = body_points(video, model)
            assert drafts.recording is not None
            save_recording(drafts.recording, recording)
        print(f"Written: {file} ({len(recording.frames)} pictures, {recording.duration_s:.1f} s)")


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE.npz", help="Made by `formcheck record`.")],
    exercise: Recognised = None,
    json: Json = None,
    dose: Dose = None,
    signals: Signals = None,
) -> None:
    """Judge a recording made by `formcheck record`.

    Without --exercise it is recognised, as `formcheck analyze` does.
    """
    with plain_errors():
        known = inputs.chosen_spec(exercise) if exercise else None
        inputs.require_system_libraries()
        from formcheck.pose.recording import load_recording
        from formcheck.video.analysis import Analysis, VideoInfo
        from formcheck.video.pipeline import judge_recording

        recording = load_recording(file)
        inputs.require_somebody(anybody_in(recording), file.name)
        spec = known or recognised_in_recording(recording, file.name, _screen())
        amounts = inputs.chosen_dose(spec, dose)
        outputs = Outputs(json=json, signals=signals)
        with drafts_for(outputs, None, file) as drafts:
            summary = judge_recording(recording, spec, amounts)
            size = recording.frames[0].size
            info = VideoInfo(Path(recording.name), recording.duration_s, recording.fps, size)
            analysis = Analysis(spec, info, recording.model, summary)
            _write(analysis, drafts)
        _show(analysis, amounts, outputs)


@app.command("model")
def get_model(model: Model = None) -> None:
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


def _exercise_in(video: Path, exercise: str | None, model: Path | None) -> ExerciseSpec:
    return inputs.chosen_spec(exercise) if exercise else recognised_in_film(video, model, _screen())


def _write(analysis: Analysis, drafts: Outputs) -> None:
    from formcheck.report.analysis_json import write_analysis
    from formcheck.report.signals_csv import write_signals

    if drafts.json:
        write_analysis(drafts.json, analysis)
    if drafts.signals:
        write_signals(drafts.signals, analysis.spec, analysis.summary.signals)


def _show(analysis: Analysis, dose: dict[str, float], outputs: Outputs) -> None:
    from formcheck.report.terminal import analysis_view

    screen = _screen()
    screen.print(analysis_view(analysis, dose))
    for path in outputs.files():
        screen.print(f"Written: {path}", style="dim", markup=False, soft_wrap=True)


def _require_npz(file: Path) -> None:
    if file.suffix.lower() != ".npz":
        raise RefusedError(f"{file}: the name of a recording ends in .npz.")


def _screen(width_in_files: int | None = None) -> Console:
    """The terminal; `width_in_files`: letters in a line where it is a file or a pipe instead."""
    screen = Console(highlight=False)
    if width_in_files and not screen.is_terminal:
        screen.width = width_in_files
    return screen
