"""The figures that the product tells: pooled by mistake, kept for what was not run."""

from pathlib import Path

import pytest
from made import NEEDLE

from benchmarks.bootstrap import Figure, nothing
from benchmarks.measured import measured_of, update_measured
from benchmarks.metrics import Figures
from benchmarks.report import Section
from formcheck.report.measured import Measured, Rate, load_measured, save_measured
from formcheck.specs.loader import load_all

SPECS = load_all()
HIPS, FORCING = (NEEDLE, "hips_back"), (NEEDLE, "forcing")


def share(value: float, n: float) -> Figure:
    return Figure(value, value, value, n, "repetitions")


def section(name: str = "standard", mode: str = "recorded", **figures: Figure) -> Section:
    named: Figures = {f"{NEEDLE}.{key.replace('__', '.')}": one for key, one in figures.items()}
    return Section(name, mode, 1, named, ())  # type: ignore[arg-type]


def test_manners_and_sizes_are_pooled_and_what_is_below_the_limit_is_left_out() -> None:
    figures = {
        f"{NEEDLE}.forcing-fast.recall.clear": share(1.0, 6),
        f"{NEEDLE}.forcing-bounce.recall.gross": share(0.5, 2),
        f"{NEEDLE}.forcing-bounce.recall.below": share(0.0, 9),
        f"{NEEDLE}.forcing-fast.recall.mixed": nothing(),
        f"{NEEDLE}.forcing.false_alarms": share(0.1, 20),
        f"{NEEDLE}.forcing.beside_others": share(0.9, 20),
    }
    found = measured_of([Section("standard", "recorded", 1, figures, ())], SPECS)
    assert found == {FORCING: Measured("standard", Rate(7 / 8, 8), Rate(0.1, 20))}


def test_the_first_set_that_tried_it_counts_and_live_ones_do_not() -> None:
    found = measured_of(
        [
            section("standard", "live", hips_back__recall__clear=share(0.1, 5)),
            section("abstain", hips_back__false_alarms=share(0.0, 3)),
            section("standard", hips_back__recall__clear=share(0.9, 5)),
            section("varied", hips_back__recall__mixed=share(0.5, 50)),
        ],
        SPECS,
    )
    assert found == {HIPS: Measured("standard", Rate(0.9, 5), None)}


def test_exercises_that_were_not_run_keep_their_figures(tmp_path: Path) -> None:
    path = tmp_path / "measured.json"
    old = {
        ("cat_cow", "too_quick"): Measured("standard", Rate(1.0, 11), Rate(0.0, 90)),
        ("no_longer_there", "mistake"): Measured("standard", Rate(1.0, 11), None),
        FORCING: Measured("standard", Rate(0.2, 11), None),
    }
    save_measured(path, old)
    assert load_measured(path) == old
    update_measured(path, [section(hips_back__recall__clear=share(0.9, 5))], SPECS)
    assert load_measured(path) == {
        ("cat_cow", "too_quick"): old["cat_cow", "too_quick"],
        HIPS: Measured("standard", Rate(0.9, 5), None),
    }


def test_another_file_is_refused_and_none_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    assert load_measured(path) == {}
    path.write_text('{"format": "something else"}')
    with pytest.raises(ValueError, match="is not of the format"):
        load_measured(path)
