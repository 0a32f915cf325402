"""`formcheck journal ...`."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from journal_kit import practise
from typer.testing import CliRunner

from formcheck.cli import app
from formcheck.journal.store import DATABASE_VARIABLE, Journal

Run = Callable[..., Result]


@pytest.fixture
def run(file: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv(DATABASE_VARIABLE, f"sqlite:///{file}")
    return lambda *arguments, answer="": CliRunner().invoke(
        app, ["journal", *map(str, arguments)], input=answer
    )


@pytest.fixture
def ann(file: Path) -> str:
    journal = Journal.open(f"sqlite:///{file}")
    ann = journal.add_profile("Ann").id
    practise(journal, ann)
    journal.close()
    return ann


def test_where(run: Run, ann: str, file: Path) -> None:
    assert run("where").stdout == f"{file}\n  Ann: 1 practice\n"


def test_out_and_in(run: Run, ann: str, tmp_path: Path) -> None:
    out = tmp_path / "ann.json"
    assert "Ann, 1 practice" in run("export", out).stdout
    assert json.loads(out.read_text("utf-8"))["profile"]["id"] == ann
    assert run("import", out).stdout == "Ann: 0 practices added.\n"
    assert run("delete", "--yes").stdout == "Deleted: everything of everybody.\n"
    assert run("import", out).stdout == "Ann: 1 practice added.\n"


def test_tables(run: Run, ann: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "ann.ZIP").exit_code == 0
    with zipfile.ZipFile(tmp_path / "ann.ZIP") as archive:
        assert archive.namelist() == ["sessions.csv", "repetitions.csv", "mistakes.csv"]


def test_nothing_is_deleted_without_a_yes(run: Run, ann: str, tmp_path: Path) -> None:
    assert "Nothing was deleted" in run("delete", answer="n\n").stdout
    assert run("delete").exit_code == 1
    assert "Ann: 1 practice" in run("where").stdout
    assert "everything of Ann" in run("delete", "--person", "ann", answer="y\n").stdout
    assert "Ann" not in run("where").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "x.pdf"), "neither in .json nor in .zip"),
        (("export", "x.json", "--person", "Bob"), 'nobody called Bob. There is "Ann".'),
        (("delete", "--person", "Bob", "--yes"), "nobody called Bob"),
        (("import", "missing.json"), "Could not read or write"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    run: Run, ann: str, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert (result.exit_code, said in result.stderr) == (2, True)
    assert len(result.stderr.splitlines()) == 1


def test_whose_is_asked_where_there_are_several(run: Run, ann: str, file: Path) -> None:
    journal = Journal.open(f"sqlite:///{file}")
    journal.add_profile("Bob")
    journal.close()
    assert 'one of "Ann", "Bob"' in run("export", "x.json").stderr


def test_another_file_is_not_imported(run: Run, ann: str, tmp_path: Path) -> None:
    for content, said in ((b"\xff\xfe\x00", "not text"), (b"{}", "no exported journal")):
        (tmp_path / "x.json").write_bytes(content)
        result = run("import", tmp_path / "x.json")
        assert result.exit_code == 2 and said in result.stderr


def test_a_file_without_end_is_not_read(run: Run, ann: str, tmp_path: Path) -> None:
    with (tmp_path / "x.json").open("wb") as sparse:
        sparse.truncate(10 * 2**30)
    result = run("import", tmp_path / "x.json")
    assert result.exit_code == 2 and "MB" in result.stderr


def test_an_empty_journal_has_nobody_to_export(run: Run) -> None:
    assert "nobody in the journal yet" in run("export", "x.json").stderr


def test_a_damaged_journal_is_told_and_begun_anew(run: Run, file: Path) -> None:
    file.write_text("garbage" * 1000)
    result = run("where")
    assert result.exit_code == 0 and "damaged" in result.stderr
