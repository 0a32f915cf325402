"""The folder of spoken texts: what is missing in it, what is left over, and its index."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from formcheck.ui.voice_files import FOLDER, INDEX

VOICE = Path(__file__).resolve().parents[2] / "formcheck" / "ui" / FOLDER


def file_name(text: str) -> str:
    """The file of a text: `Hips level, belly in` is `hips-level-belly-in.ogg`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-") + ".ogg"


def file_names(texts: Iterable[str]) -> dict[str, str]:
    """`{text: file name}`; texts that differ only in case and stops share a file."""
    return {text: file_name(text) for text in sorted(texts)}


def missing(names: Mapping[str, str], folder: Path = VOICE) -> list[str]:
    """The texts that have no file yet."""
    return [text for text, name in names.items() if not (folder / name).is_file()]


def render(
    names: Mapping[str, str],
    make: Callable[[str, Path], None],
    *,
    anew: bool = False,
    folder: Path = VOICE,
    tell: Callable[[str], None] = print,
) -> None:
    """Bring the folder in step with the texts.

    Args:
        names: `{text: file name}` of every text that can be said.
        make: writes the sound of a text into a file.
        anew: also those that are there.
        folder: where the files stand.
        tell: given one line per change.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {names[text]: text for text in (names if anew else missing(names, folder))}
    for name, text in wanted.items():
        make(text, folder / name)
        tell(f"Rendered: {text}")
    for path in sorted(folder.glob("*.ogg")):
        if path.name not in names.values():
            path.unlink()
            tell(f"Removed: {path.name}")
    index = json.dumps(dict(names), indent=0, ensure_ascii=True) + "\n"
    (folder / INDEX).write_text(index, encoding="utf-8")
