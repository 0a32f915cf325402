"""One analysis at a time: others wait, may give up, and go on when the first has ended."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from formcheck.video import turn
from formcheck.video.turn import machine_turn


def never() -> None:
    pytest.fail("nobody else is working")


def test_nobody_waits_when_nobody_works(tmp_path: Path) -> None:
    for _ in range(2):
        with machine_turn(never, folder=tmp_path / "new"):
            pass


def test_the_second_waits_until_the_first_has_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turn, "_TELL_S", 0.0)
    order: list[str] = []
    told = threading.Event()

    def second() -> None:
        with machine_turn(told.set, folder=tmp_path):
            order.append("second")

    with machine_turn(never, folder=tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def test_waiting_can_be_given_up_and_takes_nothing(tmp_path: Path) -> None:
    def cancelled() -> None:
        raise InterruptedError

    with (
        machine_turn(never, folder=tmp_path),
        pytest.raises(InterruptedError),
        machine_turn(cancelled, folder=tmp_path),
    ):
        pytest.fail("it was not our turn")
    with machine_turn(never, folder=tmp_path):
        pass


def test_an_error_ends_the_turn(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), machine_turn(never, folder=tmp_path):
        raise ValueError("x")
    with machine_turn(never, folder=tmp_path):
        pass


def test_a_program_that_dies_ends_its_turn(tmp_path: Path) -> None:
    """Killed in the middle of it: no lock stays behind."""
    program = (
        "import os, pathlib, sys\n"
        "from formcheck.video.turn import machine_turn\n"
        "with machine_turn(lambda: None, folder=pathlib.Path(sys.argv[1])):\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], timeout=60)
    assert done.returncode != 0
    with machine_turn(never, folder=tmp_path):
        pass


def test_a_folder_that_cannot_be_written_lets_everybody_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        machine_turn(never, folder=tmp_path / "file" / "here"),
        machine_turn(never, folder=tmp_path / "file" / "here"),
    ):
        pass
