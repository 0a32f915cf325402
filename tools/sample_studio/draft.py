"""Draft quality: the room is painted once, the person with two shadow maps and no fine texture.

Meant for pose models: the person stands in the same picture as at full quality, at a fraction of
the time. What is ``fixed`` becomes a backdrop at full quality, painted anew only when the camera
or the room changes. Each picture then needs only the part of the screen where a person or their
shadow is. Fixed things cast no shadow on people, and moving things have a plain colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import moderngl
import numpy as np

from . import draft_shaders
from .camera import Camera
from .full import FullPainter
from .geometry import Array, unit
from .gl import (
    SHADOW_RADIUS,
    Box,
    Buffers,
    ShadowMaps,
    Uploads,
    column_major,
    draw_mesh,
    read_pixels,
    set_uniforms,
    shadow_reach,
    write_uniform,
)
from .lighting import AMBIENT, Light, Rgb, places
from .meshes import Appearance, Mesh
from .pattern import vertex_pattern
from .shaders import MATERIAL_PERSON

KEY_SPREAD_DEG = 22.0  # lights this near the strongest one are one key light
KEY_PIXELS, SKY_PIXELS = 256, 128  # of the shadow maps
WIDER = 2  # times these along a side, where more than the subject casts shadows
KEY_BLUR, SKY_BLUR = 0.6, 1.5  # shadow map pixels
SKY_LEAK = 0.35  # share of the sky light that reaches what the sky's map calls shadow
SCALE = 2  # what moves is drawn this many times as large, for smooth edges
MARGIN = 6  # pixels around what changes
DISPLAY_GAMMA = 2.2
LOWEST_SHADOW = 0.2  # sine of the elevation below which shadows may fall anywhere
SHADOW_STRIDE = 5  # every how many vertices bound the shadow
NEAREST = 0.1  # metres before the camera
TEXTURES = (
    "key_shadow", "sky_shadow", "place", "room_depth", "lit", "without_key", "without_lights",
    "reached", "moving",
)  # fmt: skip
OUT_OF_THE_WORLD = (1e3, 1e3, 1e3, 0)
CLIP_TO_TEXTURE = np.array([[0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], [0, 0, 0.5, 0.5], [0, 0, 0, 1]])


@dataclass(frozen=True, slots=True)
class _Backdrop:
    """The room of one camera: what it was made for, its picture and its textures by name."""

    made_for: tuple[object, ...]
    image: Array
    textures: dict[str, moderngl.Texture]


class DraftPainter:
    """Paints pictures of one size under fixed lights."""

    def __init__(
        self, context: moderngl.Context, size: tuple[int, int], lights: Sequence[Light],
        ambient: Rgb = AMBIENT,
    ) -> None:  # fmt: skip
        self._context, self._size, self._ambient = context, size, ambient
        self.exposure = 1.0
        ordered, keys = key_first(lights)
        self._backdrop: _Backdrop | None = None
        self._room_painter = FullPainter(context, size, ordered, keys=keys, ambient=ambient)
        self._uploads = Uploads(context, _fields)
        self._key, self._sky = ordered[:keys], ordered[keys:]
        self._shadow_maps: dict[int, dict[str, ShadowMaps]] = {}
        self._build_programs(ordered, keys)
        self._build_buffers()

    def _build_programs(self, lights: Sequence[Light], keys: int) -> None:
        context, screen = self._context, draft_shaders.SCREEN_VERTEX
        self._programs = {
            person: context.program(
                draft_shaders.vertex_source(len(lights), keys, person, places(lights) is not None),
                draft_shaders.fragment_source(person, SCALE),
            )
            for person in (False, True)
        }
        self._place_program = context.program(
            draft_shaders.PLACE_VERTEX, draft_shaders.PLACE_FRAGMENT
        )
        self._shade_program = context.program(screen, draft_shaders.SHADE_FRAGMENT)
        self._merge_program = context.program(screen, draft_shaders.merge_source(SCALE))
        key, sky = _strength(self._key), _strength(self._sky)
        shares = [_luminance(light.colour) / max(_luminance(key), 1e-9) for light in self._key]
        shares += [_luminance(light.colour) / max(_luminance(sky), 1e-9) for light in self._sky]
        directions = np.stack([light.direction for light in lights]).astype("f4").tobytes()
        for program in self._programs.values():
            write_uniform(program, "light_direction", directions)
            write_uniform(program, "light_share", np.array(shares, "f4").tobytes())
            write_uniform(program, "light_place", places(lights) or b"")
            set_uniforms(
                program, ambient=self._ambient, key_colour=tuple(key), sky_colour=tuple(sky)
            )
        for program in (*self._programs.values(), self._shade_program, self._merge_program):
            set_uniforms(
                program, sky_leak=SKY_LEAK,
                **{name: number for number, name in enumerate(TEXTURES)},
            )  # fmt: skip

    def _build_buffers(self) -> None:
        context, size = self._context, self._size
        self._shaded_texture = context.texture(((size[0] + 1) // 2, (size[1] + 1) // 2), 2)
        self._shaded_texture.repeat_x = self._shaded_texture.repeat_y = False
        self._shaded = context.framebuffer([self._shaded_texture])
        large = (size[0] * SCALE, size[1] * SCALE)
        self._moving_texture = context.texture(large, 4)
        self._moving = context.framebuffer(
            [self._moving_texture], context.depth_renderbuffer(large)
        )
        self._merged = context.framebuffer([context.renderbuffer(size)])

    def paint(
        self, meshes: Sequence[Mesh], camera: Camera, appearance: Appearance,
        shadow_centre: Array, with_mask: bool,
    ) -> tuple[Array, Array | None]:  # fmt: skip
        """RGB image (H, W, 3) uint8 and, if asked for, the visible-person mask (H, W) bool."""
        fixed = [mesh for mesh in meshes if mesh.fixed]
        moving = [mesh for mesh in meshes if not mesh.fixed]
        backdrop = self._backdrop_for(fixed, camera, appearance, shadow_centre)
        image = backdrop.image.copy()
        buffers = self._uploads.upload(moving)
        box = self._changed_box(moving, camera)
        if box is not None:
            pairs = list(zip(moving, buffers, strict=True))
            shadows = self._cast_shadows(pairs, shadow_centre)
            self._draw(pairs, camera, appearance, backdrop.textures | shadows, box)
            x, y, width, height = box
            top = self._size[1] - y - height
            image[top : top + height, x : x + width] = read_pixels(self._merged, box)[:, :, :3]
        return image, self._room_painter.mask(meshes, camera) if with_mask else None

    def _backdrop_for(
        self, fixed: Sequence[Mesh], camera: Camera, appearance: Appearance, shadow_centre: Array
    ) -> _Backdrop:
        made_for = (camera, self.exposure, tuple(shadow_centre), *fixed)
        if self._backdrop is None or self._backdrop.made_for != made_for:
            if self._backdrop is not None:
                for texture in self._backdrop.textures.values():
                    texture.release()
            self._room_painter.exposure = self.exposure
            layers = self._room_painter.layers(fixed, camera, appearance, shadow_centre)
            textures = self._place(fixed, camera)
            for name, layer in zip(("lit", "without_key", "without_lights"), layers, strict=True):
                data = np.ascontiguousarray(layer[::-1]).tobytes()
                textures[name] = self._context.texture(self._size, 3, data, alignment=1)
            self._backdrop = _Backdrop(made_for, layers[0], textures)
        return self._backdrop

    def _place(self, fixed: Sequence[Mesh], camera: Camera) -> dict[str, moderngl.Texture]:
        """Where the room's pixels are in the world, and how far away."""
        place = self._context.texture(self._size, 4, dtype="f4")
        depth = self._context.depth_texture(self._size)
        depth.compare_func = ""
        framebuffer = self._context.framebuffer([place], depth)
        framebuffer.use()
        framebuffer.clear(*OUT_OF_THE_WORLD)
        write_uniform(self._place_program, "view_projection", _projection(camera))
        for buffers in self._uploads.upload(fixed):
            draw_mesh(self._context, self._place_program, buffers)
        framebuffer.release()
        return {"place": place, "room_depth": depth}

    def _changed_box(self, moving: Sequence[Mesh], camera: Camera) -> Box | None:
        """Part of the picture in which something moving or its shadow can be seen."""
        if not moving:
            return None
        width, height = self._size
        points = [mesh.vertices for mesh in moving]
        for direction in (_mean_direction(self._key), _mean_direction(self._sky)):
            if direction[2] < LOWEST_SHADOW:
                return (0, 0, width, height)
            for mesh in moving:
                if mesh.casts_shadow:
                    some = mesh.vertices[::SHADOW_STRIDE]
                    fall = np.maximum(some[:, 2:], 0) / direction[2]
                    points.append(some - direction * fall)
        pixels, depth = camera.project(np.concatenate(points))
        if depth.min() < NEAREST:
            return (0, 0, width, height)
        low = np.floor(pixels.min(0)).astype(int) - MARGIN
        high = np.ceil(pixels.max(0)).astype(int) + MARGIN
        x0, x1 = np.clip((low[0], high[0]), 0, width).tolist()
        y0, y1 = np.clip((height - high[1], height - low[1]), 0, height).tolist()
        return (x0, y0, x1 - x0, y1 - y0) if x1 > x0 and y1 > y0 else None

    def _cast_shadows(
        self, pairs: Sequence[tuple[Mesh, Buffers]], shadow_centre: Array
    ) -> dict[str, moderngl.Texture]:
        """Draw the shadow maps of what moves; their textures by name."""
        casters = [buffers for mesh, buffers in pairs if mesh.casts_shadow]
        radius = shadow_reach([mesh for mesh, _ in pairs], shadow_centre)
        share = SHADOW_RADIUS / radius
        blurs = {"key": KEY_BLUR / KEY_PIXELS * share, "sky": SKY_BLUR / SKY_PIXELS * share}
        textures = {}
        for name, shadow_map in self._maps(1 if radius <= SHADOW_RADIUS else WIDER).items():
            matrix = CLIP_TO_TEXTURE @ shadow_map.cast(casters, shadow_centre, radius)[0]
            for program in (*self._programs.values(), self._shade_program):
                write_uniform(program, f"{name}_matrix", column_major(matrix))
                set_uniforms(program, **{f"{name}_blur": blurs[name]})
            textures[f"{name}_shadow"] = shadow_map.texture
        return textures

    def _maps(self, times: int) -> dict[str, ShadowMaps]:
        """Shadow maps of key and sky with so many times the usual pixels along a side."""
        if times not in self._shadow_maps:
            self._shadow_maps[times] = {
                name: ShadowMaps(self._context, [_mean_direction(lights)], pixels * times)
                for name, lights, pixels in (
                    ("key", self._key, KEY_PIXELS), ("sky", self._sky, SKY_PIXELS),
                )
            }  # fmt: skip
        return self._shadow_maps[times]

    def _draw(
        self, pairs: Sequence[tuple[Mesh, Buffers]], camera: Camera, appearance: Appearance,
        fixed: dict[str, moderngl.Texture], box: Box,
    ) -> None:  # fmt: skip
        textures = fixed | {
            "reached": self._shaded_texture, "moving": self._moving_texture,
        }  # fmt: skip
        for unit_number, name in enumerate(TEXTURES):
            textures[name].use(unit_number)
        x, y, width, height = box
        self._shaded.use()
        self._shaded.scissor = (x // 2 - 1, y // 2 - 1, width // 2 + 3, height // 2 + 3)
        self._screen(self._shade_program)
        self._moving.use()
        self._moving.scissor = (x * SCALE, y * SCALE, width * SCALE, height * SCALE)
        self._moving.clear()
        for mesh, buffers in pairs:
            program = self._programs[mesh.material == MATERIAL_PERSON]
            write_uniform(program, "view_projection", _projection(camera))
            worn = mesh.appearance or appearance
            set_uniforms(
                program, exposure=self.exposure, base_colour=_linear(mesh.colour),
                skin=_linear(worn.skin), shirt=_linear(worn.shirt), trousers=_linear(worn.trousers),
                hair=_linear(worn.hair), shoes=_linear(worn.shoes),
            )  # fmt: skip
            draw_mesh(self._context, program, buffers)
        self._merged.use()
        self._merged.scissor = box
        self._screen(self._merge_program)

    def _screen(self, program: moderngl.Program) -> None:
        vertex_array = self._context.vertex_array(program, [])
        vertex_array.render(vertices=3)
        vertex_array.release()


def key_first(lights: Sequence[Light]) -> tuple[list[Light], int]:
    """The lights with those of the key light first, and how many these are."""
    strongest = max(lights, key=lambda light: _luminance(light.colour))
    near = np.cos(np.deg2rad(KEY_SPREAD_DEG))
    key = [light for light in lights if light.direction @ strongest.direction >= near]
    return key + [light for light in lights if all(light is not k for k in key)], len(key)


def _luminance(colour: Array) -> float:
    return float(np.dot(colour, (0.2126, 0.7152, 0.0722)))


def _strength(lights: Sequence[Light]) -> Array:
    """Linear RGB of several lights together (3,)."""
    return np.sum([light.colour for light in lights], axis=0) if lights else np.zeros(3)


def _mean_direction(lights: Sequence[Light]) -> Array:
    """Unit direction (3,) towards several lights together, weighted by their strength."""
    towards = [light.direction * _luminance(light.colour) for light in lights]
    return unit(np.sum(towards, axis=0)) if lights else np.array([0.0, 0, 1])


def _projection(camera: Camera) -> bytes:
    return column_major(camera.projection @ camera.view)


def _linear(colour: tuple[float, float, float]) -> tuple[float, ...]:
    return tuple(channel**DISPLAY_GAMMA for channel in colour)


def _fields(mesh: Mesh) -> tuple[Array, ...]:
    """Clothes, face and pattern of a person, one row per vertex."""
    assert mesh.clothes is not None and mesh.face is not None and mesh.rest is not None
    pattern = vertex_pattern(mesh.rest, mesh.clothes)
    pattern[:, 3] **= DISPLAY_GAMMA
    return (mesh.clothes, mesh.face, pattern)
