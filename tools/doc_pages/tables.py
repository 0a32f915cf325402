"""The tables of README.md, docs/camera.md and docs/for-physiotherapists.md."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.report.palette import LIGHT
from formcheck.report.words import joined, unit_words
from formcheck.specs.rules.limits import LARGEST
from formcheck.specs.schema import Check, ExerciseSpec, Mistake
from formcheck.specs.validate import guesses
from formcheck.specs.vocabulary import (
    ALL_VIEWS,
    ANY_NUMBER_OF_ARGUMENTS,
    ARITHMETIC,
    BODY,
    GEOMETRY,
    PERSONAL,
    TIME,
    View,
    Word,
)
from formcheck.ui.camera_place import camera_advice, camera_drawing, centimetres, metres
from tools.doc_pages.markdown import bullets, code, codes, table
from tools.doc_pages.sentences import VIEWS

_HOW = {"direct": "seen", "proxy": "indirectly", "weak_proxy": "very indirectly"}
_PLACES: dict[View, str] = {
    "side": "straight from your side",
    "oblique": "half from your side",
    "front": "straight from the front",
}
_GROUPS = {
    "The body in one picture": BODY,
    "Joints, points and distances": GEOMETRY,
    "Over time": TIME,
    "The person's own": PERSONAL,
    "Arithmetic": ARITHMETIC,
}


def camera_table(specs: Iterable[ExerciseSpec]) -> str:
    """Where the camera goes for each exercise."""
    rows = []
    for spec in specs:
        camera = spec.camera
        others = [_PLACES[view] for view in camera.views if view != camera.preferred]
        rows.append(
            [spec.title, _PLACES[camera.preferred], metres(*camera.distance_m),
             centimetres(*camera.height_m), joined(others)]
        )  # fmt: skip
    return table(["exercise", "film it", "away", "lens above the floor", "also possible"], rows)


def camera_sections(specs: Iterable[ExerciseSpec]) -> str:
    """A drawing and the advice for each exercise."""
    return "\n\n".join(
        f"### {spec.title}\n\n![Where the camera stands](images/camera-{spec.id}.svg)\n\n"
        f"{bullets([*camera_advice(spec), *_other_views(spec)])}"
        for spec in specs
    )


def camera_image(spec: ExerciseSpec) -> str:
    """The drawing of the camera's place on paper of its own, for light and dark pages."""
    paper = f'<rect width="420" height="190" rx="10" fill="{LIGHT.paper}"/>'
    return camera_drawing(spec, LIGHT).replace("</style>", f"</style>{paper}", 1) + "\n"


def mistake_table(specs: Iterable[ExerciseSpec]) -> str:
    """Exercise, mistake, how it is judged, from where."""
    rows = []
    for spec in specs:
        for number, mistake in enumerate(spec.mistakes):
            quote = f'"{mistake.text}" ({spec.sources[mistake.source].publisher})'
            how, where = _judged(mistake, spec)
            rows.append([spec.title if number == 0 else "", quote, how, where])
    return table(["exercise", "what the source says", "judged", "from"], rows)


def word_tables() -> str:
    """Every word of the expression language."""
    head = ["word", "gives", "what it is", "from"]
    return "\n\n".join(
        f"**{title}**\n\n{table(head, [_word(name, word) for name, word in words.items()])}"
        for title, words in _GROUPS.items()
    )


def unit_table() -> str:
    """Every unit, in words, and the largest limit that is accepted."""
    rows = [
        [code(unit), unit_words(unit).removeprefix("of ") or "a plain number", f"{most:g}"]
        for unit, most in LARGEST.items()
    ]
    return table(["unit", "meaning", "largest limit"], rows)


def guess_table(specs: Iterable[ExerciseSpec]) -> str:
    """The limits that wait for a clinician's word."""
    rows = [
        [guess.exercise, code(guess.check), codes(guess.limits), guess.note]
        for spec in specs
        for guess in guesses(spec)
    ]
    return table(["exercise", "check", "limit", "note"], rows)


def _other_views(spec: ExerciseSpec) -> list[str]:
    preferred = spec.camera.preferred
    return [
        f"{_PLACES[view].capitalize()} is possible too" + (f": {place.note}" if place.note else ".")
        for view, place in spec.camera.views.items()
        if view != preferred
    ]


def _judged(mistake: Mistake, spec: ExerciseSpec) -> tuple[str, str]:
    checks = [check for check in spec.checks if check.mistake == mistake.id]
    items = [item for item in spec.start_pose if item.mistake == mistake.id]
    how = dict.fromkeys(_how(check) for check in checks)
    how |= dict.fromkeys(f"start pose{', advice' * (item.level == 'advise')}" for item in items)
    if not how:
        return "cannot be seen: reminder", "-"
    views = {view for check in checks for view in check.views}
    views |= {view for item in items for view in item.views or spec.camera.views}
    return "; ".join(how), ", ".join(VIEWS[view] for view in ALL_VIEWS if view in views)


def _how(check: Check) -> str:
    return _HOW[check.observe] + ("" if check.live else ", after the set")


def _word(name: str, word: Word) -> list[str]:
    views = "" if word.views == ALL_VIEWS else ", ".join(VIEWS[view] for view in word.views)
    return [code(_spelt(name, word)), _gives(word), word.meaning, views or "anywhere"]


def _spelt(name: str, word: Word) -> str:
    if name in BODY:
        return name
    arguments = [*word.arguments, *(["..."] if name in ANY_NUMBER_OF_ARGUMENTS else [])]
    options = [
        f"{option}={'number' if default is None else f'{default:g}'}"
        for option, default in word.options
    ]
    return f"{name}({', '.join([*arguments, *options])})"


def _gives(word: Word) -> str:
    return {"same": "the same unit", "per_second": "per second"}.get(word.unit, word.unit)
