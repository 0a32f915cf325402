"""The limits that were kept for the person at this computer: one file for each exercise."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path

from formcheck.specs.limits import Limits, load_limits, save_limits, with_limits
from formcheck.specs.problems import Problem, SpecError
from formcheck.specs.schema import ExerciseSpec

FOLDER_VARIABLE = "FORMCHECK_LIMITS"
"""Names another folder; empty: there are no personal limits."""


@dataclass(frozen=True, slots=True)
class PersonalSpecs:
    """Exercises as they are judged for the person at this computer.

    Attributes:
        specs: every exercise by id, kept limits included.
        limits: the kept limits that are in use, by exercise.
        problems: why a file of kept limits is not in use; that exercise is as shipped.
    """

    specs: dict[str, ExerciseSpec]
    limits: dict[str, Limits]
    problems: tuple[Problem, ...]


def personal_folder() -> Path | None:
    """Where kept limits live; None where they are turned off."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen is not None:
        return Path(chosen) if chosen else None
    return user_config_path("formcheck", appauthor=False) / "limits"


def personal_limits(spec: ExerciseSpec) -> Limits | None:
    """The limits kept for a shipped exercise; None if there are none.

    Raises:
        SpecError: the file cannot be used; says where, why, and what to do.
    """
    path = _file(spec.id)
    if path is None or not path.exists():
        return None
    return load_limits(path, spec)


def keep_limits(limits: Limits) -> Path:
    """Keep limits for this person, in place of those kept before; the file.

    Raises:
        SpecError: they cannot be written; says why.
    """
    path = _file(limits.exercise)
    if path is None:
        remedy = f"Unset {FOLDER_VARIABLE}, or name a folder in it."
        raise SpecError([Problem(FOLDER_VARIABLE, 0, "", "Personal limits are off.", remedy)])
    with _told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        save_limits(path, limits)
    return path


def forget_limits(exercise: str) -> bool:
    """Back to the shipped limits; whether there were others.

    Raises:
        SpecError: the file cannot be removed; says why.
    """
    path = _file(exercise)
    if path is None or not path.exists():
        return False
    with _told(path):
        path.unlink(missing_ok=True)
    return True


def specs_with_personal_limits(specs: Mapping[str, ExerciseSpec]) -> PersonalSpecs:
    """The shipped exercises with the limits kept for this person. A bad file stops nothing."""
    found, limits, problems = dict(specs), dict[str, Limits](), list[Problem]()
    for exercise, spec in specs.items():
        try:
            kept = personal_limits(spec)
            if kept is not None:
                found[exercise], limits[exercise] = with_limits(spec, kept), kept
        except SpecError as error:
            problems += error.problems
    return PersonalSpecs(found, limits, tuple(problems))


def _file(exercise: str) -> Path | None:
    folder = personal_folder()
    return folder / f"{exercise}.yaml" if folder else None


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"The limits cannot be changed here ({error.strerror})."
        remedy = "Check the folder's permissions and free space."
        raise SpecError([Problem(str(path), 0, "", reason, remedy)]) from error
