"""Which pages are generated, wholly or in part, and what belongs in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from formcheck.specs.loader import load_all
from tools.doc_pages import tables
from tools.doc_pages.exercises import exercise_page
from tools.doc_pages.limits import limits_page
from tools.doc_pages.markdown import replaced

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"


def pages() -> dict[Path, str]:
    """What each page with generated content should hold now.

    Raises:
        ValueError: a page lacks the marks of a part that belongs into it.
    """
    specs = tuple(load_all().values())
    written = {
        README: {
            "exercises": tables.exercise_table(specs),
            "camera": tables.camera_summary(specs),
            "mistakes": tables.judged_summary(specs),
        },
        DOCS / "camera.md": {"camera": tables.camera_table(specs)},
        DOCS / "for-physiotherapists.md": {
            "words": tables.word_tables(),
            "units": tables.unit_table(),
            "guesses": tables.guess_table(specs),
        },
    }
    found = {path: _filled(path, parts) for path, parts in written.items()}
    found[DOCS / "exercises.md"] = exercise_page(specs)
    found[DOCS / "limits.md"] = limits_page(specs)
    for spec in specs:
        found[DOCS / "images" / f"camera-{spec.id}.svg"] = tables.camera_image(spec)
    return found


def _filled(path: Path, parts: Mapping[str, str]) -> str:
    page = path.read_text(encoding="utf-8")
    for name, content in parts.items():
        page = replaced(page, name, content)
    return page
