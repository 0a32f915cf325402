"""Which exercise a film is judged as, and by whose limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli import inputs

if TYPE_CHECKING:
    from formcheck.specs.limits import Limits
    from formcheck.specs.schema import ExerciseSpec

SHIPPED = "shipped"
"""Given for `--limits`: judge by the exercise as it is, whatever limits are kept."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An exercise ready to be judged by.

    Attributes:
        spec: personal limits included.
        limits: those limits, if there are any.
        shipped: the exercise without them.
    """

    spec: ExerciseSpec
    limits: Limits | None
    shipped: ExerciseSpec


@dataclass(frozen=True, slots=True)
class Choice:
    """What was asked for. It can travel to another machine.

    Attributes:
        spec: the exercise as it is shipped or written; None: it is to be recognised.
        named: limits from a named file, used whatever the exercise.
        kept: the limits kept on this computer, by exercise.
    """

    spec: ExerciseSpec | None
    named: Limits | None
    kept: Mapping[str, Limits]

    def settled(self, spec: ExerciseSpec) -> Settled:
        """The exercise with the limits that are meant for it.

        Raises:
            SpecError: the limits do not fit it.
        """
        from formcheck.specs.limits import with_limits

        limits = self.named or self.kept.get(spec.id)
        return Settled(with_limits(spec, limits) if limits else spec, limits, spec)


def choice_of(exercise: str | None, limits: str | None) -> Choice:
    """The exercise and limits that were named.

    An exercise file of one's own is judged as it is written: limits kept on this computer are of
    the shipped exercises.

    Raises:
        SpecError: there is no such exercise, or a file is wrong.
    """
    from formcheck.specs.limits import load_limits

    spec = inputs.chosen_spec(exercise) if exercise else None
    if limits == SHIPPED:
        return Choice(spec, None, {})
    if limits is not None:
        return Choice(spec, load_limits(Path(limits), spec), {})
    own = exercise is not None and inputs.is_file_name(Path(exercise))
    return Choice(spec, None, {} if own else _kept(spec))


def limits_in_words(settled: Settled) -> str:
    """What personal limits change, a line for each; "" for nothing."""
    if settled.limits is None:
        return ""
    from formcheck.report.words import changed_limits

    title = f"Personal limits are in use for {settled.spec.title.lower()} (--limits shipped: none):"
    changed = changed_limits(settled.limits, settled.spec, settled.shipped)
    return "\n".join([title, *(f"  {one}" for one in changed)]) if changed else ""


def _kept(spec: ExerciseSpec | None) -> dict[str, Limits]:
    """The limits kept on this computer: of this exercise, or of all of them.

    Raises:
        SpecError: a file of kept limits is wrong; a result must not silently be another one.
    """
    from formcheck.specs.loader import load_all
    from formcheck.specs.personal_limits import personal_folder, personal_limits

    folder = personal_folder()
    if folder is None or not folder.is_dir():
        return {}
    specs = [spec] if spec else load_all().values()
    return {one.id: limits for one in specs if (limits := personal_limits(one))}
