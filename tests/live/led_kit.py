"""Routines on ideal streams: somebody who does what the director says, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from streams.camera import Camera, Frames, film, picture
from streams.exercises import clean
from streams.figure import RESTING_CURVE_DEG, XY, Figure, polar
from streams.limits import specs

from formcheck.live.routine_flow import RoutineFlow
from formcheck.live.snapshot import Kind, LiveSnapshot
from formcheck.pose.frame import PoseFrame
from formcheck.routines.routine import Plan, Step

FPS = 12.0
DOSES: Mapping[str, Mapping[str, float]] = {
    "cat_cow": {"reps": 5.0},
    "thread_the_needle": {"hold_s": 1.0, "reps_per_side": 1.0},
    "seated_thoracic_extension": {"hold_s": 1.0, "reps": 2.0},
    "wall_angels": {"reps": 5.0},
}
REPS = {"cat_cow": 5, "thread_the_needle": 2, "seated_thoracic_extension": 2, "wall_angels": 5}


def coached(exercise: str, *, moves: bool = False, warm_up: bool = False) -> Step:
    spec = specs()[exercise]
    return Step(
        "exercise", spec.title, 60.0, exercise, DOSES[exercise], "side", moves, warm_up
    )  # fmt: skip


MARCH = Step("timer", "March on the spot", 60.0, warm_up=True)
THREE = Plan(
    "Core three",
    (
        coached("cat_cow"),
        coached("thread_the_needle"),
        coached("seated_thoracic_extension", moves=True),
    ),
    "core_three",
)  # fmt: skip
WARM = Plan("Warm", (MARCH, coached("cat_cow", warm_up=True), coached("thread_the_needle")))


def upright(up: bool) -> Figure:
    """Somebody who stands before the camera, both hands up or down."""
    legs = {"hip": (0.2, 1.0), "knee": (0.2, 0.5), "ankle": (0.2, 0.06), "heel": (0.2, 0.04),
            "toe": (0.25, 0.0), "ear": (0.12, 2.35)}  # fmt: skip
    left = legs | _arm((0.36, 2.0), *((80.0, 85.0) if up else (-80.0, -85.0)))
    right = {part: (-x, y) for part, (x, y) in left.items()}
    return Figure(right, left, (0.0, 2.3), RESTING_CURVE_DEG, (-1.0, 0.0))


def _arm(shoulder: XY, upper_deg: float, fore_deg: float) -> dict[str, XY]:
    elbow = polar(shoulder, 0.55, upper_deg)
    return {"shoulder": shoulder, "elbow": elbow, "wrist": polar(elbow, 0.5, fore_deg)}


@dataclass
class Doing:
    """Feeds a routine and keeps what the page was shown."""

    flow: RoutineFlow
    time_s: float = 0.0
    shown: list[LiveSnapshot] = field(default_factory=list)
    fed: list[PoseFrame] = field(default_factory=list)

    def feed(self, frame: PoseFrame) -> LiveSnapshot:
        self.time_s += 1 / FPS
        frame = replace(frame, time_s=self.time_s)
        self.flow.feed(frame)
        self.fed.append(frame)
        self.shown.append(self.flow.snapshot())
        return self.shown[-1]

    def stand(self, seconds: float, *, hands_up: bool = False) -> None:
        """Stand before the camera for so long."""
        still = picture(upright(hands_up), Camera())
        for _ in range(round(seconds * FPS)):
            self.feed(still)

    def until(self, ready: Callable[[LiveSnapshot], bool], still: PoseFrame, most: float) -> None:
        for _ in range(round(most * FPS)):
            if ready(self.feed(still)):
                return
        raise AssertionError(f"not ready after {most} s: {self.shown[-1].stage}")

    def perform(self, exercise: str, frames: Frames | None = None) -> None:
        """Wait in the start pose until told to begin, then do it until it is over."""
        frames = frames or film(clean(exercise, reps=REPS[exercise]))
        at = self.flow.snapshot().routine
        self.until(lambda now: now.stage == "moving", frames[0], 45.0)
        for frame in (*frames, *frames[-1:] * 12):
            now = self.feed(frame)
            if now.result is not None or (now.routine and at and now.routine.step > at.step):
                return

    def said(self, *kinds: Kind) -> list[str]:
        return [line.text for line in self.flow._voice.said if not kinds or line.kind in kinds]

    @property
    def stages(self) -> list[str]:
        """The stages with their step, each once."""
        seen = [f"{s.routine.step if s.routine else '-'} {s.stage}" for s in self.shown]
        return [one for i, one in enumerate(seen) if i == 0 or seen[i - 1] != one]
