"""Which films are meant by the names that were given, and what their results are called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from formcheck.cli.once import MARKS, key_of
from formcheck.cli.refusal import RefusedError
from formcheck.report.files import written_beside

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


def result_names(films: Sequence[Path], out: Path | None) -> Mapping[Path, str]:
    """What the results of each film are called in `out`: its name, made safe.

    Where several films have one name (on any system, `A` and `a` being the same), or results of
    that name are there that are not known to be this film's, a part of the hash of the film's
    place is added. A film whose results are there keeps the name they have.
    """
    plain = {film: safe_name(film.stem) for film in films}
    counts = Counter(name.casefold() for name in plain.values())
    names = {}
    for film, name in plain.items():
        if _results(out, name):
            own = _is_of(out, name, film)
        else:
            own = counts[name.casefold()] == 1 and not _results(out, _marked(film))
        names[film] = name if own else _marked(film)
    return names


def said_of_names(names: Mapping[Path, str]) -> tuple[str, ...]:
    """A sentence for each film whose results are not called after it alone."""
    return tuple(
        f"The results of {film} are called {name}, to keep those of another film."
        for film, name in names.items()
        if name != safe_name(film.stem)
    )


def claim(out: Path | None, name: str, film: Path) -> None:
    """Note that the results of this name are this film's, just before they take their places.

    Raises:
        RefusedError: meanwhile those of another film have taken the name.
    """
    if out is None:
        return
    if _results(out, name) and not _is_of(out, name, film):
        raise RefusedError(
            f"Meanwhile another film of this name got its results in {out}. Begin again: those of "
            f"{film.name} will get another name."
        )
    mark = _mark(out, name)
    mark.parent.mkdir(parents=True, exist_ok=True)
    with written_beside(mark) as draft:
        draft.write_text(_place_mark(film), "utf-8")


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


def _marked(film: Path) -> str:
    return f"{safe_name(film.stem)}-{_place_mark(film)[:6]}"


def _place_mark(film: Path) -> str:
    return hashlib.sha256(os.fsencode(film.resolve())).hexdigest()


def _results(out: Path | None, name: str) -> bool:
    """Whether there are results of this name, of any exercise."""
    if out is None or not out.is_dir():
        return False
    result = re.compile(re.escape(name.casefold()) + r"\.[a-z0-9_]+\.(mp4|json|csv|html)")
    return any(result.fullmatch(there.casefold()) for there in os.listdir(out))


def _is_of(out: Path | None, name: str, film: Path) -> bool:
    """Whether the results of this name are known to be this film's."""
    if name == _marked(film):
        return True
    try:
        return out is not None and _mark(out, name).read_bytes() == _place_mark(film).encode()
    except OSError:
        return False


def _mark(out: Path, name: str) -> Path:
    return out / MARKS / f"{key_of(name.casefold())}.film"
