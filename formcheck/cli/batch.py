"""Many films, one after the other on this computer: one that fails does not stop the others."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli import options
from formcheck.cli.film_work import Place, Wish, film_done
from formcheck.cli.films import result_names, said_of_names
from formcheck.cli.model import pose_model
from formcheck.cli.outputs import Outputs, drafts_for
from formcheck.cli.progress import progress_bar
from formcheck.cli.quiet import without_native_chatter
from formcheck.cli.refusal import BAD_INPUT, INTERRUPTED, SOME_FAILED, say, sentence_for
from formcheck.cli.suggestion import UnsureError

if TYPE_CHECKING:
    from formcheck.report.batch import FilmResult

_TABLE_WIDTH = 160


def analyze_all(films: Sequence[Path], wish: Wish, out: Path | None, *, with_video: bool) -> int:
    """Judge the films in turn, say so line by line, and give the table; the exit code.

    Stopped with Ctrl-C, the films that are done stay, and the table is of them.
    """
    from formcheck.report.batch import progress_line

    bundle, names = pose_model(wish.model), result_names(films, out)
    screen, stopped = options.screen(), False
    for line in said_of_names(names) if out else ():
        screen.print(line, markup=False, soft_wrap=True)
    results: list[FilmResult] = []
    summary = summary_files(out)
    with drafts_for(summary, out, films[0]) as drafts:
        for at, film in enumerate(films, 1):
            place = Place(names[film], out, with_video)
            try:
                results.append(_one(film, f"{at}/{len(films)}", place, wish, bundle))
            except KeyboardInterrupt:
                if not results:
                    raise
                stopped = True
                break
            screen.print(progress_line(at, len(films), results[-1]), markup=False, soft_wrap=True)
        finish(results, drafts, summary)
    if stopped:
        left = len(films) - len(results)
        say(f"Stopped. {left} {'film was' if left == 1 else 'films were'} not looked at.")
        return INTERRUPTED
    return exit_code(results)


def summary_files(out: Path | None) -> Outputs:
    """Where the table goes besides the screen."""
    return Outputs(json=out / "summary.json", signals=out / "summary.csv") if out else Outputs()


def finish(results: Sequence[FilmResult], drafts: Outputs, summary: Outputs) -> None:
    """Write the table, and show it."""
    from formcheck.report.batch import batch_view, write_batch

    if drafts.json and drafts.signals:
        write_batch(drafts.signals, drafts.json, results)
    screen = options.screen(_TABLE_WIDTH)
    screen.print(batch_view(results))
    for path in summary.files():
        screen.print(f"Written: {path}", style="dim", markup=False, soft_wrap=True)


def exit_code(results: Sequence[FilmResult]) -> int:
    """0: all judged; 1: some of them; 2: none."""
    failed = sum(bool(one.problem) for one in results)
    if failed == len(results):
        return BAD_INPUT
    return SOME_FAILED if failed else 0


def failed(film: Path, error: Exception, exercise: str = "") -> FilmResult:
    """The line of a film that could not be judged; a mistake of ours shows its traceback too."""
    from formcheck.report.batch import film_failed

    sentence = error.short if isinstance(error, UnsureError) else sentence_for(error)
    if sentence is None:
        traceback.print_exception(error, file=sys.stderr)
        sentence = f"A mistake in Formcheck itself: {type(error).__name__}: {error}"
    return film_failed(film, sentence, exercise)


def _one(film: Path, at: str, place: Place, wish: Wish, bundle: Path) -> FilmResult:
    with without_native_chatter(), progress_bar(f"{at} Looking at {film.name}") as report:

        def tell(share: float | None, step: str) -> None:
            report(share, f"{at} {film.name}: {step}")

        try:
            return film_done(film, place, wish, bundle, tell)
        except Exception as error:  # whatever is wrong with this film, the others are judged
            return failed(film, error, wish.choice.spec.id if wish.choice.spec else "")
