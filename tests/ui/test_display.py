"""What the live display says in each stage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from page_kit import spec

from formcheck.coach.state import ActiveMistake, CoachState
from formcheck.live.session import LiveCue, LiveSnapshot
from formcheck.ui.display import CUE_SHOWN_S, live_display, waiting_display

JUDGING = CoachState(
    stage="judging", instruction=None, phase="reach", reps=1, clean_reps=1, rep_target=2,
    side="left", hold_s=None, hold_target_s=None, active=(), reason=None, range_fraction=0.5,
    back_seen=True, near_side="left", back_row=0,
)  # fmt: skip
HIPS = ActiveMistake(
    "hips_over_knees", "hips_back", "Keep your hips over your knees", 17.0, 12.0, "deg", "minor",
    False,
)  # fmt: skip


def show(state: CoachState, *cues: LiveCue, now_s: float = 10.0, error: str | None = None) -> str:
    return live_display(spec(), LiveSnapshot(state, cues, 25.0, error, None), now_s)


def test_repetitions_are_counted_against_the_goal() -> None:
    assert "1<small> / 2</small>" in show(JUDGING)


def test_a_hold_shows_its_clock_instead() -> None:
    html = show(replace(JUDGING, hold_s=12.4, hold_target_s=30.0))
    assert "12<small> / 30 s</small>" in html


def test_the_phase_and_the_side_are_named() -> None:
    assert f"{spec().phase_label('reach')}, left side" in show(JUDGING)


def test_a_mistake_shows_its_cue_in_words_and_not_by_colour_alone() -> None:
    html = show(replace(JUDGING, active=(HIPS,)))
    assert "fc-alert" in html
    assert HIPS.text in html


def test_of_two_mistakes_the_most_serious_is_shown() -> None:
    worse = replace(HIPS, text="Ease back a little", severity="major")
    html = show(replace(JUDGING, active=(HIPS, worse)))
    assert worse.text in html
    assert HIPS.text not in html


@pytest.mark.parametrize(
    ("age_s", "shown"),
    [(0.5, True), (CUE_SHOWN_S + 0.1, False)],  # a cue goes when it is old
)
def test_a_cue_stays_for_a_while(age_s: float, shown: bool) -> None:
    cue = LiveCue(1, 10.0 - age_s, "Hips steady, well done", "praise")
    assert (cue.text in show(JUDGING, cue)) is shown


def test_waiting_asks_for_one_thing() -> None:
    html = show(replace(JUDGING, stage="waiting", instruction="Bring your knees under your hips"))
    assert "Get into position" in html
    assert "Bring your knees under your hips" in html


def test_neutral_asks_to_hold_still() -> None:
    assert "Hold still" in show(replace(JUDGING, stage="neutral"))


def test_lost_says_what_cannot_be_seen_and_keeps_the_count() -> None:
    html = show(replace(JUDGING, stage="lost", reason="hips out of the picture"))
    assert "I cannot see you well enough" in html
    assert "Hips out of the picture." in html
    assert "1<small>" in html


def test_a_fault_is_a_sentence() -> None:
    assert "no room" in show(JUDGING, error="A picture could not be judged: no room")


def test_text_from_outside_is_escaped() -> None:
    assert "<script>" not in waiting_display("<script>")
    assert "<b>" not in show(replace(JUDGING, reason="<b>"))
