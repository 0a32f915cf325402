"""When to stop at once, and the line that stands on every page and under every report. ASCII."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

GUIDANCE = (
    "General exercise guidance, not medical advice or diagnosis; it does not replace a health "
    "professional."
)
STOP_WORDS = "Stop at sharp or strong pain, numbness, weakness or dizziness."
"""The short form of `STOP_SIGNS` and `HELP_SIGNS`, for every page."""

STOP_SIGNS: tuple[str, ...] = (
    "sharp pain, or pain of 6 or more out of 10",
    "new tingling or numbness",
    "dizziness, or feeling unwell",
)
"""What ends a practice. Sharp or intense pain: Lisa Miller; the others are proposed, for a
clinician to confirm."""

AFTER_STOPPING = (
    "Lie or sit comfortably until it has passed. If it does not pass, see a health professional."
)
"""After `STOP_SIGNS`; `HELP_SIGNS` are not waited out."""

HELP_SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "chest": "chest pain, or shortness of breath at rest",
        "weakness": "an arm or a leg that becomes weak",
        "saddle": "numbness between your legs",
        "bladder_bowel": "no control of your bladder or bowels",
    }
)
"""What ends a practice and needs urgent help, by the question (`formcheck.safety.gate`) that asks
for the same."""
