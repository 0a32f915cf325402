"""The commands for one's own exercise files: `formcheck spec ...`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
import yaml

from formcheck.cli import inputs
from formcheck.cli.model import body_points
from formcheck.cli.outputs import Outputs, drafts_for
from formcheck.cli.refusal import BAD_INPUT, RefusedError, plain_errors

if TYPE_CHECKING:
    from formcheck.specs.schema import Position

LONGEST_ID = 60
PAGES = (".html", ".png")

spec_app = typer.Typer(no_args_is_help=True, help="Write, check and try exercise files of yours.")


@spec_app.command("new")
def new_spec(
    exercise: Annotated[
        str, typer.Argument(metavar="ID", help="A short name: small letters, digits and _.")
    ],
    position: Annotated[
        str | None, typer.Option("--position", metavar="POSITION", help="quadruped if not given.")
    ] = None,
    from_: Annotated[
        str | None,
        typer.Option("--from", metavar="ID or FILE", help="Begin with a copy of this exercise."),
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Where to, if not here.")
    ] = Path(),
) -> None:
    """Write a new exercise file to fill in: ID.yaml, with comments.

    It passes `formcheck spec check` as it is. A file that is there already is left alone.
    """
    with plain_errors():
        _require_id(exercise)
        if position is not None and from_ is not None:
            raise RefusedError("--from brings its own position. Leave --position out.")
        text = _copy(from_, exercise) if from_ else _starter(exercise, position or "quadruped")
        path = _written(out / f"{exercise}.yaml", text)
        print(
            f"Written: {path}\n"
            f"Fill it in with any text editor; `formcheck spec check {path}` says what is wrong, "
            f"and `formcheck spec try VIDEO --exercise {path}` draws what it measures."
        )


@spec_app.command("check")
def check_specs(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Exercise files (.yaml).")],
) -> None:
    """Check exercise files: every problem with its file, line, field and remedy."""
    from formcheck.specs.validate import check_spec_file

    with plain_errors():
        problems = {file: check_spec_file(file) for file in files}
        for file, found in problems.items():
            print("\n".join(map(str, found)) or f"{file}: no problem found.{_guesses(file)}")
        if any(problems.values()):
            raise typer.Exit(BAD_INPUT)


@spec_app.command("try")
def try_spec(
    video: Annotated[
        Path,
        typer.Argument(metavar="VIDEO", help="A film, or a recording of one (.npz)."),
    ],
    exercise: Annotated[
        str, typer.Option("--exercise", "-e", metavar="FILE", help="Your exercise file, or an id.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="The page: .html, or .png for a picture."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option("--model", metavar="FILE", help="A pose model of your own.")
    ] = None,
) -> None:
    """Draw what an exercise file measures in a film, with every limit, on one page.

    For choosing limits by eye: all measurements over time, the phases as bands, the limits of each
    check, phase and start pose item, repetitions, and the mistakes found. Without --out the page
    is <video>.<exercise>.html here. It needs no network to be opened. A film is looked at once:
    the next time takes a moment.
    """
    with plain_errors():
        spec = inputs.chosen_spec(exercise)
        page = out or Path(f"{video.stem}.{spec.id}.html")
        if page.suffix.lower() not in PAGES:
            raise RefusedError(f"{page}: the name of the page ends in .html or .png.")
        inputs.require_system_libraries()
        with drafts_for(Outputs(page=page), None, video) as drafts:
            recording = body_points(video, model)
            from formcheck.report import words
            from formcheck.report.trial import trial_of
            from formcheck.report.trial_page import write_page

            trial = trial_of(recording, spec)
            assert drafts.page is not None
            write_page(drafts.page, trial)
        print(f"{words.sentence(words.headline(trial.summary))} Written: {page}")


def _guesses(file: Path) -> str:
    """The limits in a sound spec that are guesses, for a clinician to confirm."""
    from formcheck.specs.loader import load_spec
    from formcheck.specs.validate import guesses

    found = [f"\n  {guess.check}: {'; '.join(guess.limits)}" for guess in guesses(load_spec(file))]
    return " Limits that are guesses and need a clinician's word:" + "".join(found) if found else ""


def _require_id(exercise: str) -> None:
    sound = exercise[:1].isalpha() and exercise.replace("_", "a").isalnum()
    sound = sound and exercise.isascii() and exercise == exercise.lower()
    # YAML takes words such as `no` and `on` for something else than a name.
    if not sound or len(exercise) > LONGEST_ID or yaml.safe_load(exercise) != exercise:
        raise RefusedError(
            f"{exercise!r} cannot be an id. Use small letters, digits and _, such as open_book."
        )


def _starter(exercise: str, position: str) -> str:
    from formcheck.cli.starter import STARTS, starter_text

    known: dict[str, Position] = {name: name for name in STARTS}
    if position not in known:
        raise RefusedError(f"--position {position}: use one of {', '.join(known)}.")
    return starter_text(exercise, known[position])


def _copy(source: str, exercise: str) -> str:
    from formcheck.cli.starter import copied_text

    path = inputs.spec_file(source)
    return copied_text(path.read_text("utf-8"), exercise)


def _written(path: Path, text: str) -> Path:
    if path.parent.exists() and not path.parent.is_dir():
        raise RefusedError(f"{path.parent} is a file. Name a folder.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise RefusedError(f"{path} is there already. Choose another id or folder.") from None
    except OSError as error:
        raise RefusedError(f"Cannot write {path} ({error.strerror}). Choose another place.") from (
            error
        )
    return path
