"""The few colours of our drawings, for light and for dark paper."""

from __future__ import annotations

from dataclasses import dataclass

FONT = "Source Sans, Segoe UI, Helvetica, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a drawing, as CSS hex strings."""

    ink: str
    quiet: str
    line: str
    limit: str
    mistake: str
    good: str
    bands: tuple[str, str]
    paper: str
    border: str


LIGHT = Palette(
    ink="#22302d", quiet="#6a716c", line="#1f5f56", limit="#8a6d3b", mistake="#a8571c",
    good="#2f7a5f", bands=("#f1ece1", "#e6eee9"), paper="#faf7f1",
    border="#d9d1c1",
)  # fmt: skip
DARK = Palette(
    ink="#ebe7de", quiet="#9aa39d", line="#8fd0c1", limit="#c9ad77", mistake="#eaa867",
    good="#86cfae", bands=("#1d2624", "#22302d"), paper="#131a19",
    border="#38443f",
)  # fmt: skip
