"""Pain from 0 to 10, and what follows from it: the traffic light of physiotherapy leaflets. Pure.

Source of the bands: Provide Community Physiotherapy, "Pain traffic light", and Allied Health
Professionals Suffolk, "Returning to activity". Common in practice, weakly founded.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Light = Literal["green", "amber", "red"]

LOWEST, HIGHEST = 0, 10
AMBER_FROM, RED_FROM = 4, 6
MARKED_RISE = 2
"""A change of two points is one that people notice (Salaffi and others, 2004)."""

SOURCE = "Provide Community Physiotherapy; Allied Health Professionals Suffolk"

WORDS: Mapping[int, str] = MappingProxyType({0: "no pain", 3: "mild", 5: "moderate", 10: "worst"})
"""What some of the numbers mean, short enough to stand under them."""

HEADLINES: Mapping[Light, str] = MappingProxyType(
    {"green": "Green: go on.", "amber": "Amber: gently today.", "red": "Red: stop for today."}
)
ADVICE: Mapping[Light, str] = MappingProxyType(
    {
        "green": "Pain up to 3 is usually fine while you move.",
        "amber": "Move less far and hold shorter. It should settle within a day.",
        "red": "Rest, and move only as far as it is comfortable. If it stays like this or gets "
        "worse, see a health professional.",
    }
)


def light(pain: int) -> Light:
    """Green from 0 to 3, amber at 4 and 5, red from 6 to 10.

    Raises:
        ValueError: it is not from 0 to 10.
    """
    if not LOWEST <= pain <= HIGHEST:
        raise ValueError(f"Pain is told from {LOWEST} to {HIGHEST}, not {pain}.")
    if pain >= RED_FROM:
        return "red"
    return "amber" if pain >= AMBER_FROM else "green"
