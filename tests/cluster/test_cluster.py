"""Films on a Dask cluster: a worker killed in the middle loses nothing and does nothing twice."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import formcheck
from formcheck.cli.cluster import FilmTask, film_on_worker, gathered, lost, scheduler_at
from formcheck.cli.exercise_choice import Choice
from formcheck.cli.film_work import Place, Wish
from formcheck.cli.refusal import RefusedError
from formcheck.video.analysis import WHOLE

pytest.importorskip("distributed")
from slow_work import BEGUN, ENDED, GO, WAITS, slow

LONG_S = 60.0
WISH = Wish(Choice(None, None, {}), {}, WHOLE)


def tasks(folder: Path, *names: str, version: str = formcheck.__version__) -> list[FilmTask]:
    return [
        FilmTask(folder / f"{name}.mp4", Place(name, folder / "out", False), WISH, version)
        for name in names
    ]


def lines(folder: Path, word: str) -> list[tuple[str, int]]:
    path = folder / word
    if not path.exists():
        return []
    return [(name, int(pid)) for name, pid in map(str.split, path.read_text().splitlines())]


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG_S
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@pytest.mark.timeout(300)  # two workers start, and one more, each with all its imports
def test_a_worker_killed_mid_way_loses_nothing_and_nothing_is_done_twice(
    cluster: Any, tmp_path: Path
) -> None:
    names = [WAITS, "a", "b", "c", "d"]
    with scheduler_at(cluster.scheduler_address) as client:
        coming = gathered(client, tasks(tmp_path, *names), slow)
        first = next(coming)
        until(lambda: any(name == WAITS for name, _ in lines(tmp_path, BEGUN)))
        (killed,) = [pid for name, pid in lines(tmp_path, BEGUN) if name == WAITS]
        os.kill(killed, signal.SIGKILL)
        (tmp_path / GO).touch()
        results = [first, *coming]
    assert sorted(task.place.name for task, _ in results) == sorted(names)
    assert all(not result.problem for _, result in results)
    ended = [name for name, _ in lines(tmp_path, ENDED)]
    assert sorted(ended) == sorted(names)
    begun = [name for name, _ in lines(tmp_path, BEGUN)]
    assert sorted(begun) == sorted([*names, WAITS])  # only the one that was cut short again
    for name in names:
        assert (tmp_path / "out" / f"{name}.txt").read_text() == f"whole {name}"


def test_what_is_there_is_not_done_again(cluster: Any, tmp_path: Path) -> None:
    with scheduler_at(cluster.scheduler_address) as client:
        for films in (("a", "b"), ("a", "b", "c")):
            results = list(gathered(client, tasks(tmp_path, *films), slow))
    assert len(results) == 3
    assert sorted(name for name, _ in lines(tmp_path, BEGUN)) == ["a", "b", "c"]


def test_a_film_that_never_came_back_is_told() -> None:
    (task,) = tasks(Path(), "a")
    killed = type("KilledWorker", (Exception,), {})()
    assert lost(task, killed).problem == "The workers that tried it died, one after the other."
    assert lost(task, None).problem == "The cluster called it off."
    assert "MemoryError" in lost(task, MemoryError()).problem


def test_what_is_wrong_with_a_film_is_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.pose.model.ensure_model", lambda *_: tmp_path / "none.task")
    (task,) = tasks(tmp_path, "gone")
    assert "gone.mp4" in film_on_worker(task).problem
    (task,) = tasks(tmp_path, "a", version="0.0.1")
    assert "Install the same one everywhere." in film_on_worker(task).problem


def test_an_address_where_nobody_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("formcheck.cli.cluster.ANSWER_S", 0.3)
    for address in ("tcp://127.0.0.1:9", "nonsense://x"):
        with (
            pytest.raises(RefusedError, match="No Dask scheduler answers at"),
            scheduler_at(address),
        ):
            pass


def test_without_dask_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(RefusedError, match=r"pip install 'formcheck\[cluster\]'"),
        scheduler_at("tcp://127.0.0.1:9"),
    ):
        pass
