"""A film's work that takes a while and says what it does: imported by the workers."""

from __future__ import annotations

import os
import time
from pathlib import Path

from formcheck.cli.cluster import FilmTask
from formcheck.cli.once import done_once, key_of
from formcheck.report.batch import FilmResult
from formcheck.report.files import written_beside

BEGUN, ENDED, GO, WAITS = "begun", "ended", "go", "waits"


def say(out: Path, word: str, name: str) -> None:
    """One line, whole even when two processes write at the same time."""
    with (out.parent / word).open("a") as log:
        log.write(f"{name} {os.getpid()}\n")


def slow(task: FilmTask) -> FilmResult:
    """Write a result as a film's work does. A film named `waits` takes until there is a `go`."""
    out, name = task.place.out, task.place.name
    assert out is not None

    def work(room: Path) -> FilmResult:
        say(out, BEGUN, name)
        path = room / f"{name}.txt"
        with written_beside(path) as draft:
            draft.write_text("half")
            while name == WAITS and not (out.parent / GO).exists():
                time.sleep(0.02)
            draft.write_text(f"whole {name}")
        say(out, ENDED, name)
        return FilmResult(str(task.film), "cat_cow", files=(("csv", path.name),))

    return done_once(out, key_of(name), work)
