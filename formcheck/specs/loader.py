"""Finding and loading exercise specs."""

from __future__ import annotations

import re
from pathlib import Path

from formcheck.specs.problems import Problem, SpecError, suggestion
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.validate import examine

__all__ = [
    "Problem",
    "SpecError",
    "UnknownExerciseError",
    "default_folder",
    "find_spec",
    "load_all",
    "load_file",
    "load_spec",
]

FOLDER = "exercise_specs"


class UnknownExerciseError(SpecError):
    """There is no exercise of this name. `nearest` is the most similar id, if one is similar."""

    def __init__(self, name: str, known: list[str], nearest: str | None) -> None:
        self.name = name
        self.known = tuple(known)
        self.nearest = nearest
        super().__init__(())

    def __str__(self) -> str:
        hint = f" Did you mean '{self.nearest}'?" if self.nearest else ""
        exercises = ", ".join(self.known) or "none"
        return f"There is no exercise '{self.name}'.{hint} Exercises: {exercises}."


def default_folder() -> Path:
    """The shipped specs: inside the package when installed from a wheel, else beside it."""
    package = Path(__file__).resolve().parent.parent
    packaged = package / FOLDER
    return packaged if packaged.is_dir() else package.parent / FOLDER


def load_spec(path: Path | str) -> ExerciseSpec:
    """The main exercise of one spec file.

    Raises:
        SpecError: the file is missing, unreadable or not a sound spec; says where and why.
    """
    return load_file(path)[0]


def load_file(path: Path | str) -> tuple[ExerciseSpec, ...]:
    """The exercises of one spec file: the main one, then its variants.

    Raises:
        SpecError: as :func:`load_spec`.
    """
    specs, problems = examine(Path(path))
    if problems or not specs:
        raise SpecError(problems)
    return tuple(specs)


def load_all(folder: Path | None = None) -> dict[str, ExerciseSpec]:
    """All specs of a folder (the shipped ones by default) by id; variants follow their main one.

    Raises:
        SpecError: there is no spec, or some are not sound; lists the problems of all of them.
    """
    specs: dict[str, ExerciseSpec] = {}
    problems: list[Problem] = []
    for path in _files(folder or default_folder()):
        try:
            specs |= {spec.id: spec for spec in load_file(path)}
        except SpecError as error:
            problems += error.problems
    if problems:
        raise SpecError(problems)
    return specs


def find_spec(name: str, folder: Path | None = None) -> ExerciseSpec:
    """The exercise with this id, title or other name; case, spaces and hyphens do not matter.

    Raises:
        UnknownExerciseError: no exercise is called so; names the nearest.
        SpecError: its spec is not sound, or there are no specs.
    """
    files = {path.stem: path for path in _files(folder or default_folder())}
    wanted = _plain(name)
    if wanted in files:
        return load_spec(files[wanted])
    specs = load_all(folder)
    names = {exercise: exercise for exercise in specs}
    for spec in specs.values():
        called = (spec.title, *(() if spec.variant_of else spec.also_called))
        for each in called:
            names.setdefault(_plain(each), spec.id)
    if wanted in names:
        return specs[names[wanted]]
    nearest = suggestion(wanted, names)
    raise UnknownExerciseError(name, list(specs), names[nearest] if nearest else None)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _files(folder: Path) -> list[Path]:
    files = sorted(path for path in folder.glob("*.yaml") if path.is_file())
    if not files:
        remedy = "Give a folder with specs such as cat_cow.yaml, or reinstall formcheck."
        raise SpecError([Problem(str(folder), 0, "", "There are no exercise specs here.", remedy)])
    return files
