"""The command run in this process, with the pose model out of the way."""

from pathlib import Path

import pytest
from cli_kit import Outcome, Run, film
from typer.testing import CliRunner

from formcheck.cli import app


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> Run:
    """Run `formcheck ARGS`; a traceback fails the test."""
    monkeypatch.setattr("formcheck.pose.model.ensure_model", lambda *_: tmp_path / "fake.task")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setattr("formcheck.report.video_report.write_report", _report_in_one_line)

    def command(*args: object) -> Outcome:
        result = CliRunner().invoke(app, [str(arg) for arg in args])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return command


def _report_in_one_line(path: Path, *_: object, name: str, **others: object) -> None:
    path.write_text(f"{name} {others['annotated_name']}")


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return film(tmp_path / "clip.mp4")
