"""What somebody chose on the page *Practise*, before the practice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from formcheck.safety.pain import Light, light
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View
from formcheck.ui.voice_component import VoiceSettings

Order = Literal["as_is", "least_camera_moves"]

PAIN_COUNTS_S = 3600.0
"""So long an answer to "How does your back feel now?" is about now."""


@dataclass
class Choices:
    """The choices of one browser session.

    Attributes:
        exercise: the one exercise to practise, where no routine is chosen.
        routine: the routine's id; None: one exercise.
        doses, views: by exercise; of a routine only the views.
        warm_up: the routine begins with its warm-up.
        order: of the routine's exercises.
        explain: it is told how the exercises go that are new.
        keep_landmarks, keep_video: what the person asked to be kept.
        voice: how the coach sounds.
        pain: how the back feels now, 0 to 10; None: not said since the last practice.
        pain_at_s: when that was said, on the practice's clock.
        person: whose choices these are.
    """

    exercise: str | None = None
    routine: str | None = None
    doses: dict[str, dict[str, float]] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    warm_up: bool = True
    order: Order = "as_is"
    explain: bool = True
    keep_landmarks: bool = False
    keep_video: bool = False
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    pain: int | None = None
    pain_at_s: float = 0.0
    person: str = ""
    _light: Light = "green"

    def feel(self, pain: int | None, now_s: float) -> None:
        """The person said how the back feels; None: that is to be asked again.

        Another light than the last time means other amounts: chosen ones are forgotten.
        """
        self.pain, self.pain_at_s = pain, now_s
        if pain is not None and light(pain) != self._light:
            self._light = light(pain)
            self.doses.clear()

    def now_of(self, person: str) -> bool:
        """Whether somebody else chooses from now on: their pain and amounts are their own."""
        if person == self.person:
            return False
        new, self.person = not self.person, person
        if not new:
            self.pain, self.explain = None, True
            self.doses.clear()
        return not new

    def pain_now(self, now_s: float) -> int | None:
        """How the back feels, unless that was said too long ago."""
        return self.pain if now_s - self.pain_at_s <= PAIN_COUNTS_S else None

    def filmed(self, spec: ExerciseSpec) -> ExerciseSpec:
        """The exercise with the camera's place that the person chose for it."""
        view = self.views.get(spec.id, spec.camera.preferred)
        camera = spec.camera.model_copy(update={"preferred": view})
        return spec.model_copy(update={"camera": camera})
