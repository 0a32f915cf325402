"""One live practice: pictures in from any thread, a picture with overlay and a snapshot out."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from formcheck.coach.state import CoachState
from formcheck.live.flow import Flow
from formcheck.live.log import PracticeLog
from formcheck.live.memory import give_back
from formcheck.live.routine_flow import RoutineFlow
from formcheck.live.snapshot import EndedBy, LiveSnapshot, PracticeResult
from formcheck.pose.frame import PoseFrame
from formcheck.pose.landmarker import PoseSource
from formcheck.routines.routine import Plan
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


class Director(Protocol):
    """Leads a practice: `Flow` one exercise, `RoutineFlow` several."""

    def feed(self, frame: PoseFrame) -> None:
        """Take in the next frame."""
        ...

    def skip(self) -> None:
        """On to what comes next."""
        ...

    def finish(self, by: EndedBy) -> PracticeResult:
        """End the practice, once."""
        ...

    def snapshot(self) -> LiveSnapshot:
        """What the page shows now."""
        ...

    @property
    def state(self) -> CoachState:
        """The coach's state in this frame."""
        ...

    @property
    def spec(self) -> ExerciseSpec:
        """The exercise under way or to come."""
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
        log: PracticeLog | None = None,
    ) -> None:
        """A practice of one exercise.

        `captions`: write words on the picture too, which a mirrored preview cannot show.

        `ranges`: own ranges learnt in earlier practices, by the camera's view.

        `log`: told what is done as it is done.

        Raises:
            DoseError: a dose that the exercise does not have or allow.
        """
        flow = Flow(spec, dose, ranges, log=log)
        self._set_up(flow, pose, captions=captions, keep=keep)

    @classmethod
    def of_plan(
        cls,
        plan: Plan,
        specs: Mapping[str, ExerciseSpec],
        pose: PoseSource,
        *,
        captions: bool = True,
        ranges: Mapping[str, Mapping[View, Known]] | None = None,
        keep: Keeper | None = None,
        log: PracticeLog | None = None,
        explain: Collection[str] | None = None,
    ) -> Self:
        """A practice of a routine, exercise after exercise.

        `specs`: its exercises by id, as they are to be judged; `ranges`: by exercise; `explain`:
        the exercises, by id, of which is told how they go (None: all). The rest is as for one
        exercise.

        Raises:
            RoutineError: no exercise, or one that is not among `specs`.
            DoseError: a dose that an exercise does not have or allow.
        """
        flow = RoutineFlow(plan, specs, ranges, log, explain)
        session = cls.__new__(cls)
        session._set_up(flow, pose, captions=captions, keep=keep)
        return session

    def _set_up(
        self, flow: Director, pose: PoseSource, *, captions: bool, keep: Keeper | None
    ) -> None:
        self._captions = captions
        self._pose = pose
        self._flow = flow
        self._keep = keep
        self._judging = threading.Lock()
        self._showing = threading.Lock()  # apart, so that the page never waits for the model
        self._shown = self._flow.snapshot()
        self._last_s: float | None = None
        self._result: PracticeResult | None = None

    @property
    def spec(self) -> ExerciseSpec:
        """The exercise under way or to come."""
        return self._flow.spec

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

    def skip(self) -> None:
        """On to what comes next; a single exercise ends."""
        with self._judging:
            if self._result is None:
                self._flow.skip()
                self._show(self._flow.snapshot())

    def stop(self, by: EndedBy = "button") -> PracticeResult:
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
        give_back()

    def _judge(self, image: Image, time_s: float) -> Image:
        frame = self._pose.detect(image, time_s)
        self._flow.feed(frame)
        if self._keep is not None:
            self._keep.picture(image, time_s)
            self._keep.frame(frame)
        state = overlay_state(self.spec, self._flow.state, frame, "")
        return draw_overlay(image, frame, state if self._captions else without_words(state))
