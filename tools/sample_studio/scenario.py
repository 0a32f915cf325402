"""What a clip shows, as data: who does which exercise how, seen from where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from .manners import Ease, Setup, Uneven
from .repertoire.plan import Effect
from .repertoire.plans import PLANS

RENDER_VERSION = 2
"""Raise it when a change of the code changes the pictures: then every sample is rendered again."""

Exercise = str
"""An id: one of :data:`DEFAULTS`, or of :data:`repertoire.plans.PLANS`."""
SideName = Literal["left", "right"]
Light = Literal["day", "dim", "lamp", "backlit"]
Walls = Literal["warm", "white", "dark", "papered"]
Floor = Literal["wood", "carpet", "tiles"]
Thing = Literal["sofa", "shelf", "plant", "curtain", "ball", "roller", "dumbbells", "door_frame"]
Clothes = Literal["fitted", "loose"]
CompanionPlace = Literal["behind", "beside", "in_front", "passing"]
_STRICT = ConfigDict(extra="forbid")
_SEATED = "seated_thoracic_extension"


DEFAULTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        "cat_cow": {
            "arch": 0.65, "round": 0.8, "to_arch_s": 1.5, "arch_s": 0.35, "to_round_s": 1.9,
            "round_s": 0.35, "to_level_s": 1.1, "rest_s": 0.15,
        },
        "thread_the_needle": {
            "depth": 0.98, "drift_m": 0.008,
            "reach_s": 1.9, "hold_s": 3.0, "return_s": 1.6, "rest_s": 0.5,
        },
        "seated_thoracic_extension": {
            "extension": 25.0, "lean": 2.0,
            "extend_s": 1.9, "hold_s": 3.0, "return_s": 1.6, "rest_s": 0.5,
        },
        "wall_angels": {
            "reach": 0.98, "up_s": 2.3, "top_s": 0.4, "down_s": 2.3, "rest_s": 0.4,
        },
    }
)  # fmt: skip
"""Range and tempo of an unhurried person in the first four exercises; the others' are in their
plans. ``arch``, ``round``, ``depth`` and ``reach`` are shares
of the full pose, ``extension`` is degrees of the spine and ``lean`` of the pelvis, ``drift_m`` is
how far the hips drift back (metres), ``..._s`` are seconds."""

EFFECTS: Mapping[tuple[str, str, str], Effect] = MappingProxyType(
    {
        ("cat_cow", "too_quick", ""): Effect("s per cycle", 1.8, 1.2, 2.6),
        ("cat_cow", "arch_too_deep", ""): Effect("share of full arch", 1.05, 0.85, 1.15),
        ("cat_cow", "stiff", ""): Effect("share of the own range", 0.35, 0.15, 0.6),
        ("cat_cow", "neck_line", "up"): Effect("deg head lifted", 40, 10, 50),
        ("cat_cow", "neck_line", "down"): Effect("deg head hanging", 45, 10, 60),
        ("thread_the_needle", "hips_back", ""): Effect("m towards the feet", 0.12, 0.06, 0.18),
        ("thread_the_needle", "not_threaded", ""): Effect("share of full depth", 0.5, 0.3, 0.6),
        ("thread_the_needle", "forcing", "fast"): Effect("s to the end position", 0.5, 0.35, 0.7),
        ("thread_the_needle", "forcing", "bounce"): Effect("share of depth", 0.13, 0.08, 0.2),
        ("thread_the_needle", "hand_lifts", ""): Effect("m off the floor", 0.15, 0.03, 0.3),
        (_SEATED, "overextend", ""): Effect("deg extension", 52, 42, 60),
        (_SEATED, "neck_strain", ""): Effect("deg extra neck extension", 50, 35, 62),
        (_SEATED, "rushing", ""): Effect("s to go back", 0.6, 0.4, 0.8),
        (_SEATED, "jerky_return", "fast"): Effect("s to return", 0.45, 0.3, 0.6),
        (_SEATED, "jerky_return", "jerks"): Effect("s per jerk", 0.28, 0.2, 0.4),
        (_SEATED, "elbows_wide", ""): Effect("deg folded forward", 55, 10, 75),
        ("wall_angels", "back_off_wall", ""): Effect("m at the shoulders", 0.10, 0.06, 0.16),
        ("wall_angels", "back_off_wall", "hollow"): Effect("deg lumbar extension", 30, 10, 45),
        ("wall_angels", "arms_off_wall", ""): Effect("m at the wrists", 0.15, 0.08, 0.22),
        ("wall_angels", "jerking", "up"): Effect("s to go up", 0.55, 0.35, 0.7),
        ("wall_angels", "jerking", "down"): Effect("s to come down", 0.55, 0.35, 0.7),
    }
)
"""The mistakes of the first four exercises, by exercise, mistake and manner (``how``)."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake made in one repetition. Without ``magnitude`` the usual one of :data:`EFFECTS`."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: str
    how: str = ""
    magnitude: float | None = None


