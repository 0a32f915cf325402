"""Small OpenGL helpers of the renderer: context, uniforms, vertex buffers, shadow maps."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import moderngl
import numpy as np

from .geometry import Array, unit
from .meshes import Mesh
from .shaders import DEPTH_FRAGMENT, DEPTH_VERTEX, MATERIAL_PERSON

Box = tuple[int, int, int, int]  # x, y, width, height in pixels from the bottom left corner

SHADOW_RADIUS, SHADOW_DEPTH = 1.6, 8.0  # metres covered around the shadow centre
WIDEST_SHADOW = 4.5  # metres, where things stand about


def egl_context() -> moderngl.Context:
    """An off-screen context.

    Raises:
        RuntimeError: no OpenGL; says what to install.
    """
    options: dict[str, Any] = {"backend": "egl"}
    try:
        return moderngl.create_context(standalone=True, **options)
    except Exception as error:  # glcontext raises bare exceptions
        raise RuntimeError(
            "no off-screen OpenGL: on Debian or Ubuntu install libegl1 libgl1 libgl1-mesa-dri, "
            "and set LIBGL_ALWAYS_SOFTWARE=1 on a machine without a graphics driver"
        ) from error


def write_uniform(program: moderngl.Program, name: str, data: bytes) -> None:
    """Set a matrix or an array; nothing happens where the shader does not use it."""
    uniform = program.get(name, None)
    if data and isinstance(uniform, moderngl.Uniform):
        uniform.write(data)


def set_uniforms(program: moderngl.Program, **values: Any) -> None:
    """Set numbers and vectors; those that the shader does not use are left out."""
    for name, value in values.items():
        if name in program:
            program[name] = value


def column_major(matrix: Array) -> bytes:
    """A matrix in OpenGL's column-major float layout."""
    return matrix.T.astype("f4").tobytes()


def read_pixels(framebuffer: moderngl.Framebuffer, box: Box, attachment: int = 0) -> Array:
    """RGBA (h, w, 4) uint8, top row first."""
    data = framebuffer.read(box, components=4, attachment=attachment, alignment=1)
    return np.frombuffer(data, np.uint8).reshape(box[3], box[2], 4)[::-1]


@dataclass(frozen=True, slots=True)
class Buffers:
    """A mesh on the graphics side; ``fields`` only for people."""

    surface: moderngl.Buffer
    triangles: moderngl.Buffer
    fields: moderngl.Buffer | None = None


Fields = Callable[[Mesh], tuple[Array, ...]]


class Uploads:
    """Vertex buffers. What is the same object from picture to picture is uploaded once.

    ``fields`` computes the person's columns beside position and normal.
    """

    def __init__(self, context: moderngl.Context, fields: Fields) -> None:
        self._context, self._fields = context, fields
        self._kept: dict[Hashable, tuple[moderngl.Buffer, object]] = {}
        self._used: set[Hashable] = set()

    def upload(self, meshes: Sequence[Mesh]) -> list[Buffers]:
        """Buffers of all meshes of a picture; buffers of meshes that are gone are freed."""
        self._used.clear()
        result = [self._buffers(mesh) for mesh in meshes]
        for key in self._kept.keys() - self._used:
            self._kept.pop(key)[0].release()
        return result

    def _buffers(self, mesh: Mesh) -> Buffers:
        fields = None
        if mesh.material == MATERIAL_PERSON:
            worn = (mesh.clothes, mesh.face, mesh.rest)
            fields = self._buffer("f4", worn, lambda: self._fields(mesh))
        surface = (mesh.vertices, mesh.normals)
        return Buffers(
            self._buffer("f4", surface, lambda: surface),
            self._buffer("i4", (mesh.triangles,), lambda: (mesh.triangles,)),
            fields,
        )

    def _buffer(
        self, kind: str, parts: tuple[Array | None, ...], columns: Callable[[], tuple[Array, ...]]
    ) -> moderngl.Buffer:
        key = (kind, *map(id, parts))
        self._used.add(key)
        if key not in self._kept:
            data = np.hstack(columns()).astype(kind).tobytes()
            self._kept[key] = (self._context.buffer(data), parts)  # keeping parts keeps their ids
        return self._kept[key][0]


