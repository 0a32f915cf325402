"""The specs that are shipped: sound, complete, and honest about their guesses."""

from pathlib import Path

import pytest

from formcheck.specs import loader
from formcheck.specs.loader import default_folder, find_spec, load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.validate import check_spec_file, guesses

FILES = sorted(default_folder().glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_shipped_spec_has_no_problem(path: Path) -> None:
    assert [str(problem) for problem in check_spec_file(path)] == []


@pytest.mark.parametrize(
    ("name", "exercise"),
    [
        ("thread_the_needle", "thread_the_needle"),
        ("Cat-cow", "cat_cow"),
        ("cat-camel stretch", "cat_cow"),
        ("Thread the needle", "thread_the_needle"),
        ("wall slides", "wall_angels"),
    ],
)
def test_an_exercise_is_found_by_its_names(name: str, exercise: str) -> None:
    assert find_spec(name).id == exercise


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("cat_cwo", "cat_cow"), ("wal angel", "wall_angels"), ("thread needle", "thread_the_needle")],
)
def test_an_unknown_exercise_names_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(loader.UnknownExerciseError, match=f"Did you mean '{nearest}'"):
        find_spec(name)


def test_an_installed_package_finds_its_own_specs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a wheel the folder lies inside the package; in a checkout beside it."""
    module = tmp_path / "formcheck" / "specs" / "loader.py"
    (tmp_path / "formcheck" / "exercise_specs").mkdir(parents=True)
    monkeypatch.setattr(loader, "__file__", str(module))
    assert default_folder() == tmp_path / "formcheck" / "exercise_specs"
    (tmp_path / "formcheck" / "exercise_specs").rmdir()
    assert default_folder() == tmp_path / "exercise_specs"


def test_guesses_are_listed_for_a_clinician() -> None:
    """Each with its limits in words; measured and literature ones are not among them."""
    spec = find_spec("thread_the_needle")
    found = {guess.check: guess for guess in guesses(spec)}
    assert set(found) == {check.id for check in spec.checks if check.basis.kind == "guess"}
    for guess in found.values():
        assert guess.exercise == "thread_the_needle"
        assert guess.limits
        assert guess.note


ARTICLES = {"Liv Hospital": "000", "Lisa Miller": "001", "Spine Institute NY": "002",
            "Massage Rx": "003"}  # fmt: skip
"""The articles by publisher, and how the names of their files begin."""


def test_quotations_stand_in_their_publishers_article() -> None:
    """Word for word, but for case, typographic marks and a colon of ours."""
    folder = Path(__file__).parents[3] / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the source articles are not part of the repository")
    texts = {path.name[:3]: _plain(path.read_text("utf-8")) for path in folder.glob("*.txt")}
    missing = [
        (spec.id, mistake.id, part)
        for spec in load_all().values()
        for mistake in spec.mistakes
        for part in mistake.text.split(": ")
        if _plain(part) not in texts[ARTICLES[spec.sources[mistake.source].publisher]]
    ]
    assert not missing


@pytest.mark.parametrize("spec", load_all().values(), ids=load_all().keys())
def test_every_mistake_of_every_exercise_is_handled_and_every_exercise_has_its_content(
    spec: ExerciseSpec,
) -> None:
    handled = {check.mistake for check in spec.checks} | {item.mistake for item in spec.start_pose}
    handled |= {reminder.mistake for reminder in spec.reminders}
    assert {mistake.id for mistake in spec.mistakes} <= handled
    assert len(spec.steps) >= 3 and spec.benefit and spec.safety.stop_if
    assert spec.safety.easier and spec.safety.harder
    assert spec.dose.reps or spec.dose.reps_per_side


CATALOGUE = [
    "cat_cow", "thread_the_needle", "needle_pose_supine", "seated_thoracic_extension",
    "seated_thoracic_extension_lean_back", "foam_roller", "foam_roller_rolling",
    "foam_roller_kneading", "childs_pose_rotation", "childs_pose",
    "childs_pose_seated_fold", "doorway_pec_stretch", "wall_angels", "ball_mobilization",
    "segmental_peanut", "seated_twist", "seated_twist_dynamic", "reverse_fly",
    "chest_expansion", "single_arm_row", "superman", "iron_cross", "trunk_rotation",
    "overhead_arm_reach", "knee_to_chest", "wall_stretch", "neck_flexion", "shoulder_roll",
    "arm_circles", "neck_rolls", "plank", "bird_dog",
]  # fmt: skip
"""Every exercise that the articles describe or name, and the variants they describe."""


def test_the_whole_catalogue_is_there() -> None:
    assert set(CATALOGUE) == set(load_all())


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'").rstrip(".")
