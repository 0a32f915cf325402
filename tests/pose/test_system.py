import sys

import pytest

from formcheck.pose.system import (
    SystemLibraryError,
    check_system_libraries,
    system_libraries,
)

LOADER_WORDS = "libEGL.so.1: cannot open shared object file: No such file or directory"
APT = "sudo apt-get install libegl1 libgles2 libgl1 libglib2.0-0"


@pytest.fixture(autouse=True)
def _linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


def test_all_there() -> None:
    assert check_system_libraries(load=lambda name: None) is None


def test_missing_libraries_are_named_with_the_command() -> None:
    def load(name: str) -> None:
        if "GL" in name:
            raise OSError(f"{name}: cannot open shared object file: No such file or directory")

    said = check_system_libraries(load)
    assert said is not None
    assert "libEGL.so.1, libGLESv2.so.2, libGL.so.1" in said
    assert APT in said


def test_macos_brings_everything_in_the_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")

    def load(name: str) -> None:
        raise OSError(name)

    assert check_system_libraries(load) is None


@pytest.mark.parametrize("kind", [ImportError, OSError])  # cv2 raises the one, ctypes the other
def test_failing_import_becomes_the_sentence(kind: type[Exception]) -> None:
    with pytest.raises(SystemLibraryError, match="libegl1 libgles2"), system_libraries():
        raise kind(LOADER_WORDS)


@pytest.mark.parametrize(
    "error", [ImportError("No module named 'cv2'"), OSError(28, "No space left on device")]
)
def test_other_errors_pass_through(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, system_libraries():
        raise error
    assert raised.value is error
