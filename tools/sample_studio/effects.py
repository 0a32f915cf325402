"""Pictures spoilt after rendering: darkness, leaving the picture, cut off, nobody, somebody else.

Two-dimensional only: each works on finished pictures of a clip, so no new rendering is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from .encoding import VideoWriter, pictures

Image = NDArray[np.uint8]

Kind = Literal["dark", "leaves", "hips_cut", "empty", "second_person"]
TIMED = frozenset({"dark", "leaves"})

DARKNESS = 0.02  # share of the light that is left
DARK_IN_S, LEAVE_IN_S = 0.15, 0.6  # how long it takes until it is dark, until the person is out
EDGE_PX = 24  # width of the strip at the picture's edge that shows only the room
ABOVE_HIPS = 0.25  # cut this share of the trunk above the hips
PRESET, CRF = "veryfast", 17  # hardly compressed again
HIPS, SHOULDERS = ("left_hip", "right_hip"), ("left_shoulder", "right_shoulder")


@dataclass(frozen=True, slots=True)
class Spoil:
    """One way to spoil a clip; ``start_s`` to ``end_s`` for those that do not last throughout."""

    kind: Kind
    start_s: float = 0.0
    end_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Cut:
    """The part of the picture that is left: x0, y0, x1, y1 in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


def spoil_clip(
    spoil: Spoil, video: Path, truth: dict[str, Any], target: Path, beside: Path | None = None
) -> None:
    """Write ``video`` spoilt to ``target``; ``truth`` is the clip's, ``beside`` another clip."""
    others = pictures(beside) if beside else None
    cut = cut_above_hips(truth) if spoil.kind == "hips_cut" else None
    size = (int(truth["size"][0]), int(truth["size"][1]))
    fps = int(truth["fps"])
    written = (2 * size[0], size[1]) if others else size
    writer = VideoWriter(target, written, fps, PRESET, CRF)
    last: Image | None = None
    try:
        for i, picture in enumerate(pictures(video)):
            if others is not None:
                last = next(others, last)
            writer.write(spoilt(spoil, picture, i / fps, cut, last))
    finally:
        writer.close()


def spoilt(
    spoil: Spoil, picture: Image, time_s: float, cut: Cut | None = None, other: Image | None = None
) -> Image:
    """One picture (H, W, 3) of the spoilt clip."""
    match spoil.kind:
        case "dark":
            return darkened(picture, share_of(spoil, time_s, DARK_IN_S))
        case "leaves":
            return panned(picture, share_of(spoil, time_s, LEAVE_IN_S))
        case "empty":
            return panned(picture, 1.0)
        case "hips_cut":
            assert cut is not None
            return cropped(picture, cut)
        case "second_person":
            assert other is not None
            height = picture.shape[0]
            fitted = cv2.resize(other, (picture.shape[1], height), interpolation=cv2.INTER_AREA)
            return np.ascontiguousarray(np.hstack([picture, fitted.astype(np.uint8)]))


def share_of(spoil: Spoil, time_s: float, ramp_s: float) -> float:
    """How far it has come, 0 to 1: rising before ``start_s``, whole until ``end_s``, falling."""
    rising = (time_s - (spoil.start_s - ramp_s)) / ramp_s
    falling = ((spoil.end_s + ramp_s) - time_s) / ramp_s
    return float(np.clip(min(rising, falling), 0.0, 1.0))


def darkened(picture: Image, share: float) -> Image:
    """The light goes out."""
    left = 1.0 - share * (1.0 - DARKNESS)
    return (picture.astype(np.float32) * left).astype(np.uint8)


def panned(picture: Image, share: float) -> Image:
    """The camera turns away to the right until only the room beside the person is left.

    What comes into the picture is the room at its right edge, mirrored on and on.
    """
    width = picture.shape[1]
    shift = round(share * width)
    if shift == 0:
        return picture
    strip = picture[:, width - EDGE_PX :]
    both = np.hstack([strip[:, ::-1], strip])
    room = np.hstack([both] * (1 + shift // both.shape[1]))[:, :shift]
    return np.ascontiguousarray(np.hstack([picture[:, shift:], room]))


def cropped(picture: Image, cut: Cut) -> Image:
    """A part of the picture, as large as the whole was."""
    part = picture[cut.y0 : cut.y1, cut.x0 : cut.x1]
    size = (picture.shape[1], picture.shape[0])
    return cv2.resize(part, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def cut_above_hips(truth: dict[str, Any]) -> Cut:
    """The largest part of the picture, of the same shape, that never shows the hips.

    Lying along the picture the head's side is kept, upright what is above.
    """
    width, height = truth["size"]
    hips, shoulders = _points(truth, HIPS), _points(truth, SHOULDERS)
    trunk = shoulders.mean(0) - hips.mean(0)
    away = ABOVE_HIPS * float(np.abs(trunk).max())
    if abs(trunk[1]) > abs(trunk[0]):
        bottom = max(round(float(hips[:, 1].min()) - away), height // 4)
        wide = round(bottom * width / height)
        middle = float(shoulders[:, 0].mean())
        left = round(np.clip(middle - wide / 2, 0, width - wide))
        return Cut(left, 0, left + wide, bottom)
    if trunk[0] > 0:
        left = min(round(float(hips[:, 0].max()) + away), width - width // 4)
        high = round((width - left) * height / width)
        top = _around(shoulders, height, high)
        return Cut(left, top, width, top + high)
    right = max(round(float(hips[:, 0].min()) - away), width // 4)
    high = round(right * height / width)
    top = _around(shoulders, height, high)
    return Cut(0, top, right, top + high)


def _around(shoulders: NDArray[np.float64], height: int, high: int) -> int:
    return round(float(np.clip(shoulders[:, 1].mean() - high / 2, 0, height - high)))


def _points(truth: dict[str, Any], names: Sequence[str]) -> NDArray[np.float64]:
    """Pixels of some joints over the clip, shape (N, 2)."""
    return np.concatenate([np.array(truth["joints"][name], float) for name in names])
