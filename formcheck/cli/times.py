"""Times as they are typed: seconds, or minutes and hours with colons."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from formcheck.cli.refusal import RefusedError

if TYPE_CHECKING:
    from formcheck.video.analysis import Window

_SECONDS = re.compile(r"\d+(\.\d+)?")
_CLOCK = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d(?:\.\d+)?)")


def chosen_window(from_: str | None, to: str | None) -> Window:
    """The part of a film that `--from` and `--to` name; without them, all of it.

    Raises:
        RefusedError: a time cannot be read, or the part is empty.
    """
    from formcheck.video.analysis import Window

    start = 0.0 if from_ is None else seconds(from_, "--from")
    end = math.inf if to is None else seconds(to, "--to")
    if end <= start:
        raise RefusedError(
            f"--to {to} is not after --from {from_ or 0}: nothing is left of the film."
        )
    return Window(start, end)


def seconds(text: str, option: str) -> float:
    """`90`, `1:30` or `1:02:03.5` in seconds (RefusedError if it is not like that)."""
    if _SECONDS.fullmatch(text.strip()):
        return float(text)
    clock = _CLOCK.fullmatch(text.strip())
    if clock is None:
        raise RefusedError(
            f"{option} {text}: this is no time. Write seconds, such as 90, or minutes, such as "
            "1:30."
        )
    hours, minutes, rest = clock.groups()
    return 3600 * int(hours or 0) + 60 * int(minutes) + float(rest)
