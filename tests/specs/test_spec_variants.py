"""Variants: one text, what differs on top, and faults that point at the right line."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_spec import SOUND

from formcheck.specs.loader import find_spec, load_all, load_file
from formcheck.specs.validate import check_spec_file

VARIANT = """
variants:
  thread_half:
    title: Thread half way
    without: [mistakes.breath, reminders]
    steps: [Go half way only.]
    dose:
      hold_s: {default: 20, min: 15, max: 30}
    checks:
      - id: hips_still
        say: Hips stay over the knees
    reminders:
      - {mistake: forcing, how: ask_after, question: "Was it comfortable?"}
"""


def written(tmp_path: Path, variant: str, replace: tuple[str, str] = ("", "")) -> Path:
    file = tmp_path / f"{exercise_id()}.yaml"
    text = SOUND + variant
    file.write_text(text.replace(*replace) if replace[0] else text, encoding="utf-8")
    return file


def exercise_id() -> str:
    line = next(line for line in SOUND.splitlines() if line.startswith("id:"))
    return line.split(":")[1].split("#")[0].strip()


def problems(tmp_path: Path, variant: str) -> list[tuple[str, str]]:
    found = check_spec_file(written(tmp_path, variant))
    return [(problem.field, problem.message) for problem in found]


def test_a_variant_is_an_exercise_with_what_differs_and_the_rest_of_the_text(
    tmp_path: Path,
) -> None:
    main, variant = load_file(written(tmp_path, variants_that_fit()))
    assert (variant.id, variant.variant_of, main.variant_of) == ("thread_half", main.id, None)
    assert variant.title == "Thread half way" and variant.steps == ("Go half way only.",)
    assert variant.dose.hold_s is not None and variant.dose.hold_s.default == 20
    assert variant.dose.reps_per_side == main.dose.reps_per_side
    assert variant.camera == main.camera and variant.signals == main.signals
    changed = {check.id: check for check in variant.checks}
    same = {check.id: check for check in main.checks}
    assert changed["hips_still"].say == "Hips stay over the knees"
    assert changed["hips_still"].raise_ == same["hips_still"].raise_
    assert changed.keys() == same.keys()


def variants_that_fit() -> str:
    """Without leaving out what the sound spec may not have."""
    return VARIANT.replace("    without: [mistakes.breath, reminders]\n", "").replace(
        VARIANT[VARIANT.index("    reminders:") :], ""
    )


def test_variants_are_found_by_id_and_title_and_follow_their_main_one(tmp_path: Path) -> None:
    written(tmp_path, variants_that_fit())
    assert list(load_all(tmp_path)) == [exercise_id(), "thread_half"]
    assert find_spec("thread_half", tmp_path).id == "thread_half"
    assert find_spec("Thread half way", tmp_path).id == "thread_half"


def test_parts_can_be_left_out(tmp_path: Path) -> None:
    variant = variants_that_fit().replace("title:", "without: [safety.stop_if]\n    title:")
    assert ("safety", "The key 'stop_if' is missing.") in problems(tmp_path, variant)


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("    title: Thread half way\n", "", "variants.thread_half",
         "The variant has no title of its own."),
        ("    title:", "    id: other\n    title:", "variants.thread_half.id",
         "A variant takes no `id`."),
        ("    title:", "    without: [checks.nobody]\n    title:",
         "variants.thread_half.without.0", "There is no 'checks.nobody' to leave out."),
        ("    title:", "    tittle: x\n    title:", "variants.thread_half.tittle",
         "Unknown key 'tittle'."),
        ("default: 20", "default: 40", "variants.thread_half.dose.hold_s.default",
         "40 is out of bounds."),
    ],
)  # fmt: skip
def test_a_fault_in_a_variant_points_at_it(
    tmp_path: Path, old: str, new: str, field: str, message: str
) -> None:
    assert problems(tmp_path, variants_that_fit().replace(old, new)) == [(field, message)]


def test_a_fault_in_a_changed_check_points_at_the_change(tmp_path: Path) -> None:
    """The item is the variant's own, wherever it stands in the merged list."""
    variant = variants_that_fit().replace("say: Hips stay over the knees", 'say: "Do not sit back"')
    fields = {field for field, _ in problems(tmp_path, variant)}
    assert fields == {"variants.thread_half.checks.hips_still.say"}


def test_a_fault_of_the_main_exercise_is_said_once(tmp_path: Path) -> None:
    file = written(tmp_path, variants_that_fit(), ("family: ", "famly: "))
    assert len([p for p in check_spec_file(file) if "famly" in p.message]) == 1
