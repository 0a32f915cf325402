"""Each rule of a sound spec: break it in one place, get one problem with its remedy."""

from pathlib import Path

import pytest
from broken_spec import SOUND, Broken, assert_only_problem, problems_of

OVER_UNDER_BETWEEN = "Give one of `over`, `under` or `between`."

REFERENCES = {
    "id differs from file": Broken(
        "id: example\n", "id: exemple\n", "id",
        "The id is not the file's name 'example'.",
        "Rename the file to exemple.yaml, or change the id.",
    ),
    "two things with one id": Broken(
        "- id: gentle", "- id: hips_still  # again", "checks.hips_still.id",
        "The id 'hips_still' is taken.", "Give each one its own id.",
    ),
    "empty section": Broken(
        "must_see: [mid.hip, nose, rest.wrist]", "must_see: []", "camera.must_see",
        "This section is empty.", "A shipped spec shows what belongs here.",
    ),
    "source is not declared": Broken(
        'text: "Forcing the stretch too far", source: liv',
        'text: "Forcing the stretch too far", source: lib', "mistakes.forcing.source",
        "There is no source 'lib'.", "Did you mean 'liv'?",
        at='text: "Forcing',
    ),
    "nothing is quoted": Broken(
        '"Forcing the stretch too far"', '" "', "mistakes.forcing.text",
        "The quotation is empty.", "Quote the source.",
    ),
    "mistake that nothing handles": Broken(
        "  - {mistake: breath,", "  - {mistake: forcing,", "mistakes.breath",
        "Nothing handles the mistake 'breath'.",
        "Add a check, a start_pose item or a reminder for it.", at="{id: breath,",
    ),
    "check of an undeclared mistake": Broken(
        "    mistake: hips_back\n    phases: [down, hold]\n    if: hips\n",
        "    mistake: hip_back\n    phases: [down, hold]\n    if: hips\n",
        "checks.hips_still.mistake", "The mistake 'hip_back' is not declared.",
        "Did you mean 'hips_back'?",
    ),
    "check in an unknown phase": Broken(
        "phases: [down, up]", "phases: [down, hodl]", "checks.gentle.phases.1",
        "There is no phase 'hodl'.", "Did you mean 'hold'?",
    ),
    "check in no phase": Broken(
        "phases: [down, up]", "phases: []", "checks.gentle.phases",
        "The check is never active.", "Name its phases.",
    ),
    "breath pacer in an unknown phase": Broken(
        "when: [hold]}", "when: [holds]}", "dose.breath.when.0",
        "There is no phase 'holds'.", "Did you mean 'hold'?",
    ),
}  # fmt: skip

DOSE = {
    "default out of bounds": Broken(
        "hold_s: {default: 30,", "hold_s: {default: 90,", "dose.hold_s.default",
        "90 is out of bounds.", "Stay within 15 to 60.",
    ),
    "bounds the wrong way round": Broken(
        "hold_s: {default: 30, min: 15, max: 60}", "hold_s: {default: 30, min: 60, max: 15}",
        "dose.hold_s", "min 60 and max 15 are no bounds.",
        "Give a min above 0 and a max that is not below it.",
    ),
    "repetitions for both sides": Broken(
        "  reps_per_side: {", "  reps: {default: 2, min: 1, max: 3}\n  reps_per_side: {",
        "dose.reps", "`reps` does not go with `sides: each`.", "Use `reps_per_side`.",
    ),
    "hold without duration": Broken(
        "  hold_s: {default: 30, min: 15, max: 60}\n", "", "phases.hold.hold",
        "How long to hold is not said.", "Add `hold_s` to dose.", at="    hold: true",
    ),
    "duration without hold": Broken(
        "    hold: true\n", "", "dose.hold_s", "No phase is a hold.",
        "Write `hold: true` in the phase it times.", at="  hold_s: {",
    ),
    "two holds": Broken(
        "  - id: up\n", "  - id: up\n    hold: true  # too\n", "phases.up.hold",
        "A second phase is a hold.", "Mark one phase with hold.", at="hold: true  # too",
    ),
    "clock of no hold": Broken(
        "  - id: up\n", "  - id: up\n    hold_while: {if: drop, over: 0.2}\n",
        "phases.up.hold_while", "This phase is not a hold.",
        "Write `hold: true` too, or delete `hold_while`.", at="hold_while",
    ),
    "reminder with nothing to ask": Broken(
        'how: ask_after, question: "Was it comfortable?"', "how: ask_after",
        "reminders.1", "`how: ask_after` needs `question`.", "Add `question`.",
    ),
    "reminder with nothing to say": Broken(
        'how: ask_after, question: "Was it comfortable?"', "how: spoken_once",
        "reminders.1", "`how: spoken_once` needs `say`.", "Add `say`.",
    ),
    "metronome without tempo": Broken(
        'how: ask_after, question: "Was it comfortable?"', "how: tempo_metronome",
        "reminders.1", "`how: tempo_metronome` needs `dose.tempo`.", "Add `dose.tempo`.",
    ),
    "pacer that nobody can follow": Broken(
        "in_s: 4,", "in_s: 40,", "dose.breath.in_s", "Nobody breathes at this pace.",
        "Use 1 to 15 s.",
    ),
    "neutral in a blink": Broken(
        "seconds: 1.5", "seconds: 0.1", "calibrate.neutral.seconds", "0.1 s cannot be meant.",
        "Use 0.5 to 10 s.",
    ),
    "camera range the wrong way round": Broken(
        "height_m: [0.3, 0.9]", "height_m: [0.9, 0.3]", "camera.height_m",
        "[0.9, 0.3] cannot be followed.", "Write [low, high] within -10 to 10.",
    ),
}  # fmt: skip

