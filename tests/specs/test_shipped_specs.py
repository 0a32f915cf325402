"""The specs that are shipped: sound, complete, and honest about their guesses."""

from pathlib import Path

import pytest

from formcheck.specs import loader
from formcheck.specs.loader import default_folder, find_spec, load_all
from formcheck.specs.validate import check_spec_file, guesses

FILES = sorted(default_folder().glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_shipped_spec_has_no_problem(path: Path) -> None:
    assert [str(problem) for problem in check_spec_file(path)] == []


def test_the_first_four_are_there() -> None:
    assert {"cat_cow", "thread_the_needle", "seated_thoracic_extension", "wall_angels"} <= set(
        load_all()
    )


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


def test_quotations_stand_in_their_source() -> None:
    """Word for word, but for case, typographic marks and a colon of ours."""
    folder = Path(__file__).parents[3] / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the source articles are not part of the repository")
    articles = " ".join(_plain(path.read_text("utf-8")) for path in sorted(folder.glob("*.txt")))
    for spec in load_all().values():
        for mistake in spec.mistakes:
            for part in mistake.text.split(": "):
                assert _plain(part) in articles, (spec.id, mistake.id)


def _plain(text: str) -> str:
    return text.lower().replace("\u2019", "'").rstrip(".")
