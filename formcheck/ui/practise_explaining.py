"""Before a routine: whether it is told how new exercises go, and how long that takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.live.telling import explaining_s
from formcheck.routines.routine import Plan
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.person import journal, person
from formcheck.ui.practice_choices import Choices

KNOWN_AFTER = 3
"""So many practices of an exercise later it is not told any more how it goes."""
TELL = "Tell me how each new exercise goes"
EXPLAIN = "practise-explain"


def new_ones(exercises: Iterable[str]) -> frozenset[str]:
    """The exercises that were practised fewer than `KNOWN_AFTER` times; all where nobody knows."""
    try:
        sessions = journal().sessions(person().id)
    except JournalError:
        sessions = ()
    times = Counter(
        name
        for session in sessions
        for name in {done.exercise for done in session.exercises if done.reps}
    )
    return frozenset(one for one in exercises if times[one] < KNOWN_AFTER)


def explained(choices: Choices, exercises: Iterable[str]) -> frozenset[str]:
    """The exercises of which it is told how they go."""
    return new_ones(exercises) if choices.explain else frozenset()


def ask_explain(choices: Choices, plan: Plan, specs: Mapping[str, ExerciseSpec]) -> float:
    """Asked only where something is new; how much longer it takes for what was chosen, seconds."""
    done = [step.exercise for step in plan.steps if step.exercise]
    new = new_ones(done)
    if not new:
        return 0.0
    choices.explain = st.toggle(TELL, choices.explain, key=EXPLAIN)
    return explaining_s(specs[one] for one in done if one in new) if choices.explain else 0.0
