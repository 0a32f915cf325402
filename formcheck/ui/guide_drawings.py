"""The guide's two drawings: the space from above, somebody at a desk. SVG in the page's colours."""

from __future__ import annotations

from formcheck.report.palette import Palette
from formcheck.ui.figures import HEAD_M, PROFILE, Line

SPACE_IN_WORDS = (
    "From above: a mat in the middle of two by two free metres. The camera looks at it from the "
    "side, a lamp stands behind the camera, water beside it, a chair outside the free square."
)
DESK_IN_WORDS = (
    "Somebody at a desk from the side: back against the chair, feet flat, knees no higher than the "
    "hips, the screen's upper edge at eye height and an arm's length away."
)


def space_drawing(colours: Palette) -> str:
    """Where everything goes, from above; a metre is 120 px."""
    return _svg(
        420, 380, colours,
        '<rect x="90" y="36" width="240" height="240" rx="4" class="free"/>'
        '<rect x="105" y="120" width="210" height="76" rx="8" class="mat"/>'
        '<path d="M210 322 L128 158 H292 Z" class="cone"/>'
        '<path d="M150 158 H232" class="limb body"/><circle cx="262" cy="158" r="14" class="head"/>'
        '<path d="M232 145 L276 128 M232 171 L276 188 M150 150 L118 146 M150 166 L118 170" '
        'class="limb thin"/>'
        '<path d="M90 22 H330 M90 17 v10 M330 17 v10" class="line"/>'
        '<rect x="180" y="12" width="60" height="20" class="gap"/>'
        '<text x="210" y="27" text-anchor="middle">2 m</text>'
        '<path d="M346 36 V276 M341 36 h10 M341 276 h10" class="line"/>'
        '<rect x="338" y="146" width="40" height="22" class="gap"/>'
        '<text x="340" y="162">2 m</text>'
        '<text x="210" y="58" text-anchor="middle" class="quiet">nothing in the way</text>'
        '<text x="120" y="212" class="quiet">mat</text>'
        '<rect x="197" y="312" width="26" height="18" rx="4" class="cam"/>'
        '<circle cx="210" cy="314" r="5" class="eye"/>'
        '<text x="210" y="350" text-anchor="middle">camera</text>'
        '<circle cx="120" cy="330" r="11" class="lamp"/>'
        '<path d="M120 312 v-8 M133 317 l6 -6 M107 317 l-6 -6" class="line"/>'
        '<text x="120" y="362" text-anchor="middle">light</text>'
        '<circle cx="288" cy="322" r="8" class="water"/><text x="304" y="327">water</text>'
        '<rect x="28" y="226" width="40" height="40" rx="6" class="mat"/>'
        '<path d="M28 226 V266" class="back"/>'
        '<text x="48" y="284" text-anchor="middle">chair</text>',
    )  # fmt: skip


def desk_drawing(colours: Palette) -> str:
    """Somebody at a desk, from the side; a metre is 200 px."""
    figure = PROFILE["seated"]
    thigh, arm = figure.limbs[1], ((0.01, 1.0), (0.07, 0.73), (0.36, 0.75))
    head_x, head_y = _at(figure.head)
    eye = _at((0.13, 1.29))
    screen = _at((0.72, 1.27))
    return _svg(
        420, 340, colours,
        f"{''.join(_path(line, 'thing') for line in figure.things)}"
        f"{_path(((0.28, 0.7), (1.24, 0.7)), 'desk')}{_path(((1.2, 0.7), (1.2, 0.0)), 'desk')}"
        f"{_path(((0.72, 0.84), (0.72, 1.27)), 'screen')}"
        f"{_path(((0.75, 1.0), (0.82, 0.72)), 'thing')}"
        f"{_path(figure.trunk, 'limb body')}{_path(thigh, 'limb leg')}{_path(arm, 'limb thin')}"
        f'<circle cx="{head_x:.0f}" cy="{head_y:.0f}" r="{_M * HEAD_M:.0f}" class="head"/>'
        f'<line x1="{eye[0]:.0f}" y1="{eye[1]:.0f}" x2="{screen[0]:.0f}" y2="{screen[1]:.0f}" '
        'class="sight"/>'
        f"{_path(((-0.5, 0.0), (1.3, 0.0)), 'line')}"
        f"{_note(0.46, 1.38, 'upper edge at eye height')}"
        f"{_note(0.24, 1.15, 'an arm away')}"
        f"{_note(-0.62, 0.95, 'back')}{_note(-0.62, 0.86, 'supported')}"
        f"{_note(0.52, 0.45, 'knees no higher')}{_note(0.52, 0.36, 'than the hips')}"
        f"{_note(0.7, 0.06, 'feet flat')}",
    )  # fmt: skip


_M = 200.0
_LEFT, _FLOOR = 150.0, 318.0


def _at(point: tuple[float, float]) -> tuple[float, float]:
    return _LEFT + _M * point[0], _FLOOR - _M * point[1]


def _path(line: Line, kind: str) -> str:
    points = " L".join(f"{x:.0f} {y:.0f}" for x, y in map(_at, line))
    return f'<path d="M{points}" class="{kind}"/>'


def _note(x: float, y: float, text: str) -> str:
    left, base = _at((x, y))
    return f'<text x="{left:.0f}" y="{base:.0f}">{text}</text>'


def _svg(width: int, height: int, colours: Palette, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><style>{_rules(colours)}</style>{body}</svg>'
    )


def _rules(colours: Palette) -> str:
    return (
        f"text{{fill:{colours.ink};font:15px 'Source Sans','Segoe UI',Helvetica,Arial,sans-serif}}"
        f".quiet{{fill:{colours.quiet}}}.gap{{fill:{colours.paper}}}"
        f".free{{fill:none;stroke:{colours.quiet};stroke-width:2;stroke-dasharray:7 6}}"
        f".mat{{fill:{colours.bands[1]};stroke:{colours.border}}}"
        f".cone{{fill:{colours.bands[0]};opacity:.7}}"
        f".line,.thing,.desk,.screen,.back,.limb{{fill:none;stroke:{colours.quiet};stroke-width:2;"
        "stroke-linecap:round;stroke-linejoin:round}"
        ".thing{stroke-width:6}.desk{stroke-width:8}.back{stroke-width:6}"
        f".screen{{stroke:{colours.ink};stroke-width:9}}"
        f".limb{{stroke:{colours.line}}}.body{{stroke-width:34}}.leg{{stroke-width:24}}"
        ".thin{stroke-width:14}"
        f".head{{fill:{colours.line};stroke:{colours.paper};stroke-width:2}}"
        f".cam{{fill:{colours.ink}}}.eye{{fill:{colours.paper}}}"
        f".lamp{{fill:{colours.limit}}}.water{{fill:{colours.good}}}"
        f".sight{{stroke:{colours.quiet};stroke-width:1.5;stroke-dasharray:5 4}}"
    )
