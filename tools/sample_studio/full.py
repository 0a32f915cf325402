"""Full quality: every light casts shadows, patterns are computed per pixel, edges are smooth."""

from __future__ import annotations

from collections.abc import Sequence

import moderngl
import numpy as np

from .camera import Camera
from .geometry import Array
from .gl import (
    SHADOW_RADIUS,
    ShadowMaps,
    Uploads,
    column_major,
    draw_mesh,
    read_pixels,
    set_uniforms,
    shadow_reach,
    write_uniform,
)
from .lighting import AMBIENT, Light, Rgb, far_away, places
from .meshes import Appearance, Mesh
from .shaders import DEPTH_VERTEX, MASK_FRAGMENT, MATERIAL_PERSON, fragment_source, vertex_source

SHADOW_PIXELS, WIDE_PIXELS = 512, 1024  # per light; where things stand about
SAMPLES = 4  # per pixel
BACKGROUND = (0.75, 0.76, 0.77)


class FullPainter:
    """Paints pictures of one size under fixed lights.

    With ``keys`` > 0 every picture comes with two more: one without the first ``keys`` lights
    and one with ambient light alone.
    """

    def __init__(
        self, context: moderngl.Context, size: tuple[int, int], lights: Sequence[Light],
        samples: int = SAMPLES, keys: int = 0, ambient: Rgb = AMBIENT,
    ) -> None:  # fmt: skip
        self._context, self._lights, self._keys = context, lights, keys
        self._ambient, self._places = ambient, places(lights)
        self.exposure = 1.0
        self._box = (0, 0, *size)
        self._uploads = Uploads(context, _fields)
        self._shadows: dict[int, ShadowMaps] = {}
        self._programs: dict[int, moderngl.Program] = {}
        self._mask_program = context.program(DEPTH_VERTEX, MASK_FRAGMENT)
        layers = range(3 if keys else 1)
        self._drawn = context.framebuffer(
            [context.renderbuffer(size, samples=samples) for _ in layers],
            context.depth_renderbuffer(size, samples=samples),
        )
        self._resolved = context.framebuffer([context.renderbuffer(size) for _ in layers])
        self._masked = context.framebuffer(
            [context.renderbuffer(size)], context.depth_renderbuffer(size)
        )

    def paint(
        self, meshes: Sequence[Mesh], camera: Camera, appearance: Appearance,
        shadow_centre: Array, with_mask: bool,
    ) -> tuple[Array, Array | None]:  # fmt: skip
        """RGB image (H, W, 3) uint8 and, if asked for, the visible-person mask (H, W) bool."""
        self._paint(meshes, camera, appearance, shadow_centre)
        return self._layer(0), self.mask(meshes, camera) if with_mask else None

    def layers(
        self, meshes: Sequence[Mesh], camera: Camera, appearance: Appearance, shadow_centre: Array
    ) -> list[Array]:
        """The picture (H, W, 3), the one without key lights and the one without any light."""
        self._paint(meshes, camera, appearance, shadow_centre)
        return [self._layer(i) for i in range(3)]

    def mask(self, meshes: Sequence[Mesh], camera: Camera) -> Array:
        """Where the subject is seen, (H, W) bool."""
        program = self._mask_program
        write_uniform(program, "view_projection", column_major(camera.projection @ camera.view))
        self._masked.use()
        self._masked.clear()
        for mesh, buffers in zip(meshes, self._uploads.upload(meshes), strict=True):
            set_uniforms(program, label=float(mesh.material == MATERIAL_PERSON and mesh.subject))
            draw_mesh(self._context, program, buffers)
        return read_pixels(self._masked, self._box)[:, :, 0] > 0

    def _paint(
        self, meshes: Sequence[Mesh], camera: Camera, appearance: Appearance, shadow_centre: Array
    ) -> None:
        pairs = list(zip(meshes, self._uploads.upload(meshes), strict=True))
        casters = [buffers for mesh, buffers in pairs if mesh.casts_shadow]
        radius = shadow_reach(meshes, shadow_centre)
        shadows = self._shadow_maps(SHADOW_PIXELS if radius <= SHADOW_RADIUS else WIDE_PIXELS)
        matrices = shadows.cast(casters, shadow_centre, radius)
        for material in {mesh.material for mesh in meshes}:
            self._prepare(self._program(material), camera, matrices)
        shadows.texture.use(0)
        self._drawn.use()
        self._drawn.clear(*far_away(BACKGROUND, self._ambient, self.exposure))
        for mesh, buffers in pairs:
            program = self._program(mesh.material)
            set_uniforms(program, base_colour=mesh.colour)
            if mesh.material == MATERIAL_PERSON:
                worn = mesh.appearance or appearance
                set_uniforms(program, skin=worn.skin, shirt=worn.shirt, trousers=worn.trousers,
                             hair=worn.hair, shoes=worn.shoes)  # fmt: skip
            draw_mesh(self._context, program, buffers)
        self._context.copy_framebuffer(self._resolved, self._drawn)

    def _shadow_maps(self, pixels: int) -> ShadowMaps:
        if pixels not in self._shadows:
            directions = [light.direction for light in self._lights]
            self._shadows[pixels] = ShadowMaps(self._context, directions, pixels)
        return self._shadows[pixels]

    def _program(self, material: int) -> moderngl.Program:
        # One program per material: llvmpipe computes every branch for every pixel.
        if material not in self._programs:
            self._programs[material] = self._context.program(
                vertex_source(material),
                fragment_source(len(self._lights), material, self._keys, self._places is not None),
            )
        return self._programs[material]

    def _prepare(
        self, program: moderngl.Program, camera: Camera, matrices: Sequence[Array]
    ) -> None:
        lights = self._lights
        directions, colours = (
            np.stack([getattr(light, name) for light in lights]).astype("f4").tobytes()
            for name in ("direction", "colour")
        )
        write_uniform(program, "view_projection", column_major(camera.projection @ camera.view))
        write_uniform(program, "light_matrix", b"".join(map(column_major, matrices)))
        write_uniform(program, "light_direction", directions)
        write_uniform(program, "light_colour", colours)
        write_uniform(program, "light_place", self._places or b"")
        set_uniforms(program, eye=camera.eye, ambient=self._ambient, shadow_atlas=0,
                     exposure=self.exposure)  # fmt: skip

    def _layer(self, index: int) -> Array:
        return read_pixels(self._resolved, self._box, index)[:, :, :3].copy()


def _fields(mesh: Mesh) -> tuple[Array, ...]:
    """Clothes, face and rest position, one row per vertex; outside of everything where unset."""
    outside = np.full((len(mesh.vertices), 4), -1.0)
    return (
        outside if mesh.clothes is None else mesh.clothes,
        outside if mesh.face is None else mesh.face,
        mesh.vertices if mesh.rest is None else mesh.rest,
    )
