"""Filming a scenario: its scene in its light, through a camera that is not perfect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .clip import Lens, Movement, Scene, Shot, scene_of
from .geometry import Array
from .lighting import Lighting, lighting_for, metered
from .picture import sensed, shake_margin, shake_matrix, shaken, veiled
from .renderer import Quality, Renderer
from .scenario import Scenario
from .windows import window_meshes

METER_WIDTH = 96  # pixels of the picture that the exposure is measured on


@dataclass(frozen=True)
class Studio:
    """A scene that is lit and a camera that is set. ``close`` it when done."""

    scenario: Scenario
    scene: Scene
    lens: Lens
    veil: float

    @classmethod
    def open(cls, scenario: Scenario, movement: Movement, quality: Quality = "full") -> Studio:
        """Set up room, light and camera of a scenario."""
        light, taken = lighting_for(scenario), scenario.picture
        margin = shake_margin(taken.shake_px)
        width, height = scenario.size
        renderer = Renderer(
            width + 2 * margin, height + 2 * margin, light.lights, quality, light.ambient
        )
        scene = scene_of(scenario, movement, renderer)
        if light.windows is not None:
            setting = scene.setting
            windows = window_meshes(scene.camera, setting.stage.walls, scene.middle, light.windows)
            scene.setting = replace(setting, meshes=[*setting.meshes, *windows])
        exposure = _exposure(scene, light) * taken.gain
        return cls(
            scenario, scene, Lens(exposure, taken.shutter / scenario.fps, margin), light.veil
        )

    def close(self) -> None:
        """Free what the renderer holds."""
        self.scene.renderer.close()

    def film(self, times_s: Sequence[float]) -> Iterator[Shot]:
        """Shots at the given times as the camera records them."""
        taken, seed = self.scenario.picture, self.scenario.seed
        rng = np.random.default_rng(seed)
        for time_s in times_s:
            shot = self.scene.shoot(time_s, lens=self.lens)
            moved = shake_matrix(time_s, taken.shake_px, self.scenario.size, seed)
            image = veiled(shaken(shot.image, moved, self.lens.margin), self.veil)
            image = sensed(image, rng, taken.noise, taken.blur_px, self.lens.exposure)
            yield replace(shot, image=image, moved=moved)


def _exposure(scene: Scene, light: Lighting) -> float:
    """How far the camera opens, measured once, on the start pose."""
    if light.least == light.most:
        return light.least
    camera = scene.camera
    small = replace(camera, width=METER_WIDTH, height=METER_WIDTH * camera.height // camera.width)
    renderer = Renderer(small.width, small.height, light.lights, "full", light.ambient)
    start_s = scene.movement.in_place[0] if scene.movement.in_place else 0.0
    posed = scene.movement.body.skin(scene.movement.pose_at(start_s))
    meshes = scene.moving(start_s, posed) + scene.setting.meshes

    def picture_at(exposure: float) -> Array:
        centre = scene.shadow_centre
        return renderer.render(meshes, small, scene.appearance, centre, exposure=exposure)[0]

    try:
        return metered(picture_at, light)
    finally:
        renderer.close()
