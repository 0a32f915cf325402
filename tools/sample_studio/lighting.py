"""Lights of a room, and how far a camera opens in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .geometry import Array
from .repertoire.plans import PLANS
from .scenario import Scenario

Rgb = tuple[float, float, float]

AMBIENT: Rgb = (0.16, 0.165, 0.175)  # linear, from everywhere
KEY_LIGHT_BESIDE = 40.0  # degrees off the camera
KEY_LIGHTS, FILL_LIGHTS = 3, 5  # each costs about 5 % of a picture
UPRIGHT = frozenset({"seated_thoracic_extension", "wall_angels"})

EVENING, EVENING_COLOUR = 0.06, np.array([1.2, 0.97, 0.70])  # share of the day's light, its tint
EVENING_AMBIENT: Rgb = (0.013, 0.0105, 0.0075)
LAMP_COLOUR = np.array([1.0, 0.74, 0.42]) * 0.9  # at LAMP_REACH_M
LAMP_BEFORE_DEG, LAMP_AWAY_M, LAMP_HEIGHT_M, LAMP_REACH_M = 35.0, 1.7, 1.45, 1.8
LAMP_AMBIENT: Rgb = (0.010, 0.0075, 0.005)
LAMP_BOUNCED = 0.02  # share that comes back from walls and ceiling
WINDOW_COLOUR = np.array([0.96, 1.0, 1.06])
WINDOW_GLOW, WINDOW_LIGHT, WINDOW_AMBIENT = 4.0, 1.5, 0.05
WINDOW_ELEVATION_DEG, WINDOW_SPREAD_DEG = 24.0, 14.0
PIER_ASIDE_DEG = 55.0  # light of two windows in the wall leant on comes past the person

MID_GREY = 108.0  # mean of a picture that a camera aims for, grey levels
METER_STEPS, METER_SPREAD = 7, 0.3  # the middle of the picture counts most; share of its size


@dataclass(frozen=True)
class Light:
    """A light: unit direction towards it, linear RGB strength.

    Distant, unless it has a ``place`` (world metres): then its strength is that at ``reach_m``
    metres from it, and shadows are drawn as if it were distant.
    """

    direction: Array
    colour: Array
    place: Array | None = None
    reach_m: float = 1.0


@dataclass(frozen=True)
class Lighting:
    """All light of a room and what a camera makes of it.

    Attributes:
        windows: linear RGB of bright windows behind the person, None without any.
        least, most: how far the camera opens; 1 in both: as by day, whatever it sees.
        veil: share of bright light that the lens spreads over the picture.
    """

    lights: tuple[Light, ...]
    ambient: Rgb = AMBIENT
    windows: Rgb | None = None
    least: float = 1.0
    most: float = 1.0
    veil: float = 0.0


def _upright(exercise: str) -> bool:
    return PLANS[exercise].upright if exercise in PLANS else exercise in UPRIGHT


def towards(azimuth_deg: float, elevation_deg: float) -> Array:
    """Unit vector; azimuth as a camera's yaw."""
    a, e = np.deg2rad(azimuth_deg), np.deg2rad(elevation_deg)
    return np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])


def default_lights(key_azimuth: float = 35, keys: int = 4, dome: int = 7) -> list[Light]:
    """A soft key light (several close directions) and a dome of fill lights."""
    lights = []
    for i in range(keys):
        a = 2 * np.pi * i / keys
        direction = towards(key_azimuth + 11 * np.cos(a), 52 + 9 * np.sin(a))
        lights.append(Light(direction, np.array([1.05, 0.98, 0.88]) * 1.15 / keys))
    for i in range(dome):
        direction = towards(i * 137.5, 12 + 70 * (i + 0.5) / dome)
        lights.append(Light(direction, np.array([0.88, 0.95, 1.05]) * 0.95 / dome))
    return lights


def lighting_for(scenario: Scenario) -> Lighting:
    """The light of a scenario's room; by day the key light is beside the camera."""
    yaw = scenario.view.yaw_deg
    match scenario.room.light:
        case "day":
            return Lighting(tuple(_day(yaw)))
        case "dim":
            return _evening(yaw)
        case "lamp":
            return _lamp(scenario)
        case "backlit":
            return _backlit(yaw, leans_on_window_wall(scenario))


def leans_on_window_wall(scenario: Scenario) -> bool:
    """Whether the wall that the camera looks at is the one the person leans on."""
    facing = float(np.cos(np.deg2rad(scenario.view.yaw_deg)))
    return scenario.exercise == "wall_angels" and facing > np.sqrt(0.5)


def _day(yaw: float) -> list[Light]:
    beside = -KEY_LIGHT_BESIDE if 0 < yaw < 180 else KEY_LIGHT_BESIDE
    return default_lights(yaw + beside, KEY_LIGHTS, FILL_LIGHTS)


