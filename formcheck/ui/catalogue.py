"""The exercises and sample clips that the pages offer."""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from formcheck.report.groups import Group, family, grouped
from formcheck.specs.limits import Limits
from formcheck.specs.loader import load_all
from formcheck.specs.personal_limits import (
    PersonalSpecs,
    personal_folder,
    specs_with_personal_limits,
)
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.samples import Sample, find_samples

WANTED = "exercise"
"""The part of a page's address that names an exercise: `practise?exercise=cat_cow`."""


@st.cache_resource(show_spinner=False)
def groups() -> tuple[Group, ...]:
    """Every exercise by position and title; variants follow their main one.

    Raises:
        SpecError: a spec is not sound.
    """
    return grouped(load_all().values())


def shipped() -> dict[str, ExerciseSpec]:
    """Every exercise by id as it was shipped, in the order of the groups.

    Raises:
        SpecError: a spec is not sound.
    """
    return {spec.id: spec for group in groups() for spec in group.specs}


def exercises() -> dict[str, ExerciseSpec]:
    """Every exercise by id as it is judged for the person at this computer: limits that were kept
    for them included.

    Raises:
        SpecError: a spec is not sound.
    """
    return personal().specs


def kept_limits(exercise: str) -> Limits | None:
    """The limits that were kept for the person at this computer, if any."""
    return personal().limits.get(exercise)


def personal() -> PersonalSpecs:
    """The exercises with the kept limits, read anew when their files have changed."""
    return _personal(_files_of_limits())


@st.cache_resource(show_spinner=False, max_entries=4)
def _personal(files: tuple[tuple[str, int], ...]) -> PersonalSpecs:
    return specs_with_personal_limits(shipped())


def _files_of_limits() -> tuple[tuple[str, int], ...]:
    """The files of kept limits with the moments they were written."""
    folder: Path | None = personal_folder()
    try:
        found = os.scandir(folder) if folder else ()
        return tuple(sorted((one.path, one.stat().st_mtime_ns) for one in found))
    except OSError:
        return ()


def label(exercise: str) -> str:
    """The exercise in a list to choose from: a variant stands a little to the right."""
    spec = exercises()[exercise]
    return f"\N{EM SPACE}{spec.title}" if spec.variant_of in exercises() else spec.title


def versions(spec: ExerciseSpec) -> tuple[ExerciseSpec, ...]:
    """The exercise and those that share its file, the main one first."""
    return family(spec, exercises().values())


def wanted_exercise() -> str | None:
    """The exercise that the page's address asks for.

    Keep it before `wanted_kept`: a run of the page may be cut short at any moment.
    """
    wanted = st.query_params.get(WANTED)
    return wanted if wanted in exercises() else None


def wanted_kept() -> None:
    """The address is plain again."""
    st.query_params.pop(WANTED, None)


def sample_title(sample: Sample) -> str:
    """What a sample clip is called: `Cat-cow: too quick`."""
    name = sample.id.removeprefix(sample.exercise).strip("_").replace("_", " ")
    return f"{exercises()[sample.exercise].title}: {name or sample.id}"


@st.cache_resource(show_spinner=False)
def samples() -> tuple[Sample, ...]:
    """The sample clips of known exercises."""
    return tuple(sample for sample in find_samples() if sample.exercise in exercises())
