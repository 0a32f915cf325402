"""One live set: pictures in from any thread, a picture with overlay and a snapshot out."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.calibration import Calibration
from formcheck.coach.coach import Coach
from formcheck.coach.events import CueSpoken
from formcheck.coach.state import CoachState
from formcheck.coach.summary import SetSummary
from formcheck.pose.landmarker import PoseSource
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.caption import overlay_state
from formcheck.video.overlay import draw_overlay, without_words

Image = NDArray[np.uint8]

KEPT_CUES = 6
SHOWN_S = 3.0
RATE_OVER_S = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LiveCue:
    """A cue with a number that grows, so that a page says each one once."""

    id: int
    time_s: float
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class LiveSnapshot:
    """What the page shows.

    Attributes:
        cues: the last few cues, oldest first.
        fps: frames judged per second lately.
        error: what went wrong with the last picture, if anything.
        summary: set after the set has been stopped.
    """

    state: CoachState
    cues: tuple[LiveCue, ...]
    fps: float
    error: str | None
    summary: SetSummary | None


class LiveSession:
    """Judges pictures as they come. Every method may be called from any thread.

    Nothing is kept but numbers: the pictures are gone after `process`.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        pose: PoseSource,
        dose: Mapping[str, float] | None = None,
        calibration: Calibration | None = None,
        *,
        captions: bool = True,
    ) -> None:
        """`captions`: write words on the picture too, which a mirrored preview cannot show."""
        self.spec = spec
        self._captions = captions
        self._pose = pose
        self._coach = Coach(spec, dose, calibration)
        self._lock = threading.Lock()
        self._cues: deque[LiveCue] = deque(maxlen=KEPT_CUES)
        self._said = 0
        self._times: deque[float] = deque(maxlen=120)
        self._error: str | None = None
        self._summary: SetSummary | None = None

    def process(self, image: Image, time_s: float) -> Image:
        """Judge an RGB picture (H, W, 3) and return it with the overlay.

        `time_s` comes from one clock and must increase; an older picture is returned as it is.
        Never raises: on a fault the picture comes back untouched and the snapshot names it.
        """
        with self._lock:
            if self._summary is not None or (self._times and time_s <= self._times[-1]):
                return image
            try:
                shown = self._judge(image, time_s)
                self._error = None
            except Exception as error:
                log.exception("A picture could not be judged")
                self._error = f"A picture could not be judged: {error}"
                return image
            return shown

    def snapshot(self) -> LiveSnapshot:
        """The state of the set now."""
        with self._lock:
            return LiveSnapshot(
                self._coach.state(), tuple(self._cues), self._rate(), self._error, self._summary
            )

    def stop(self) -> SetSummary:
        """End the set, free the model and return what the set amounts to; safe to call twice."""
        with self._lock:
            if self._summary is None:
                self._coach.finish()
                self._summary = self._coach.summary()
                self._pose.close()
            return self._summary

    def _judge(self, image: Image, time_s: float) -> Image:
        frame = self._pose.detect(image, time_s)
        self._times.append(time_s)
        for event in self._coach.feed(frame):
            if isinstance(event, CueSpoken):
                self._said += 1
                self._cues.append(LiveCue(self._said, event.time_s, event.text, event.kind))
        recent = [cue.text for cue in self._cues if time_s - cue.time_s < SHOWN_S]
        state = overlay_state(self.spec, self._coach.state(), frame, recent[-1] if recent else "")
        return draw_overlay(image, frame, state if self._captions else without_words(state))

    def _rate(self) -> float:
        if len(self._times) < 2:
            return 0.0
        newest = self._times[-1]
        recent = [time for time in self._times if newest - time <= RATE_OVER_S]
        return (len(recent) - 1) / (newest - recent[0]) if len(recent) > 1 else 0.0
