"""Work that is done once: what is there is not done again, what is not whole is."""

import json
import os
import threading
from pathlib import Path

import pytest

from formcheck.cli.once import MARKS, done_once, key_of
from formcheck.report.batch import FilmMistake, FilmResult


class Work:
    """Writes a file and counts how often."""

    def __init__(self) -> None:
        self.times = 0
        self.busy, self.collided = threading.Lock(), False

    def __call__(self, room: Path) -> FilmResult:
        self.collided |= not self.busy.acquire(blocking=False)
        self.times += 1
        (room / "a.csv").write_text("whole")
        self.busy.release()
        mistakes = (FilmMistake("hips", "Keep your hips still", 2, "minor"),)
        return FilmResult(
            "a.mp4", "plank", held_s=3.5, mistakes=mistakes, files=(("csv", "a.csv"),)
        )


@pytest.fixture
def work() -> Work:
    return Work()


def marks(out: Path) -> list[str]:
    return [name for name in os.listdir(out / MARKS) if not name.endswith(".lock")]


def test_a_result_that_is_there_comes_back_as_it_was(tmp_path: Path, work: Work) -> None:
    first = done_once(tmp_path, "k", work)
    assert done_once(tmp_path, "k", work) == first
    assert work.times == 1
    done_once(tmp_path, "another", work)
    assert work.times == 2


@pytest.mark.parametrize("change", ["gone", "cut", "mark damaged", "mark of another kind"])
def test_what_is_not_as_it_was_is_done_again(tmp_path: Path, work: Work, change: str) -> None:
    first = done_once(tmp_path, "k", work)
    mark = tmp_path / MARKS / "k.json"
    if change == "gone":
        (tmp_path / "a.csv").unlink()
    elif change == "cut":
        (tmp_path / "a.csv").write_text("who")
    elif change == "mark damaged":
        mark.write_bytes(mark.read_bytes()[:-9])
    else:
        mark.write_text(json.dumps({"sizes": {}, "result": {"films": []}}))
    assert done_once(tmp_path, "k", work) == first
    assert work.times == 2


def test_work_that_fails_leaves_nothing(tmp_path: Path, work: Work) -> None:
    def fails(room: Path) -> FilmResult:
        (room / "a.csv").write_text("half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        done_once(tmp_path, "k", fails)
    assert sorted(os.listdir(tmp_path)) == [MARKS]
    assert marks(tmp_path) == []
    assert done_once(tmp_path, "k", work).exercise == "plank"


def test_what_a_dead_machine_left_is_swept_away(tmp_path: Path, work: Work) -> None:
    left = tmp_path / MARKS / "k"
    left.mkdir(parents=True)
    (left / ".formcheck-1234.mp4").write_text("half")
    done_once(tmp_path, "k", work)
    assert marks(tmp_path) == ["k.json"]
    assert (tmp_path / "a.csv").read_text() == "whole"


def test_two_at_the_same_time_are_one_after_the_other(tmp_path: Path, work: Work) -> None:
    threads = [threading.Thread(target=done_once, args=(tmp_path, "k", work)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (work.times, work.collided) == (1, False)


def test_keys_differ_where_anything_differs() -> None:
    keys = [key_of("a", "b"), key_of("a", "c"), key_of("ab", ""), key_of("a")]
    assert len(set(keys)) == 4
    assert key_of("a", "b") == keys[0]
