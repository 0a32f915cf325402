"""The files a command was asked to write: checked before the work, all there after it or none."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from formcheck.cli.refusal import RefusedError
from formcheck.report.files import written_beside

LEFT_S = 7 * 24 * 3600.0
"""A draft not touched for this long is of a program that was killed; long batches take days."""
_DRAFT = re.compile(r"\.formcheck-[0-9a-f]{12}(\.\w+)?")
"""The names of `report.files.draft_of`."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where each result goes; None: it was not asked for."""

    video: Path | None = None
    json: Path | None = None
    signals: Path | None = None
    recording: Path | None = None
    page: Path | None = None
    report: Path | None = None

    def files(self) -> tuple[Path, ...]:
        """All files that were asked for."""
        return tuple(path for path in astuple(self) if path)


def planned(
    name: str, exercise: str, out: Path | None, named: Outputs, *, with_video: bool
) -> Outputs:
    """`<out>/<name>.<exercise>.mp4`, `.json`, `.csv` and `.html`; files named one by one override.

    Args:
        name: of the film, made safe.
        exercise: its id.
        out: the folder for results; None: only the named files are wanted.
        named: the files named one by one.
        with_video: whether the annotated film is wanted in `out`.
    """
    if out is None:
        return named
    start = f"{name}.{exercise}"
    return replace(
        named,
        video=out / f"{start}.mp4" if with_video else None,
        json=named.json or out / f"{start}.json",
        signals=named.signals or out / f"{start}.csv",
        report=named.report or out / f"{start}.html",
    )


@contextmanager
def drafts_for(outputs: Outputs, folder: Path | None, *sources: Path) -> Iterator[Outputs]:
    """Drafts beside the asked-for files; they take their places when the block succeeds.

    Args:
        outputs: the files asked for.
        folder: made if it is not there, and removed again if the block fails.
        sources: the files that are read; they must not be overwritten.

    Raises:
        RefusedError: a file cannot be written where it was asked for, found out before any work.
    """
    _check_names(outputs, {source.resolve() for source in sources})
    with ExitStack() as stack:
        if folder is not None:
            stack.enter_context(_folder(folder))
        places = astuple(outputs)
        yield Outputs(*(_draft(stack, path) if path else None for path in places))


def _draft(stack: ExitStack, path: Path) -> Path:
    try:
        return stack.enter_context(written_beside(path))
    except OSError as error:
        raise RefusedError(_unwritable(path, error)) from error


def _check_names(outputs: Outputs, sources: set[Path]) -> None:
    taken: set[Path] = set()
    for path in outputs.files():
        place = path.resolve()
        if place in sources:
            raise RefusedError(f"{path} is the file that is read. Give the result another name.")
        if place in taken:
            raise RefusedError(f"Two results are to go to {path}. Give them different names.")
        if path.is_dir():
            raise RefusedError(f"{path} is a folder. Name a file in it.")
        taken.add(place)


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    made = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise RefusedError(f"{folder} is a file. Name a folder for the results.") from None
    except OSError as error:
        reason = error.strerror
        raise RefusedError(f"Cannot make {folder} ({reason}). Choose another place.") from error
    _sweep(folder)
    try:
        yield
    except BaseException:
        for path in made:
            with suppress(OSError):  # somebody else put something there meanwhile
                path.rmdir()
        raise


def _sweep(folder: Path) -> None:
    """Remove drafts that killed programs left."""
    with suppress(OSError):
        for path in folder.iterdir():
            if _DRAFT.fullmatch(path.name) and path.is_file() and not path.is_symlink():
                with suppress(OSError):
                    if time.time() - path.stat().st_mtime > LEFT_S:
                        path.unlink()


def _unwritable(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"The folder {path.parent} does not exist. Make it first, or choose another place."
    return f"Cannot write {path} ({error.strerror}). Choose another place."
