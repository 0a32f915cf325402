"""The figures that the product itself tells: of each mistake, how much is found and how often it is
named in vain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from formcheck.report.measured import Measured, Rate, load_measured, save_measured
from formcheck.specs.schema import ExerciseSpec

from .bootstrap import Figure
from .metrics import LEVELS_FOUND, Figures
from .report import Section


def measured_of(
    sections: Iterable[Section], specs: Mapping[str, ExerciseSpec]
) -> dict[tuple[str, str], Measured]:
    """The figures of each mistake, from the first set that tried it, or else was clear of it.

    Only sets judged as recordings count: live ones are the same clips again.
    """
    found: dict[tuple[str, str], Measured] = {}
    for section in sections:
        if section.mode != "recorded":
            continue
        for spec in specs.values():
            for mistake in dict.fromkeys(check.mistake for check in spec.checks):
                name, one = (spec.id, mistake), _measured(section, spec.id, mistake)
                known = found.get(name)
                if one and (known is None or (known.recall is None and one.recall)):
                    found[name] = one
    return found


def update_measured(
    path: Path, sections: Sequence[Section], specs: Mapping[str, ExerciseSpec]
) -> None:
    """Write the figures; those of exercises that were not run stay, of unknown ones go.

    Raises:
        ValueError: the file holds something else.
        OSError: it cannot be written.
    """
    new = measured_of(sections, specs)
    run = {exercise for exercise, _ in new}
    judged = {(spec.id, check.mistake) for spec in specs.values() for check in spec.checks}
    kept = {
        name: one
        for name, one in load_measured(path).items()
        if name[0] not in run and name in judged
    }
    save_measured(path, kept | new)


def _measured(section: Section, exercise: str, mistake: str) -> Measured | None:
    recall = _pooled(_recalls(section.figures, exercise, mistake))
    alarms = section.figures.get(f"{exercise}.{mistake}.false_alarms")
    false_alarms = _pooled([alarms] if alarms else [])
    if recall is None and false_alarms is None:
        return None
    return Measured(section.set_name, recall, false_alarms)


def _recalls(figures: Figures, exercise: str, mistake: str) -> list[Figure]:
    """Of all manners of a mistake, at all sizes at which it is to be found."""
    return [
        figure
        for name, figure in figures.items()
        for parts in [name.split(".")]
        if len(parts) == 4 and parts[0] == exercise and parts[1].split("-")[0] == mistake
        and parts[2] == "recall" and parts[3] in LEVELS_FOUND
    ]  # fmt: skip


def _pooled(figures: Sequence[Figure]) -> Rate | None:
    known = [figure for figure in figures if figure.known and figure.n]
    total = sum(figure.n for figure in known)
    if not total:
        return None
    return Rate(sum(figure.value * figure.n for figure in known) / total, round(total))
