"""Lights of a room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geometry import Array


@dataclass(frozen=True)
class Light:
    """Distant light: unit direction towards the light, linear RGB strength."""

    direction: Array
    colour: Array


def default_lights(key_azimuth: float = 35, keys: int = 4, dome: int = 7) -> list[Light]:
    """A soft key light (several close directions) and a dome of fill lights."""

    def direction(azimuth: float, elevation: float) -> Array:
        a, e = np.deg2rad(azimuth), np.deg2rad(elevation)
        return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])

    lights = []
    for i in range(keys):
        a = 2 * np.pi * i / keys
        towards = direction(key_azimuth + 11 * np.cos(a), 52 + 9 * np.sin(a))
        lights.append(Light(towards, np.array([1.05, 0.98, 0.88]) * 1.15 / keys))
    for i in range(dome):
        towards = direction(i * 137.5, 12 + 70 * (i + 0.5) / dome)
        lights.append(Light(towards, np.array([0.88, 0.95, 1.05]) * 0.95 / dome))
    return lights