@dataclass(frozen=True, slots=True)
class Repetition:
    """One repetition: clean without ``mistakes``; ``tempo`` multiplies its durations.

    Attributes:
        idle_s: seconds of doing nothing, with small fidgets, before it.
        pause_s: a stop half way out and half way back.
        half: share of the way after which it is given up: no repetition then; 0: a whole one.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    mistakes: tuple[Mistake, ...] = ()
    side: SideName | None = None
    tempo: Annotated[float, Field(ge=0.5, le=2.0)] = 1.0
    idle_s: Annotated[float, Field(ge=0, le=120)] = 0.0
    pause_s: Annotated[float, Field(ge=0, le=3)] = 0.0
    half: Annotated[float, Field(ge=0, le=0.6)] = 0.0


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands.

    Attributes:
        yaw_deg: 0 in front of an upright subject or at the head end, 90 at the subject's left.
        height_m: lens above the floor.
        roll_deg: positive turns the camera clockwise.
        fov_deg: vertical opening angle.
        margin: free room around the whole movement; 1 fills the picture, less cuts it off.
        shift: how far the picture is moved off the movement, as shares of its width (positive: the
            person is further left) and height (positive: further up).
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    yaw_deg: Annotated[float, Field(ge=0, lt=360)]
    height_m: Annotated[float, Field(gt=0.1, lt=2.5)]
    roll_deg: Annotated[float, Field(ge=-30, le=30)] = 0.0
    fov_deg: Annotated[float, Field(gt=20, lt=80)] = 42.0
    margin: Annotated[float, Field(ge=0.5, le=2.5)] = 1.15
    shift: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Room:
    """What stands around and how it is lit.

    Attributes:
        light: "day" from beside the camera, "dim" little of it, "lamp" one warm lamp from a side,
            "backlit" a bright window behind the person.
        things: clutter and equipment that stand about, in the order of their places.
        wall_gap_m: how far the person stands off the wall of an exercise at a wall.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    light: Light = "day"
    walls: Walls = "warm"
    floor: Floor = "wood"
    things: tuple[Thing, ...] = ()
    wall_gap_m: Annotated[float, Field(ge=0, le=0.5)] = 0.0


@dataclass(frozen=True, slots=True)
class Picture:
    """What the camera makes of the light.

    Attributes:
        noise: grey levels of sensor noise; blur_px: softness of the lens.
        shutter: share of the time between two pictures in which light falls in; moving parts blur.
        shake_px: amplitude of a hand or a wobbling table that holds the camera.
        gain: brightness; under 1 the camera does not make up for little light.
        crf: how hard H.264 compresses; 19 keeps nearly everything, 28 is what messengers send.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    noise: Annotated[float, Field(ge=0, le=30)] = 2.5
    blur_px: Annotated[float, Field(ge=0.1, le=4)] = 0.6
    shutter: Annotated[float, Field(ge=0, le=1)] = 0.0
    shake_px: Annotated[float, Field(ge=0, le=20)] = 0.0
    gain: Annotated[float, Field(ge=0.1, le=2)] = 1.0
    crf: Annotated[int, Field(ge=10, le=35)] = 19


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else in the picture; "passing" walks through between two times in seconds."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    body: str
    place: CompanionPlace
    from_s: float = 0.0
    to_s: float = 60.0


@dataclass(frozen=True, slots=True)
class Scenario:
    """One clip. Lengths in seconds, angles in degrees.

    Attributes:
        person: range and tempo that differ from :data:`DEFAULTS` of the exercise.
        jitter: relative spread of durations (half of it for amplitudes) between repetitions.
        still_s, end_s: stillness before the first and after the last repetition.
        sway_deg, breath_deg: amplitude of the trunk's sway and of breathing.
        seed: chooses jitter, sway and picture noise.
        ease: how speed runs over a movement; "any" changes between repetitions.
        fatigue: share by which the last repetition is smaller and slower than the first.
        uneven: a side that does less.
        setup: what is wrong in the start pose.
        setup_mistakes: mistakes that are made from the beginning on, in the start pose too, for
            ``setup_mistakes_s`` seconds (None: throughout).
        enter, leave: walks in and takes the start pose; gets up and walks out of the picture.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    name: str
    exercise: Exercise
    body: str
    view: View
    reps: Annotated[tuple[Repetition, ...], Field(min_length=1, max_length=12)]
    about: str = ""
    person: dict[str, float] = field(default_factory=dict)
    fps: Annotated[int, Field(ge=5, le=60)] = 25
    size: tuple[int, int] = (640, 360)
    seed: int = 0
    jitter: Annotated[float, Field(ge=0, le=0.3)] = 0.08
    still_s: Annotated[float, Field(ge=0, le=6)] = 2.0
    end_s: Annotated[float, Field(ge=0, le=6)] = 1.0
    sway_deg: Annotated[float, Field(ge=0, le=3)] = 0.7
    breath_deg: Annotated[float, Field(ge=0, le=3)] = 0.5
    clothes: Clothes = "fitted"
    in_hands: Literal["nothing", "dumbbells"] = "nothing"
    room: Room = field(default_factory=Room)
    picture: Picture = field(default_factory=Picture)
    companion: Companion | None = None
    ease: Ease | Literal["any"] = "even"
    fatigue: Annotated[float, Field(ge=0, le=0.5)] = 0.0
    uneven: Uneven | None = None
    setup: Setup | None = None
    setup_mistakes: tuple[Mistake, ...] = ()
    setup_mistakes_s: Annotated[float, Field(ge=0.5, le=120)] | None = None
    enter: bool = False
    leave: bool = False

    def setting(self, key: str) -> float:
        """Range or tempo of this person; see :data:`DEFAULTS`."""
        return self.person.get(key, defaults_of(self.exercise)[key])


