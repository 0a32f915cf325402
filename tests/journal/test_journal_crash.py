"""Killed at any moment (kill -9), a journal is sound and lacks at most what was being done."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from journal_kit import AT, practise
from migration_kit import NEXT, next_version

from formcheck.journal import migrate
from formcheck.journal.store import Journal

CHILD = Path(__file__).with_name("crash_child.py")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork")


def killed(what: str, folder: Path, times: int, lines: int) -> list[tuple[Path, list[str]]]:
    """So many children, each killed; their files and what they had told.

    `lines`: how many they tell within the time in which they are killed.
    """
    command = [sys.executable, str(CHILD), what, str(folder), str(times), str(lines)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert run.returncode == 0, run.stderr
    found = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(found) == times
    return [(Path(file), told) for file, told in found]


def sound(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def version(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        found: str = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        return found


def test_every_repetition_that_was_kept_is_there(tmp_path: Path) -> None:
    kept = 0
    for file, told in killed("practise", tmp_path, 16, 20):
        journal = Journal.open(f"sqlite:///{file}")
        assert not [note for note in journal.notes if "empty" not in note]
        sound(file)
        assert not list(tmp_path.glob("*damaged*"))
        there = Counter(
            len(one.exercises[0].reps)
            for profile in journal.profiles()
            for one in journal.sessions(profile.id)
        )
        done = sum(reps * times for reps, times in there.items())
        assert len(told) <= done <= len(told) + 1
        kept += len(told)
        if journal.profiles():
            practise(journal, journal.profiles()[0].id)
        journal.close()
    assert kept > 25, "the children were killed before they had done anything"


def test_a_journal_killed_on_its_way_to_a_new_version_is_wholly_old_or_new(tmp_path: Path) -> None:
    first = Journal.open(f"sqlite:///{tmp_path / 'pattern'}")
    ann = first.add_profile("Ann").id
    practise(first, ann)
    sessions = first.sessions(ann)
    first.close()
    for number in range(14):
        shutil.copy(tmp_path / "pattern", tmp_path / f"journal{number}.sqlite")
    versions = Counter[str]()
    for file, told in killed("migrate", tmp_path, 14, 2):
        sound(file)
        versions[version(file)] += 1
        if "done\n" in told:
            assert version(file) == NEXT
        with next_version():
            journal = Journal.open(f"sqlite:///{file}")
            assert version(file) == NEXT and journal.sessions(ann) == sessions
            journal.close()
        copies = sorted(tmp_path.glob(f"{file.stem}.before-*.sqlite"))
        assert copies
        for copy in copies:
            sound(copy)
            assert version(copy) == migrate.newest()
    assert set(versions) == {NEXT, migrate.newest()}, "all were killed at the same moment"


def test_a_damaged_journal_is_mended_whenever_that_is_broken_off(tmp_path: Path) -> None:
    pattern = tmp_path / "pattern"
    first = Journal.open(f"sqlite:///{pattern}")
    ann = first.add_profile("Ann").id
    for _ in range(20):
        practise(first, ann, 10)
    first.close()
    with closing(sqlite3.connect(pattern)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'ix_session_profile'"
        page = connection.execute(asked).fetchone()[0]
    whole = bytearray(pattern.read_bytes())
    whole[(page - 1) * 4096 : page * 4096] = b"\x55" * 4096
    for number in range(12):
        (tmp_path / f"journal{number}.sqlite").write_bytes(whole)
    broken_off = 0
    for file, told in killed("mend", tmp_path, 12, 2):
        journal = Journal.open(f"sqlite:///{file}")
        assert len(journal.sessions(ann)) == 20
        journal.close()
        sound(file)
        asides = sorted(tmp_path.glob(f"{file.stem}.damaged-*.sqlite"))
        assert {aside.read_bytes() for aside in asides} == {bytes(whole)}
        assert not list(tmp_path.glob(f"{file.name}.new*"))
        broken_off += "done\n" not in told
    assert broken_off


def test_a_copy_is_whole_or_not_there(tmp_path: Path) -> None:
    for number in range(8):
        journal = Journal.open(f"sqlite:///{tmp_path / f'journal{number}.sqlite'}")
        practise(journal, journal.add_profile("Ann").id, 20)
        journal.close()
    copies = 0
    for file, told in killed("back_up", tmp_path, 8, 3):
        sound(file)
        copy = file.with_name(f"{file.stem}.copy.sqlite")
        assert copy.exists() or not told
        if copy.exists():
            copies += 1
            sound(copy)
            there = Journal.open(f"sqlite:///{copy}")
            assert len(there.sessions(there.profiles()[0].id)[0].exercises[0].reps) == 20
            there.close()
    assert copies


def test_two_programs_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite"
    code = (
        f"import sys; sys.path.insert(0, {str(CHILD.parent)!r})\n"
        "from journal_kit import practise\n"
        "from formcheck.journal.store import Journal\n"
        f"journal = Journal.open('sqlite:///{file}')\n"
        "ann = journal.add_profile(sys.argv[1]).id\n"
        "for _ in range(10): practise(journal, ann, 8)\n"
        "journal.close()\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("Ann", "Bob")]
    assert [one.wait(timeout=90) for one in both] == [0, 0]
    sound(file)
    journal = Journal.open(f"sqlite:///{file}")
    for profile in journal.profiles():
        done = [len(one.exercises[0].reps) for one in journal.sessions(profile.id)]
        assert done == [8] * 10
        assert all(one.started_at == AT for one in journal.sessions(profile.id))
    assert len(journal.profiles()) == 2
    journal.close()
