"""Phases, views and wording: break a sound spec in one place, get one problem with its remedy."""

from pathlib import Path

import pytest
from broken_spec import SOUND, Broken, assert_only_problem, problems_of

PHASES = {
    "no start": Broken(
        "    start: true\n", "", "phases", "No phase is the start.",
        "Write `start: true` in the first one.", at="phases:\n  - id: setup",
    ),
    "two starts": Broken(
        "  - id: up\n", "  - id: up\n    start: true  # too\n", "phases.up.start",
        "A second phase is the start.", "Keep one `start: true`.", at="start: true  # too",
    ),
    "exit to nowhere": Broken(
        "{to: setup, when: {if: drop, under: 0.12", "{to: setpu, when: {if: drop, under: 0.12",
        "phases.down.leave.1.to", "There is no phase 'setpu'.", "Did you mean 'setup'?",
    ),
    "exit into itself": Broken(
        "{to: setup, when: {if: drop, under: 0.12", "{to: down, when: {if: drop, under: 0.12",
        "phases.down.leave.1.to", "The exit leads back into the same phase.", "Name another one.",
    ),
    "no repetition": Broken(
        ", completes_rep: true", "", "phases", "No exit completes a repetition.",
        "Write `completes_rep: true` in the last exit.", at="phases:\n  - id: setup",
    ),
    "counting where nothing is completed": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}}",
        "{if: drop, over: 0.2, for_s: 0.3}, counts_if: {if: drop, over: 0.3}}",
        "phases.setup.leave.0.counts_if", "This exit does not complete a repetition.",
        "Write `completes_rep: true` too, or delete `counts_if`.",
    ),
    "phase that nothing leads to": Broken(
        "checks:\n", """  - id: extra
    leave:
      - {to: setup, when: {if: drop, under: 0.1, for_s: 0.5}}
checks:
""", "phases.extra", "The phase 'extra' cannot be reached from 'setup'.",
        "Add an exit that leads to it, or delete it.",
    ),
    "loop without the start": Broken(
        "{to: setup, when: {if: drop, under: 0.15, for_s: 0.5}, completes_rep: true}",
        "{to: hold, when: {if: drop, under: 0.15, for_s: 0.5}, completes_rep: true}",
        "phases.hold", "No way leads from 'hold' back to 'setup'.",
        "Add an exit, so that the next repetition can begin.", at="- id: hold",
    ),
}  # fmt: skip

VIEWS = {
    "view that the camera section lacks": Broken(
        "preferred: side", "preferred: oblique", "camera.preferred",
        "The view 'oblique' is not described in camera.views.", "Use one of: front, side.",
    ),
    "check from nowhere": Broken(
        "praise: Hips steady\n    views: [side]", "praise: Hips steady\n    views: []",
        "checks.hips_still.views", "The check has no view.", "Name its views.", at="views: []",
    ),
    "check from a view that hides it": Broken(
        "  - id: gentle\n    mistake: forcing\n    phases: [down, up]\n    any:\n",
        "  - id: gentle\n    mistake: forcing\n    phases: [down, up]\n    any:\n"
        "      - {if: trunk_rise, over: 40, for_s: 1}\n",
        "checks.gentle.views", "'trunk_rise' cannot be measured from the front view.",
        "Name only views that show it, or measure something else.",
        at="views: [side, front]\n    observe: proxy",
    ),
    "start pose in a view that hides it": Broken(
        'arms_straight, if: "elbow(near)"', "arms_straight, if: trunk_tilt",
        "start_pose.arms_straight", "'trunk_tilt' cannot be measured from the front view.",
        "Name only views that show it, or measure something else.",
    ),
    "exit that one view never takes": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", "{if: hips, over: 2, for_s: 0.3}",
        "phases.setup.leave.0.when", "'thigh_tilt' cannot be measured from the front view.",
        "Name only views that show it, or measure something else.",
    ),
    "signal that claims too much": Broken(
        'knees", views: [side]}', 'knees", views: [side, front]}',
        "signals.hips.views", "'thigh_tilt' cannot be measured from the front view.",
        "Name only views that show it, or measure something else.",
    ),
    "hidden mistake without a word": Broken(
        '    hips_back: "I cannot see your hips from the front."\n', "", "mistakes.hips_back",
        "'hips_back' is not seen from the front view.",
        "Add a text for it to not_seen_in.front.", at="{id: hips_back",
    ),
    "word about a mistake that is seen": Broken(
        "    bad_start: \"I", "    forcing: \"I can see this.\"\n    bad_start: \"I",
        "not_seen_in.front.forcing", "'forcing' is seen from the front view.", "Delete the text.",
    ),
    "word about an unknown mistake": Broken(
        "    bad_start: \"I", "    bad_stat: \"I see.\"\n    bad_start: \"I",
        "not_seen_in.front.bad_stat", "The mistake 'bad_stat' is not declared.",
        "Did you mean 'bad_start'?",
    ),
    "weak proxy that speaks up": Broken(
        "    live: false\n", "", "checks.deep",
        "Confidence C or a weak proxy must not speak up live.", "Add `live: false`.",
        at="- id: deep",
    ),
}  # fmt: skip

WORDING = {
    "long cue": Broken(
        "say: Ease in slowly", "say: Ease in as slowly as you can and as far as feels easy",
        "checks.gentle.say", "The cue has 13 words.", "Use 1 to 10 words.",
    ),
    "negative cue": Broken(
        "say: Ease in slowly", "say: Don't bounce", "checks.gentle.say",
        "The cue says 'Don't'.", "Say what to do instead.",
    ),
    "negative praise": Broken(
        "praise: Hips steady", "praise: Not bad", "checks.hips_still.praise",
        "The cue says 'Not'.", "Say what to do instead.",
    ),
    "cue said twice": Broken(
        "say: Ease in slowly", "say: keep your hips over your knees", "checks.gentle.say",
        "Another cue has the same words.", "Give each its own words.",
    ),
    "not ASCII": Broken(
        "say: Ease in slowly", "say: Ease in \u2013 slowly", "checks.gentle.say",
        "The text is not plain ASCII (U+2013).", "Use plain characters.",
    ),
    "medical claim": Broken(
        "benefit: Shows the language.", "benefit: Heals the back.", "benefit",
        "'Heals' is a medical claim.", "Say what the exercise does.",
    ),
    "medical claim in a quotation": Broken(
        '"Was it comfortable?"', '"Did the treatment help?"', "reminders.1.question",
        "'treatment' is a medical claim.", "Say what the exercise does.",
    ),
}  # fmt: skip

ALL = PHASES | VIEWS | WORDING


@pytest.mark.parametrize("broken", ALL.values(), ids=ALL.keys())
def test_one_fault_gives_one_problem(broken: Broken, tmp_path: Path) -> None:
    assert_only_problem(broken, tmp_path)


def test_a_phase_cannot_be_called_rep(tmp_path: Path) -> None:
    """`duration(rep)` is the time of the whole repetition."""
    text = SOUND.replace("id: up\n", "id: rep\n").replace("to: up,", "to: rep,")
    text = text.replace("[down, up]", "[down, rep]")
    assert [(field, message) for _, field, message, _ in problems_of(text, tmp_path)] == [
        ("phases.rep.id", "'rep' means the whole repetition.")
    ]


def test_severe_cues_may_say_stop(tmp_path: Path) -> None:
    text = SOUND.replace("say: Ease in slowly", "say: Stop and rest")
    text = text.replace("    severity: minor\n    say: Stop", "    severity: stop\n    say: Stop")
    assert problems_of(text, tmp_path) == []
