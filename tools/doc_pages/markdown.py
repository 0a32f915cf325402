"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars and line ends in cells are made harmless."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def bullets(lines: Iterable[str]) -> str:
    """A list, one line each."""
    return "\n".join(f"- {line}" for line in lines)


def numbered(lines: Iterable[str]) -> str:
    """A numbered list."""
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def code(text: str) -> str:
    """Text as it stands in a spec."""
    return f"`{text}`"


def codes(texts: Iterable[str]) -> str:
    """Several of them, with commas."""
    return ", ".join(map(code, texts))


def anchor(title: str) -> str:
    """What a link to a heading ends in."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def quoted(text: str) -> str:
    """A sentence as it is said."""
    return f'"{text}"' if text[-1] in ".?!" else f'"{text}."'


def replaced(page: str, name: str, content: str) -> str:
    """The page with new content between the two marks of a generated part.

    Raises:
        ValueError: the page has no such part.
    """
    begin, end = f"<!-- generated: {name} -->", f"<!-- end of {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(page):
        raise ValueError(f"no part '{name}' in this page: put {begin} and {end} where it belongs")
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", page, count=1)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
