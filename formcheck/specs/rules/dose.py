"""The dose and what depends on it: holds, sides, pacers; and the figures of the set-up."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.problems import Fault, Place
from formcheck.specs.schema import Amount, ExerciseSpec, Reminder

_AMOUNTS = ("reps", "reps_per_side", "hold_s", "sets", "rest_s")


def amount_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Each default lies within its bounds."""
    for name in _AMOUNTS:
        amount: Amount | None = getattr(spec.dose, name)
        if amount is None:
            continue
        place: Place = ("dose", name)
        if not 0 < amount.min <= amount.max:
            yield Fault(
                place, f"min {amount.min:g} and max {amount.max:g} are no bounds.",
                "Give a min above 0 and a max that is not below it.",
            )  # fmt: skip
        elif not amount.min <= amount.default <= amount.max:
            yield Fault(
                (*place, "default"), f"{amount.default:g} is out of bounds.",
                f"Stay within {amount.min:g} to {amount.max:g}.",
            )  # fmt: skip


def side_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """One side after the other needs to know which side works."""
    dose = spec.dose
    each = dose.sides == "each"
    if each and spec.work_side is None:
        yield Fault(
            ("dose", "sides"), "`sides: each` needs to know which side works.",
            "Add `work_side: {left: ..., right: ..., clear: ...}`.",
        )  # fmt: skip
    if spec.work_side is not None and not each:
        yield Fault(
            ("work_side",), "A work side is given, but both sides work together.",
            "Write `sides: each` in dose, or delete work_side.",
        )  # fmt: skip
    wanted, other = ("reps_per_side", "reps") if each else ("reps", "reps_per_side")
    if getattr(dose, wanted) is None:
        yield Fault(("dose",), f"`{wanted}` is missing.", "Say how many repetitions.")
    if getattr(dose, other) is not None:
        yield Fault(
            ("dose", other), f"`{other}` does not go with `sides: {dose.sides}`.",
            f"Use `{wanted}`.",
        )  # fmt: skip


def hold_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """A hold has a duration, and a duration has a hold."""
    holds = [index for index, phase in enumerate(spec.phases) if phase.hold]
    for index, phase in enumerate(spec.phases):
        if phase.hold_while is not None and not phase.hold:
            yield Fault(
                ("phases", index, "hold_while"), "This phase is not a hold.",
                "Write `hold: true` too, or delete `hold_while`.",
            )  # fmt: skip
    for index in holds[1:]:
        yield Fault(
            ("phases", index, "hold"), "A second phase is a hold.", "Mark one phase with hold."
        )
    if holds and spec.dose.hold_s is None:
        yield Fault(
            ("phases", holds[0], "hold"), "How long to hold is not said.", "Add `hold_s` to dose."
        )
    if spec.dose.hold_s is not None and not holds:
        yield Fault(
            ("dose", "hold_s"), "No phase is a hold.", "Write `hold: true` in the phase it times."
        )


def reminder_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Each reminder has what it needs to be given."""
    for index, reminder in enumerate(spec.reminders):
        place: Place = ("reminders", index)
        key = _missing(reminder, spec)
        if key:
            yield Fault(place, f"`how: {reminder.how}` needs `{key}`.", f"Add `{key}`.")


def setup_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Seconds, metres and degrees that can be followed."""
    neutral = spec.calibrate.neutral.seconds
    if not 0.5 <= neutral <= 10:
        yield Fault(
            ("calibrate", "neutral", "seconds"), f"{neutral:g} s cannot be meant.",
            "Use 0.5 to 10 s.",
        )  # fmt: skip
    camera = spec.camera
    spans: dict[Place, tuple[float, float]] = {
        ("camera", "height_m"): camera.height_m,
        ("camera", "distance_m"): camera.distance_m,
    }
    spans |= {
        ("camera", "views", view, "azimuth_deg"): one.azimuth_deg
        for view, one in camera.views.items()
    }
    for place, (low, high) in spans.items():
        most = 180 if place[-1] == "azimuth_deg" else 10
        if not -most <= low < high <= most:
            yield Fault(
                place, f"[{low:g}, {high:g}] cannot be followed.",
                f"Write [low, high] within {-most} to {most}.",
            )  # fmt: skip
    breath = spec.dose.breath
    for key in ("in_s", "out_s") if breath else ():
        if not 1 <= getattr(breath, key) <= 15:
            yield Fault(("dose", "breath", key), "Nobody breathes at this pace.", "Use 1 to 15 s.")


def _missing(reminder: Reminder, spec: ExerciseSpec) -> str | None:
    if reminder.how == "spoken_once":
        return None if reminder.say else "say"
    if reminder.how in ("ask_before", "ask_after"):
        return None if reminder.question else "question"
    if reminder.how == "breath_pacer":
        return None if spec.dose.breath else "dose.breath"
    return None if spec.dose.tempo else "dose.tempo"
