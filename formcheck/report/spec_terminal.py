"""An exercise for the terminal: what it is, how much, where the camera goes, what is judged."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from formcheck.report import words
from formcheck.report.terminal import bullets, section, table
from formcheck.specs.schema import Amount, Camera, Dose, ExerciseSpec, Mistake, Position, Reminder
from formcheck.specs.vocabulary import View

_POSITIONS: dict[Position, str] = {
    "quadruped": "on hands and knees",
    "seated": "sitting",
    "standing": "standing",
    "standing_wall": "standing at a wall",
    "kneeling": "kneeling",
    "prone": "lying face down",
    "supine": "lying on the back",
}
_VIEWS: dict[View, str] = {"side": "the side", "oblique": "an angle", "front": "the front"}
_REMINDERS: dict[str, str] = {
    "spoken_once": "said once",
    "breath_pacer": "breathing is paced",
    "ask_before": "asked before the set",
    "ask_after": "asked after the set",
    "tempo_metronome": "the tempo is given",
}


def list_view(specs: Sequence[ExerciseSpec]) -> RenderableType:
    """All exercises, one a line."""
    rows = table("exercise", "name", "position", "camera")
    rows.columns[0].no_wrap, rows.padding = True, (0, 2, 0, 0)
    for spec in specs:
        view = spec.camera.preferred
        rows.add_row(Text(spec.id, "bold"), spec.title, _POSITIONS[spec.position], view)
    return Group(rows, Text("\nMore about one of them: formcheck show EXERCISE", "dim"))


def exercise_view(spec: ExerciseSpec) -> RenderableType:
    """One exercise: steps, dose, camera, safety, and how each documented mistake is judged."""
    return Group(
        Text(f"\n{spec.title}", "bold"),
        Text(_summary(spec)),
        section("Steps", _numbered(spec.steps)),
        section("How much", Text(dose_words(spec.dose))),
        section("Camera", bullets(_camera_lines(spec.camera))),
        section("Safety", bullets(_safety_lines(spec))),
        section("What the sources warn about, and how it is judged", Group(*_mistakes(spec))),
        Text(f"\nJudge a video of it: formcheck analyze VIDEO --exercise {spec.id}", "dim"),
        Text(words.DISCLAIMER, "dim"),
    )


def dose_words(dose: Dose) -> str:
    """`8 repetitions (5 to 10), 2 sets (1 to 3), 45 s of rest (20 to 120).`"""
    each = " on each side" if dose.sides == "each" else ""
    parts = [
        _amount(dose.reps, "repetitions"),
        _amount(dose.reps_per_side, "repetitions on each side"),
        _amount(dose.hold_s, f"s of holding{each if not dose.reps_per_side else ''}"),
        _amount(dose.sets, "sets"),
        _amount(dose.rest_s, "s of rest"),
    ]
    text = words.sentence(", ".join(part for part in parts if part))
    if dose.breath:
        text += f" Breathe in for {dose.breath.in_s:g} s and out for {dose.breath.out_s:g} s."
    return text


def how_judged(spec: ExerciseSpec, mistake: Mistake) -> list[str]:
    """Every way in which a documented mistake is handled, in words."""
    found = []
    for check in spec.checks:
        if check.mistake == mistake.id:
            when = "live check" if check.live else "after the set"
            unsure = "" if check.observe == "direct" else ", judged indirectly"
            views = " or ".join(_VIEWS[view] for view in check.views)
            found.append(f"{when} from {views}{unsure}: {check.say}")
    for item in spec.start_pose:
        if item.mistake == mistake.id:
            found.append("start pose" + (f": {item.say}" if item.say else ""))
    found += [_reminder(item) for item in spec.reminders if item.mistake == mistake.id]
    return found


def _reminder(item: Reminder) -> str:
    said = item.say or item.question
    how = f"reminder, {_REMINDERS[item.how]}"
    return f"{how}: {said}" if said else how


def _mistakes(spec: ExerciseSpec) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for mistake in spec.mistakes:
        shown.append(Text(words.source_sentence(mistake.id, spec), "italic"))
        shown.append(bullets(map(words.sentence, how_judged(spec, mistake)), mark="  -"))
    return shown


def _summary(spec: ExerciseSpec) -> str:
    names = f" Also called {words.joined(spec.also_called)}." if spec.also_called else ""
    things = f" You need: {words.joined(spec.equipment)}." if spec.equipment else ""
    return f"{spec.benefit} Done {_POSITIONS[spec.position]}.{things}{names}"


def _numbered(steps: Sequence[str]) -> RenderableType:
    rows = table("", "")
    rows.show_header, rows.padding = False, (0, 1, 0, 0)
    for number, step in enumerate(steps, 1):
        rows.add_row(f"{number}.", step)
    return rows


def _amount(amount: Amount | None, noun: str) -> str:
    if amount is None:
        return ""
    bounds = "" if amount.min == amount.max else f" ({amount.min:g} to {amount.max:g})"
    singular = noun.replace("repetitions", "repetition").replace("sets", "set")
    return f"{amount.default:g} {singular if amount.default == 1 else noun}{bounds}"


def _camera_lines(camera: Camera) -> list[str]:
    low, high = camera.height_m
    near, far = camera.distance_m
    lines = [
        f"Best from {_VIEWS[camera.preferred]}, {near:g} to {far:g} m away, "
        f"the lens {low:g} to {high:g} m above the floor."
    ]
    for view, place in camera.views.items():
        note = f": {place.note}" if place.note else " is possible too"
        lines.append(words.sentence(f"from {_VIEWS[view]}{note}"))
    if camera.audio_first:
        lines.append("You cannot look at the screen here: listen to the cues.")
    return lines


def _safety_lines(spec: ExerciseSpec) -> list[str]:
    safety = spec.safety
    return [
        words.sentence(f"Stop if: {', '.join(safety.stop_if)}"),
        words.sentence(f"Easier: {safety.easier}"),
        words.sentence(f"Harder: {safety.harder}"),
    ]
