"""The page *Guide*."""

from __future__ import annotations

from formcheck.ui.theme import page_frame


def page() -> None:
    """Draw the page."""
    with page_frame("Guide"):
        pass
