"""Which films are meant by the names that were given, and what their results are called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from formcheck.cli.refusal import RefusedError

FILM_ENDINGS = frozenset(
    f".{ending}"
    for ending in (
        *("3gp", "avi", "flv", "m2ts", "m4v", "mkv", "mov", "mp4"),
        *("mpeg", "mpg", "mts", "ogv", "ts", "webm", "wmv"),
    )
)
"""Files of a folder that are taken for films; a film that is named itself may end otherwise."""
LONGEST_NAME = 100
"""Bytes of a film's name in the names of its results; most systems allow 255 in all."""
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""Names that Windows keeps for itself."""


def films_in(given: Sequence[Path], out: Path | None) -> tuple[Path, ...]:
    """The films that are named, and those in the folders that are named, each once.

    Folders are looked through with all their folders, in the order of their names; hidden ones
    and the folder of results are left out.

    Raises:
        RefusedError: a folder holds no film, or is the one for the results.
    """
    found: dict[Path, Path] = {}
    for path in given:
        films = list(_in_folder(path, out)) if path.is_dir() else [path]
        if not films:
            raise RefusedError(f"There is no film in the folder {path}. Name another, or a film.")
        for film in films:
            found.setdefault(film.resolve(), film)
    return tuple(found.values())


def result_names(films: Sequence[Path]) -> Mapping[Path, str]:
    """What the results of each film are called: its name, made safe.

    Films of one name (on any system, `A` and `a` being the same) also get a part of the hash of
    their place, so that their names do not depend on which other films there are.
    """
    plain = {film: safe_name(film.stem) for film in films}
    counts = Counter(name.casefold() for name in plain.values())
    return {
        film: name if counts[name.casefold()] == 1 else f"{name}-{_place_mark(film)}"
        for film, name in plain.items()
    }


def safe_name(name: str) -> str:
    """The name without anything that another system, a terminal or a folder would stumble over."""
    text = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
    text = "".join(
        "_" if letter in '<>:"/\\|?*\ufffd' or unicodedata.category(letter)[0] == "C" else letter
        for letter in text
    )
    text = text.strip(" .").encode()[:LONGEST_NAME].decode("utf-8", "ignore").rstrip(" .")
    if not text or _RESERVED.fullmatch(text):
        text = f"film_{text}".rstrip("_")
    return text


def _in_folder(folder: Path, out: Path | None) -> Iterator[Path]:
    results = out.resolve() if out else None
    if results == folder.resolve():
        raise RefusedError(
            f"--out {out} is the folder of the films: their results would be taken for films the "
            "next time. Name another folder, such as a new one in it."
        )
    for parent, folders, files in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(
            name for name in folders if name[0] != "." and (here / name).resolve() != results
        )
        for name in sorted(files):
            if name[0] != "." and Path(name).suffix.lower() in FILM_ENDINGS:
                yield here / name


def _place_mark(film: Path) -> str:
    return hashlib.sha256(os.fsencode(film.resolve())).hexdigest()[:6]
