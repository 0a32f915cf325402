"""Where to put the camera: a few sentences and a small drawing to scale, from the spec."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

from formcheck.report.palette import Palette
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.ui.figures import ABOVE, FACING, HEAD_M, PROFILE, Figure, Line

_FROM: dict[View, str] = {
    "side": "straight from your side",
    "oblique": "from the corner, between front and side",
    "front": "straight from the front",
}
_LYING_PX, _UPRIGHT_PX = 58.0, 78.0  # a metre from above
_MOST_PX = 88.0  # a metre as seen by the camera
_AWAY_PX = 92.0  # from the person to the camera from above: not to scale
_FACED_DEG = 45.0
"""Nearer to the front than this the camera sees a face, else a profile."""


def metres(low: float, high: float) -> str:
    """`2 to 3.5 m`."""
    return f"{low:g} to {high:g} m"


def centimetres(low: float, high: float) -> str:
    """`30 to 90 cm`."""
    return f"{100 * low:.0f} to {100 * high:.0f} cm"


def camera_advice(spec: ExerciseSpec) -> tuple[str, ...]:
    """Short instructions in the order in which one follows them."""
    camera = spec.camera
    note = camera.views[camera.preferred].note
    return (
        f"Film {_FROM[camera.preferred]}, {metres(*camera.distance_m)} away.",
        f"Put the lens {centimetres(*camera.height_m)} above the floor, the picture level.",
        "Your whole body stays in the picture, nobody else does, and the light is in front of you.",
        *((note,) if note else ()),
    )


def camera_drawing(spec: ExerciseSpec, colours: Palette) -> str:
    """An SVG of the place of the camera: from above, and its height against the body."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 190" width="420" height="190">'
        f"<style>{_rules(colours)}</style>{_from_above(spec)}{_as_seen(spec)}</svg>"
    )


def drawing_in_words(spec: ExerciseSpec) -> str:
    """What the drawing shows, for those who listen."""
    camera = spec.camera
    return (
        f"The camera {_FROM[camera.preferred]}, {metres(*camera.distance_m)} away, "
        f"{centimetres(*camera.height_m)} above the floor."
    )


def _rules(colours: Palette) -> str:
    return (
        f"text{{fill:{colours.ink};font:15px 'Source Sans','Segoe UI',Helvetica,Arial,sans-serif}}"
        f".quiet{{fill:{colours.quiet};font-size:14px}}"
        f".mat,.cone,.band{{fill:{colours.bands[0]}}}.mat{{stroke:{colours.border}}}"
        f".wall{{fill:{colours.quiet}}}"
        f".thing{{fill:none;stroke:{colours.quiet};stroke-width:4;stroke-linecap:round;"
        "stroke-linejoin:round}"
        f".limb,.trunk{{fill:none;stroke:{colours.line};stroke-linecap:round;"
        f"stroke-linejoin:round}}.trunk{{fill:{colours.line}}}"
        f".head{{fill:{colours.line};stroke:{colours.paper};stroke-width:1.5}}"
        f".cam{{fill:{colours.ink}}}.eye{{fill:{colours.paper}}}"
        f".line{{fill:none;stroke:{colours.quiet};stroke-width:2}}"
        f".sight{{stroke:{colours.quiet};stroke-width:1.5;stroke-dasharray:5 4}}"
    )


def _from_above(spec: ExerciseSpec) -> str:
    """The person faces, or lies with the head, to the right; the distance is not to scale."""
    turn = radians(_azimuth(spec))
    x, y = 95.0, 62.0
    towards = (cos(turn), sin(turn))
    cx, cy = x + _AWAY_PX * towards[0], y + _AWAY_PX * towards[1]
    figure = ABOVE[spec.position]
    lying = _lies_or_kneels(spec)
    scale = _LYING_PX if lying else _UPRIGHT_PX
    place = _Place(x - scale * _middle(figure) * lying, y, scale)
    return (
        '<text x="8" y="16" class="quiet">From above</text>'
        f"{_cone(x, y, cx, cy)}{_surroundings_from_above(spec, x, y)}"
        f"{_sight(x, y, cx, cy)}{_lens(cx, cy, _azimuth(spec))}"
        f"{_person(figure, place, 0.27)}{_arrow(spec, place)}"
        f"{_distance(spec, (x + cx) / 2, (y + cy) / 2, cy)}"
    )


def _azimuth(spec: ExerciseSpec) -> float:
    """The middle of the best view, or straight from the side or front if that is in it."""
    camera = spec.camera
    low, high = camera.views[camera.preferred].azimuth_deg
    straight = {"side": 90.0, "front": 0.0}.get(camera.preferred, (low + high) / 2)
    return straight if low <= straight <= high else (low + high) / 2


def _middle(figure: Figure) -> float:
    across = [x for x, _ in figure.points]
    return (min(across) + max(across)) / 2


def _lies_or_kneels(spec: ExerciseSpec) -> bool:
    return spec.position in ("quadruped", "kneeling", "prone", "supine")


