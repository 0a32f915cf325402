"""Is this spec sound? Every rule that a spec must keep, and the thresholds that are guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from formcheck.specs.document import Document, read_document
from formcheck.specs.problems import Fault, Problem, SpecError
from formcheck.specs.rules import (
    adjust,
    conditions,
    dose,
    expressions,
    hysteresis,
    limits,
    phases,
    references,
    views,
    wording,
)
from formcheck.specs.schema import Check, ExerciseSpec, Limit
from formcheck.specs.shape import shape
from formcheck.specs.variants import versions
from formcheck.specs.walk import limits as limits_of

Rule = Callable[[ExerciseSpec], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    references.empty_section_faults,
    references.unique_id_faults,
    references.mistake_faults,
    references.phase_name_faults,
    references.disagreement_faults,
    dose.amount_faults,
    dose.side_faults,
    dose.hold_faults,
    dose.reminder_faults,
    dose.setup_faults,
    expressions.signal_faults,
    expressions.calibration_faults,
    expressions.comparison_faults,
    expressions.must_see_faults,
    expressions.work_side_faults,
    conditions.condition_faults,
    conditions.event_time_faults,
    limits.plausibility_faults,
    limits.range_faults,
    hysteresis.check_faults,
    adjust.adjust_faults,
    phases.start_faults,
    phases.exit_faults,
    phases.reach_faults,
    views.declared_view_faults,
    views.visibility_faults,
    views.not_seen_faults,
    views.live_faults,
    wording.cue_faults,
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A threshold that nobody has verified yet, for a clinician to sign off."""

    exercise: str
    check: str
    mistake: str
    limits: tuple[str, ...]
    note: str


def check_spec_file(path: Path | str) -> list[Problem]:
    """All problems of one spec file and its variants, by line; empty if it is sound."""
    try:
        return examine(Path(path))[1]
    except SpecError as error:
        return list(error.problems)


def examine(path: Path) -> tuple[list[ExerciseSpec], list[Problem]]:
    """The exercises of a file, the main one first, and the file's problems.

    What the problems leave no shape of is missing; with any problem, nothing may be used.

    Raises:
        SpecError: the file cannot be read as YAML at all.
    """
    document = read_document(path)
    all_versions, faults = versions(document.data)
    specs = []
    for version in all_versions:
        spec, own = shape(version.data)
        if spec is not None:
            specs.append(spec)
            own += check_spec(spec)
            own += _file_name(spec, document) if version.variant is None else ()
        faults += [replace(fault, place=version.place_in_file(fault.place)) for fault in own]
    faults += wording.text_faults(document.data)
    problems = dict.fromkeys(map(document.problem, faults))
    return specs, sorted(problems, key=lambda problem: problem.line)


def check_spec(spec: ExerciseSpec) -> list[Fault]:
    """The faults of a spec that has the right shape, wherever it comes from."""
    return [fault for rule in RULES for fault in rule(spec)]


def guesses(spec: ExerciseSpec) -> list[Guess]:
    """The checks whose thresholds are guesses."""
    return [
        Guess(spec.id, check.id, check.mistake, tuple(_limits_in_words(check)), check.basis.note)
        for check in spec.checks
        if check.basis.kind == "guess"
    ]


def _file_name(spec: ExerciseSpec, document: Document) -> Iterator[Fault]:
    if spec.id != document.path.stem:
        yield Fault(
            ("id",), f"The id is not the file's name '{document.path.stem}'.",
            f"Rename the file to {spec.id}.yaml, or change the id.",
        )  # fmt: skip


def _limits_in_words(check: Check) -> Iterator[str]:
    if check.signal is not None and check.raise_ is not None:
        for place, limit in limits_of((), check.raise_):
            yield _words(check.signal, str(place[-1]), limit, check.raise_.for_s)
    for condition in check.any or ():
        if condition.signal is not None:
            for place, limit in limits_of((), condition):
                yield _words(condition.signal, str(place[-1]), limit, condition.for_s)


def _words(signal: str, way: str, limit: Limit, for_s: float) -> str:
    value = limit if isinstance(limit, str) else f"{limit:g}"
    return f"{signal} {way} {value}" + (f" for {for_s:g} s" if for_s else "")
