"""What is promised about the package itself: locks that fit, and nothing of one machine in them."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ["requirements.lock", "requirements-dev.lock"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line)[0].lower().replace("_", "-") for line in requirements}


def locked(lock: str) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)==(\S+)", (ROOT / lock).read_text()))


def test_locks_name_every_dependency() -> None:
    groups = PROJECT["dependency-groups"]
    runtime = names(PROJECT["project"]["dependencies"] + groups["build"])
    assert runtime <= set(locked("requirements.lock"))
    assert names(groups["dev"] + groups["studio"]) <= set(locked("requirements-dev.lock"))


def test_development_is_tested_with_the_versions_that_users_get() -> None:
    development = locked("requirements-dev.lock")
    assert locked("requirements.lock").items() <= development.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_and_nothing_of_one_machine(lock: str) -> None:
    text = (ROOT / lock).read_text()
    packages = re.findall(r"(?m)^\S+==.*(?:\n    .*)+", text)
    assert len(packages) == len(re.findall(r"(?m)^\S+==", text))
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text
    assert "--find-links" not in text
    assert "--index" not in text


def test_one_opencv_only() -> None:
    # two OpenCV packages install the same cv2 folder and break each other
    assert [n for n in locked("requirements-dev.lock") if n.startswith("opencv")] == [
        "opencv-contrib-python"
    ]


def test_package_says_it_is_typed() -> None:
    assert (ROOT / "formcheck" / "py.typed").is_file()


def test_specs_and_their_pictures_are_packed_together() -> None:
    packed = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed["exercise_specs"] == "formcheck/exercise_specs"
    assert list((ROOT / "exercise_specs" / "pictures").glob("*_start.webp"))
