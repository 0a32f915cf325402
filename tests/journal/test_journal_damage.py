"""A journal that cannot be opened or written as it should: told in a sentence, nothing lost."""

import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from journal_kit import AT, PLANNED, began, log_of, practise, rep_done, wait_until
from migration_kit import NEXT, next_version

from formcheck.journal import backup, damage, migrate
from formcheck.journal.errors import JournalError
from formcheck.journal.records import Session
from formcheck.journal.store import Journal

SESSIONS = 30


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound journal of some practices, closed."""
    file = tmp_path_factory.mktemp("pattern") / "journal.sqlite"
    journal = Journal.open(f"sqlite:///{file}")
    ann = journal.add_profile("Ann").id
    for day in range(SESSIONS):
        practise(journal, ann, 10, AT + timedelta(days=day))
    journal.close()
    return file


@pytest.fixture
def kept(pattern: Path, file: Path) -> Path:
    shutil.copy(pattern, file)
    return file


def opened(file: Path) -> Journal:
    return Journal.open(f"sqlite:///{file}")


def practices(journal: Journal) -> tuple[Session, ...]:
    return tuple(one for who in journal.profiles() for one in journal.sessions(who.id))


def _truncated(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _stub(file: Path) -> None:
    os.truncate(file, 20)


def _garbage(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(50_000))


def _text(file: Path) -> None:
    file.write_text("my journal\n" * 1000)


def _page(file: Path) -> None:
    with file.open("r+b") as data:
        data.seek(file.stat().st_size - 3 * 4096)
        data.write(random.Random(2).randbytes(4096))


def _schema(file: Path) -> None:
    with file.open("r+b") as data:
        data.seek(100)
        data.write(b"\xff" * 900)


@pytest.mark.parametrize("harm", [_truncated, _stub, _garbage, _text, _page, _schema])
def test_a_damaged_file_is_put_aside_and_a_new_one_begun(
    kept: Path, harm: Callable[[Path], None]
) -> None:
    harm(kept)
    damaged = kept.read_bytes()
    journal = opened(kept)
    (note,) = journal.notes
    (aside,) = kept.parent.glob("journal.damaged-*.sqlite")
    assert "damaged" in note and str(aside) in note
    assert aside.read_bytes() == damaged
    new = journal.add_profile("Bob").id
    practise(journal, new)
    journal.close()
    again = opened(kept)
    assert again.notes == () and len(again.sessions(new)) == 1
    again.close()


def test_what_can_be_read_of_a_damaged_file_is_in_the_new_one(pattern: Path, file: Path) -> None:
    """Whichever page is lost: nearly everything else is there."""
    whole = pattern.read_bytes()
    all_there = 0
    pages = range(4096, len(whole), 4 * 4096)
    for page in pages:
        for old in file.parent.glob("journal*"):
            old.unlink()
        file.write_bytes(whole[:page] + random.Random(page).randbytes(4096) + whole[page + 4096 :])
        journal = opened(file)
        found = practices(journal)
        assert len(journal.notes) == 1 and "damaged" in journal.notes[0]
        if found:
            assert f"{len(found)} practices could be read" in journal.notes[0]
        all_there += len(found) == SESSIONS
        journal.close()
    assert all_there >= 0.6 * len(pages)


def test_whose_name_is_lost_keeps_the_practices(kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name = 'profile'"
        page = connection.execute(asked).fetchone()[0]
    with kept.open("r+b") as data:
        data.seek((page - 1) * 4096)
        data.write(random.Random(6).randbytes(4096))
    journal = opened(kept)
    assert [one.name for one in journal.profiles()] == ["Recovered 1"]
    assert len(practices(journal)) == SESSIONS
    journal.close()


def test_each_damaged_file_keeps_its_own_place(kept: Path) -> None:
    for number in range(1, 4):
        _text(kept)
        opened(kept).close()
        assert len(list(kept.parent.glob(f"journal.damaged-*-{number}.sqlite"))) == 1


def test_an_empty_file_becomes_a_journal(file: Path) -> None:
    file.touch()
    journal = opened(file)
    assert "was empty" in journal.notes[0]
    practise(journal, journal.add_profile("Ann").id)
    journal.close()


def test_garbage_in_what_was_not_yet_taken_in_costs_no_more_than_that(kept: Path) -> None:
    kept.with_name("journal.sqlite-wal").write_bytes(random.Random(3).randbytes(40_000))
    kept.with_name("journal.sqlite-shm").write_bytes(random.Random(4).randbytes(32_768))
    journal = opened(kept)
    assert len(practices(journal)) == SESSIONS and journal.notes == ()
    journal.close()


def test_any_damage_leaves_a_journal_that_works(pattern: Path, file: Path) -> None:
    """Bytes overwritten anywhere: noticed or not, nothing worse than a sentence follows."""
    draw = random.Random(5)
    for _ in range(12):
        for old in file.parent.glob("journal*"):
            old.unlink()
        shutil.copy(pattern, file)
        with file.open("r+b") as data:
            data.seek(draw.randrange(file.stat().st_size))
            data.write(draw.randbytes(draw.choice((1, 40, 5000))))
        journal = opened(file)
        practise(journal, journal.add_profile("Bob").id)
        practices(journal)
        journal.close()


def test_damage_that_comes_later_is_told(kept: Path) -> None:
    journal = opened(kept)
    journal.close()
    _garbage(kept)
    with pytest.raises(JournalError, match="damaged"):
        journal.profiles()


def test_the_journal_of_a_newer_formcheck_is_left_as_it_is(kept: Path) -> None:
    with next_version():
        opened(kept).close()
    before = kept.read_bytes()
    with pytest.raises(JournalError, match=rf"newer Formcheck \(version {NEXT}"):
        opened(kept)
    assert kept.read_bytes() == before
    assert not list(kept.parent.glob("*damaged*"))


def test_a_file_that_is_locked_for_long_is_told(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.journal.database._BUSY_S", 0.01)
    journal = opened(kept)
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalError, match="used by another program"):
            journal.add_profile("Bob")
        with pytest.raises(JournalError, match="used by another program"):
            opened(kept)
        assert len(practices(journal)) == SESSIONS
    journal.add_profile("Bob")
    journal.close()


def test_two_that_open_at_once_take_turns(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr("formcheck.journal.opening._LOCK_S", 0.05)
    with FileLock(f"{kept}.lock"), pytest.raises(JournalError, match="opened by another program"):
        opened(kept)


def test_a_folder_that_cannot_be_there(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalError, match="cannot be opened"):
        opened(tmp_path / "file" / "journal.sqlite")


def _as_nobody(code: str, *arguments: object) -> str:
    """Run as somebody who may not write everywhere, as root may; what is printed."""
    before = (
        "import os, sys\n"
        "from formcheck.journal.errors import JournalError\n"
        "from formcheck.journal.store import IN_MEMORY, Journal\n"
        "Journal.open(IN_MEMORY).close()\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
    )
    command = [sys.executable, "-c", before + code, *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def _reachable(folder: Path) -> bool:
    return os.geteuid() != 0 or all(
        parent.stat().st_mode & 0o001 for parent in (folder, *folder.parents)
    )


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_a_read_only_folder_is_told(pattern: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(pattern, folder / "journal.sqlite")
        (folder / "journal.sqlite").chmod(0o444)
        folder.chmod(0o555)
        if not _reachable(folder):
            pytest.skip("the temporary folder is for root only")
        told = _as_nobody(
            "for name in ('journal', 'new'):\n"
            "    try: Journal.open(f'sqlite:///{sys.argv[1]}/{name}.sqlite')\n"
            "    except JournalError as error: print(error)\n",
            folder,
        )
        folder.chmod(0o755)
        assert told.count("Allow writing to its folder") == 2
        assert [path.name for path in folder.iterdir()] == ["journal.sqlite"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_full_disk_loses_nothing_while_the_program_lives(file: Path) -> None:
    journal = opened(file)
    ann = journal.add_profile("Ann").id
    log = log_of(journal, journal.begin(ann, "Cat-cow", PLANNED, at=AT))
    log.began(began())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    wal = Path(f"{file}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (wal + 2000, hard))
    try:
        for index in range(1, 4):
            log.rep(0, rep_done(index))
        wait_until(lambda: log.problem is not None)
        assert "room left" in (log.problem or "")
        assert journal.sessions(ann)[0].exercises[0].reps == ()
        assert log.unwritten()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    wait_until(lambda: log.problem is None)
    assert [rep.number for rep in journal.sessions(ann)[0].exercises[0].reps] == [1, 2, 3]
    journal.close()


def test_a_full_disk_stops_no_copy_halfway(kept: Path) -> None:
    journal = opened(kept)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(JournalError, match="Free some space"):
            journal.back_up(kept.parent / "copy.sqlite")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(kept.parent.glob("copy*"))
    journal.close()


def test_a_copy_can_be_opened_in_its_place(kept: Path) -> None:
    journal = opened(kept)
    copy = journal.back_up(kept.parent / "somewhere" / "copy.sqlite")
    assert journal.back_up(kept.parent / "somewhere").name == "journal.sqlite"
    with pytest.raises(JournalError, match="own place"):
        journal.back_up(kept)
    other = opened(copy)
    assert practices(other) == practices(journal)
    journal.close()
    other.close()


@pytest.mark.parametrize("name", ["journal.sqlite", "ann [home].sqlite", "a.b[c]"])
def test_no_copy_is_missed_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    journal = opened(file := tmp_path / name)
    for _ in range(4):
        backup.before(file, "0001")
    assert len(list(backup.beside(file, f"{file.stem}.before-", ""))) == 3
    file.with_name(f"{file.stem}.damaged-2026-03-01-1{file.suffix}").touch()
    file.with_name(f"{name}.new").touch()
    journal.delete_everything()
    journal.close()
    assert {path.name for path in tmp_path.iterdir()} <= {name, f"{name}.lock"}


def test_deleting_everything_takes_copies_and_traces_along(kept: Path) -> None:
    journal = opened(kept)
    ann = journal.profiles()[0].id
    session = journal.begin(ann, "Zanzibar routine", PLANNED, at=AT)
    log_of(journal, session).began(began())
    for made in ("before-0001", "damaged-2026-03-01-1"):
        shutil.copy(kept, kept.with_name(f"journal.{made}.sqlite"))
    kept.with_name("journal.damaged-2026-03-01-1.sqlite-wal").write_bytes(b"x")
    stranger = kept.with_name("notes.sqlite")
    stranger.touch()
    journal.delete_everything()
    assert {path.name for path in kept.parent.iterdir()} <= {
        *("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm", "journal.sqlite.lock"),
        "notes.sqlite",
    }
    for path in kept.parent.glob("journal.sqlite*"):
        assert b"Zanzibar" not in path.read_bytes() and b"Ann" not in path.read_bytes()
    journal.close()


def test_a_fault_of_the_file_is_told_from_one_of_the_folder(kept: Path, tmp_path: Path) -> None:
    assert damage.fault_of(kept) is None
    assert damage.fault_of(tmp_path / "missing") is None
    _garbage(kept)
    assert damage.fault_of(kept) == "file is not a database"


def test_versions_are_told_by_the_newest() -> None:
    assert migrate.newest() < NEXT
