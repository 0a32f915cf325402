"""The tables of README.md, docs/camera.md and docs/for-physiotherapists.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from formcheck.report.groups import grouped
from formcheck.report.handling import Way, ways_of
from formcheck.report.palette import LIGHT
from formcheck.report.words import joined, sentence, unit_words
from formcheck.specs.rules.limits import LARGEST
from formcheck.specs.schema import ExerciseSpec, Mistake
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
from formcheck.ui.camera_place import camera_drawing, centimetres, metres
from tools.doc_pages.markdown import anchor, code, codes, table
from tools.doc_pages.sentences import VIEWS

_BEST = ("seen", "indirectly", "after the set", "start pose", "reminder")
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


def exercise_table(specs: Iterable[ExerciseSpec]) -> str:
    """The exercises by position; versions of one are counted, not named."""
    rows = []
    for group in grouped(specs):
        names = []
        for spec in group.specs:
            if spec.variant_of is None:
                more = sum(one.variant_of == spec.id for one in group.specs)
                link = f"[{spec.title}](docs/exercises.md#{anchor(spec.title)})"
                names.append(link + (f" ({more + 1} versions)" if more else ""))
        rows.append([group.title, ", ".join(names)])
    return table(["position", "exercises"], rows)


def camera_summary(specs: Iterable[ExerciseSpec]) -> str:
    """Where the camera goes, by position and view."""
    rows = []
    for group in grouped(specs):
        for view in ALL_VIEWS:
            places = [spec.camera for spec in group.specs if spec.camera.preferred == view]
            if places:
                rows.append(
                    [group.title, str(len(places)), _PLACES[view],
                     metres(*_span(place.distance_m for place in places)),
                     centimetres(*_span(place.height_m for place in places))]
                )  # fmt: skip
    head = ["position", "exercises and versions", "filmed", "away", "lens above the floor"]
    return table(head, rows)


def judged_summary(specs: Iterable[ExerciseSpec]) -> str:
    """How many of the documented mistakes are judged in which way, by position."""
    groups = [(group.title, group.specs) for group in grouped(specs)]
    groups.append(("**all**", tuple(spec for _, members in groups for spec in members)))
    rows = []
    for title, members in groups:
        best = Counter(_best(mistake, spec) for spec in members for mistake in spec.mistakes)
        counts = [str(best[kind]) for kind in _BEST]
        rows.append([title, str(len(members)), str(best.total()), *counts])
    head = ["position", "exercises and versions", "mistakes and cautions", *_BEST]
    return table(head, rows)


def _best(mistake: Mistake, spec: ExerciseSpec) -> str:
    """The surest way in which a mistake is judged."""
    return min((_kind(way) for way in ways_of(spec, mistake)), key=_BEST.index, default="reminder")


def _kind(way: Way) -> str:
    if way.how == "live":
        return way.sure.removeprefix("very ")
    return "reminder" if way.is_reminder else way.how.replace("_set", " the set").replace("_", " ")


def _span(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    pairs = tuple(pairs)
    return min(low for low, _ in pairs), max(high for _, high in pairs)


def camera_table(specs: Iterable[ExerciseSpec]) -> str:
    """Where the camera goes for each exercise."""
    rows = []
    for spec in (spec for group in grouped(specs) for spec in group.specs):
        camera = spec.camera
        others = [_PLACES[view] for view in camera.views if view != camera.preferred]
        name = f"[{spec.title}](exercises.md#{anchor(spec.title)})"
        notes = [place.note for place in camera.views.values() if place.note]
        rows.append(
            [name, _PLACES[camera.preferred], metres(*camera.distance_m),
             centimetres(*camera.height_m), joined(others), " ".join(map(sentence, notes))]
        )  # fmt: skip
    head = ["exercise", "film it", "away", "lens above the floor", "also possible", "note"]
    return table(head, rows)


def camera_image(spec: ExerciseSpec) -> str:
    """The drawing of the camera's place on paper of its own, for light and dark pages."""
    paper = f'<rect width="420" height="190" rx="10" fill="{LIGHT.paper}"/>'
    return camera_drawing(spec, LIGHT).replace("</style>", f"</style>{paper}", 1) + "\n"


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
