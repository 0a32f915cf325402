"""How the lying exercises are performed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .part import Part

PARTS: Mapping[str, Part] = MappingProxyType({})
