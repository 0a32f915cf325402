"""One measurement over time, made steady: jumps left out, noise smoothed, hopeless ones refused."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from types import MappingProxyType

from formcheck.signals.filters import Bends, OneEuro, OneEuroSettings, Window
from formcheck.signals.measure import Measure, NotMeasured
from formcheck.specs.vocabulary import WORDS

FILTERS: Mapping[str, OneEuroSettings] = MappingProxyType(
    {
        # Still person on all fours: SD .25 -> .15 deg, false speed p95 7 -> 2 deg/s, lag 33 ms.
        "deg": OneEuroSettings(min_cutoff=1.0, beta=0.05),
        "torso": OneEuroSettings(min_cutoff=1.0, beta=2.5),
        "thigh": OneEuroSettings(min_cutoff=1.0, beta=2.5),
    }
)
"""By unit; other units are not filtered."""
JUMPY: Mapping[str, float] = MappingProxyType(
    {"head_pitch": 0.3, "back_curve": 0.4, "upper_back_curve": 0.4}
)
"""Read as the median of so many seconds. Ear and nose are close together: in little light their
line jumps by 20 degrees and back. Hair on the back passes for the back for a moment."""
UNSTEADY_S, UNSTEADY_DEG = 1.0, 14.0
"""Bends between three pictures (median of the last second): still people have 1 to 3 degrees, the
fastest cat-cow at 10 pictures a second 7, a landmark lost in poor light 20 and more."""

TOO_UNSTEADY = NotMeasured("the picture of you is too unsteady")


class Steadied:
    """Makes the values of one word of the language steady; the word decides how."""

    def __init__(self, word: str) -> None:
        unit = WORDS[word].unit
        settings = FILTERS.get(unit)
        self._smooth = OneEuro(settings) if settings is not None else None
        self._raw = Window(UNSTEADY_S)
        self._bends = Bends(self._raw) if unit == "deg" else None
        self._median_s = JUMPY.get(word)

    def __call__(self, time_s: float, value: float) -> Measure:
        """The steady value at a time after the previous one."""
        if self._smooth is None:
            return value
        if self._bends is not None:
            self._bends.add(time_s, value)
            if self._bends.rough(UNSTEADY_DEG):
                return TOO_UNSTEADY
            if self._median_s is not None:
                value = statistics.median(self._raw.since(time_s - self._median_s))
        return self._smooth(time_s, value)
