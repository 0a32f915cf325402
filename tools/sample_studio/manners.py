"""How a person may differ from the textbook without a mistake in a repetition, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import ConfigDict, Field

Ease = Literal["even", "early", "wavering"]
"""How speed runs over a movement: the same at both ends, fast at first and slow at the end, or
a little quicker and slower in turns."""

_STRICT = ConfigDict(extra="forbid")
_SEATED = "seated_thoracic_extension"

HASTY = frozenset(
    {
        ("too_quick", ""), ("forcing", "fast"), ("rushing", ""), ("jerky_return", "fast"),
        ("jerky_return", "jerks"), ("jerking", "up"), ("jerking", "down"),
    }
)  # fmt: skip
"""Mistakes of time, which leave no room for a pause on the way."""

FROM_THE_START: Mapping[tuple[str, str, str], tuple[str, int]] = MappingProxyType(
    {
        ("cat_cow", "arch_too_deep", ""): ("arch", -1),
        ("cat_cow", "neck_line", "up"): ("head_back", 1),
        ("cat_cow", "neck_line", "down"): ("head_back", -1),
        ("thread_the_needle", "hips_back", ""): ("hip_shift", 1),
        (_SEATED, "overextend", ""): ("extension", 1),
        (_SEATED, "neck_strain", ""): ("head_back", 1),
        (_SEATED, "elbows_wide", ""): ("elbows", 1),
        ("wall_angels", "back_off_wall", ""): ("lean_off_m", 1),
        ("wall_angels", "back_off_wall", "hollow"): ("hollow", 1),
        ("wall_angels", "arms_off_wall", ""): ("arms_off_m", 1),
    }
)
"""Faults of shape that may begin in the start pose: pose parameter and its sign. In the start pose
any magnitude from nothing to the highest is possible."""


@dataclass(frozen=True, slots=True)
class Setup:
    """A start pose that is not as it should be, until it is put right.

    Attributes:
        hands_off_m: on all fours, hands ahead of the shoulders (minus: behind).
        knees_off_m: on all fours, hips with the shoulders behind the knees (minus: ahead).
        stand_deg: at a wall, how much straighter the knees are than usual.
        elbows_off_deg: at a wall, how much more the elbows are bent (minus: straighter).
        for_s: seconds until it is put right; None: never.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    hands_off_m: Annotated[float, Field(ge=-0.25, le=0.3)] = 0.0
    knees_off_m: Annotated[float, Field(ge=-0.2, le=0.25)] = 0.0
    stand_deg: Annotated[float, Field(ge=0, le=33)] = 0.0
    elbows_off_deg: Annotated[float, Field(ge=-70, le=45)] = 0.0
    for_s: Annotated[float, Field(ge=0.5, le=60)] | None = None

    @property
    def tracks(self) -> dict[str, float]:
        """What is off, by the name of the pose parameter."""
        off = {
            "hands_off": self.hands_off_m,
            "knees_off": self.knees_off_m,
            "stand": self.stand_deg,
            "elbows_off": self.elbows_off_deg,
        }
        return {name: value for name, value in off.items() if value}


@dataclass(frozen=True, slots=True)
class Uneven:
    """One side that does less: wall angels, and thread the needle (where only `lower` counts).

    Attributes:
        lower: share of the way that this side leaves out.
        late_s: seconds by which this arm lags behind the other.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    side: Literal["left", "right"]
    lower: Annotated[float, Field(ge=0, le=0.5)] = 0.15
    late_s: Annotated[float, Field(ge=0, le=0.35)] = 0.2
