"""Rooms, light, clothes and cameras other than the tidy usual ones, for the standard set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .scenario import Clothes, Picture, Room, Scenario


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and in what a set is performed, and what the camera makes of it."""

    name: str
    room: Room = field(default_factory=Room)
    clothes: Clothes = "fitted"
    picture: Picture = field(default_factory=Picture)

    def of(self, scenario: Scenario) -> Scenario:
        """The same scenario in this setting."""
        return replace(scenario, room=self.room, clothes=self.clothes, picture=self.picture)


SETTINGS: tuple[Setting, ...] = (
    Setting("loose", Room(walls="papered", floor="carpet"), "loose"),
    Setting("dim", Room("dim", "white"), picture=Picture(noise=6.0)),
    Setting("clutter", Room(walls="white", floor="tiles", things=("sofa", "shelf", "ball"))),
    Setting("lamp", Room("lamp", things=("plant",)), picture=Picture(noise=4.0)),
    Setting("backlit", Room("backlit")),
    Setting("shaky", picture=Picture(noise=4.0, blur_px=1.0, shutter=0.5, shake_px=1.5)),
    Setting("dark_walls", Room(walls="dark", things=("curtain", "roller", "dumbbells"))),
    Setting("loose_lamp", Room("lamp", "papered", "carpet", ("door_frame",)), "loose"),
)
