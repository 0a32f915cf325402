"""Pictures of the worst moment of each mistake, with the measured thing drawn.

Only what was measured is drawn, from the landmarks of the very picture that is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from formcheck.coach.state import uses_back
from formcheck.coach.summary import MistakeSpan
from formcheck.pose.frame import PoseFrame
from formcheck.signals.back import back_row
from formcheck.signals.body import Body, estimate_anchor
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import Check, ExerciseSpec
from formcheck.video.amounts import against_limit
from formcheck.video.analysis import Analysis
from formcheck.video.overlay import outline_points
from formcheck.video.reader import frame_at
from formcheck.video.still.drawing import draw_measured, draw_person
from formcheck.video.still.label import Row
from formcheck.video.still.mistake import Shown, shown
from formcheck.video.still.scene import Scene, scene_of, working_side
from formcheck.video.still.shapes import Role
from formcheck.video.upright import Image
from formcheck.video.worst import worst_of_each

MAX_SIDE = 900
"""Longest side of a still, pixels: sharp on a page and on paper, about 100 kB as a JPEG."""
READ_SIDE = 1920
"""Longest side that a film's picture is read with: people in it are cut out and enlarged."""


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A picture of a mistake.

    Attributes:
        time_s: when, on the film's own clock.
        image: shape (height, width, 3), RGB, uint8.
        what: what is to be seen, in words, for those who do not see it.
        span: the mistake.
    """

    time_s: float
    image: Image
    what: str
    span: MistakeSpan


def mistake_stills(
    analysis: Analysis, *, film: Path | None = None, max_side: int = MAX_SIDE
) -> tuple[Still, ...]:
    """The worst moment of every check that found a mistake, the most urgent one first.

    Args:
        analysis: needs its recording; without one there are no stills.
        film: where the film is now; by default where it was.
        max_side: longest side of a still, pixels.

    Raises:
        VideoError: the film cannot be read any more.
    """
    worst = worst_of_each(analysis.summary.mistakes)
    if not worst or analysis.recording is None:
        return ()
    scene = scene_of(analysis.spec, analysis.recording.frames, analysis.summary)
    if scene is None:
        return ()
    planned = []
    for span in worst:
        check = next((one for one in analysis.spec.checks if one.id == span.check), None)
        if check is not None:
            own = scene.working(working_side(analysis.summary, span))
            planned.append((span, check, shown(check, span, own)))
    indices = sorted({plan.index for _, _, plan in planned})
    path = film or analysis.video.path
    pictures = dict(zip(indices, _pictures(path, scene, indices), strict=True))
    return tuple(
        _still(pictures[plan.index], scene, span, check, plan, analysis.spec, max_side)
        for span, check, plan in planned
    )


def frame_still(
    film: Path, frame: PoseFrame, spec: ExerciseSpec, max_side: int = MAX_SIDE
) -> Image:
    """The person at a moment with skeleton and back line, cut out of the film.

    Raises:
        VideoError: the film cannot be read.
    """
    (picture,) = frame_at(film, [frame.time_s], max_side=READ_SIDE)
    if frame.landmarks is None:
        return draw_person(picture.image, frame, None, None, max_side)
    anchor = estimate_anchor(frame, spec.position)
    line = None
    if uses_back(Measurer(spec)):
        row = back_row(Body(frame.time_s, frame, anchor, spec.position, None, None))
        line = None if row is None else outline_points(frame, row)
    near = None if anchor.view == "front" else anchor.near
    return draw_person(picture.image, frame, near, line, max_side)


def _pictures(path: Path, scene: Scene, indices: Sequence[int]) -> Iterator[Image]:
    times = [float(scene.times[index]) for index in indices]
    for picture in frame_at(path, times, max_side=READ_SIDE):
        yield picture.image


def _still(
    image: Image,
    scene: Scene,
    span: MistakeSpan,
    check: Check,
    plan: Shown,
    spec: ExerciseSpec,
    max_side: int,
) -> Still:
    frame = scene.frames[plan.index]
    rows = _rows(span, plan)
    near = None if scene.anchor.view == "front" else scene.anchor.near
    drawn = draw_measured(image, frame, near, plan.drawing, rows, max_side)
    return Still(frame.time_s, drawn, _in_words(frame.time_s, span, check, plan, spec), span)


def _told(span: MistakeSpan, plan: Shown) -> tuple[str, str]:
    """The value and the limit in words; either may be ""."""
    if plan.held_s:
        return f"longer than {plan.held_s:g} seconds", ""
    value, limit = against_limit(span.value, span.threshold, span.unit)
    return (f"{value} to and fro" if value and plan.about == "turns" else value), limit


def _rows(span: MistakeSpan, plan: Shown) -> tuple[Row, ...]:
    """The value, the limit, and what the dotted line is."""
    value, limit = _told(span, plan)
    drawing = plan.drawing
    limit_drawn = drawing is not None and drawing.limit_drawn
    sample: Role | Literal["clock"] | None = "measured" if drawing is not None else None
    rows = [Row(value, "clock" if plan.about == "time" else sample, bold=True)]
    rows.append(Row(limit or ("limit" if limit_drawn else ""), "limit" if limit_drawn else None))
    if drawing is not None and drawing.start:
        rows.append(Row(drawing.start, "start"))
    return tuple(row for row in rows if row.text)


def _in_words(
    time_s: float, span: MistakeSpan, check: Check, plan: Shown, spec: ExerciseSpec
) -> str:
    """What the picture shows, for those who do not see it."""
    signal = spec.signals.get(check.signal or "")
    thing = signal.plus_means.split(";")[0].strip() if signal and span.value >= 0 else ""
    measured = ": ".join(filter(None, (thing, ", ".join(filter(None, _told(span, plan))))))
    parts = [f"{spec.title} at {time_s:.1f} s", check.say, measured]
    if plan.drawing is not None:
        parts.append(f"Drawn: {plan.drawing.what}")
    return ". ".join(part[0].upper() + part[1:] for part in parts if part) + "."
