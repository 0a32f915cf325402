"""What a spec names must be declared in it, once; every mistake must be handled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formcheck.specs.problems import Fault, Place, did_you_mean, suggestion
from formcheck.specs.schema import ExerciseSpec


def unique_id_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """No two things of a kind share an id."""
    groups: dict[str, list[str]] = {
        "mistakes": [mistake.id for mistake in spec.mistakes],
        "start_pose": [item.id for item in spec.start_pose],
        "phases": [phase.id for phase in spec.phases],
        "checks": [check.id for check in spec.checks],
    }
    for section, ids in groups.items():
        for index, name in enumerate(ids):
            if name in ids[:index]:
                place = (section, index, "id")
                yield Fault(place, f"The id '{name}' is taken.", "Give each one its own id.")


def empty_section_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Sections without which nothing can be judged hold something."""
    sections: dict[Place, Iterable[object]] = {
        ("steps",): spec.steps,
        ("mistakes",): spec.mistakes,
        ("camera", "views"): spec.camera.views,
        ("camera", "must_see"): spec.camera.must_see,
        ("start_pose",): spec.start_pose,
        ("signals",): spec.signals,
        ("phases",): spec.phases,
    }
    for place, content in sections.items():
        if not content:
            yield Fault(place, "This section is empty.", "A shipped spec shows what belongs here.")


def mistake_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Mistakes come from a declared source, are used by name, and each is handled."""
    declared = [mistake.id for mistake in spec.mistakes]
    handled = {name for _, name in _uses(spec)}
    meant = {suggestion(name, declared) for name in handled.difference(declared)}
    for index, mistake in enumerate(spec.mistakes):
        place: Place = ("mistakes", index)
        if mistake.source not in spec.sources:
            yield Fault(
                (*place, "source"), f"There is no source '{mistake.source}'.",
                did_you_mean(mistake.source, spec.sources),
            )  # fmt: skip
        if not mistake.text.strip():
            yield Fault((*place, "text"), "The quotation is empty.", "Quote the source.")
        if mistake.id not in handled | meant:
            yield Fault(
                place, f"Nothing handles the mistake '{mistake.id}'.",
                "Add a check, a start_pose item or a reminder for it.",
            )  # fmt: skip
    for place, name in _uses(spec):
        if name not in declared:
            yield Fault(
                place, f"The mistake '{name}' is not declared.", did_you_mean(name, declared)
            )


def disagreement_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """What sources differ on is said by declared sources."""
    for index, one in enumerate(spec.disagreements):
        for name in one.said:
            if name not in spec.sources:
                yield Fault(
                    ("disagreements", index, "said", name), f"There is no source '{name}'.",
                    did_you_mean(name, spec.sources),
                )  # fmt: skip


def phase_name_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Checks, reminders and the breath pacer name phases that exist."""
    declared = [phase.id for phase in spec.phases]
    for place, name in _phase_uses(spec):
        if name not in declared:
            yield Fault(place, f"There is no phase '{name}'.", did_you_mean(name, declared))
    for index, check in enumerate(spec.checks):
        if not check.phases:
            yield Fault(
                ("checks", index, "phases"), "The check is never active.", "Name its phases."
            )


def _uses(spec: ExerciseSpec) -> Iterator[tuple[Place, str]]:
    for index, item in enumerate(spec.start_pose):
        if item.mistake is not None:
            yield ("start_pose", index, "mistake"), item.mistake
    for index, check in enumerate(spec.checks):
        yield ("checks", index, "mistake"), check.mistake
    for index, reminder in enumerate(spec.reminders):
        yield ("reminders", index, "mistake"), reminder.mistake


def _phase_uses(spec: ExerciseSpec) -> Iterator[tuple[Place, str]]:
    for c, check in enumerate(spec.checks):
        for p, name in enumerate(check.phases):
            yield ("checks", c, "phases", p), name
    for r, reminder in enumerate(spec.reminders):
        for p, name in enumerate(reminder.phases):
            yield ("reminders", r, "phases", p), name
    if spec.dose.breath is not None:
        for p, name in enumerate(spec.dose.breath.when):
            yield ("dose", "breath", "when", p), name
