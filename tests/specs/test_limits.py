"""Personal limits: what may be changed, how far, and files of them; nothing shipped is touched."""

from pathlib import Path

import pytest
from broken_spec import SOUND, Broken, assert_only_problem

from formcheck.specs.limits import (
    Limits,
    adjustable,
    limits_text,
    load_limits,
    save_limits,
    with_limits,
)
from formcheck.specs.loader import load_all, load_spec
from formcheck.specs.personal_limits import (
    forget_limits,
    keep_limits,
    personal_folder,
    personal_limits,
    specs_with_personal_limits,
)
from formcheck.specs.problems import SpecError
from formcheck.specs.schema import Check, ExerciseSpec
from formcheck.specs.validate import check_spec

NEEDLE = "thread_the_needle"
HIPS = "hips_over_knees"
_CLEAR = "    clear: {under: 8, for_s: 0.3}\n    worse: {over: 20"


@pytest.fixture(scope="module")
def shipped() -> dict[str, ExerciseSpec]:
    return load_all()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FORMCHECK_LIMITS", str(tmp_path / "mine"))
    return tmp_path / "mine"


def check_of(spec: ExerciseSpec, check_id: str) -> Check:
    return next(check for check in spec.checks if check.id == check_id)


def hips(number: float, **others: float) -> Limits:
    return Limits(exercise=NEEDLE, raises={HIPS: number, **others})


def test_clear_and_worse_move_along(shipped: dict[str, ExerciseSpec]) -> None:
    check = check_of(with_limits(shipped[NEEDLE], hips(18)), HIPS)
    assert check.raise_ and check.clear and check.worse
    assert (check.raise_.over, check.clear.under, check.worse.over) == (18, 12, 30)
    assert (check.raise_.for_s, check.severity) == (0.7, "minor")


def test_nothing_else_changes(shipped: dict[str, ExerciseSpec]) -> None:
    before = shipped[NEEDLE]
    after = with_limits(before, hips(18))
    assert before == load_all()[NEEDLE]
    rest = [check for check in after.checks if check.id != HIPS]
    assert rest == [check for check in before.checks if check.id != HIPS]
    assert with_limits(before, hips(12)) == before


def test_how_quick_is_too_quick_can_be_changed(shipped: dict[str, ExerciseSpec]) -> None:
    fly = "reverse_fly"
    one = next(a for a in adjustable(shipped[fly]) if a.check == "slow_lowering")
    assert (one.edge, one.unit, one.shipped, one.low, one.high) == ("under", "s", 0.8, 0.4, 1.6)
    before = check_of(shipped[fly], one.check)
    new = with_limits(shipped[fly], Limits(exercise=fly, raises={one.check: 1.2}))
    after = check_of(new, one.check)
    assert before.any and after.any
    assert after.any[0].under == 1.2
    assert after.any[1:] == before.any[1:]


def test_from_zero_the_others_move_by_the_same_distance(
    shipped: dict[str, ExerciseSpec],
) -> None:
    roller = "foam_roller"
    new = with_limits(shipped[roller], Limits(exercise=roller, raises={"head_held": 0.1}))
    clear = check_of(new, "head_held").clear
    assert clear and clear.over == pytest.approx(0.25)


def test_every_limit_is_sound_from_end_to_end(shipped: dict[str, ExerciseSpec]) -> None:
    count = 0
    for spec in shipped.values():
        offers = adjustable(spec)
        for numbers in ([one.low for one in offers], [one.high for one in offers]):
            raises = dict(zip((one.check for one in offers), numbers, strict=True))
            assert check_spec(with_limits(spec, Limits(exercise=spec.id, raises=raises))) == []
        count += len(offers)
        assert all(one.low < one.shipped < one.high and one.step > 0 for one in offers), spec.id
    assert count > 40


def test_limits_that_follow_the_person_are_not_offered(
    shipped: dict[str, ExerciseSpec],
) -> None:
    offered = {one.check for one in adjustable(shipped["cat_cow"])}
    assert offered == {"slow_enough", "neck_in_line"}


