"""The exercises and sample clips that the pages offer."""

from __future__ import annotations

import streamlit as st

from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.samples import Sample, find_samples


@st.cache_resource(show_spinner=False)
def exercises() -> dict[str, ExerciseSpec]:
    """Every exercise by id, in the order of their titles.

    Raises:
        SpecError: a spec is not sound.
    """
    return {spec.id: spec for spec in sorted(load_all().values(), key=lambda spec: spec.title)}


@st.cache_resource(show_spinner=False)
def samples() -> tuple[Sample, ...]:
    """The sample clips of known exercises."""
    return tuple(sample for sample in find_samples() if sample.exercise in exercises())