CONDITIONS = {
    "two limits": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", "{if: drop, over: 0.2, under: 0.4, for_s: 0.3}",
        "phases.setup.leave.0.when", "One limit is needed.", OVER_UNDER_BETWEEN,
    ),
    "no limit": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", "{if: drop, for_s: 0.3}",
        "phases.setup.leave.0.when", "One limit is needed.", OVER_UNDER_BETWEEN,
    ),
    "unconditional exit": Broken(
        "when: {if: drop, over: 0.2, for_s: 0.3}", "when: {for_s: 0.3}",
        "phases.setup.leave.0.when", "One test is needed.", "Give one of `if`, `all` or `any`.",
    ),
    "empty any": Broken(
        "when: {if: drop, over: 0.2, for_s: 0.3}", "when: {any: [], for_s: 0.3}",
        "phases.setup.leave.0.when.any", "The list is empty.", "Add a condition.",
    ),
    "limit beside all": Broken(
        "under: 0.12}], for_s: 0.8}", "under: 0.12}], over: 3, for_s: 0.8}",
        "phases.down.leave.0.when", "A limit stands without `if`.",
        "Move it to the condition it limits.", at="{to: hold, when:",
    ),
    "at in an exit": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", "{if: drop, over: 0.2, at: phase_end}",
        "phases.setup.leave.0.when.at", "`at` belongs to the conditions of a check's `any`.",
        "Delete it.",
    ),
    "at with a duration": Broken(
        "under: 1.2, at: phase_end", "under: 1.2, for_s: 1, at: phase_end",
        "checks.gentle.any.2.for_s", "`for_s` does not go with `at`.", "Delete one of the two.",
    ),
    "negative duration": Broken(
        "over: 0.2, for_s: 0.3", "over: 0.2, for_s: -0.3", "phases.setup.leave.0.when.for_s",
        "-0.3 s cannot be meant.", "Use 0 to 120 s.",
    ),
    "event of one frame": Broken(
        "over: 1.5, for_s: 0.2", "over: 1.5", "checks.gentle.any.0.for_s",
        "0 s is too short: one bad frame would do.", "Give at least for_s: 0.1.",
        at="{if: pace, over: 1.5}",
    ),
    "start pose without limit": Broken(
        'if: "elbow(near)", over: 145,', 'if: "elbow(near)",',
        "start_pose.arms_straight", "One limit is needed.", OVER_UNDER_BETWEEN,
    ),
}  # fmt: skip

LIMITS = {
    "degrees out of range": Broken(
        "worse: {over: 20,", "worse: {over: 200,", "checks.hips_still.worse.over",
        "200 deg is out of any sensible range.", "Stay within -180 to 180 deg.",
    ),
    "percent meant as torso lengths": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", "{if: drop, over: 20, for_s: 0.3}",
        "phases.setup.leave.0.when.over", "20 torso is out of any sensible range.",
        "Stay within -3 to 3 torso.",
    ),
    "computed limit out of range": Broken(
        '"personal(drop, 0.7, floor=0.4)"', '"10 * personal(drop, 0.7, floor=0.4)"',
        "phases.down.leave.0.when.all.0.over", "5.6 torso is out of any sensible range.",
        "Stay within -3 to 3 torso.",
    ),
    "between the wrong way round": Broken(
        "between: [-15, 15]", "between: [15, -15]", "start_pose.knees_under.between",
        "15 is not below -15.", "Write [low, high].",
    ),
    "span given as one number": Broken(
        "default: [0.2, 1.0], min: 0.3", "default: 0.6, min: 0.3",
        "calibrate.ranges.lift.default", "`kind: span` needs [low, high].", "Mend it.",
    ),
    "smallest movement larger than the usual one": Broken(
        "default: 0.8, min: 0.3}", "default: 0.8, min: 0.9}", "calibrate.ranges.drop.min",
        "0.9 is not between 0 and the default's 0.8.",
        "Give the smallest movement that counts at all.",
    ),
}  # fmt: skip