def _surroundings_from_above(spec: ExerciseSpec, x: float, y: float) -> str:
    """The mat, the wall behind, or the chair."""
    if _lies_or_kneels(spec):
        return f'<rect x="{x - 62}" y="{y - 24}" width="124" height="48" rx="6" class="mat"/>'
    if spec.position == "standing_wall":
        return f'<rect x="{x - 22}" y="{y - 38}" width="6" height="76" class="wall"/>'
    if spec.position == "seated":
        return f'<rect x="{x - 18}" y="{y - 20}" width="38" height="40" rx="5" class="mat"/>'
    return ""


def _distance(spec: ExerciseSpec, x: float, y: float, cy: float) -> str:
    """Beside the line of sight; under the camera where the line runs across."""
    text = metres(*spec.camera.distance_m)
    if _azimuth(spec) > 60:
        return f'<text x="{x + 12:.0f}" y="{y + 22:.0f}">{text}</text>'
    return f'<text x="208" y="{min(cy + 34, 182):.0f}" text-anchor="end">{text}</text>'


def _arrow(spec: ExerciseSpec, place: _Place) -> str:
    """Where somebody upright looks."""
    lies = _lies_or_kneels(spec) and spec.position != "kneeling"
    if lies or _azimuth(spec) == 0:  # the line of sight runs there
        return ""
    ahead = place.x + place.scale * max(x for x, _ in ABOVE[spec.position].points) + 8
    return f'<path d="M{ahead:.0f} {place.y - 5:.0f} l6 5 l-6 5" class="line"/>'


def _cone(x: float, y: float, cx: float, cy: float) -> str:
    """What the lens sees, widening from the camera to the person."""
    across = ((cy - y) / 2.6, (x - cx) / 2.6)
    return (
        f'<path d="M{cx:.0f} {cy:.0f} L{x + across[0]:.0f} {y + across[1]:.0f} '
        f'L{x - across[0]:.0f} {y - across[1]:.0f} Z" class="cone" opacity="0.55"/>'
    )


def _sight(x: float, y: float, cx: float, cy: float) -> str:
    return f'<line x1="{cx:.0f}" y1="{cy:.0f}" x2="{x:.0f}" y2="{y:.0f}" class="sight"/>'


def _lens(x: float, y: float, turn_deg: float) -> str:
    """A camera from above that looks back along its azimuth."""
    return (
        f'<rect x="{x - 8:.0f}" y="{y - 13:.0f}" width="17" height="26" rx="4" class="cam" '
        f'transform="rotate({turn_deg:.0f} {x:.0f} {y:.0f})"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" class="eye"/>'
    )


def _as_seen(spec: ExerciseSpec) -> str:
    """To scale: the height of the lens against the body, as the camera sees it."""
    floor, x, right = 168.0, 298.0, 392.0
    low, high = spec.camera.height_m
    figure = (FACING if _azimuth(spec) < _FACED_DEG else PROFILE)[spec.position]
    across, up = zip(*figure.points, strict=True)
    scale = min(122 / max(*up, high), 140 / (max(across) - min(across)), _MOST_PX)
    top, bottom = floor - scale * high, floor - scale * low
    place = _Place(x - scale * _middle(figure), floor, scale)
    return (
        '<text x="222" y="16" class="quiet">Height of the lens</text>'
        f'<rect x="222" y="{top:.0f}" width="{right - 222:.0f}" height="{bottom - top:.0f}" '
        'class="band" opacity="0.8"/>'
        f'<line x1="222" y1="{floor:.0f}" x2="412" y2="{floor:.0f}" class="line"/>'
        f"{_person(figure, place, 0.15)}"
        f'<path d="M{right - 6:.0f} {top:.0f} h6 V{bottom:.0f} h-6" class="line"/>'
        f'<circle cx="{right:.0f}" cy="{(top + bottom) / 2:.0f}" r="9" class="cam"/>'
        f'<circle cx="{right:.0f}" cy="{(top + bottom) / 2:.0f}" r="4" class="eye"/>'
        f'<text x="412" y="{top - 7:.0f}" text-anchor="end">{centimetres(low, high)}</text>'
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure's (0, 0) is in the drawing, and pixels a metre."""

    x: float
    y: float
    scale: float

    def path(self, line: Line, *, closed: bool = False) -> str:
        """The line as SVG path data."""
        points = (f"{self.x + self.scale * x:.1f} {self.y - self.scale * y:.1f}" for x, y in line)
        return f"M{' L'.join(points)}{' Z' if closed else ''}"


def _person(figure: Figure, place: _Place, trunk_m: float) -> str:
    """Things first, then limbs, trunk and head; strokes as thick as arms and bodies are."""
    thin, thick = 0.085 * place.scale, trunk_m * place.scale
    area = len(figure.trunk) > 2
    head = place.path((figure.head,))[1:].split()
    return "".join(
        (
            *(f'<path d="{place.path(thing)}" class="thing"/>' for thing in figure.things),
            *(
                f'<path d="{place.path(limb)}" class="limb" stroke-width="{thin:.1f}"/>'
                for limb in figure.limbs
            ),
            f'<path d="{place.path(figure.trunk, closed=area)}" class="trunk" '
            f'stroke-width="{thin if area else thick:.1f}"/>',
            f'<circle cx="{head[0]}" cy="{head[1]}" r="{HEAD_M * place.scale:.1f}" class="head"/>',
        )
    )
