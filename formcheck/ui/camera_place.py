"""Where to put the camera: a few sentences and a small drawing to scale, from the spec."""

from __future__ import annotations

from math import cos, radians, sin

from formcheck.report.palette import Palette
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

_FROM: dict[View, str] = {
    "side": "straight from your side",
    "oblique": "from the corner, between front and side",
    "front": "straight from the front",
}
_BODY_M: dict[str, tuple[float, float]] = {
    "quadruped": (1.3, 0.75),
    "seated": (0.7, 1.3),
    "standing": (0.5, 1.7),
    "standing_wall": (0.5, 1.6),
    "kneeling": (0.9, 1.1),
    "prone": (1.7, 0.3),
    "supine": (1.7, 0.3),
}
"""Rough length from above and height of a person in the position, metres, for the drawing."""


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
    """An SVG of the place of the camera, from above and from the side."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 190" width="420" height="190">'
        f"<style>{_rules(colours)}</style>{_from_above(spec)}{_from_the_side(spec)}</svg>"
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
        f".mat{{fill:{colours.bands[0]};stroke:{colours.border}}}"
        f".wall{{fill:{colours.quiet}}}.body{{fill:{colours.line};stroke:{colours.paper}}}"
        f".limb{{fill:none;stroke:{colours.line};stroke-width:8;stroke-linecap:round}}"
        f".cam{{fill:{colours.ink}}}.eye{{fill:{colours.paper}}}"
        f".line{{fill:none;stroke:{colours.quiet};stroke-width:2}}"
        f".sight{{stroke:{colours.quiet};stroke-width:1.5;stroke-dasharray:5 4}}"
    )


def _from_above(spec: ExerciseSpec) -> str:
    camera = spec.camera
    azimuth = radians(sum(camera.views[camera.preferred].azimuth_deg) / 2)
    x, y = 95.0, 58.0
    towards = (cos(azimuth), sin(azimuth))
    cx, cy = x + 96 * towards[0], y + 96 * towards[1]
    label = metres(*camera.distance_m)
    return (
        '<text x="8" y="16" class="quiet">From above</text>'
        f"{_surroundings_from_above(spec, x, y)}{_sight(x, y, cx, cy)}{_lens(cx, cy)}"
        f"{_person_from_above(spec, x, y)}"
        f'<text x="{(x + cx) / 2 + 10:.0f}" y="{(y + cy) / 2 + 16:.0f}">{label}</text>'
    )


def _lies_or_kneels(spec: ExerciseSpec) -> bool:
    return spec.position in ("quadruped", "kneeling", "prone", "supine")


def _surroundings_from_above(spec: ExerciseSpec, x: float, y: float) -> str:
    """The mat, the wall behind, or the chair."""
    if _lies_or_kneels(spec):
        return f'<rect x="{x - 64}" y="{y - 26}" width="128" height="52" rx="6" class="mat"/>'
    if spec.position == "standing_wall":
        return f'<rect x="{x - 24}" y="{y - 40}" width="7" height="80" class="wall"/>'
    if spec.position == "seated":
        return f'<rect x="{x - 22}" y="{y - 26}" width="38" height="52" rx="5" class="mat"/>'
    return ""


def _person_from_above(spec: ExerciseSpec, x: float, y: float) -> str:
    """The person faces right: a head ahead of, or on, a body."""
    if _lies_or_kneels(spec):
        half = 30 * _BODY_M[spec.position][0]
        return (
            f'<rect x="{x - half:.0f}" y="{y - 12}" width="{1.6 * half:.0f}" height="24" rx="12" '
            f'class="body"/><circle cx="{x + half - 4:.0f}" cy="{y}" r="9" class="body"/>'
        )
    return (
        f'<rect x="{x - 12}" y="{y - 22}" width="20" height="44" rx="10" class="body"/>'
        f'<circle cx="{x + 4}" cy="{y}" r="9" class="body"/>'
        f'<path d="M{x + 16} {y - 5} l6 5 l-6 5" class="line"/>'
    )


def _sight(x: float, y: float, cx: float, cy: float) -> str:
    return f'<line x1="{cx:.0f}" y1="{cy:.0f}" x2="{x:.0f}" y2="{y:.0f}" class="sight"/>'


def _lens(x: float, y: float) -> str:
    return (
        f'<rect x="{x - 13:.0f}" y="{y - 9:.0f}" width="26" height="18" rx="4" class="cam"/>'
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="5" class="eye"/>'
    )


def _from_the_side(spec: ExerciseSpec) -> str:
    """To scale, 48 px a metre: the height of the lens against the height of the body."""
    scale, floor, x = 48.0, 165.0, 250.0
    low, high = spec.camera.height_m
    distance = sum(spec.camera.distance_m) / 2
    cx, cy = x + scale * distance * 0.8, floor - scale * (low + high) / 2
    tall = scale * _BODY_M[spec.position][1]
    bracket = cx + 22
    top, bottom = floor - scale * high, floor - scale * low
    return (
        '<text x="222" y="16" class="quiet">How high</text>'
        f'<line x1="222" y1="{floor}" x2="412" y2="{floor}" class="line"/>'
        f"{_person_seen_level(x, floor, tall)}"
        f"{_sight(x + 20, floor - 0.55 * tall, cx - 14, cy)}"
        f'<line x1="{cx:.0f}" y1="{cy:.0f}" x2="{cx:.0f}" y2="{floor}" class="line"/>'
        f"{_lens(cx, cy)}"
        f'<path d="M{bracket - 4:.0f} {top:.0f} h4 V{bottom:.0f} h-4" class="line"/>'
        f'<text x="{cx + 26:.0f}" y="{top - 8:.0f}" text-anchor="end">'
        f"{centimetres(low, high)}</text>"
    )


def _person_seen_level(x: float, floor: float, tall: float) -> str:
    """A plain figure `tall` high that stands on the floor: head, body, two supports."""
    head = max(7.0, 0.13 * tall)
    shoulders = floor - tall + 1.7 * head
    hips = floor - 0.42 * tall
    return (
        f'<circle cx="{x}" cy="{floor - tall + head:.0f}" r="{head:.0f}" class="body"/>'
        f'<path d="M{x - 9} {hips:.0f} V{floor} M{x + 9} {hips:.0f} V{floor}" class="limb"/>'
        f'<rect x="{x - 15}" y="{shoulders:.0f}" width="30" '
        f'height="{hips - shoulders + 8:.0f}" rx="11" class="body"/>'
    )
