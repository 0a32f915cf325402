"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

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
Report = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="FILE", help="Write the report: one HTML page that opens without a "
        "network and prints to two or three sheets."
    ),
]  # fmt: skip
Model = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="A PoseLandmarker bundle (.task) of your own."),
]
Dose = Annotated[
    str | None,
    typer.Option("--dose", metavar="KEY=NUMBER,...", help="How much, such as hold_s=7,reps=4."),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="TIME", help="Begin here: seconds, or minutes as in 1:30."),
]
To = Annotated[
    str | None, typer.Option("--to", metavar="TIME", help="End here, on the film's own clock.")
]
LimitsFile = Annotated[
    str | None,
    typer.Option(
        "--limits", metavar="FILE", help="Personal limits (.yaml), in place of those kept on this "
        "computer. The word `shipped`: none."
    ),
]  # fmt: skip
Fresh = Annotated[
    bool,
    typer.Option("--fresh", help="Look at the film anew, even where its body points are kept."),
]


def screen(width_in_files: int | None = None) -> Console:
    """The terminal; `width_in_files`: letters in a line where it is a file or a pipe instead."""
    made = Console(highlight=False)
    if width_in_files and not made.is_terminal:
        made.width = width_in_files
    return made
