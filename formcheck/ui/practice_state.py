"""What one browser session does on the page *Practise*."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from formcheck.live.snapshot import LiveResult
from formcheck.live.webrtc import CameraBridge
from formcheck.specs.vocabulary import View

LAST_WORDS_S = 3.0
"""So long the end is shown and heard before the camera goes off."""
STARTS_WITHIN_S = 15.0
"""A camera that shows nothing after so long will not show anything."""
NO_PICTURES_S = 3.0
"""A camera this long without a picture is unplugged or frozen: it is told."""
GIVEN_UP_S = 12.0
"""After so long without a picture the practice ends with what was done."""


@dataclass
class Practice:
    """The choices of one browser session and its practice.

    Attributes:
        exercise, doses, views: what was chosen; dose and view by exercise.
        keep_landmarks, keep_video: what the person asked to be kept.
        wanted: Start was pressed and the practice is not over.
        played: the camera has shown a picture since then.
        over_s: when the end was first shown, on `clock`.
        result: the last practice, until the next begins.
        fault: why there is no practice, as a sentence with its remedy.
        elsewhere: another tab practises; the page offers to practise here instead.
        camera_number: grows when another camera is chosen: the component reads its choice anew.
    """

    bridge: CameraBridge
    clock: Callable[[], float] = time.monotonic
    exercise: str | None = None
    doses: dict[str, dict[str, float]] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    keep_landmarks: bool = False
    keep_video: bool = False
    wanted: bool = False
    played: bool = False
    began_s: float = 0.0
    over_s: float | None = None
    result: LiveResult | None = None
    fault: str | None = None
    elsewhere: bool = False
    camera: str | None = None
    camera_number: int = 0

    def begin(self) -> None:
        """Start was pressed and the browser gives its camera."""
        self.wanted, self.played, self.began_s = True, False, self.clock()
        self.over_s, self.result, self.fault, self.elsewhere = None, None, None, False

    def finish(self, fault: str | None = None) -> None:
        """The practice is over: take what was done so far."""
        self.bridge.end()
        self.wanted = False
        self.result = self.bridge.take_result() or self.result
        self.fault = fault

    def refuse(self, fault: str) -> None:
        """There is no practice, and why."""
        self.wanted, self.fault = False, fault

    def forget(self) -> None:
        """Back to the choice, with nothing to show."""
        self.result = self.fault = None

    def choose_camera(self, device: str | None) -> None:
        """Another camera was chosen in the browser."""
        if device and device != self.camera:
            self.camera = device
            self.camera_number += 1
