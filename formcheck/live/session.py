"""One live practice: pictures in from any thread, a picture with overlay and a snapshot out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from formcheck.live.flow import Flow
from formcheck.live.snapshot import EndedBy, LiveResult, LiveSnapshot
from formcheck.pose.frame import PoseFrame
from formcheck.pose.landmarker import PoseSource
from formcheck.signals.known import Known
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.video.caption import overlay_state
from formcheck.video.overlay import draw_overlay, without_words

Image = NDArray[np.uint8]

_LOG = logging.getLogger(__name__)


class Keeper(Protocol):
    """Keeps what the person asked to be kept; never raises."""

    def picture(self, image: Image, time_s: float) -> None:
        """A picture as it came from the camera."""
        ...

    def frame(self, frame: PoseFrame) -> None:
        """What was seen in it."""
        ...

    def finish(self) -> tuple[str, ...]:
        """Close the files; their names."""
        ...


class LiveSession:
    """Judges pictures as they come. Every method may be called from any thread.

    Nothing is kept but numbers, unless a keeper is given: the pictures are gone after `process`.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        pose: PoseSource,
        dose: Mapping[str, float] | None = None,
        *,
        captions: bool = True,
        ranges: Mapping[View, Known] | None = None,
        keep: Keeper | None = None,
    ) -> None:
        """`captions`: write words on the picture too, which a mirrored preview cannot show.

        `ranges`: own ranges learnt in earlier practices, by the camera's view.

        Raises:
            DoseError: a dose that the exercise does not have or allow.
        """
        self.spec = spec
        self._captions = captions
        self._pose = pose
        self._flow = Flow(spec, dose, ranges)
        self._keep = keep
        self._judging = threading.Lock()
        self._showing = threading.Lock()  # apart, so that the page never waits for the model
        self._shown = self._flow.snapshot()
        self._last_s: float | None = None
        self._result: LiveResult | None = None

    def process(self, image: Image, time_s: float) -> Image:
        """Judge an RGB picture (H, W, 3) and return it with the overlay.

        `time_s` comes from one clock and must increase; an older picture is returned as it is.
        Never raises: on a fault the picture comes back untouched and the snapshot names it.
        """
        with self._judging:
            late = self._last_s is not None and time_s <= self._last_s
            if self._result is not None or late:
                return image
            self._last_s = time_s
            try:
                drawn = self._judge(image, time_s)
                self._show(self._flow.snapshot())
            except Exception as error:
                _LOG.exception("A picture could not be judged")
                self._show(replace(self._shown, error=f"A picture could not be judged: {error}"))
                return image
            return drawn

    def snapshot(self) -> LiveSnapshot:
        """What the page shows now."""
        with self._showing:
            return self._shown

    def _show(self, snapshot: LiveSnapshot) -> None:
        with self._showing:
            self._shown = snapshot

    def stop(self, by: EndedBy = "button") -> LiveResult:
        """End the practice, free the model and say what it amounts to; safe to call twice."""
        with self._judging:
            if self._result is None:
                try:
                    self._result = self._flow.finish(by)
                    self._show(self._flow.snapshot())
                finally:
                    self._free()
                    kept = self._keep.finish() if self._keep is not None else ()
                self._result = replace(self._result, kept=kept)
            return self._result

    def _free(self) -> None:
        try:
            self._pose.close()
        except Exception:  # what was done must not be lost for this
            _LOG.exception("The pose model could not be closed")

    def _judge(self, image: Image, time_s: float) -> Image:
        frame = self._pose.detect(image, time_s)
        self._flow.feed(frame)
        if self._keep is not None:
            self._keep.picture(image, time_s)
            self._keep.frame(frame)
        state = overlay_state(self.spec, self._flow.state, frame, "")
        return draw_overlay(image, frame, state if self._captions else without_words(state))
