"""Work that is done once: a mark beside the results says what they were made from.

Several machines may share the folder. What they do is written whole or not at all, and a machine
that dies leaves no mark, so that another does its film anew.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from formcheck.report.batch import FilmResult

MARKS = ".formcheck"
"""The folder of marks, in the folder of results."""


def key_of(*parts: str) -> str:
    """A name for work that is made from these parts."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def done_once(out: Path, key: str, work: Callable[[Path], FilmResult]) -> FilmResult:
    """The result that is there, or the work's; never both at once on machines that share locks.

    Args:
        out: the folder of results.
        key: what the result is made from; another key is other work.
        work: writes its files to the folder that it is given, and returns their line. They move
            to `out` when all are there. An exception in it leaves nothing.

    Raises:
        OSError: the folder cannot be written.
    """
    marks = out / MARKS
    marks.mkdir(parents=True, exist_ok=True)
    lock = FileLock(marks / f"{key}.lock")
    with lock:
        there = _there(out, key)
        if there is not None:
            return there
        room = marks / key
        shutil.rmtree(room, ignore_errors=True)  # of a machine that died
        room.mkdir()
        try:
            result = work(room)
            for _, name in result.files:
                (room / name).replace(out / name)
            _mark(marks / f"{key}.json", result, out)
        finally:
            shutil.rmtree(room, ignore_errors=True)
    return result


def _there(out: Path, key: str) -> FilmResult | None:
    """The marked result, if all its files are still there as they were."""
    from formcheck.report.batch import result_from

    try:
        mark = json.loads((out / MARKS / f"{key}.json").read_text("utf-8"))
        result = result_from(mark["result"])
        sizes = {name: (out / name).stat().st_size for _, name in result.files}
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return result if sizes == mark["sizes"] else None


def _mark(path: Path, result: FilmResult, out: Path) -> None:
    from formcheck.report.batch import plain_result

    sizes = {name: (out / name).stat().st_size for _, name in result.files}
    draft = path.with_name(f"{path.stem}.{secrets.token_hex(4)}.part")
    try:
        draft.write_text(json.dumps({"sizes": sizes, "result": plain_result(result)}), "utf-8")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
