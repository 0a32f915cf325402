"""The command run in this process, with the pose model out of the way."""

from pathlib import Path

import pytest
from cli_kit import Outcome, Run, film
from typer.testing import CliRunner

from formcheck.cli import app


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `formcheck ARGS`; a traceback fails the test."""
    monkeypatch.setattr("formcheck.pose.model.ensure_model", lambda *_: tmp_path / "fake.task")
    monkeypatch.setenv("COLUMNS", "100")

    def command(*args: object) -> Outcome:
        result = CliRunner().invoke(app, [str(arg) for arg in args])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return command


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return film(tmp_path / "clip.mp4")
