"""Before anything is judged: wait for the start pose, then take the person's neutral in it."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.coach.calibration import Calibration, NeutralCapture, back_moves, neutral_known
from formcheck.coach.conditions import Held
from formcheck.coach.gate import StartGate
from formcheck.coach.state import Stage
from formcheck.signals.body import Body, BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.signals.known import Known
from formcheck.specs.schema import ExerciseSpec, StartPoseItem
from formcheck.specs.vocabulary import View

GATE_S = 0.3
"""The start pose must hold this long before it is believed."""


class Starting:
    """The way from a camera that sees somebody to a set that is judged.

    Attributes:
        stage: waiting for the start pose, taking the neutral in it, or nobody can be judged.
        instruction: one thing to do next.
        advice: items of the start pose that are only advised and do not hold.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        tracker: BodyTracker,
        measurer: Measurer,
        ranges: Mapping[View, Known],
    ) -> None:
        """`ranges`: own ranges learnt in earlier sets, by the camera's view."""
        self.stage: Stage = "waiting"
        self.instruction: str | None = None
        self.advice: tuple[StartPoseItem, ...] = ()
        self._spec = spec
        self._tracker = tracker
        self._measurer = measurer
        self._ranges = ranges
        self._gate = StartGate(spec)
        self._held = Held()
        self._capture = NeutralCapture(spec, measurer, back_moves(spec, measurer))
        self._kept: Known | None = None

    def update(self, body: Body, calibration: Calibration | None) -> Calibration | None:
        """Take in one frame; the calibration to begin with, None while it is not time yet.

        `calibration`: what is known already; without one the neutral is captured.
        """
        result = self._gate.test(body, self._measurer)
        self.instruction, self.advice = result.instruction, result.advice
        since_s = self._held.update(body.time_s, result.ok)
        if since_s is None:
            self.stage = "lost" if body.lost else "waiting"
            if calibration is None:
                self._tracker.anchor = None
                self._capture.reset()
            return None
        ready = body.time_s - since_s >= GATE_S - 1e-6
        if calibration is None:
            calibration = self._take_neutral(body, since_s, ready)
        elif not ready:
            return None
        if calibration is not None:
            self._held.reset()
        return calibration

    def again(self, kept: Known | None) -> None:
        """The person left the start pose and what was measured in it; `kept` is still theirs."""
        self._kept = kept
        self.stage = "waiting"
        self._tracker.anchor = None
        self._capture.reset()

    def _take_neutral(self, body: Body, since_s: float, ready: bool) -> Calibration | None:
        self.stage = "neutral"
        self.instruction = "Hold still for a moment"
        if not ready:
            return None
        if self._tracker.anchor is None:
            # Lock sizes before capturing, so that all start values share one scale.
            self._tracker.anchor = self._tracker.steady_anchor()
            return None
        neutral = self._capture.update(self._measurer, body.time_s)
        if neutral is None or self._tracker.anchor is None:
            return None
        kept = self._kept or self._ranges.get(self._tracker.anchor.view)
        known = neutral_known(self._spec, neutral, kept)
        self._measurer.learn(known)
        return Calibration(
            source="captured",
            anchor=self._tracker.anchor,
            known=known,
            start_s=since_s,
            end_s=body.time_s,
            text="Measured from your own still start pose; range "
            + ("as in your last sets." if kept else "from your first good repetition."),
        )