def _evening(yaw: float) -> Lighting:
    """A weak ceiling light: the key from above, the fill warm. The camera cannot open enough."""
    tinted = [replace(light, colour=light.colour * EVENING_COLOUR) for light in _day(yaw)]
    keys = [
        Light(towards(yaw + 120 * i, 74), light.colour * EVENING)
        for i, light in enumerate(tinted[:KEY_LIGHTS])
    ]
    fill = [replace(light, colour=light.colour * EVENING * 0.7) for light in tinted[KEY_LIGHTS:]]
    return Lighting((*keys, *fill), EVENING_AMBIENT, least=1.0, most=6.0)


def _lamp(scenario: Scenario) -> Lighting:
    """A floor lamp somewhat before the person, on the side that chance or their wall leaves."""
    yaw, side = scenario.view.yaw_deg, 1 if scenario.seed % 2 else -1
    azimuth = yaw + side * (90 - LAMP_BEFORE_DEG)
    if _upright(scenario.exercise) and np.cos(np.deg2rad(azimuth)) < 0:
        azimuth = yaw - side * (90 - LAMP_BEFORE_DEG)
    place = LAMP_AWAY_M * towards(azimuth, 0) + (0, 0, LAMP_HEIGHT_M)
    elevation = float(np.rad2deg(np.arctan2(LAMP_HEIGHT_M - 0.45, LAMP_AWAY_M)))
    lamp = Light(towards(azimuth, elevation), LAMP_COLOUR, place, LAMP_REACH_M)
    bounced = [
        Light(towards(azimuth + off, 60), LAMP_COLOUR * LAMP_BOUNCED)
        for off in (100.0, 180.0, 260.0)
    ]
    return Lighting((lamp, *bounced), LAMP_AMBIENT, least=0.5, most=4.0)


def _backlit(yaw: float, past_a_pier: bool) -> Lighting:
    """Wide windows before the camera; past the pier between two of them, if leant on."""
    asides = (-PIER_ASIDE_DEG, PIER_ASIDE_DEG) if past_a_pier else (0.0,)
    spread = (-WINDOW_SPREAD_DEG, 0.0, WINDOW_SPREAD_DEG)
    directions = [
        towards(yaw + 180 + aside + off, WINDOW_ELEVATION_DEG + abs(off) / 2)
        for aside in asides
        for off in spread
    ]
    strength = WINDOW_COLOUR * WINDOW_LIGHT / len(directions)
    bounced = Light(towards(yaw + 30, 35), WINDOW_COLOUR * 0.05)
    ambient = WINDOW_COLOUR * WINDOW_AMBIENT
    return Lighting(
        (*(Light(direction, strength) for direction in directions), bounced),
        _rgb(ambient), _rgb(WINDOW_COLOUR * WINDOW_GLOW), least=0.4, most=4.0, veil=0.16,
    )  # fmt: skip


def metered(picture_at: Callable[[float], Array], lighting: Lighting) -> float:
    """Exposure that brings a picture (H, W, 3) nearest to mid grey, within what is possible."""
    low, high = lighting.least, lighting.most
    if low == high or brightness(picture_at(high)) <= MID_GREY:
        return high
    for _ in range(METER_STEPS):
        middle = float(np.sqrt(low * high))
        if brightness(picture_at(middle)) < MID_GREY:
            low = middle
        else:
            high = middle
    return float(np.sqrt(low * high))


def brightness(picture: Array) -> float:
    """Grey level of a picture (H, W, 3), mostly of its middle."""
    rows, columns = (
        np.exp(-0.5 * (np.linspace(-0.5, 0.5, n) / METER_SPREAD) ** 2) for n in picture.shape[:2]
    )
    weights = rows[:, None] * columns
    return float((picture.mean(axis=2) * weights).sum() / weights.sum())


def display(light: Array) -> Array:
    """What the shaders make of linear light: grey, 0 to 1."""
    return np.asarray(np.clip(light / (light * 0.35 + 0.80), 0, 1) ** (1 / 2.2))


def far_away(grey: Rgb, ambient: Rgb, exposure: float) -> Rgb:
    """Grey of what is by day ``grey``, lit by the ambient light alone."""
    if ambient == AMBIENT and exposure == 1:
        return grey
    curved = np.array(grey) ** 2.2
    light = 0.80 * curved / (1 - 0.35 * curved)
    return _rgb(display(light * exposure * np.array(ambient) / AMBIENT))


def places(lights: Sequence[Light]) -> bytes | None:
    """Place and squared reach of near lights for the shaders; None if all are distant."""
    if all(light.place is None for light in lights):
        return None
    rows = [
        (0.0, 0.0, 0.0, 0.0) if light.place is None else (*light.place, light.reach_m**2)
        for light in lights
    ]
    return np.array(rows, "f4").tobytes()


def _rgb(colour: Array) -> Rgb:
    return (float(colour[0]), float(colour[1]), float(colour[2]))
