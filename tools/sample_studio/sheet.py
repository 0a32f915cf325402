"""Contact sheets: moments of a clip side by side, with time, phase and mistakes written on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from .encoding import pictures

Image = NDArray[np.uint8]

COLUMNS, WIDTH = 5, 320
CLEAN_COLOUR, MISTAKE_COLOUR = (40, 40, 40), (190, 30, 30)


def contact_sheet(video: Path, count: int = 20) -> Image:
    """RGB picture of ``count`` moments spread over the clip; needs the truth beside it."""
    truth = json.loads(video.with_suffix(".json").read_text(encoding="utf-8"))
    wanted = set(np.linspace(0, truth["frame_count"] - 1, count).round().astype(int).tolist())
    cells = []
    for index, image in enumerate(pictures(video)):
        if index in wanted:
            cells.append(_cell(image, truth, index / truth["fps"]))
    while len(cells) % COLUMNS:
        cells.append(np.zeros_like(cells[0]))
    rows = [np.hstack(cells[i : i + COLUMNS]) for i in range(0, len(cells), COLUMNS)]
    return np.vstack(rows).astype(np.uint8)


def save_sheet(video: Path, path: Path, count: int = 20) -> Path:
    """Write the contact sheet of a clip as PNG."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(path), contact_sheet(video, count)[:, :, ::-1]):
        raise OSError(f"{path}: could not be written")
    return path


def _cell(image: Image, truth: dict[str, Any], time_s: float) -> Image:
    height = round(WIDTH * image.shape[0] / image.shape[1])
    small = cv2.resize(image, (WIDTH, height), interpolation=cv2.INTER_AREA)
    phase = next((p for p in truth["phases"] if p["start_s"] <= time_s <= p["end_s"]), None)
    made = [m["id"] for m in truth["mistakes"] if m["start_s"] <= time_s <= m["end_s"]]
    label = f"{time_s:5.2f} s"
    if phase is not None:
        label += f"  {phase['rep']} {phase['name']}"
    for row, (text, colour) in enumerate(((label, CLEAN_COLOUR), (" ".join(made), MISTAKE_COLOUR))):
        place = (6, 16 + 16 * row)
        cv2.putText(small, text, place, cv2.FONT_HERSHEY_SIMPLEX, 0.42, colour, 1, cv2.LINE_AA)
    return np.asarray(small, np.uint8)
