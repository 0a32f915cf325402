"""Two pictures of each exercise for the pages: its start pose and its far end, from the studio.

They stand in ``exercise_specs/pictures`` as ``<id>_start.webp`` and ``<id>_end.webp``. Beside them
``made_of.json`` says of which poses, so that only what has changed is drawn again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.specs.loader import default_folder
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View as CameraView

from .clip import Movement, movement_of
from .filming import Studio
from .geometry import Array
from .human import body_names
from .performances import Performance
from .repertoire.plans import PLANS
from .scenario import DEFAULTS, Picture, Repetition, Scenario, View, is_sided
from .trials import manner_of

FOLDER, HASHES = default_folder() / "pictures", "made_of.json"
SIZE = (480, 360)
MAX_BYTES = 25_000
VERSION = 1
"""Raise it when the pictures should be drawn anew though the poses are the same."""

_DRAWN = (960, 720)
_MARGIN = 1.12  # room around the person; 1 fills the picture
_QUALITIES = (82, 74, 66, 58, 50, 40)  # of WebP, until it is small enough
_STEP_S = 0.1
_YAWS: Mapping[CameraView, float] = MappingProxyType({"side": 90.0, "oblique": 40.0, "front": 0.0})
_ROUND: Mapping[CameraView, float] = MappingProxyType(
    {"side": -22.0, "oblique": 0.0, "front": 14.0}
)
"""Degrees off the best place of a camera that judges: far limbs come out from behind near ones."""
_CAST = 77  # of the drawings of lots, one that spreads the bodies evenly
_BETTER: Mapping[str, tuple[float, float]] = MappingProxyType({"iron_cross": (296.0, 1.0)})
"""Yaw and height in metres where the camera that judges does not see what matters most: here the
roller and the leg across it."""
_FAR_END: Mapping[str, str] = MappingProxyType({"cat_cow": "to_round"})
"""The phase at whose end the far end is, where the holds and ways do not tell."""


@dataclass(frozen=True, slots=True)
class Still:
    """Both pictures of an exercise; ``drawn`` is False if they were up to date."""

    exercise: str
    files: tuple[Path, Path]
    drawn: bool


def stills(specs: Iterable[ExerciseSpec], folder: Path = FOLDER) -> Iterator[Still]:
    """Draw what is missing or out of date; exercises that the studio does not know are left out.

    Raises:
        OSError: a picture could not be written.
        ValueError: a picture does not become small enough.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for spec in specs:
        if spec.id in DEFAULTS or spec.id in PLANS:
            yield _still(spec, folder)


def scenario_for(spec: ExerciseSpec) -> Scenario:
    """One clean, generous repetition from the spec's preferred view; the id chooses the body."""
    bodies = sorted(body_names())
    drawn = crc32(f"{_CAST} {spec.id}".encode()) % len(bodies)
    plan = PLANS.get(spec.id)
    return Scenario(
        name=f"still_{spec.id}",
        exercise=spec.id,
        body=bodies[drawn],
        view=_view(spec),
        reps=(Repetition(side="right" if is_sided(spec.id) else None),),
        person=dict(manner_of(spec.id).ranges["large"]),
        size=_DRAWN,
        jitter=0.0,
        sway_deg=0.0,
        breath_deg=0.0,
        in_hands="dumbbells" if plan is not None and plan.dumbbells else "nothing",
        picture=Picture(noise=0.0, blur_px=0.1),
    )


def far_end_s(exercise: str, performance: Performance, movement: Movement) -> float:
    """The furthest moment of the first repetition, in seconds.

    The middle of the hold; without one, when the body is furthest from its start pose.
    """
    named = _FAR_END.get(exercise)
    if named is not None:
        return next(phase.end_s for phase in performance.phases if phase.name == named)
    if performance.holds:
        hold = performance.holds[0]
        return (hold.start_s + hold.end_s) / 2
    rep = performance.reps[0]
    times = np.arange(rep.start_s, rep.end_s, _STEP_S)
    start = _joints(movement, 0.0)
    away = [float(np.abs(_joints(movement, float(time)) - start).sum()) for time in times]
    return float(times[int(np.argmax(away))])


def _still(spec: ExerciseSpec, folder: Path) -> Still:
    scenario = scenario_for(spec)
    movement, performance = movement_of(scenario)
    times = (0.0, far_end_s(spec.id, performance, movement))
    print_of = _fingerprint(scenario, movement, times)
    start, end = (folder / f"{spec.id}_{name}.webp" for name in ("start", "end"))
    known = _known(folder)
    if known.get(spec.id) == print_of and start.is_file() and end.is_file():
        return Still(spec.id, (start, end), drawn=False)
    for path, image in zip((start, end), _draw(scenario, movement, times), strict=True):
        path.write_bytes(small(image))
    _remember(folder, spec.id, print_of)
    return Still(spec.id, (start, end), drawn=True)


def _draw(
    scenario: Scenario, movement: Movement, times: tuple[float, float]
) -> list[NDArray[np.uint8]]:
    """Both moments before one camera that shows just these two."""
    start, end = (movement.pose_at(time) for time in times)
    two = replace(
        movement, pose_at=lambda time_s: start if time_s <= times[0] else end,
        duration_s=times[1],
    )  # fmt: skip
    studio = Studio.open(scenario, two, "full")
    try:
        return [shot.image for shot in studio.film(times)]
    finally:
        studio.close()


def small(image: NDArray[np.uint8]) -> bytes:
    """The RGB picture as WebP of the pages' size.

    Raises:
        ValueError: it does not become small enough.
    """
    shrunk = cv2.resize(image, SIZE, interpolation=cv2.INTER_AREA)
    for quality in _QUALITIES:
        _, data = cv2.imencode(".webp", shrunk[:, :, ::-1], [cv2.IMWRITE_WEBP_QUALITY, quality])
        if len(data) <= MAX_BYTES:
            return bytes(data)
    raise ValueError(f"{len(data)} bytes are more than {MAX_BYTES}")


def _view(spec: ExerciseSpec) -> View:
    camera, plan = spec.camera, PLANS.get(spec.id)
    best = plan.place.yaws[0] if plan else _YAWS[camera.preferred]
    yaw, height_m = _BETTER.get(
        spec.id, ((best + _ROUND[camera.preferred]) % 360, sum(camera.height_m) / 2)
    )
    return View(yaw, height_m, fov_deg=30.0, margin=_MARGIN)


def _joints(movement: Movement, time_s: float) -> Array:
    joints = movement.body.skin(movement.pose_at(time_s)).joints
    return np.array([joints[name] for name in sorted(joints)])


def _fingerprint(scenario: Scenario, movement: Movement, times: tuple[float, float]) -> str:
    """Of everything that decides the pictures; poses to the centimetre."""
    places = [(_joints(movement, time) * 100).round().astype(int).tolist() for time in times]
    view = scenario.view
    decisive = [VERSION, scenario.body, view.yaw_deg, view.height_m, scenario.in_hands, places]
    return hashlib.sha256(json.dumps(decisive).encode()).hexdigest()[:16]


def _known(folder: Path) -> dict[str, str]:
    try:
        known = json.loads((folder / HASHES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _remember(folder: Path, exercise: str, print_of: str) -> None:
    known = _known(folder) | {exercise: print_of}
    text = json.dumps(known, indent=1, sort_keys=True) + "\n"
    (folder / HASHES).write_text(text, encoding="utf-8")
