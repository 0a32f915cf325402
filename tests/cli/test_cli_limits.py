"""Personal limits at the command line: kept ones are used and said, named ones come first."""

from pathlib import Path

import pytest
from cli_kit import Run
from test_cli_commands import Wishes, fake_analysis

from formcheck.specs.limits import Limits, save_limits
from formcheck.specs.personal_limits import keep_limits
from formcheck.specs.schema import ExerciseSpec

NEEDLE, HIPS = "thread_the_needle", "hips_over_knees"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Wishes:
    """The analysis is replaced; limits are kept in a folder of the test."""
    wishes: Wishes = {}
    judge = fake_analysis(wishes)

    def analyze_video(path: Path, spec: ExerciseSpec, **others: object) -> object:
        wishes["hips"] = next(
            (c.raise_.over for c in spec.checks if c.id == HIPS and c.raise_), None
        )
        return judge(path, spec, **others)

    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", analyze_video)
    monkeypatch.setenv("FORMCHECK_LIMITS", str(tmp_path / "kept"))
    return wishes


def limits(number: float, exercise: str = NEEDLE) -> Limits:
    return Limits(exercise=exercise, raises={HIPS: number})


def test_kept_limits_are_used_and_said(run: Run, clip: Path, asked: Wishes) -> None:
    keep_limits(limits(18))
    result = run("analyze", clip, "-e", NEEDLE)
    assert (asked["hips"], asked["limits"]) == (18, limits(18))
    assert "Personal limits are in use for thread the needle" in result.out
    assert "Keep your hips over your knees: 18 degrees (shipped: 12)" in result.out


def test_kept_limits_can_be_left_aside(run: Run, clip: Path, asked: Wishes) -> None:
    keep_limits(limits(18))
    result = run("analyze", clip, "-e", NEEDLE, "--limits", "shipped")
    assert (asked["hips"], asked["limits"]) == (12, None)
    assert "Personal limits" not in result.out


def test_limits_in_a_named_file_come_first(run: Run, clip: Path, asked: Wishes) -> None:
    keep_limits(limits(18))
    save_limits(clip.parent / "mine.yaml", limits(15))
    assert run("analyze", clip, "-e", NEEDLE, "--limits", clip.parent / "mine.yaml").code == 0
    assert asked["hips"] == 15


def test_other_exercises_stay_as_shipped(run: Run, clip: Path, asked: Wishes) -> None:
    keep_limits(limits(18))
    assert "Personal" not in run("analyze", clip, "-e", "cat_cow").out
    assert asked["limits"] is None


def test_an_exercise_file_of_ones_own_is_judged_as_it_is(
    run: Run, clip: Path, asked: Wishes
) -> None:
    keep_limits(limits(18))
    own = Path(__file__).parents[2] / "exercise_specs" / f"{NEEDLE}.yaml"
    run("analyze", clip, "-e", own)
    assert asked["hips"] == 12


@pytest.mark.parametrize(
    ("exercise", "number", "said"),
    [
        (NEEDLE, 99, "99 is out of bounds. Stay within 6 to 24 deg."),
        ("plank", 15, "These limits are of plank, not of thread_the_needle."),
    ],
)
def test_limits_that_do_not_fit_are_refused_before_any_work(
    run: Run, clip: Path, asked: Wishes, exercise: str, number: float, said: str
) -> None:
    save_limits(clip.parent / "mine.yaml", limits(number, exercise))
    result = run("analyze", clip, "-e", NEEDLE, "--limits", clip.parent / "mine.yaml")
    assert (result.code, asked) == (2, {})
    assert said in result.err
    assert "mine.yaml:" in result.err
