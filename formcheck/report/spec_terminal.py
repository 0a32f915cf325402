"""An exercise for the terminal: what it is, how much, where the camera goes, what is judged."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from formcheck.report import words
from formcheck.report.groups import POSITIONS, grouped
from formcheck.report.handling import VIEWS, Way, ways_of
from formcheck.report.terminal import bullets, section, table
from formcheck.specs.schema import Amount, Camera, Dose, ExerciseSpec, Mistake


def list_view(specs: Sequence[ExerciseSpec]) -> RenderableType:
    """All exercises by position, one a line; versions of an exercise follow it, set in."""
    rows = table("exercise", "name", "position", "camera")
    rows.columns[0].no_wrap, rows.padding = True, (0, 2, 0, 0)
    for group in grouped(specs):
        for spec in group.specs:
            inset = "  " if spec.variant_of else ""
            view = spec.camera.preferred
            rows.add_row(Text(inset + spec.id, "bold"), spec.title, POSITIONS[spec.position], view)
    return Group(rows, Text("\nMore about one of them: formcheck show EXERCISE", "dim"))


def exercise_view(spec: ExerciseSpec) -> RenderableType:
    """One exercise: steps, dose, camera, safety, and how each documented mistake is judged."""
    return Group(
        Text(f"\n{spec.title}", "bold"),
        Text(_summary(spec)),
        *([Text(f"Needs a clinician's review: {spec.review}", "bold")] if spec.review else []),
        section("Steps", _numbered(spec.steps)),
        section("How much", Text(dose_words(spec.dose))),
        section("Camera", bullets(_camera_lines(spec.camera))),
        section("Safety", bullets(_safety_lines(spec))),
        section("What the sources warn about, and how it is judged", Group(*_mistakes(spec))),
        *_disagreements(spec),
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


def _disagreements(spec: ExerciseSpec) -> list[RenderableType]:
    if not spec.disagreements:
        return []
    shown: list[RenderableType] = []
    for one in spec.disagreements:
        said = [f"{spec.sources[key].publisher}: {text}" for key, text in one.said.items()]
        shown.append(Text(words.sentence(one.about), "italic"))
        shown.append(bullets(map(words.sentence, [*said, f"here: {one.we}"]), mark="  -"))
    return [section("Where the sources disagree", Group(*shown))]


def how_judged(spec: ExerciseSpec, mistake: Mistake) -> list[str]:
    """Every way in which a documented mistake is handled, in words."""
    return [_way(way) for way in ways_of(spec, mistake)]


def _way(way: Way) -> str:
    seen = f", from {way.from_where}" if way.views and way.how != "start_pose" else ""
    return f"{way.in_words}{seen}" + (f": {way.says}" if way.says else "")


def _mistakes(spec: ExerciseSpec) -> list[RenderableType]:
    shown: list[RenderableType] = []
    for mistake in spec.mistakes:
        shown.append(Text(words.source_sentence(mistake.id, spec), "italic"))
        shown.append(bullets(map(words.sentence, how_judged(spec, mistake)), mark="  -"))
    return shown


def _summary(spec: ExerciseSpec) -> str:
    names = f" Also called {words.joined(spec.also_called)}." if spec.also_called else ""
    things = f" You need: {words.joined(spec.equipment) or 'nothing'}."
    return f"{spec.benefit} Done {POSITIONS[spec.position]}.{things}{names}"


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
        f"Best from {VIEWS[camera.preferred]}, {near:g} to {far:g} m away, "
        f"the lens {low:g} to {high:g} m above the floor."
    ]
    for view, place in camera.views.items():
        note = f": {place.note}" if place.note else " is possible too"
        lines.append(words.sentence(f"from {VIEWS[view]}{note}"))
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
