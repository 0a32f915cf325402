"""`docs/limits.md`: every limit, phase and measurement of each exercise, from the specs."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.report.groups import grouped
from formcheck.report.words import joined, sentence, unit_words
from formcheck.specs.schema import Check, ExerciseSpec, Mistake, Reminder, StartPoseItem
from tools.doc_pages.markdown import anchor, bullets, code, quoted, table
from tools.doc_pages.sentences import (
    OBSERVED,
    REMINDERS,
    SEVERITIES,
    VIEWS,
    condition,
    found_when,
    from_views,
    over_when,
    start_test,
)

_HEAD = """# The limits

What exactly is measured in each of the [exercises](exercises.md), and when Formcheck speaks up.
Written from the files in `exercise_specs/` by `python -m tools.doc_pages`; a test keeps the two in
step. Do not edit this page: edit the spec.

- *Seen directly*: the camera measures the thing itself. *Judged indirectly*: it measures something
  that goes along with it. *After the set*: too unsure to interrupt you, so it is said afterwards.
- A check that cannot be judged is left out and named, with the time and the reason.
- *Limit from*: where the number comes from. A *guess* waits for a clinician's word.
- Words such as `from_start(back_curve)` are explained in
  [for-physiotherapists.md](for-physiotherapists.md).
"""
_BASIS = {
    "source": "the source",
    "literature": "literature",
    "measured": "measurement",
    "guess": "a guess",
    "clinician": "a clinician",
}


def limits_page(specs: Iterable[ExerciseSpec]) -> str:
    """The whole page."""
    ordered = [spec for group in grouped(specs) for spec in group.specs]
    contents = bullets(f"[{spec.title}](#{anchor(spec.title)}) {code(spec.id)}" for spec in ordered)
    return "\n\n".join([_HEAD.strip(), contents, *map(_exercise, ordered)]) + "\n"


def _exercise(spec: ExerciseSpec) -> str:
    parts = [
        f"## {spec.title}",
        f"{code(spec.id)}, [how it is done](exercises.md#{anchor(spec.title)})",
        *(_mistake(mistake, spec) for mistake in spec.mistakes),
        _start(spec),
        _phases(spec),
        _signals(spec),
    ]
    return "\n\n".join(part for part in parts if part)


def _mistake(mistake: Mistake, spec: ExerciseSpec) -> str:
    publisher = spec.sources[mistake.source].publisher
    handled = [_check(check, spec) for check in spec.checks if check.mistake == mistake.id]
    handled += [_start_item(item, spec) for item in spec.start_pose if item.mistake == mistake.id]
    handled += [_reminder(one) for one in spec.reminders if one.mistake == mistake.id]
    handled += [
        f'From the {VIEWS[view]} it is not judged, and you are told: "{texts[mistake.id]}"'
        for view, texts in spec.not_seen_in.items()
        if mistake.id in texts
    ]
    return f'**{code(mistake.id)}** - {publisher}: "{mistake.text}"\n\n{bullets(handled)}'


def _check(check: Check, spec: ExerciseSpec) -> str:
    live = "" if check.live else ", after the set only"
    over = over_when(check, spec)
    phases = joined(list(dict.fromkeys(spec.phase_label(phase) for phase in check.phases)))
    basis = sentence(f"limit from {_BASIS[check.basis.kind]}: {check.basis.note}")
    lines = [
        f"{quoted(check.say)} Check {code(check.id)}, {OBSERVED[check.observe]} from "
        f"{from_views(check.views)}{live}; {SEVERITIES[check.severity]}.",
        f"Found when {found_when(check, spec)}.",
        f"Over when {over}." if over else "",
        f"Looked at during: {phases}.",
        basis,
    ]
    return "\n  - ".join(line for line in lines if line)


def _start_item(item: StartPoseItem, spec: ExerciseSpec) -> str:
    said = f"{quoted(item.say)} " if item.say else ""
    seen = f" from {from_views(item.views)}" if item.views else ""
    kind = "advised" if item.level == "advise" else "must hold before anything is judged"
    return f"{said}Start pose {code(item.id)}{seen}, {kind}: {start_test(item, spec)}."


def _reminder(one: Reminder) -> str:
    said = one.say or one.question
    return f"Reminder, {REMINDERS[one.how]}" + (f": {quoted(said)}" if said else ".")


def _start(spec: ExerciseSpec) -> str:
    rows = [[code(item.id), start_test(item, spec), _kind(item)] for item in spec.start_pose]
    intro = f'Start pose ("{spec.calibrate.neutral.ask}"): nothing is judged before it is seen.'
    return f"{intro}\n\n{table(['start pose', 'what must be so', 'how'], rows)}"


def _kind(item: StartPoseItem) -> str:
    words = ["advised" if item.level == "advise" else "required"]
    words += [f"only from {from_views(item.views)}"] if item.views else []
    words += ["left out while hidden"] if item.if_unseen == "skip" else []
    return ", ".join(words)


def _phases(spec: ExerciseSpec) -> str:
    rows = []
    for phase in spec.phases:
        for way_out in phase.leave:
            then = spec.phase_label(way_out.to)
            if way_out.completes_rep:
                then += ", repetition done"
                if way_out.counts_if is not None:
                    then += f" (counts if {condition(way_out.counts_if, spec)})"
            label = spec.phase_label(phase.id)
            rows.append([f"{label} {code(phase.id)}", condition(way_out.when, spec), then])
    return "The parts of the movement:\n\n" + table(["phase", "left when", "to"], rows)


def _signals(spec: ExerciseSpec) -> str:
    rows = [
        [code(name), code(signal.expression), unit_words(signal.unit).removeprefix("of "),
         signal.plus_means, from_views(signal.views or ()) or "anywhere"]
        for name, signal in spec.signals.items()
    ]  # fmt: skip
    head = ["signal", "is", "in", "plus means", "only from"]
    return f"What is measured:\n\n{table(head, rows)}"
