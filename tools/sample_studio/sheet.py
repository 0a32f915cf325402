"""Contact sheets: moments of a clip side by side, with time, phase and mistakes above each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .encoding import Image, pictures

COLUMNS, WIDTH, HEAD = 5, 320, 38  # pixels
PAPER, INK, MISTAKE_INK = (238, 238, 234), (30, 30, 30), (190, 20, 20)
FRAME = 3  # pixels of the frame around a mistake
FONT, SCALE = cv2.FONT_HERSHEY_SIMPLEX, 0.42


@dataclass(frozen=True, slots=True)
class Moment:
    """A picture (H, W, 3) of a clip and when it was taken."""

    image: Image
    time_s: float


def moments_in(video: Path, truth: Mapping[str, Any], count: int) -> list[Moment]:
    """Moments spread over a finished clip."""
    wanted = set(spread(truth["frame_count"], count))
    return [
        Moment(image, index / truth["fps"])
        for index, image in enumerate(pictures(video))
        if index in wanted
    ]


def spread(frames: int, count: int) -> list[int]:
    """At most ``count`` different frames, from the first to the last."""
    return sorted(set(np.linspace(0, frames - 1, count).round().astype(int).tolist()))


def sheet_of(moments: Iterable[Moment], truth: Mapping[str, Any], columns: int = COLUMNS) -> Image:
    """RGB picture of all moments; ``truth`` needs ``phases`` and ``mistakes`` alone."""
    cells = [_cell(moment, truth) for moment in moments]
    columns = min(columns, len(cells))
    while len(cells) % columns:
        cells.append(np.full_like(cells[0], PAPER))
    rows = [np.hstack(cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return np.vstack(rows).astype(np.uint8)


def contact_sheet(video: Path, count: int = 20, columns: int = COLUMNS) -> Image:
    """RGB picture of ``count`` moments spread over the clip; needs the truth beside it."""
    truth = json.loads(video.with_suffix(".json").read_text(encoding="utf-8"))
    return sheet_of(moments_in(video, truth, count), truth, columns)


def save_picture(image: Image, path: Path) -> Path:
    """Write an RGB picture as PNG.

    Raises:
        OSError: it could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(path), image[:, :, ::-1]):
        raise OSError(f"{path}: could not be written")
    return path


def _cell(moment: Moment, truth: Mapping[str, Any]) -> Image:
    height = round(WIDTH * moment.image.shape[0] / moment.image.shape[1])
    small = cv2.resize(moment.image, (WIDTH, height), interpolation=cv2.INTER_AREA)
    made = [_mistake(m) for m in truth["mistakes"] if _within(m, moment.time_s)]
    if made:
        cv2.rectangle(small, (0, 0), (WIDTH - 1, height - 1), MISTAKE_INK, FRAME)
    head = np.full((HEAD, WIDTH, 3), PAPER, np.uint8)
    phase = next((p for p in truth["phases"] if _within(p, moment.time_s)), None)
    title = f"{moment.time_s:5.2f} s" + (f"  {phase['rep']} {phase['name']}" if phase else "")
    for row, (text, ink) in enumerate(((title, INK), (", ".join(made), MISTAKE_INK))):
        cv2.putText(head, text, (6, 15 + 17 * row), FONT, SCALE, ink, 1, cv2.LINE_AA)
    return np.vstack([head, small]).astype(np.uint8)


def _within(span: Mapping[str, Any], time_s: float) -> bool:
    return bool(span["start_s"] <= time_s <= span["end_s"])


def _mistake(mistake: Mapping[str, Any]) -> str:
    """A mistake, its size and when it is made."""
    size = f" {mistake['magnitude']:.3g}" if mistake.get("magnitude") is not None else ""
    return f"{mistake['id']}{size} ({mistake['start_s']:.1f} to {mistake['end_s']:.1f})"
