"""Many films on many machines: each film is one task of a Dask cluster that somebody else runs.

The films and the folder of results lie on storage that all machines reach under the same names.
Whichever worker dies, Dask gives its film to another; a film whose results are there is not done
again (`formcheck.cli.once`).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import formcheck
from formcheck.cli import inputs, options
from formcheck.cli.batch import exit_code, failed, finish, summary_files
from formcheck.cli.film_work import Place, Wish, film_done
from formcheck.cli.films import claim, result_names, said_of_names
from formcheck.cli.model import pose_model
from formcheck.cli.once import done_once, key_of
from formcheck.cli.outputs import drafts_for
from formcheck.cli.progress import progress_bar
from formcheck.cli.refusal import INTERRUPTED, RefusedError, say

if TYPE_CHECKING:
    from formcheck.report.batch import FilmResult

ANSWER_S = 10.0
"""A scheduler that does not answer within this is not there."""


@dataclass(frozen=True, slots=True)
class FilmTask:
    """One film for one worker.

    Attributes:
        film: as every machine names it.
        place: where its results go.
        wish: how it is judged.
        version: of the program that asks.
        run: not empty where results that are there do not count; its own for each run.
    """

    film: Path
    place: Place
    wish: Wish
    version: str
    run: str = ""


Work = Callable[[FilmTask], "FilmResult"]


def analyze_on_cluster(
    address: str, films: Sequence[Path], wish: Wish, out: Path | None, *, with_video: bool
) -> int:
    """Let the workers of a Dask scheduler judge the films; the exit code.

    Raises:
        RefusedError: Dask is not installed, nobody answers at the address, or no folder is named.
    """
    if out is None:
        raise RefusedError(
            "--cluster needs --out DIR, a folder that all machines reach: the workers write there."
        )
    names, summary = result_names(films, out), summary_files(out.absolute())
    run = secrets.token_hex(8) if wish.fresh else ""
    tasks = [
        FilmTask(
            film.absolute(), Place(names[film], out.absolute(), with_video), wish,
            formcheck.__version__, run,
        )
        for film in films
    ]  # fmt: skip
    screen = options.screen()
    results: dict[Path, FilmResult] = {}
    with scheduler_at(address) as client, drafts_for(summary, out, films[0]) as drafts:
        from formcheck.report.batch import progress_line

        stopped = False
        for line in said_of_names(names):
            screen.print(line, markup=False, soft_wrap=True)
        for film in films:  # also for what workers finish when this program is gone
            claim(out, names[film], film)
        try:
            with progress_bar(f"0 of {len(films)} films") as report:
                for task, result in gathered(client, tasks):
                    results[task.film] = result
                    done = len(results)
                    report(done / len(films), f"{done} of {len(films)} films")
                    line = progress_line(done, len(films), result)
                    screen.print(line, markup=False, soft_wrap=True)
        except KeyboardInterrupt:
            if not results:
                raise
            stopped = True
        in_order = [results[task.film] for task in tasks if task.film in results]
        finish(in_order, drafts, summary)
    if stopped:
        say("Stopped. What the workers had finished stays; begin again, and only the rest is done.")
        return INTERRUPTED
    return exit_code(in_order)


def film_on_worker(task: FilmTask) -> FilmResult:
    """Do one film on a worker. Nothing that is wrong with a film is an error of the cluster."""
    from formcheck.report.files import readable

    try:
        if task.version != formcheck.__version__:
            raise RefusedError(
                f"The worker has Formcheck {formcheck.__version__}, not {task.version}. Install "
                "the same one everywhere."
            )
        assert task.place.out is not None, "checked before tasks are made"
        inputs.require_system_libraries()
        inputs.require_film(task.film, task.wish.window)
        bundle = pose_model(task.wish.model)
        result = done_once(
            task.place.out,
            _key(task, bundle),
            # A worker has its machine for itself as far as Dask says so: no turns are taken.
            lambda room: film_done(
                task.film, replace(task.place, out=room), task.wish, bundle, _silent, alone=False
            ),
        )
        return replace(result, film=readable(str(task.film)))
    except Exception as error:
        return failed(task.film, error)


def gathered(
    client: Any, tasks: Sequence[FilmTask], work: Work = film_on_worker
) -> Iterator[tuple[FilmTask, FilmResult]]:
    """The results as they come; those of films that kill every worker are told as failed.

    Tasks that are left when the caller stops are called off.

    Args:
        client: a `distributed.Client`.
        tasks: one for each film.
        work: done with each task on a worker.
    """
    as_completed = import_module("distributed").as_completed
    futures = {
        client.submit(work, task, key=f"formcheck-{_task_name(task)}", retries=1): task
        for task in tasks
    }
    try:
        for future in as_completed(list(futures), loop=client.loop):
            error = future.exception() if future.status == "error" else None
            if future.status == "finished":
                yield futures[future], future.result()
            else:
                yield futures[future], lost(futures[future], error)
    finally:
        client.cancel(list(futures))


@contextmanager
def scheduler_at(address: str) -> Iterator[Any]:
    """A client of the scheduler at an address (RefusedError: nobody answers there)."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        raise RefusedError(
            "--cluster needs Dask, which is not installed. Install it on every machine: "
            "pip install 'formcheck[cluster]'"
        ) from None
    try:
        client = distributed.Client(address, timeout=ANSWER_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError, ImportError) as error:
        raise RefusedError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler` and workers "
            "with `dask worker ADDRESS`, and give the address that the scheduler names, such as "
            "tcp://host:8786."
        ) from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise RefusedError(
                f"The scheduler at {address} has no workers. Start some: dask worker {address}"
            )
        yield client


def lost(task: FilmTask, error: BaseException | None) -> FilmResult:
    """The line of a film that never came back from a worker."""
    from formcheck.report.batch import film_failed

    if error is None:
        return film_failed(task.film, "The cluster called it off.")
    kind = type(error).__name__
    if kind == "KilledWorker":
        return film_failed(task.film, "The workers that tried it died, one after the other.")
    return film_failed(task.film, f"A worker could not do it: {kind}: {error}")


def _silent(share: float | None, step: str) -> None:
    """Nobody watches a worker."""


def _key(task: FilmTask, bundle: Path) -> str:
    """What the results of a task are made from: film, model, exercises, wishes."""
    from formcheck.specs.loader import default_folder
    from formcheck.video.landmark_cache import LandmarkCache

    choice = task.wish.choice
    specs = [path.read_text("utf-8") for path in sorted(default_folder().glob("*.yaml"))]
    rules = [choice.spec.model_dump_json()] if choice.spec else specs
    limits = [choice.named, *(choice.kept[name] for name in sorted(choice.kept))]
    content = LandmarkCache().key(task.film, bundle, task.wish.window)
    if content is None:
        raise RefusedError(f"{task.film} cannot be read on this worker. Check its permissions.")
    return key_of(
        content,
        task.version,
        task.run,
        task.film.parent.name,  # may say the exercise
        repr((task.place.name, task.place.with_video, sorted(task.wish.dose.items()))),
        *rules,
        *(one.model_dump_json() for one in limits if one),
    )


def _task_name(task: FilmTask) -> str:
    return f"{task.film.name[:40]}-{key_of(str(task.film), repr(task))}"
