"""The wait before an exercise of a routine: what is told in it, and when it may end. Pure in time.

It ends early for somebody who has taken the start pose where the camera sees it, and is quiet.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

import numpy as np

from formcheck.coach.gate import StartGate
from formcheck.live.doctor import Doctor
from formcheck.live.telling import Line, Talk
from formcheck.live.voice import Voice
from formcheck.pose.frame import Array, PoseFrame
from formcheck.signals.body import BodyTracker, trunk_point, view_estimate
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import ExerciseSpec

QUIET_S = 3.0
QUIET = 0.12
"""Shoulders and hips stay within this, trunk lengths."""
STALL_S = 0.6
"""After a longer gap between two pictures it begins anew."""
MOSTLY = 0.8
"""Of the pictures of these seconds, as many must show the start pose."""
AGAIN_S = 12.0
"""Where the camera goes is said once more after so long, if it still looks from elsewhere."""
WRONG_S = 1.5


class Ready:
    """Whether somebody stands ready: camera right, in the start pose, quiet for a while."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._doctor = Doctor(spec)
        self._tracker = BodyTracker(spec.position)
        self._measurer, self._gate = Measurer(spec), StartGate(spec)
        self._recent: deque[tuple[float, Array | None]] = deque()
        self._since_s = 0.0

    def update(self, frame: PoseFrame) -> bool:
        """Take in the next picture."""
        right, body = self._doctor.update(frame).right, self._tracker.update(frame)
        self._measurer.update(body)
        posed = frame.landmarks is not None and self._gate.test(body, self._measurer).ok
        now = frame.time_s
        if not self._recent or now - self._recent[-1][0] > STALL_S:
            self._recent.clear()
            self._since_s = now
        self._recent.append((now, _trunk(frame) if posed else None))
        while now - self._recent[0][0] > QUIET_S + 1e-6:
            self._recent.popleft()
        return right and now - self._since_s >= QUIET_S - 1e-6 and self._quiet()

    def _quiet(self) -> bool:
        seen = np.array([points for _, points in self._recent if points is not None])
        if len(seen) < MOSTLY * len(self._recent):
            return False
        length = float(np.median(np.hypot(*(seen[:, 0] - seen[:, 1]).T)))
        spread = np.percentile(seen, 90, axis=0) - np.percentile(seen, 10, axis=0)
        return bool(spread.max() <= QUIET * max(length, 1.0))


def _trunk(frame: PoseFrame) -> Array | None:
    """Mid-shoulder and mid-hip, (2, 2) pixels."""
    points = frame.landmarks
    if points is None:
        return None
    return np.array([trunk_point(points, "shoulder")[:2], trunk_point(points, "hip")[:2]])


class Waiting:
    """One wait: tells what comes, asks for the camera once more, and says when it may end.

    Attributes:
        talk: what is told.
    """

    def __init__(
        self, spec: ExerciseSpec, voice: Voice, lines: Sequence[Line], camera: str | None = None
    ) -> None:
        """`camera`: where it has to be put; None: it stays."""
        self.talk = Talk(voice, lines)
        self._spec, self._voice, self._camera = spec, voice, camera
        self._ready = Ready(spec)
        self._from_s: float | None = None
        self._wrong_since_s: float | None = None

    def update(self, frame: PoseFrame) -> bool:
        """Take in the next picture; whether the person is ready and everything has been told."""
        now = frame.time_s
        if self._from_s is None:
            self._from_s = now
        self._ask_again(frame, now - self._from_s)
        self.talk.update(now)
        ready = self._ready.update(frame)
        return ready and self.talk.over

    def _ask_again(self, frame: PoseFrame, passed_s: float) -> None:
        if self._camera is None:
            return
        if frame.landmarks is None or view_estimate(frame).kind in self._spec.camera.views:
            self._wrong_since_s = None
            return
        if self._wrong_since_s is None:
            self._wrong_since_s = frame.time_s
        if passed_s >= AGAIN_S and frame.time_s - self._wrong_since_s >= WRONG_S:
            self._voice.wish(frame.time_s, self._camera, "rest", "attention", valid_s=10.0)
            self._camera = None