def draw_mesh(context: moderngl.Context, program: moderngl.Program, buffers: Buffers) -> None:
    """Draw one mesh; attributes that the program does not have are skipped."""
    parts: list[tuple[Any, ...]] = [(buffers.surface, "3f 3f", "position", "normal")]
    if "normal" not in program:
        parts = [(buffers.surface, "3f 12x", "position")]
    if buffers.fields is not None and "clothes" in program:
        last = ("4f", "pattern") if "pattern" in program else ("3f", "rest")
        parts.append((buffers.fields, f"4f 4f {last[0]}", "clothes", "face", last[1]))
    vertex_array = context.vertex_array(program, parts, buffers.triangles)
    vertex_array.render()
    vertex_array.release()


class ShadowMaps:
    """Depth seen from each light, side by side in one texture."""

    def __init__(self, context: moderngl.Context, directions: Sequence[Array], pixels: int) -> None:
        self._context, self._directions, self._pixels = context, directions, pixels
        self._program = context.program(DEPTH_VERTEX, DEPTH_FRAGMENT)
        self._grid = int(np.ceil(np.sqrt(len(directions))))
        self.texture = context.depth_texture((pixels * self._grid,) * 2)
        self.texture.compare_func = "<="
        self.texture.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.texture.repeat_x = self.texture.repeat_y = False
        self._buffer = context.framebuffer(depth_attachment=self.texture)

    def cast(
        self, casters: Sequence[Buffers], centre: Array, radius: float = SHADOW_RADIUS
    ) -> list[Array]:
        """Draw the maps; returns one world-to-light matrix (4, 4) per light."""
        self._buffer.use()
        self._buffer.scissor = (0, 0, *self._buffer.size)
        self._buffer.clear(depth=1.0)
        matrices = [light_matrix(direction, centre, radius) for direction in self._directions]
        for i, matrix in enumerate(matrices):
            column, row = i % self._grid, i // self._grid
            size = self._pixels
            self._buffer.viewport = (column * size, row * size, size, size)
            # The rim stays far away: what lies outside of the map is lit.
            self._buffer.scissor = (column * size + 1, row * size + 1, size - 2, size - 2)
            write_uniform(self._program, "view_projection", column_major(matrix))
            for buffers in casters:
                draw_mesh(self._context, self._program, buffers)
        return matrices


def shadow_reach(meshes: Sequence[Mesh], centre: Array) -> float:
    """Metres around ``centre`` in which other things than the subject cast shadows."""
    others = [
        mesh.vertices for mesh in meshes if mesh.casts_shadow and (mesh.fixed or not mesh.subject)
    ]
    if not others:
        return SHADOW_RADIUS
    farthest = float(np.sqrt(max(((v - centre) ** 2).sum(1).max() for v in others)))
    return min(max(farthest, SHADOW_RADIUS), WIDEST_SHADOW)


def light_matrix(direction: Array, centre: Array, radius: float = SHADOW_RADIUS) -> Array:
    """Orthographic world-to-light matrix (4, 4) around ``centre`` (world metres)."""
    depth = max(SHADOW_DEPTH, 3 * radius)
    up = (0, 1, 0) if abs(direction[2]) > 0.95 else (0, 0, 1)
    right = unit(np.cross(-direction, up))
    view = np.eye(4)
    view[:3, :3] = right, np.cross(right, -direction), direction
    view[:3, 3] = -view[:3, :3] @ (np.asarray(centre) + direction * depth / 2)
    project = np.diag([1 / radius, 1 / radius, -2 / depth, 1])
    project[2, 3] = -1
    return project @ view
