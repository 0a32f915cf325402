"""`formcheck compare`: two films of one exercise beside each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from formcheck.cli import inputs, options
from formcheck.cli.exercise_choice import choice_of, limits_in_words
from formcheck.cli.film_work import Wish, analysed, judged_recording, recognised
from formcheck.cli.model import anybody_in, pose_model
from formcheck.cli.outputs import Outputs, drafts_for
from formcheck.cli.progress import progress_bar
from formcheck.cli.quiet import without_native_chatter
from formcheck.cli.refusal import RefusedError, plain_errors
from formcheck.cli.suggestion import recognised_in_recording, say_recognised
from formcheck.cli.times import chosen_window

if TYPE_CHECKING:
    from formcheck.report.compare import Comparison
    from formcheck.video.analysis import Analysis


def compare(
    first: Annotated[
        Path, typer.Argument(metavar="FIRST", help="A film, or a recording of one (.npz).")
    ],
    second: Annotated[Path, typer.Argument(metavar="SECOND", help="The other one.")],
    exercise: options.Recognised = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Write the comparison: one HTML page that opens without "
            "a network."
        ),
    ] = None,
    dose: options.Dose = None,
    limits: options.LimitsFile = None,
    model: options.Model = None,
    fresh: options.Fresh = False,
) -> None:  # fmt: skip
    """Compare two films of the same exercise: before and after, or patient and therapist.

    Repetitions are matched in their order, on the same side. Only what differs by more than the
    measurement error is told. Without --exercise it is recognised in the first film.
    """
    with plain_errors():
        wish = Wish(
            choice_of(exercise, limits), inputs.parsed_dose(dose or ""), chosen_window(None, None),
            model, fresh,
        )  # fmt: skip
        inputs.require_system_libraries()
        for film in (first, second):
            if not inputs.is_recording(film):
                inputs.require_film(film)
        if wish.choice.spec is None:
            wish = _with_exercise_of(first, wish)
        assert wish.choice.spec is not None, "given or recognised"
        if changed := limits_in_words(wish.choice.settled(wish.choice.spec)):
            options.screen().print(changed, markup=False)
        outputs = Outputs(page=out)
        with drafts_for(outputs, None, first, second) as drafts:
            from formcheck.report.compare import comparison_of

            names = _names(first, second)
            analyses = _judged(first, wish), _judged(second, wish)
            comparison = comparison_of(*analyses, names)
            if drafts.page:
                _write(drafts.page, comparison, *analyses)
        _show(comparison, outputs)


def _with_exercise_of(film: Path, wish: Wish) -> Wish:
    if inputs.is_recording(film):
        from formcheck.pose.recording import load_recording

        spec, found = recognised_in_recording(load_recording(film), film.name)
    else:
        bundle = pose_model(wish.model)
        with without_native_chatter(), progress_bar(f"Looking at {film.name}") as report:
            spec, found = recognised(film, wish, bundle, report)
    say_recognised(options.screen(), spec, found)
    return replace(wish, choice=replace(wish.choice, spec=spec))


def _judged(film: Path, wish: Wish) -> Analysis:
    assert wish.choice.spec is not None, "recognised by now"
    settled = wish.choice.settled(wish.choice.spec)
    if inputs.is_recording(film):
        from formcheck.pose.recording import load_recording

        recording = load_recording(film)
        inputs.require_somebody(anybody_in(recording), film.name)
        return judged_recording(recording, settled, wish.amounts(settled))
    bundle = pose_model(wish.model)
    with without_native_chatter(), progress_bar(f"Looking at {film.name}") as report:
        return analysed(film, settled, wish, bundle, Outputs(), report)


def _names(first: Path, second: Path) -> tuple[str, str]:
    """What the two are called: their names, with their folders where the names are the same."""
    if first.resolve() == second.resolve():
        raise RefusedError(f"{first} and {second} are the same film. Give two.")
    if first.name != second.name:
        return first.name, second.name
    before, after = (f"{film.resolve().parent.name}/{film.name}" for film in (first, second))
    return before, after


def _write(page: Path, comparison: Comparison, first: Analysis, second: Analysis) -> None:
    from formcheck.report.compare_pictures import comparison_pictures
    from formcheck.report.compare_report import write_comparison
    from formcheck.video.errors import VideoError

    try:
        pictures = comparison_pictures(comparison, first, second)
    except VideoError:  # the comparison stands without them
        pictures = ()
    write_comparison(page, comparison, made_on=date.today(), pictures=pictures)


def _show(comparison: Comparison, outputs: Outputs) -> None:
    from rich.text import Text

    from formcheck.report.compare_report import difference_words
    from formcheck.report.terminal import bullets, section
    from formcheck.report.words import plural

    screen = options.screen()
    first, second = comparison.names
    screen.print(Text(f"\n{comparison.spec.title}: {first} and {second}", "bold"))
    screen.print(f"{plural(len(comparison.reps), 'repetition')} beside each other.")
    screen.print(section("What differs", bullets(difference_words(comparison))))
    for path in outputs.files():
        screen.print(f"Written: {path}", style="dim", markup=False, soft_wrap=True)
