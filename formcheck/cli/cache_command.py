"""`formcheck cache`: what is kept of films, so that they need not be looked at again."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.refusal import plain_errors

_MEGABYTE = 1e6


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Remove all of it.")] = False,
) -> None:
    """Say how much room kept body points take, and where they are.

    Formcheck keeps the body points of the films it has looked at, without pictures: judging a film
    again, by another exercise or other limits, then takes a moment. The oldest go by themselves.
    """
    with plain_errors():
        from formcheck.video.landmark_cache import LandmarkCache

        kept = LandmarkCache()
        if clear:
            print(f"Removed: {kept.clear() / _MEGABYTE:.1f} MB of body points.")
        else:
            size = kept.size() / _MEGABYTE
            print(f"{size:.1f} MB of body points in {kept.folder} (--clear removes them).")
