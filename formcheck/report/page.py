"""The frame of our pages: self-contained, without scripts, safe whatever a name holds."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources

from formcheck.report.words import DISCLAIMER

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""The browser loads nothing and runs nothing."""


def page(title: str, body: str) -> str:
    """A whole HTML page; `title` is plain text, `body` is HTML."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_style()}</style>\n</head>\n<body>\n<main>\n"
        f"{body}<footer>{escape(DISCLAIMER)}</footer>\n</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return resources.files("formcheck.report").joinpath("report.css").read_text("utf-8")
