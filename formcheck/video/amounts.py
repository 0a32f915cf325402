"""Measured values in words: as precise as they deserve, with their unit. Pure, ASCII only."""

from __future__ import annotations

import math

LONG_S = 10.0
"""A test that must hold for so long tells of the time, not of the value."""
_FINE_BELOW_S = 2.0
"""Limits on short times move in steps of 0.05 s: these are told to the hundredth."""
_SHARE_OF = {"torso": "your torso length", "thigh": "your thigh length"}
_UNIT_WORDS = {
    "deg": "degrees",
    "s": "seconds",
    "count": "times",
    "deg_s": "degrees per second",
    "torso_s": "torso lengths per second",
    "thigh_s": "thigh lengths per second",
    "ratio": "",
}


_SINGULAR = {"degrees": "degree", "times": "time"}


def number(value: float, unit: str) -> str:
    """A value without its unit, as precise as the measurement deserves."""
    if not math.isfinite(value):
        return "-"
    if unit in _SHARE_OF or unit == "ratio":
        return f"{round(100 * value)} %"
    if unit in ("deg", "deg_s", "count"):
        return f"{round(value)}"
    if unit == "s" and abs(value) < _FINE_BELOW_S:
        return f"{round(float(value), 2) + 0.0}"  # never "-0.0"
    return f"{value:.2f}" if abs(value) < 1 else f"{value:.1f}"


def unit_words(unit: str) -> str:
    """The unit in words, as it follows a number."""
    if unit in _SHARE_OF:
        return f"of {_SHARE_OF[unit]}"
    return _UNIT_WORDS.get(unit, unit)


def quantity(value: float, unit: str) -> str:
    """A value with its unit: `17 degrees`, `12 % of your torso length`."""
    shown, words = number(value, unit), unit_words(unit)
    if shown in ("1", "-1"):
        words = _SINGULAR.get(words, words)
    return f"{shown} {words}".strip()


def against_limit(value: float, limit: float, unit: str) -> tuple[str, str]:
    """The value and its limit: `17 degrees` and `limit 12`; ("", "") if there is no value.

    Both below zero they are a movement the other way, too far: told without their signs.
    """
    if not (math.isfinite(value) and math.isfinite(limit)):
        return "", ""
    if value < limit < 0:
        value, limit = -value, -limit
    if number(value, unit) == number(limit, unit):
        return f"just past {quantity(limit, unit)}", ""
    kind = "limit" if value >= limit else "should be at least"
    return quantity(value, unit), f"{kind} {number(limit, unit)}"
