"""The timeline as one SVG picture: readable labels, no script, nothing from outside."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from formcheck.report.palette import FONT, LIGHT, Palette
from formcheck.report.timeline import Bar, Lane, Look, Timeline

LABELS_PX = 190
"""Room for the lanes' names, left of the time."""
NARROW_PX = 640
"""In a picture narrower than this each name stands above its lane."""
_RIGHT_PX = 14
_TOP_PX, _AXIS_PX = 6, 30
_BAR_PX, _GAP_PX, _NAME_PX = 22, 9, 18
_TEXT_PX, _LETTER_PX = 13, 6.9
_LEAST_BAR_PX, _LEAST_PHASE_PX = 3.0, 1.0
_STEPS_S = (0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800)
_TICK_ROOM_PX = 64


def timeline_svg(
    timeline: Timeline, palette: Palette = LIGHT, width_px: int = 960, *, focusable: bool = True
) -> str:
    """The timeline as `<svg>`.

    Each bar is a `<g class="fc-bar" data-from data-to>` (seconds) with its words in `<title>`. The
    root has `data-start`, `data-end` (seconds) and `data-left`, `data-right`, `data-top`,
    `data-bottom` (the field of the bars, in units of the viewBox), so that a page can draw a
    playhead and turn a click into a time.

    Args:
        timeline: what is drawn.
        palette: its colours.
        width_px: the width it is drawn for; below `NARROW_PX` names stand above their lanes.
        focusable: bars can be reached by the keyboard (for pages that do something with them).
    """
    return _Drawing(timeline, palette, width_px, focusable).svg()


