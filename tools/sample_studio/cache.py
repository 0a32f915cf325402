"""A content-addressed cache: what was made once from the same inputs is never made again.

Whatever is made is made beside its place and then renamed, under a lock: it is there whole or not
at all, an interrupted run goes on where it stopped, and two processes never make the same thing.
"""

from __future__ import annotations

import ast
import hashlib
import json
import multiprocessing
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from filelock import FileLock
from platformdirs import user_cache_path

Item = TypeVar("Item")
Made = TypeVar("Made")

KEY_LENGTH = 24


CACHE_VARIABLE = "FORMCHECK_BENCHMARK_CACHE"
"""Environment variable that names the folder, for machines whose home does not last."""


def default_cache_folder() -> Path:
    """Where clips and landmarks are kept unless another folder is named.

    What :data:`CACHE_VARIABLE` says, or the user's cache folder (`$XDG_CACHE_HOME` on Linux).
    """
    named = os.environ.get(CACHE_VARIABLE, "")
    return Path(named) if named else user_cache_path("formcheck-benchmark", appauthor=False)


def digest(content: object) -> str:
    """Fingerprint of plain data (numbers, texts, lists, tables)."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_LENGTH]


def file_fingerprint(path: Path) -> str:
    """Fingerprint of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:KEY_LENGTH]


def code_fingerprint(sources: Iterable[Path]) -> str:
    """Fingerprint of what Python files do: comments, layout and docstrings do not count.

    A folder stands for the Python files in it. Any other file counts by its bytes.
    """
    files: list[Path] = []
    for source in sources:
        files += sorted(source.glob("*.py")) if source.is_dir() else [source]
    return digest([[file.name, _code(file)] for file in files])


def _code(file: Path) -> str:
    if file.suffix != ".py":
        return file_fingerprint(file)
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [part for part in body if not _is_text(part)]  # type: ignore[attr-defined]
    return ast.dump(tree)


def _is_text(node: ast.AST) -> bool:
    """A string on a line of its own: a docstring."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


@dataclass(frozen=True, slots=True)
class Cache:
    """Files and folders by kind and key, below one folder."""

    folder: Path

    def path(self, kind: str, key: str, suffix: str = "") -> Path:
        """Where something is kept, whether or not it is there yet."""
        return self.folder / kind / f"{key}{suffix}"

    def made(self, kind: str, key: str, suffix: str, make: Callable[[Path], None]) -> Path:
        """The file or folder of this kind and key; `make` is called with a path if it is not there.

        What `make` raises is passed on, and nothing is kept.
        """
        target = self.path(kind, key, suffix)
        if target.exists():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        locks = self.folder / ".locks"
        locks.mkdir(exist_ok=True)
        name = f"{kind}-{key}{suffix}".replace("/", "-")
        with FileLock(locks / name):
            if target.exists():
                return target
            part = target.with_name(f".{uuid.uuid4().hex}.part{suffix}")
            try:
                make(part)
                os.replace(part, target)
            finally:
                _remove(part)
        return target


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def in_parallel(
    job: Callable[[Item], Made], items: Sequence[Item], workers: int
) -> Iterator[tuple[Item, Made]]:
    """Each item with what the job made of it, as they are finished; one worker: in this process.

    The job and the items must survive pickling. What a job raises stops the rest.
    """
    if workers <= 1 or len(items) <= 1:
        for item in items:
            yield item, job(item)
        return
    os.environ.setdefault("LP_NUM_THREADS", "1")  # one software-rendering thread per process
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        waiting = {pool.submit(job, item): item for item in items}
        try:
            for finished in as_completed(waiting):
                yield waiting[finished], finished.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
