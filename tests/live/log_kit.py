"""Logs for tests: one that remembers, one that fails."""

from __future__ import annotations

from dataclasses import dataclass, field

from formcheck.live.log import ExerciseBegan, ExerciseEnded, RepDone


@dataclass
class Remembering:
    """Everything that was told, in order."""

    told: list[object] = field(default_factory=list)

    def began(self, exercise: ExerciseBegan) -> None:
        self.told.append(exercise)

    def rep(self, position: int, done: RepDone) -> None:
        self.told.append((position, done))

    def warmed_up(self, *, skipped: bool) -> None:
        self.told.append("skipped" if skipped else "warmed up")

    def ended(self, exercise: ExerciseEnded) -> None:
        self.told.append(exercise)

    @property
    def reps(self) -> list[tuple[int, RepDone]]:
        return [one for one in self.told if isinstance(one, tuple)]

    @property
    def begun(self) -> list[ExerciseBegan]:
        return [one for one in self.told if isinstance(one, ExerciseBegan)]

    @property
    def over(self) -> list[ExerciseEnded]:
        return [one for one in self.told if isinstance(one, ExerciseEnded)]


class Failing:
    """Raises at whatever it is told."""

    def began(self, exercise: ExerciseBegan) -> None:
        raise OSError("no room")

    def rep(self, position: int, done: RepDone) -> None:
        raise OSError("no room")

    def warmed_up(self, *, skipped: bool) -> None:
        raise OSError("no room")

    def ended(self, exercise: ExerciseEnded) -> None:
        raise OSError("no room")
