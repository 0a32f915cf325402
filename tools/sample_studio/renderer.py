"""Off-screen OpenGL renderer (EGL, also in software): soft shadows, anti-aliasing, person mask."""

from __future__ import annotations

from typing import Any

import cv2
import moderngl
import numpy as np

from .geometry import Array, unit
from .meshes import Appearance, Mesh
from .scene import Camera, Light, default_lights
from .shaders import (
    DEPTH_FRAGMENT,
    DEPTH_VERTEX,
    MASK_FRAGMENT,
    MATERIAL_PERSON,
    VERTEX,
    fragment_source,
)

SHADOW_SIZE = 512  # pixels per light
SHADOW_RADIUS, SHADOW_DEPTH = 1.6, 8.0  # metres covered around the shadow centre
SAMPLES = 4
AMBIENT = (0.16, 0.165, 0.175)
BACKGROUND = (0.75, 0.76, 0.77)
PERSON_LAYOUT = "3f 3f 4f 4f 3f"
PERSON_ATTRIBUTES = ("position", "normal", "clothes", "face", "rest")
BYTES_AFTER_POSITION = 56

Buffers = tuple[moderngl.Buffer, moderngl.Buffer]  # vertices, triangles


class Renderer:
    """Renders meshes at one image size. Create it once; it owns an OpenGL context."""

    def __init__(
        self,
        width: int = 960,
        height: int = 540,
        lights: list[Light] | None = None,
        antialias: bool = True,
    ) -> None:
        self.size = (width, height)
        self.lights = lights or default_lights()
        self._context = context = _egl_context()
        count = len(self.lights)
        self._colour_program = context.program(VERTEX, fragment_source(count))
        self._depth_program = context.program(DEPTH_VERTEX, DEPTH_FRAGMENT)
        self._mask_program = context.program(DEPTH_VERTEX, MASK_FRAGMENT)
        self._multisampled = context.framebuffer(
            [context.renderbuffer(self.size, 3, samples=SAMPLES if antialias else 0)],
            context.depth_renderbuffer(self.size, samples=SAMPLES if antialias else 0),
        )
        self._resolved = context.framebuffer([context.renderbuffer(self.size, 3)])
        self._mask_buffer = context.framebuffer(
            [context.renderbuffer(self.size, 1)], context.depth_renderbuffer(self.size)
        )
        self._grid = int(np.ceil(np.sqrt(count)))
        self._atlas = context.depth_texture((SHADOW_SIZE * self._grid,) * 2)
        self._atlas.compare_func = "<="
        self._atlas.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self._atlas.repeat_x = self._atlas.repeat_y = False
        self._shadow_buffer = context.framebuffer(depth_attachment=self._atlas)

    def close(self) -> None:
        """Free the OpenGL context."""
        self._context.release()

    def render(
        self,
        meshes: list[Mesh],
        camera: Camera,
        appearance: Appearance,
        shadow_centre: Array,
        with_mask: bool = False,
    ) -> tuple[Array, Array | None]:
        """RGB image (H, W, 3) uint8 and, if asked for, the visible-person mask (H, W) bool."""
        if (camera.width, camera.height) != self.size:
            raise ValueError(f"camera is not {self.size[0]} x {self.size[1]} pixels")
        self._context.enable(moderngl.DEPTH_TEST)
        buffers = [self._upload(mesh) for mesh in meshes]
        try:
            light_matrices = self._render_shadows(meshes, buffers, shadow_centre)
            image = self._render_colour(meshes, buffers, camera, appearance, light_matrices)
            mask = self._render_mask(meshes, buffers, camera) if with_mask else None
        finally:
            for pair in buffers:
                for buffer in pair:
                    buffer.release()
        return image, mask

    def _upload(self, mesh: Mesh) -> Buffers:
        outside = np.full((len(mesh.vertices), 4), -1.0)
        columns = (
            mesh.vertices,
            mesh.normals,
            outside if mesh.clothes is None else mesh.clothes,
            outside if mesh.face is None else mesh.face,
            mesh.vertices if mesh.rest is None else mesh.rest,
        )
        return (
            self._context.buffer(np.hstack(columns).astype("f4").tobytes()),
            self._context.buffer(mesh.triangles.astype("i4").tobytes()),
        )

    def _draw(self, program: moderngl.Program, buffers: Buffers) -> None:
        layout: tuple[moderngl.Buffer | str, ...] = (buffers[0], PERSON_LAYOUT, *PERSON_ATTRIBUTES)
        if program is not self._colour_program:
            layout = (buffers[0], f"3f {BYTES_AFTER_POSITION}x", "position")
        vertex_array = self._context.vertex_array(program, [layout], buffers[1])
        vertex_array.render()
        vertex_array.release()

    def _render_shadows(
        self, meshes: list[Mesh], buffers: list[Buffers], centre: Array
    ) -> list[Array]:
        """Fill the shadow atlas; returns one world-to-light matrix (4, 4) per light."""
        self._shadow_buffer.use()
        self._shadow_buffer.clear(depth=1.0)
        matrices = []
        for i, light in enumerate(self.lights):
            matrices.append(_light_matrix(light, centre))
            tile = (i % self._grid * SHADOW_SIZE, i // self._grid * SHADOW_SIZE)
            self._shadow_buffer.viewport = (*tile, SHADOW_SIZE, SHADOW_SIZE)
            _write(self._depth_program, "view_projection", _gl(matrices[-1]))
            for mesh, pair in zip(meshes, buffers, strict=True):
                if mesh.casts_shadow:
                    self._draw(self._depth_program, pair)
        return matrices

    def _render_colour(
        self,
        meshes: list[Mesh],
        buffers: list[Buffers],
        camera: Camera,
        appearance: Appearance,
        light_matrices: list[Array],
    ) -> Array:
        program = self._colour_program
        _write(program, "view_projection", _gl(camera.projection @ camera.view))
        _write(program, "light_matrix", b"".join(_gl(matrix) for matrix in light_matrices))
        for name in ("direction", "colour"):
            values = np.stack([getattr(light, name) for light in self.lights])
            _write(program, f"light_{name}", values.astype("f4").tobytes())
        program["eye"], program["ambient"] = camera.eye, AMBIENT
        for name in ("skin", "shirt", "trousers", "hair", "shoes"):
            program[name] = getattr(appearance, name)
        self._atlas.use(0)
        program["shadow_atlas"] = 0
        self._multisampled.use()
        self._multisampled.clear(*BACKGROUND)
        for mesh, pair in zip(meshes, buffers, strict=True):
            program["material"], program["base_colour"] = mesh.material, mesh.colour
            self._draw(program, pair)
        self._context.copy_framebuffer(self._resolved, self._multisampled)
        return self._read(self._resolved, 3)

    def _render_mask(self, meshes: list[Mesh], buffers: list[Buffers], camera: Camera) -> Array:
        program = self._mask_program
        _write(program, "view_projection", _gl(camera.projection @ camera.view))
        self._mask_buffer.use()
        self._mask_buffer.clear()
        for mesh, pair in zip(meshes, buffers, strict=True):
            program["label"] = float(mesh.material == MATERIAL_PERSON)
            self._draw(program, pair)
        return self._read(self._mask_buffer, 1)[:, :, 0] > 0

    def _read(self, framebuffer: moderngl.Framebuffer, components: int) -> Array:
        data = np.frombuffer(framebuffer.read(components=components, alignment=1), np.uint8)
        return data.reshape(self.size[1], self.size[0], components)[::-1].copy()


def _egl_context() -> moderngl.Context:
    options: dict[str, Any] = {"backend": "egl"}
    try:
        return moderngl.create_context(standalone=True, **options)
    except Exception as error:  # glcontext raises bare exceptions
        raise RuntimeError(
            "no off-screen OpenGL: on Debian or Ubuntu install libegl1 libgl1 libgl1-mesa-dri, "
            "and set LIBGL_ALWAYS_SOFTWARE=1 on a machine without a graphics driver"
        ) from error


def _write(program: moderngl.Program, name: str, data: bytes) -> None:
    uniform = program[name]
    assert isinstance(uniform, moderngl.Uniform)
    uniform.write(data)


def _gl(matrix: Array) -> bytes:
    """A matrix in OpenGL's column-major float layout."""
    return matrix.T.astype("f4").tobytes()


def _light_matrix(light: Light, centre: Array) -> Array:
    """Orthographic world-to-light matrix around ``centre``."""
    up = (0, 1, 0) if abs(light.direction[2]) > 0.95 else (0, 0, 1)
    right = unit(np.cross(-light.direction, up))
    view = np.eye(4)
    view[:3, :3] = right, np.cross(right, -light.direction), light.direction
    view[:3, 3] = -view[:3, :3] @ (np.asarray(centre) + light.direction * SHADOW_DEPTH / 2)
    project = np.diag([1 / SHADOW_RADIUS, 1 / SHADOW_RADIUS, -2 / SHADOW_DEPTH, 1])
    project[2, 3] = -1
    return project @ view


def add_sensor_noise(
    image: Array, rng: np.random.Generator, sigma: float = 3.0, blur: float = 0.6
) -> Array:
    """Slight lens blur (pixels) and independent pixel noise (grey levels)."""
    blurred = cv2.GaussianBlur(image, (0, 0), blur).astype(np.float32)
    noise = rng.standard_normal(image.shape, dtype=np.float32) * sigma
    return np.clip(blurred + noise, 0, 255).astype(np.uint8)
