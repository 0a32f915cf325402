"""The turning exercises as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .plan import Plan

PLANS: Mapping[str, Plan] = MappingProxyType({})
