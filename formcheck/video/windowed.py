"""A window of a film: clipped to what is there, or refused in a sentence."""

from __future__ import annotations

import math
from pathlib import Path

from formcheck.video.analysis import WHOLE, Window
from formcheck.video.bounds import refuse_length
from formcheck.video.errors import VideoError


def clip(window: Window, duration_s: float, path: Path) -> Window:
    """The part of a window that lies in a film of `duration_s` seconds.

    A window that leaves nothing out becomes `WHOLE`.

    Raises:
        VideoError: it ends before it begins, or begins after the film's end, or is too long.
    """
    from_s = max(0.0, window.from_s)
    if math.isnan(window.from_s) or math.isnan(window.to_s) or window.to_s <= from_s:
        raise VideoError(
            f"The part of {path.name} from {window.from_s:g} s to {window.to_s:g} s is empty. "
            "Give an end that is later than the beginning."
        )
    if from_s >= duration_s:
        raise VideoError(
            f"The part of {path.name} begins at {from_s:g} s, but the film is "
            f"{duration_s:.1f} s long. Choose an earlier part."
        )
    to_s = min(window.to_s, duration_s)
    refuse_length(to_s - from_s, path)
    return WHOLE if from_s == 0 and to_s >= duration_s else Window(from_s, to_s)