class _Drawing:
    """Where everything stands, in units of the viewBox."""

    def __init__(
        self, timeline: Timeline, palette: Palette, width_px: int, focusable: bool
    ) -> None:
        self.timeline, self.palette, self.width = timeline, palette, max(width_px, 240)
        self.focusable = focusable
        self.narrow = self.width < NARROW_PX
        self.left = 2.0 if self.narrow else float(LABELS_PX)
        self.right = float(self.width - _RIGHT_PX)
        self.lane_px = _BAR_PX + _GAP_PX + (_NAME_PX if self.narrow else 0)
        self.bottom = _TOP_PX + self.lane_px * len(timeline.lanes)

    def svg(self) -> str:
        """The whole picture."""
        line = self.timeline
        height = self.bottom + _AXIS_PX
        parts = "".join(part for part in (*self._axis(), *self._lanes()))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="fc-timeline" role="group" '
            f'aria-label="Timeline of the film" viewBox="0 0 {self.width} {height:g}" '
            f'width="{self.width}" height="{height:g}" '
            f'data-start="{line.start_s:.3f}" data-end="{line.end_s:.3f}" '
            f'data-left="{self.left:g}" data-right="{self.right:g}" '
            f'data-top="{_TOP_PX}" data-bottom="{self.bottom:g}" '
            f'style="max-width:100%;height:auto" '
            f'font-family="{FONT}" font-size="{_TEXT_PX}">{self._hatching()}{parts}</svg>'
        )

    def x(self, time_s: float) -> float:
        """Where a moment stands; moments outside stand at the edge."""
        line = self.timeline
        share = (time_s - line.start_s) / (line.end_s - line.start_s)
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def _hatching(self) -> str:
        return (
            '<defs><pattern id="fc-unknown" width="6" height="6" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{self.palette.paper}"/>'
            f'<rect width="2" height="6" fill="{self.palette.quiet}" opacity="0.55"/>'
            "</pattern></defs>"
        )

    def _axis(self) -> Iterator[str]:
        color = self.palette.border
        for at in _ticks(self.timeline, self.right - self.left):
            x = self.x(at)
            yield (
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP_PX}" y2="{self.bottom:g}" '
                f'stroke="{color}" stroke-width="1"/>'
                f'<text x="{x:.1f}" y="{self.bottom + 17:g}" fill="{self.palette.quiet}" '
                f'text-anchor="{self._anchor(x)}">{_clock(at)}</text>'
            )

    def _anchor(self, x: float) -> str:
        if x < self.left + 8:
            return "start"
        return "end" if x > self.right - 12 else "middle"

    def _lanes(self) -> Iterator[str]:
        for index, lane in enumerate(self.timeline.lanes):
            top = _TOP_PX + index * self.lane_px + _GAP_PX / 2
            yield self._name(lane, top)
            top += _NAME_PX if self.narrow else 0
            for bar in lane.bars:
                yield self._bar(lane, bar, top)

    def _name(self, lane: Lane, top: float) -> str:
        """The lane's name in one line, or in two small ones left of the bars."""
        color = self.palette.mistake if lane.kind == "mistake" else self.palette.ink
        if self.narrow:
            rows, x, y, size = [_fitted(lane.title, self.right - self.left)], self.left, 12.0, 1.0
        else:
            rows, x, y, size = _in_two(lane.title, self.left - 12), 0.0, _BAR_PX / 2 + 4.5, 1.0
        if len(rows) > 1:
            size, y = 0.88, _BAR_PX / 2 - 1.5
        more = f"<title>{escape(lane.title)}</title>" if " ".join(rows) != lane.title else ""
        return "".join(
            f'<text x="{x:g}" y="{top + y + 12.5 * index:g}" fill="{color}" '
            f'font-size="{_TEXT_PX * size:g}">{escape(row)}{more}</text>'
            for index, row in enumerate(rows)
        )

    def _bar(self, lane: Lane, bar: Bar, top: float) -> str:
        left, right = self.x(bar.from_s), self.x(bar.to_s)
        if lane.kind == "phases" and right - left < _LEAST_PHASE_PX:
            return ""  # in an hour's film there are thousands, thinner than a line
        width = max(right - left, _LEAST_BAR_PX)
        left = min(left, self.right - width)
        fill, ink, border = self._colors(bar.look)
        focus = ' tabindex="0" role="button"' if self.focusable else ""
        shown = ""
        texts = (bar.text, bar.short, bar.short[:-2])
        fitting = (text for text in texts if len(text) * _LETTER_PX + 4 <= width)
        if text := next(fitting, ""):
            shown = (
                f'<text x="{left + width / 2:.1f}" y="{top + _BAR_PX / 2 + 4.5:g}" fill="{ink}" '
                f'text-anchor="middle">{escape(text)}</text>'
            )
        return (
            f'<g class="fc-bar fc-lane-{lane.kind}" data-from="{bar.from_s:.3f}" '
            f'data-to="{bar.to_s:.3f}" aria-label="{escape(bar.told, quote=True)}"{focus}>'
            f"<title>{escape(bar.told)}</title>"
            f'<rect x="{left:.1f}" y="{top:g}" width="{width:.1f}" height="{_BAR_PX}" rx="3" '
            f'fill="{fill}" stroke="{border}" stroke-width="1"/>{shown}</g>'
        )

    def _colors(self, look: Look) -> tuple[str, str, str]:
        """Fill, text and border of a bar."""
        colors = self.palette
        match look:
            case "phase_0" | "phase_1":
                return colors.bands[int(look[-1])], colors.ink, colors.border
            case "clean":
                return colors.good, colors.paper, colors.good
            case "mistake":
                return colors.mistake, colors.paper, colors.mistake
            case "hold":
                return colors.line, colors.paper, colors.line
            case "unknown":
                return "url(#fc-unknown)", colors.ink, colors.quiet


def _fitted(text: str, room_px: float) -> str:
    """The text, cut at a word if it is too long for its room."""
    fits = int(room_px / _LETTER_PX)
    if len(text) <= fits:
        return text
    return text[: fits - 3].rsplit(" ", 1)[0].rstrip(",;") + " ..."


def _in_two(text: str, room_px: float) -> list[str]:
    """One line if it fits, else two; a second one that is too long is cut."""
    if len(text) * _LETTER_PX <= room_px:
        return [text]
    fits = int(room_px / (0.88 * _LETTER_PX))
    first = text[: fits + 1].rsplit(" ", 1)[0]
    return [first, _fitted(text[len(first) :].strip(), room_px)]


def _ticks(timeline: Timeline, room_px: float) -> Iterator[float]:
    length = timeline.end_s - timeline.start_s
    most = max(room_px / _TICK_ROOM_PX, 1)
    step = next((one for one in _STEPS_S if length / one <= most), 3600.0)
    step *= max(1, -(-length // (step * max(most, 1))))
    count = int(timeline.end_s // step)
    first = -(-timeline.start_s // step)
    for index in range(int(first), count + 1):
        yield index * step


def _clock(at_s: float) -> str:
    """`4 s`, `0.5 s`, from a minute on `1:05`, from an hour on `1:02:05`."""
    if at_s < 60:
        return f"{at_s:g} s"
    whole = round(at_s)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
