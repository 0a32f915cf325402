"""run.py, the script that sets everything up: what it says, and when it has nothing to do."""

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_old_pythons_can_read_it() -> None:
    ast.parse((ROOT / "run.py").read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 0), (3, 14, 0)])
@pytest.mark.parametrize(
    ("found", "says"),
    [(None, "install one of them"), ("/usr/bin/python3.12", "run 'python3.13 run.py app' instead")],
)
def test_wrong_python_names_a_fitting_one(
    run: ModuleType,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, int, int],
    found: str | None,
    says: str,
) -> None:
    fake = SimpleNamespace(version_info=version, argv=["run.py", "app"], stderr=sys.stderr)
    monkeypatch.setattr(run, "sys", fake)
    monkeypatch.setattr(run.shutil, "which", lambda name: found)
    assert run.main(["app"]) == 2
    said = capsys.readouterr().err
    assert f"this is Python {version[0]}.{version[1]}, Formcheck needs 3.11 to 3.13" in said
    assert says in said


@pytest.mark.parametrize("arguments", [[], ["ap"], ["--help"]])
def test_other_words_print_the_usage(
    run: ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run.main(arguments) == (0 if "--help" in arguments else 2)
    assert "python3 run.py app" in capsys.readouterr().out


def test_missing_system_libraries_stop_the_set_up(
    run: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "run 'sudo apt-get install libegl1'"
    monkeypatch.setattr("formcheck.pose.system.check_system_libraries", lambda: sentence)
    assert run.main(["app"]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "its hash differs"),
        (
            "WARNING: Retrying ... Temporary failure in name resolution\n"
            "ERROR: No matching distribution found for av==18.1.0",
            "no package index is in reach: connect to the internet",
        ),
        (
            "ERROR: Could not find a version\nERROR: No matching distribution found for av==18.1.0",
            r"\(No matching distribution found for av==18.1.0\): see that this is macOS 14",
        ),
        ("ERROR: 403 for https://me:secret@example.org/simple", "403 for https://example.org"),
        ("", "no reason given"),
    ],
)
def test_pip_failures_become_one_sentence(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, said: str, says: str
) -> None:
    talking = [sys.executable, "-c", f"import sys; print({said!r}); sys.exit(1)"]
    popen = run.subprocess.Popen
    monkeypatch.setattr(run.subprocess, "Popen", lambda _command, **kw: popen(talking, **kw))
    with pytest.raises(run.SetupError, match=says):
        run.pip("install")


def test_tests_in_a_browser_have_the_computer_for_themselves(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(run, "install", lambda *_: None)
    monkeypatch.setattr(run, "run_module", lambda *words: called.append(words) or len(called) % 2)
    assert run.run_tests([]) == 1  # the first part failed
    assert called[0] == ("pytest", "-n", "auto", "--dist", "loadfile", "-m", "not browser")
    assert called[1] == ("pytest", "-m", "browser")


def test_second_call_installs_nothing_until_the_lock_changes(
    run: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "some.lock").write_text("av==18.1.0\nnumpy==2.4.6\n")
    (tmp_path / "more.lock").write_text("av==18.1.0\nnumpy==2.4.6\npytest==9.0\n")
    some, more = ("some.lock", tmp_path / "some.stamp"), ("more.lock", tmp_path / "more.stamp")
    calls: list[str] = []
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "RUNTIME", some)
    monkeypatch.setattr(run, "DEVELOPMENT", more)
    monkeypatch.setattr(run, "make_environment", lambda: None)
    monkeypatch.setattr(run, "pip", lambda *arguments: calls.append(arguments[-1]))

    run.install(some, more)
    run.install(some, more)
    assert calls == ["some.lock", "."]

    run.install(more)  # the larger set, which then serves for the smaller one too
    run.install(some, more)
    assert calls == ["some.lock", ".", "more.lock", "."]

    (tmp_path / "more.lock").write_text("av==18.2.0\n")
    run.install(more)
    assert len(calls) == 6
