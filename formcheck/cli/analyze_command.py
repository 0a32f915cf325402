"""`formcheck analyze`: one film on the screen, or many in one table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import inputs, options
from formcheck.cli.exercise_choice import Settled, choice_of, limits_in_words
from formcheck.cli.film_work import Wish, analysed, recognised, write_results
from formcheck.cli.films import claim, films_in, result_names, said_of_names
from formcheck.cli.model import pose_model
from formcheck.cli.outputs import Outputs, drafts_for, planned
from formcheck.cli.progress import progress_bar
from formcheck.cli.quiet import without_native_chatter
from formcheck.cli.refusal import RefusedError, plain_errors
from formcheck.cli.show_result import show_result
from formcheck.cli.suggestion import say_recognised
from formcheck.cli.times import chosen_window


def analyze(
    videos: Annotated[
        list[Path], typer.Argument(metavar="VIDEO...", help="Films, or folders of films.")
    ],
    exercise: options.Recognised = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Write the annotated film, report, JSON and CSV there."
        ),
    ] = None,
    report: options.Report = None,
    json: options.Json = None,
    signals: options.Signals = None,
    no_video: Annotated[
        bool, typer.Option("--no-video", help="With --out: no annotated film.")
    ] = False,
    from_: options.From = None,
    to: options.To = None,
    dose: options.Dose = None,
    limits: options.LimitsFile = None,
    model: options.Model = None,
    fresh: options.Fresh = False,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", metavar="ADDRESS", help="Let the workers of this Dask scheduler do it, "
            "such as tcp://host:8786. They must reach the films and --out under the same names."
        ),
    ] = None,
) -> None:  # fmt: skip
    """Judge filmed exercises.

    One film: the result is shown on the screen. Several films, or a folder: one line for each and
    a table at the end. A film that cannot be judged does not stop the others.

    Without --exercise it is recognised from the first seconds of each film; where that is not
    sure, the likely ones are named, and nothing is judged. Of several films, those in a folder
    that is named after an exercise (films/cat_cow/monday.mp4) are taken for that exercise.

    With --out DIR four files are written for each film: DIR/<film>.<exercise>.mp4 (annotated),
    .html (the report), .json and .csv; and for several films summary.csv and summary.json.
    Where another film's results have that name already, these get a longer one. Without --out
    nothing is written, except the files that are named.

    Exit code: 0 judged (with or without mistakes), 1 some of several films could not be judged,
    2 none could, or bad input, 130 stopped.
    """
    with plain_errors():
        wish = Wish(
            choice_of(exercise, limits), inputs.parsed_dose(dose or ""), chosen_window(from_, to),
            model, fresh,
        )  # fmt: skip
        if wish.choice.spec is not None:
            wish.amounts(wish.choice.settled(wish.choice.spec))  # refused before any work
        named = Outputs(json=json, signals=signals, report=report)
        many = len(videos) > 1 or videos[0].is_dir() or cluster is not None
        if not many:
            _one(videos[0], wish, out, named, with_video=not no_video)
            return
        if named.files():
            raise RefusedError(
                f"{named.files()[0]} is one file, and there are several films. Use --out DIR: it "
                "writes these files for each film."
            )
        inputs.require_system_libraries()
        films = films_in(videos, out)
        if cluster is not None:
            from formcheck.cli.cluster import analyze_on_cluster

            code = analyze_on_cluster(cluster, films, wish, out, with_video=not no_video)
        else:
            from formcheck.cli.batch import analyze_all

            code = analyze_all(films, wish, out, with_video=not no_video)
        raise typer.Exit(code)


def _one(video: Path, wish: Wish, out: Path | None, named: Outputs, *, with_video: bool) -> None:
    inputs.require_system_libraries()
    inputs.require_film(video, wish.window)
    bundle = pose_model(wish.model)
    settled = _settled(video, wish, bundle)
    names = result_names([video], out)
    outputs = planned(names[video], settled.spec.id, out, named, with_video=with_video)
    amounts = wish.amounts(settled)
    with (
        drafts_for(outputs, out, video) as drafts,
        without_native_chatter(),
        progress_bar(f"Looking at {video.name}") as report,
    ):
        analysis = analysed(video, settled, wish, bundle, drafts, report)
        write_results(analysis, drafts, outputs, settled, amounts)
        claim(out, names[video], video)
    show_result(analysis, amounts, outputs)
    for line in said_of_names(names) if out else ():
        options.screen().print(line, markup=False, soft_wrap=True)


def _settled(video: Path, wish: Wish, bundle: Path) -> Settled:
    screen = options.screen()
    if wish.choice.spec is not None:
        settled = wish.choice.settled(wish.choice.spec)
    else:
        with without_native_chatter(), progress_bar(f"Looking at {video.name}") as report:
            spec, found = recognised(video, wish, bundle, report)
        say_recognised(screen, spec, found)
        settled = wish.choice.settled(spec)
    changed = limits_in_words(settled)
    if changed:
        screen.print(changed, markup=False)
    return settled