HYSTERESIS = {
    "no clear": Broken(
        "    clear: {under: 8, for_s: 0.3}\n", "", "checks.hips_still",
        "Nothing says when to raise and when to clear.",
        "Give `if`, `raise` and `clear`, or `any`.", at="- id: hips_still",
    ),
    "if beside any": Broken(
        "    phases: [down, up]\n", "    phases: [down, up]\n    if: pace\n", "checks.gentle.if",
        "`if` does not go with `any`.", "Keep one.", at="    if: pace",
    ),
    "any is empty": Broken(
        """    any:
      - {if: pace, over: 1.5, for_s: 0.2}
      - {if: "reversals(drop, min=0.08, window_s=4)", over: 3}
      - {if: "duration(down)", under: 1.2, at: phase_end}
""", "    any: []\n", "checks.gentle.any", "The list is empty.", "Add a condition.",
    ),
    "clear on the wrong side": Broken(
        "clear: {under: 8,", "clear: {under: 14,", "checks.hips_still.clear.under",
        "Clear (14) is not on the safe side of raise (12).", "Use at most 10.2.",
    ),
    "clear too close": Broken(
        "clear: {under: 8,", "clear: {under: 11,", "checks.hips_still.clear.under",
        "Clear (11) is too close to raise (12): it would flicker.",
        "Use at most 10.2, 15 percent away.",
    ),
    "computed clear on the wrong side, below": Broken(
        "clear: {over: -0.4,", "clear: {over: -0.6,", "checks.deep.clear.over",
        "Clear (-0.6) is not on the safe side of raise (-0.5).", "Use at least -0.425.",
    ),
    "clear the same way as raise": Broken(
        "clear: {under: 8,", "clear: {over: 8,", "checks.hips_still.clear",
        "Raise and clear point the same way.", "Use `under` in clear.",
    ),
    "edge with two limits": Broken(
        "raise: {over: 12,", "raise: {over: 12, under: 3,", "checks.hips_still.raise",
        "One limit is needed.", "Give `over` or `under`.",
    ),
    "raise after one frame": Broken(
        "raise: {over: 12, for_s: 0.7}", "raise: {over: 12, for_s: 0.02}",
        "checks.hips_still.raise.for_s", "0.02 s is too short: one bad frame would do.",
        "Give at least for_s: 0.1.",
    ),
    "worse before raise": Broken(
        "worse: {over: 20,", "worse: {over: 10,", "checks.hips_still.worse.over",
        "Worse (10) is not beyond raise (12).", "Move it further out.",
    ),
    "worse the other way": Broken(
        "worse: {over: 20,", "worse: {under: 20,", "checks.hips_still.worse",
        "Raise and worse point in opposite ways.", "Use `over` in worse.",
    ),
    "worse is no more severe": Broken(
        "severity: major}", "severity: info}", "checks.hips_still.worse.severity",
        "'info' is no worse than 'minor'.", "Use a higher severity.",
    ),
}  # fmt: skip

ALL = REFERENCES | DOSE | CONDITIONS | LIMITS | HYSTERESIS


def test_the_sound_spec_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(SOUND, tmp_path) == []


@pytest.mark.parametrize("broken", ALL.values(), ids=ALL.keys())
def test_one_fault_gives_one_problem(broken: Broken, tmp_path: Path) -> None:
    assert_only_problem(broken, tmp_path)


def test_sides_need_a_work_side_wherever_it_is_used(tmp_path: Path) -> None:
    """Without `work_side`, `sides: each`, `work.shoulder` and `rest.wrist` mean nothing."""
    lines = [line for line in SOUND.splitlines() if not line.startswith("work_side")]
    found = problems_of("\n".join(lines), tmp_path)
    assert [(field, message) for _, field, message, _ in found] == [
        ("dose.sides", "`sides: each` needs to know which side works."),
        ("camera.must_see.2", "'rest' needs a work side."),
        ("signals.drop.is", "'work' needs a work side."),
    ]


def test_work_side_needs_sides(tmp_path: Path) -> None:
    text = SOUND.replace("sides: each", "sides: both").replace("reps_per_side:", "reps:")
    assert problems_of(text, tmp_path) == [
        (
            SOUND[: SOUND.index("work_side")].count("\n") + 1,
            "work_side",
            "A work side is given, but both sides work together.",
            "Write `sides: each` in dose, or delete work_side.",
        )
    ]
