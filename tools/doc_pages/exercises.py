"""`docs/exercises.md`: what each exercise is, how it is done and what is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formcheck.report.groups import POSITIONS, grouped
from formcheck.report.handling import Way, ways_of
from formcheck.report.spec_terminal import dose_words
from formcheck.report.words import joined, sentence
from formcheck.specs.schema import ExerciseSpec, Mistake
from formcheck.ui.camera_place import camera_advice, drawing_in_words
from formcheck.ui.pictures import pictures_of
from tools.doc_pages.disagreements import HEADING, disagreement_section
from tools.doc_pages.markdown import anchor, bullets, code, numbered, quoted, table

_HEAD = """# The exercises

Written from the files in `exercise_specs/` by `python -m tools.doc_pages`; a test keeps the two in
step. Do not edit this page: edit the spec.

- The sentences in quotation marks are the publishers' own. Everything else is ours.
- *Seen*: the camera measures the thing itself. *Indirectly*: it measures something that goes along
  with it. *After the set*: too unsure to interrupt you. *Start pose*: looked at before anything is
  judged. *Reminder*: no camera sees it.
- *Clean* means: nothing was found in what could be judged.
- Of the reminders, those that are "said once", the pace of breathing and the questions are given
  in the app. A tempo is only written down so far.
- Every limit and where it comes from: [limits.md](limits.md).

Stop at sharp or strong pain, numbness, weakness or dizziness. General exercise guidance, not
medical advice or diagnosis; it does not replace a health professional.
"""


def exercise_page(specs: Iterable[ExerciseSpec]) -> str:
    """The whole page."""
    specs = tuple(specs)
    groups = grouped(specs)
    contents = "\n\n".join(
        f"**{group.title}**\n\n{bullets(map(_entry, group.specs))}" for group in groups
    )
    ordered = [spec for group in groups for spec in group.specs]
    parts = [
        _HEAD.strip(),
        contents,
        f"[{HEADING}](#{anchor(HEADING)})",
        *map(_exercise, ordered),
        disagreement_section(ordered),
    ]
    return "\n\n".join(parts) + "\n"


def _entry(spec: ExerciseSpec) -> str:
    version = ", a version of the one above" if spec.variant_of else ""
    return f"[{spec.title}](#{anchor(spec.title)}) {code(spec.id)}{version}"


def _exercise(spec: ExerciseSpec) -> str:
    parts = [
        f"## {spec.title}",
        _summary(spec),
        _review(spec),
        _pictures(spec),
        "### Steps",
        numbered(spec.steps),
        f"How much: {dose_words(spec.dose)}",
        _safety(spec),
        "### Camera",
        f"![{drawing_in_words(spec)}](images/camera-{spec.id}.svg)",
        bullets(camera_advice(spec)),
        "### What the sources warn about, and how it is judged",
        _mistakes(spec),
        f"[Limits, phases and measurements](limits.md#{anchor(spec.title)})",
        _disagree(spec),
        f"Sources: {'; '.join(_sources(spec))}.",
    ]
    return "\n\n".join(part for part in parts if part)


def _summary(spec: ExerciseSpec) -> str:
    lines = [f"{code(spec.id)}. {sentence(spec.benefit)} Done {POSITIONS[spec.position]}."]
    things = (
        f"You need: {joined(spec.equipment)}." if spec.equipment else "You need nothing for it."
    )
    lines.append(things)
    if spec.also_called:
        lines.append(f"Also called {joined(spec.also_called)}.")
    return " ".join(lines)


def _review(spec: ExerciseSpec) -> str:
    return f"**Needs a clinician's review.** {sentence(spec.review)}" if spec.review else ""


def _pictures(spec: ExerciseSpec) -> str:
    pictures = pictures_of(spec.id)
    if pictures is None:
        return ""
    start, end = (
        f"![{spec.title}: {what}](../exercise_specs/pictures/{path.name})"
        for what, path in (("start pose", pictures.start), ("furthest point", pictures.end))
    )
    return f"| start | furthest point |\n| --- | --- |\n| {start} | {end} |"


def _safety(spec: ExerciseSpec) -> str:
    safety = spec.safety
    return bullets(
        [
            sentence(f"Stop if you feel: {', '.join(safety.stop_if)}"),
            sentence(f"Easier: {safety.easier}"),
            sentence(f"Harder: {safety.harder}"),
        ]
    )


def _mistakes(spec: ExerciseSpec) -> str:
    rows = []
    for mistake in spec.mistakes:
        ways = ways_of(spec, mistake)
        how = "; ".join(dict.fromkeys(_how(way) for way in ways))
        unseen = [texts[mistake.id] for texts in spec.not_seen_in.values() if mistake.id in texts]
        told = " ".join(dict.fromkeys(quoted(said) for said in [*_said(ways), *unseen]))
        rows.append([code(mistake.id), _source(mistake, spec), how, told])
    return table(["mistake", "what the source says", "judged", "what you are told"], rows)


def _source(mistake: Mistake, spec: ExerciseSpec) -> str:
    return f'"{mistake.text}" ({spec.sources[mistake.source].publisher})'


def _how(way: Way) -> str:
    return f"{way.in_words}: {way.from_where}" if way.views else way.in_words


def _said(ways: Iterable[Way]) -> Iterator[str]:
    return (way.says for way in ways if way.says)


def _disagree(spec: ExerciseSpec) -> str:
    if not spec.disagreements:
        return ""
    about = joined([one.about[0].lower() + one.about[1:] for one in spec.disagreements])
    return f"The sources disagree on {about}: [see below](#{anchor(HEADING)})."


def _sources(spec: ExerciseSpec) -> Iterator[str]:
    for source in spec.sources.values():
        name = f"[{source.publisher}]({source.url})" if source.url else source.publisher
        yield name + (f" ({source.note})" if source.note else "")
