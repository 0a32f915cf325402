"""The questions before the first practice, and what follows from the answers. Pure."""

from __future__ import annotations

from typing import Literal

Outcome = Literal["clear", "ask_doctor", "emergency"]
"""Go on; see a doctor before exercising; urgent help now."""

VERSION = 1
"""Of the questions: others are asked again."""
