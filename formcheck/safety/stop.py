"""When to stop at once, and the line that stands on every page and under every report. ASCII."""

from __future__ import annotations

GUIDANCE = (
    "General exercise guidance, not medical advice or diagnosis; it does not replace a health "
    "professional."
)
STOP_WORDS = "Stop at sharp or strong pain, numbness, weakness or dizziness."
"""The short form of `STOP_SIGNS`, for every page."""

STOP_SIGNS: tuple[str, ...] = (
    "sharp pain, or pain of 6 or more out of 10",
    "new tingling, numbness or weakness",
    "dizziness, or feeling unwell",
    "chest pain, or you are short of breath",
)
"""What ends a practice. Sharp or intense pain: Lisa Miller; the others are proposed, for a
clinician to confirm."""

AFTER_STOPPING = (
    "Lie or sit comfortably until it has passed. If it does not pass, see a health professional."
)