def test_own_bounds_of_a_check(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(SOUND.replace(_CLEAR, _CLEAR.replace("    w", "    adjust: [9, 15]\n    w")))
    (one,) = [one for one in adjustable(load_spec(path)) if one.check == "hips_still"]
    assert (one.low, one.high, one.shipped, one.step) == (9, 15, 12, 1)
    assert one.means == load_spec(path).signals["hips"].plus_means


@pytest.mark.parametrize(
    ("bounds", "message", "remedy"),
    [
        ("[13, 15]", "The limit 12 is not within 13 to 15.", "Write [low, high] around it."),
        ("[12, 12]", "The limit 12 is not within 12 to 12.", "Write [low, high] around it."),
        (
            "[6, 170]",
            "Clear or worse cannot follow over all of 6 to 170.",
            "Stay within 0 to 108, without 0.",
        ),
        (
            "[-5, 20]",
            "Clear or worse cannot follow over all of -5 to 20.",
            "Stay within 0 to 108, without 0.",
        ),
    ],
)
def test_bounds_that_cannot_be_kept(tmp_path: Path, bounds: str, message: str, remedy: str) -> None:
    new = _CLEAR.replace("    w", f"    adjust: {bounds}\n    w")
    where = "checks.hips_still.adjust"
    broken = Broken(_CLEAR, new, where, message, remedy, at=f"adjust: {bounds}")
    assert_only_problem(broken, tmp_path)


def test_a_file_comes_back_as_it_was_saved(
    tmp_path: Path, shipped: dict[str, ExerciseSpec]
) -> None:
    limits = Limits(exercise=NEEDLE, raises={HIPS: 15.5}, note='no: "stiff knee" \u00e9\nuntil May')
    path = tmp_path / "a.yaml"
    save_limits(path, limits)
    assert load_limits(path, shipped[NEEDLE]) == limits
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text("utf-8") == limits_text(limits)
    assert limits_text(limits).startswith("# Personal limits.")


WRONG = {
    "unknown check": ("  hips_over_knee: 12", 4, "'hips_over_knee' is not a check of it. Did you"),
    "not adjustable": ("  not_forcing_: 1\n  x: 2", 4, "is not a check of it."),
    "out of bounds": (f"  {HIPS}: 40", 4, "40 is out of bounds. Stay within 6 to 24 deg."),
    "no number": (f"  {HIPS}: much", 4, "A number is needed here, not 'much'."),
    "true": (f"  {HIPS}: true", 4, "'true' does not belong here."),
    "not a number": (f"  {HIPS}: .nan", 4, "YAML does not read '.nan' as it looks."),
}


@pytest.mark.parametrize(("line", "number", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_told_with_its_line(
    tmp_path: Path, shipped: dict[str, ExerciseSpec], line: str, number: int, said: str
) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(f"schema: formcheck-limits/1\nexercise: {NEEDLE}\nraises:\n{line}\n")
    with pytest.raises(SpecError) as error:
        load_limits(path, shipped[NEEDLE])
    assert str(error.value).startswith(f"{path}:{number}: raises.")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("schema: formcheck-limits/2", "This file is of a newer kind (formcheck-limits/2). Update"),
        ("schema: formcheck/1", "This is an exercise, not limits."),
        ("exercises: x", "Unknown key 'exercises'. Did you mean 'exercise'?"),
        ("exercise: cat_cow", "These limits are of cat_cow, not of thread_the_needle."),
    ],
)
def test_another_kind_of_file(
    tmp_path: Path, shipped: dict[str, ExerciseSpec], head: str, said: str
) -> None:
    path = tmp_path / "other.yaml"
    path.write_text(f"{head}\nraises: {{}}\n")
    with pytest.raises(SpecError) as error:
        load_limits(path, shipped[NEEDLE])
    assert said in str(error.value)


def test_limits_of_another_exercise_are_refused(shipped: dict[str, ExerciseSpec]) -> None:
    with pytest.raises(SpecError, match="These limits are of thread_the_needle, not of plank"):
        with_limits(shipped["plank"], hips(12))
    with pytest.raises(SpecError, match="out of bounds"):
        with_limits(shipped[NEEDLE], hips(float("nan")))


def test_kept_limits_are_used_until_they_are_forgotten(
    folder: Path, shipped: dict[str, ExerciseSpec]
) -> None:
    assert specs_with_personal_limits(shipped).specs == shipped
    assert keep_limits(hips(18)) == folder / f"{NEEDLE}.yaml"
    assert personal_limits(shipped[NEEDLE]) == hips(18)
    now = specs_with_personal_limits(shipped)
    assert now.limits == {NEEDLE: hips(18)}
    assert now.specs == shipped | {NEEDLE: with_limits(shipped[NEEDLE], hips(18))}
    assert list(now.specs) == list(shipped)
    assert forget_limits(NEEDLE)
    assert not forget_limits(NEEDLE)
    assert specs_with_personal_limits(shipped).specs == shipped


def test_a_bad_file_of_kept_limits_is_told_and_stops_nothing(
    folder: Path, shipped: dict[str, ExerciseSpec]
) -> None:
    keep_limits(hips(99))
    now = specs_with_personal_limits(shipped)
    assert (now.specs, now.limits) == (shipped, {})
    assert "99 is out of bounds" in str(now.problems[0])


def test_personal_limits_can_be_off(
    monkeypatch: pytest.MonkeyPatch, shipped: dict[str, ExerciseSpec]
) -> None:
    monkeypatch.setenv("FORMCHECK_LIMITS", "")
    assert personal_folder() is None
    assert personal_limits(shipped[NEEDLE]) is None
    with pytest.raises(SpecError, match="Personal limits are off"):
        keep_limits(hips(18))


def test_a_place_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FORMCHECK_LIMITS", str(tmp_path / "file"))
    with pytest.raises(SpecError, match="The limits cannot be changed here"):
        keep_limits(hips(18))
