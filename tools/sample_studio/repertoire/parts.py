"""The acting of all families."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import arms_acts, floor_acts, lying_acts, turning_acts
from .part import Part

PARTS: Mapping[str, Part] = MappingProxyType(
    {**lying_acts.PARTS, **floor_acts.PARTS, **turning_acts.PARTS, **arms_acts.PARTS}
)
