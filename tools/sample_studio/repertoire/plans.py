"""The plans of all families."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import arms_plans, floor_plans, lying_plans, turning_plans
from .plan import Plan

PLANS: Mapping[str, Plan] = MappingProxyType(
    {**lying_plans.PLANS, **floor_plans.PLANS, **turning_plans.PLANS, **arms_plans.PLANS}
)
