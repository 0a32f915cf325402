"""`formcheck list`: exercises and mistakes, for people and for machines."""

import json

from cli_kit import Run

from formcheck.specs.loader import load_all

SPECS = load_all()


def test_list_mistakes_names_each_of_them_with_its_sentence(run: Run) -> None:
    result = run("list", "--mistakes")
    assert result.code == 0
    flat = "".join(result.out.split())
    for spec in SPECS.values():
        assert spec.id in flat
        for mistake in spec.mistakes:
            assert mistake.id in flat
    assert f"{sum(len(spec.mistakes) for spec in SPECS.values())} mistakes of" in result.out


def test_machines_get_json_and_nothing_else(run: Run) -> None:
    exercises = json.loads(run("list", "--json").out)
    assert [one["id"] for one in exercises["exercises"]] == list(SPECS)
    mistakes = json.loads(run("list", "--mistakes", "--json").out)
    assert {one["exercise"] for one in mistakes["mistakes"]} == set(SPECS)


def test_figures_that_ship_are_of_exercises_and_mistakes_that_are_there() -> None:
    from formcheck.report.measured import load_measured

    known = {(spec.id, check.mistake) for spec in SPECS.values() for check in spec.checks}
    assert set(load_measured()) <= known