_LATER = (
    "clothes", "in_hands", "room", "picture", "companion", "ease", "fatigue", "uneven", "setup",
    "setup_mistakes", "setup_mistakes_s", "enter", "leave",
)  # fmt: skip
_LATER_IN_REPS = ("idle_s", "pause_s", "half")
_USUAL = Scenario("", "cat_cow", "", View(90.0, 0.6), (Repetition(),))


def defaults_of(exercise: str) -> Mapping[str, float]:
    """Range and tempo of an unhurried person; raises KeyError for an unknown exercise."""
    return PLANS[exercise].defaults if exercise in PLANS else DEFAULTS[exercise]


def effects_of(exercise: str) -> dict[tuple[str, str], Effect]:
    """Every mistake that can be performed, by mistake and manner (``how``)."""
    if exercise in PLANS:
        return dict(PLANS[exercise].effects)
    return {(name, how): effect for (e, name, how), effect in EFFECTS.items() if e == exercise}


def effect_of(exercise: str, mistake: Mistake) -> Effect:
    """The effect of a mistake; raises KeyError for an unknown one."""
    return effects_of(exercise)[mistake.id, mistake.how]


def is_sided(exercise: str) -> bool:
    """Whether each repetition names its side."""
    return PLANS[exercise].sided if exercise in PLANS else exercise == "thread_the_needle"


def magnitude_of(exercise: str, mistake: Mistake) -> float:
    """Magnitude in the effect's unit."""
    usual = effect_of(exercise, mistake).usual
    return usual if mistake.magnitude is None else mistake.magnitude


def scenario_hash(scenario: Scenario) -> str:
    """Fingerprint of everything that decides the pictures."""
    settings = {key: scenario.setting(key) for key in defaults_of(scenario.exercise)}
    made = [m for rep in scenario.reps for m in rep.mistakes]
    sizes = [magnitude_of(scenario.exercise, m) for m in (*made, *scenario.setup_mistakes)]
    decisive = [RENDER_VERSION, plain(scenario), settings, sizes]
    text = json.dumps(decisive, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def plain(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain data, without what came later and is as it always was."""
    content = asdict(scenario)
    usual = {each.name: getattr(_USUAL, each.name) for each in fields(_USUAL)}
    for name in _LATER:
        if getattr(scenario, name) == usual[name]:
            del content[name]
    if scenario.view.shift == (0.0, 0.0):
        del content["view"]["shift"]
    if scenario.picture.crf == _USUAL.picture.crf and "picture" in content:
        del content["picture"]["crf"]
    for rep in content["reps"]:
        for name in _LATER_IN_REPS:
            if not rep[name]:
                del rep[name]
    return content
