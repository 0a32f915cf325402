"""docs/routines.md lists the built-in routines as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from routine_kit import BUILT_IN, SPECS

from formcheck.routines.plan import plan_of

PAGE = (Path(__file__).parents[2] / "docs" / "routines.md").read_text()


@pytest.mark.parametrize("routine", BUILT_IN.values(), ids=BUILT_IN)
def test_the_table_says_what_a_routine_does(routine) -> None:
    plan = plan_of(routine, SPECS)
    titles = "; ".join(step.title for step in plan.steps if step.exercise and not step.warm_up)
    moved = sum(step.camera_moves for step in plan.steps)
    row = (
        f"| {routine.title} | {titles} | {round(plan.seconds / 60)} | {moved} | {routine.source} |"
    )
    assert row in PAGE
