"""What the person sees on their own picture: skeleton, back line, count, clock and mistake.

Everything shown is decided elsewhere and arrives in `OverlayState`; this module only draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from formcheck.pose.frame import OUTLINE_RAYS, Array, Landmark, PoseFrame
from formcheck.video.body_lines import draw_back_line, draw_skeleton
from formcheck.video.panels import draw_bottom_panel, draw_top_bar
from formcheck.video.upright import Image

__all__ = ["OverlayState", "draw_overlay", "outline_points", "without_words"]


@dataclass(frozen=True, slots=True, eq=False)
class OverlayState:
    """What to show; empty strings and None show nothing. Texts are for people, ASCII.

    Attributes:
        title: the exercise.
        phase: the phase's label, or the instruction while waiting.
        reps, rep_target: repetitions so far, and how many were planned.
        hold_s, hold_target_s: the hold clock and its goal, seconds.
        mistake: the active mistake with value and limit, as "Hips back 17 deg (limit 12)".
        back_mistake: the active mistake is about the back: its line changes colour and pattern.
        cue: what to do about it, or praise.
        not_judged: why nothing (or something) is not judged at the moment.
        near_side: the body side towards the camera, drawn stronger; None: both alike.
        back_line: shape (N, 2), the outline of the back in pixels of the pose frame; NaN rows are
            gaps.
        back_line_valid: the line passed its gate; otherwise it is drawn thin, grey and dotted.
    """

    title: str = ""
    phase: str = ""
    reps: int | None = None
    rep_target: int | None = None
    hold_s: float | None = None
    hold_target_s: float | None = None
    mistake: str = ""
    back_mistake: bool = False
    cue: str = ""
    not_judged: str = ""
    near_side: Literal["left", "right"] | None = None
    back_line: Array | None = None
    back_line_valid: bool = True


def without_words(state: OverlayState) -> OverlayState:
    """The same body lines and no text: for a picture that is shown mirrored."""
    return OverlayState(
        back_mistake=state.back_mistake,
        near_side=state.near_side,
        back_line=state.back_line,
        back_line_valid=state.back_line_valid,
    )


def draw_overlay(image: Image, frame: PoseFrame, state: OverlayState) -> Image:
    """Draw over a copy of an upright RGB image (H, W, 3) and return the copy.

    Positions are scaled if the image has another size than the pose frame was measured on.
    """
    canvas = np.array(image, np.uint8, order="C")
    height, width = canvas.shape[:2]
    scale = np.array([width / frame.size[0], height / frame.size[1]])
    if frame.landmarks is not None:
        points = np.c_[frame.landmarks[:, :2] * scale, frame.landmarks[:, 2]]
        draw_skeleton(canvas, points, state.near_side)
    if state.back_line is not None:
        draw_back_line(canvas, state.back_line * scale, state.back_line_valid, state.back_mistake)
    draw_top_bar(
        canvas,
        title=state.title,
        phase=state.phase,
        count=_count_text(state),
        hold=_hold_text(state),
        progress=_hold_share(state),
    )
    draw_bottom_panel(canvas, state.mistake, state.cue, state.not_judged)
    return canvas


def outline_points(frame: PoseFrame, row: Literal[0, 1]) -> Array:
    """Pixel positions of one side of the trunk's outline, from hip to shoulder.

    Args:
        frame: where it was measured.
        row: the row of `TrunkOutline.distance_px`.

    Returns:
        Shape (41, 2), x and y in pixels, NaN where no edge was found; shape (0, 2) where there is
        no outline.
    """
    if frame.landmarks is None or frame.outline is None:
        return np.empty((0, 2))
    xy = frame.landmarks[:, :2]
    hip = xy[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]].mean(0)
    chord = xy[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]].mean(0) - hip
    length = float(np.hypot(*chord))
    if length == 0:
        return np.empty((0, 2))
    u = chord / length
    normal = np.array([u[1], -u[0]]) * (1 if row == 0 else -1)
    feet = hip + np.linspace(0, 1, OUTLINE_RAYS)[:, None] * chord
    points: Array = feet + frame.outline.distance_px[row][:, None] * normal
    return points


def _count_text(state: OverlayState) -> str:
    if state.reps is None:
        return ""
    return f"Rep {state.reps}" + (f" of {state.rep_target}" if state.rep_target else "")


def _hold_text(state: OverlayState) -> str:
    if state.hold_s is None:
        return ""
    goal = f" of {state.hold_target_s:g}" if state.hold_target_s else ""
    return f"Hold {state.hold_s:.1f}{goal} s"


def _hold_share(state: OverlayState) -> float | None:
    if state.hold_s is None or not state.hold_target_s:
        return None
    return min(1.0, max(0.0, state.hold_s / state.hold_target_s))
