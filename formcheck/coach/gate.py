"""The start gate: nothing is judged before the exercise's own start pose is seen."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.conditions import compare
from formcheck.signals.body import Body
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import NotMeasured
from formcheck.specs.schema import ExerciseSpec, StartPoseItem


@dataclass(frozen=True, slots=True)
class GateResult:
    """Whether the start pose is there; if not, what to do first, or what cannot be seen.

    Attributes:
        item: id of the first start-pose item that does not hold, if that is the reason.
        advice: `say` texts of unmet items that are only advised.
    """

    ok: bool
    instruction: str | None = None
    item: str | None = None
    advice: tuple[StartPoseItem, ...] = ()


class StartGate:
    """Tests the start pose of a spec frame by frame; keeps no state."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec

    def test(self, body: Body, measurer: Measurer) -> GateResult:
        """Test the measurer's current frame."""
        if body.lost is not None or body.anchor is None:
            return GateResult(False, lost_instruction(body.lost or "nobody in view"))
        view = body.anchor.view
        if view not in self._spec.camera.views:
            return GateResult(False, turn_camera(self._spec))
        advice = []
        for item in self._spec.start_pose:
            if item.views is not None and view not in item.views:
                continue
            problem = self._problem(item, measurer)
            if problem is None:
                continue
            if item.level == "advise":
                advice.append(item)
            else:
                return GateResult(False, problem, item.id)
        return GateResult(True, advice=tuple(advice))

    def _problem(self, item: StartPoseItem, measurer: Measurer) -> str | None:
        result = compare(measurer, item.signal, item.over, item.under, item.between)
        if isinstance(result, NotMeasured):
            if item.if_unseen == "skip" or item.level == "advise":
                return None
            return f"I cannot see you well: {result.reason}"
        holds, _, _ = result
        if holds:
            return None
        return item.say or self._spec.calibrate.neutral.ask


def turn_camera(spec: ExerciseSpec) -> str:
    """What to do when the camera sees the exercise from a view it cannot be judged in.

    Of several fitting views only the preferred one is named: it is heard, on the mat.
    """
    place = {
        "side": "straight from the side",
        "oblique": "half from the side",
        "front": "from the front",
    }
    return f"Turn the camera to see you {place[spec.camera.preferred]}"


def lost_instruction(reason: str) -> str:
    """What to say when the person cannot be judged at all."""
    return {
        "nobody in view": "I cannot see anyone. Step into the picture",
        "too far from the camera": "Come closer to the camera",
        "too dark to see": "It is too dark. Turn on a light",
    }.get(reason, f"I cannot see you well: {reason}")
