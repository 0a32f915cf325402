"""What the live display says in each moment of a practice."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from colour_kit import contrast
from live_kit import HIPS, HOLD, IN_ROUTINE, MOMENTS, SIDED, STATE, UNSIDED, said, snapshot
from page_kit import spec

from formcheck.live.snapshot import Goal, LiveSnapshot
from formcheck.report.palette import DARK, LIGHT
from formcheck.ui.display import Band, Board, live_board, waiting_board
from formcheck.ui.theme import _ALARM


def board(moment: LiveSnapshot, now_s: float = 10.0, fault: Band | None = None) -> Board:
    return live_board(spec(), moment, now_s, fault=fault)


def text(moment: LiveSnapshot, part: str) -> str:
    """A part of the board without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", board(moment).parts[part]).split())


@pytest.mark.parametrize("name", MOMENTS)
def test_every_moment_is_plain_data(name: str) -> None:
    data = json.loads(json.dumps(board(MOMENTS[name]).as_data()))
    assert data["stage"] == MOMENTS[name].stage
    parts = {"where", "numbers", "picture", "sides", "say", "places", "caption"}
    assert set(data["parts"]) == parts


def test_repetitions_are_counted_against_the_goal() -> None:
    assert text(MOMENTS["counting"], "numbers") == "Repetitions 3 / 8"


def test_left_and_right_are_counted_apart_and_the_working_side_is_marked_in_words() -> None:
    assert text(MOMENTS["moving"], "numbers") == "Left now 1 / 2 Right 0 / 2"
    assert board(MOMENTS["moving"]).parts["numbers"].count("fc-on") == 1


def test_a_side_that_is_done_says_so() -> None:
    done = snapshot(progress=replace(SIDED, left=Goal(2, 2), side="right"))
    assert text(done, "numbers") == "Left done 2 / 2 Right now 0 / 2"


def test_a_goal_without_a_number_shows_the_count_alone() -> None:
    free = snapshot(progress=replace(UNSIDED, reps=Goal(3, None)))
    assert text(free, "numbers") == "Repetitions 3"


def test_a_hold_shows_its_clock_and_the_counts_small_beside_it() -> None:
    assert text(MOMENTS["hold"], "numbers") == "Hold clock runs 12 / 30 s"
    assert text(MOMENTS["hold"], "sides") == "Left now 1 / 2 Right 0 / 2"
    assert "fc-small" in board(MOMENTS["hold"]).parts["sides"]


@pytest.mark.parametrize("stage", ["moving", "away"])
def test_a_hold_clock_that_stands_says_so(stage: str) -> None:
    standing = replace(HOLD, running=stage == "away")  # away: nothing runs whatever it said
    moment = snapshot(stage=stage, progress=replace(SIDED, hold=standing))
    assert "clock paused" in text(moment, "numbers")


def test_a_hold_without_a_goal_shows_seconds() -> None:
    free = snapshot(progress=replace(UNSIDED, hold=replace(HOLD, target_s=None)))
    assert text(free, "numbers") == "Hold clock runs 12 s"


def test_exercise_set_and_phase_stand_above() -> None:
    assert text(MOMENTS["moving"], "where") == (
        f"Thread the needle Set 1 of 2 {spec().phase_label('reach')}"
    )


def test_what_is_done_already_stands_above_while_the_place_is_looked_for_again() -> None:
    assert text(MOMENTS["placing"], "where").endswith("1 of 4 done")


def test_the_place_of_the_camera_is_a_list_with_icon_words_and_state_each() -> None:
    places = board(MOMENTS["placing"]).parts["places"]
    assert places.count("<svg") == places.count("<em>") == 7
    assert "Whole body in the picture</span><em>to mend" in places
    assert "2 to 3.5 m away</span><em>not known yet" in places
    assert text(MOMENTS["placing"], "say") == "Show me your whole body"


def test_the_place_is_not_shown_once_judging_began() -> None:
    assert board(snapshot(places=MOMENTS["placing"].places)).parts["places"] == ""


def test_a_mistake_shows_its_cue_in_words_and_not_by_colour_alone() -> None:
    band = board(MOMENTS["mistake"]).parts["say"]
    assert "fc-alert" in band and "<svg" in band and HIPS.text in band


def test_a_mistake_is_shown_also_before_it_was_said() -> None:
    band = board(snapshot(state=replace(STATE, active=(HIPS,)))).parts["say"]
    assert "fc-alert" in band and HIPS.text in band


def test_a_line_that_goes_before_a_mistake_is_no_alert() -> None:
    easier = snapshot(headline="Try the easier version", state=replace(STATE, active=(HIPS,)))
    assert "fc-alert" not in board(easier).parts["say"]


def test_praise_looks_good() -> None:
    assert "fc-good" in board(MOMENTS["praise"]).parts["say"]


def test_when_all_is_well_the_band_is_empty() -> None:
    assert text(snapshot(), "say") == ""
    assert "fc-none" in board(snapshot()).parts["say"]  # it keeps its room: nothing jumps


def test_what_cannot_be_seen_is_told_with_the_reason() -> None:
    assert text(MOMENTS["unseen"], "say") == "I cannot see your hips Hips out of the picture."
    assert "fc-paused" in board(MOMENTS["unseen"]).parts["say"]


def test_a_reason_without_a_line_is_still_told() -> None:
    silent = snapshot(state=replace(STATE, reason="the shoulder is hidden"))
    assert text(silent, "say") == "The shoulder is hidden."


def test_away_is_paused_and_keeps_the_count() -> None:
    assert "fc-paused" in board(MOMENTS["away"]).parts["say"]
    assert text(MOMENTS["away"], "where").endswith("Paused")
    assert "1 / 2" in text(MOMENTS["away"], "numbers")


def test_the_rest_counts_down_and_says_what_follows() -> None:
    assert text(MOMENTS["resting"], "numbers") == "Rest then set 2 of 2 23 s"


def test_the_end_is_a_tick_and_a_word() -> None:
    assert "<svg" in board(MOMENTS["done"]).parts["numbers"]
    assert text(MOMENTS["done"], "say") == "Done"


def test_a_routine_says_which_exercise_this_is_and_what_follows() -> None:
    where = text(MOMENTS["in a routine"], "where")
    assert where.startswith("Thread the needle Exercise 2 of 3 Set")
    start = snapshot(MOMENTS["start"], routine=IN_ROUTINE)
    assert "then Seated thoracic extension" in text(start, "where")


def test_the_warm_up_counts_down_and_needs_no_exercise() -> None:
    marching = live_board(None, MOMENTS["warming"], 10.0).parts
    assert "Warm-up" in marching["where"] and "then Cat-cow" in marching["where"]
    assert ">4:35<" in marching["numbers"]
    assert "March on the spot" in marching["say"]


def test_between_two_exercises_the_next_one_is_told_with_its_seconds() -> None:
    assert text(MOMENTS["between"], "numbers") == "Begins in 13 s"
    assert text(MOMENTS["between"], "say") == "Next: Thread the needle The camera stays."


def test_the_easier_version_is_a_pause_that_keeps_the_counts() -> None:
    shown = board(MOMENTS["eased"])
    assert "fc-paused" in shown.parts["say"] and "Rest on your forearm" in shown.parts["say"]
    assert "1 / 2" in text(MOMENTS["eased"], "numbers")
    assert shown.meter is None


def test_a_slow_computer_is_told_without_hiding_the_count() -> None:
    assert "Slow computer" in text(MOMENTS["slow"], "where")
    assert "3 / 8" in text(MOMENTS["slow"], "numbers")


def test_a_fault_is_a_sentence() -> None:
    assert text(MOMENTS["error"], "say") == (
        "I cannot judge at the moment A picture could not be judged: no room."
    )


def test_a_fault_of_the_camera_goes_before_all_else() -> None:
    band = board(MOMENTS["mistake"], fault=Band("I get no pictures", "alert")).parts["say"]
    assert "I get no pictures" in band and HIPS.text not in band


def test_the_last_spoken_line_is_always_in_writing() -> None:
    shown = board(MOMENTS["counting"])
    assert (shown.caption, shown.caption_id) == ("Three", 7)
    assert text(MOMENTS["counting"], "caption") == "Three"


def test_a_line_that_the_band_shows_is_not_written_twice() -> None:
    shown = board(MOMENTS["mistake"])
    assert shown.caption == HIPS.text
    assert shown.parts["caption"] == ""


def test_a_tone_alone_leaves_the_caption() -> None:
    shown = board(snapshot(said=(said("Three", "count"), said("", "time", id=8))))
    assert (shown.caption, shown.caption_id) == ("Three", 7)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [("moving", 0.62), ("still", None), ("unseen", None), ("placing", None), ("resting", None)],
)
def test_the_meter_follows_the_body(moment: str, shown: float | None) -> None:
    assert board(MOMENTS[moment]).meter == shown


def test_the_meter_says_nothing_in_the_start_pose() -> None:
    start = next(phase.id for phase in spec().phases if phase.start)
    assert board(snapshot(state=replace(STATE, phase=start))).meter is None


def test_the_step_that_is_told_now_is_read_too_but_a_mistake_goes_before_it() -> None:
    step = "Reach one arm through under the other until your shoulder rests on the floor"
    for moment in ("between", "placing", "moving"):
        shown = snapshot(MOMENTS[moment], explaining=step)
        assert text(shown, "say").startswith(step)
        assert "fc-long" in board(shown).parts["say"]
    assert HIPS.text in text(snapshot(MOMENTS["mistake"], explaining=step), "say")


def test_text_from_outside_is_escaped() -> None:
    bad = "<script>"
    assert bad not in waiting_board(Band(bad, detail=bad)).parts["say"]
    evil = snapshot(headline=bad, detail=bad, said=(said(bad),), error=None)
    assert all(bad not in html for html in board(evil).parts.values())
    assert bad not in board(snapshot(error=bad)).parts["say"]


def test_only_the_last_line_speaks_to_a_screen_reader() -> None:
    from formcheck.ui.board import _HTML

    assert _HTML.count("aria-live") == 1
    assert 'class="fc-heard" role="status" aria-live="polite"' in _HTML


STYLE = files("formcheck.ui").joinpath("style.css").read_text(encoding="utf-8")


def rule(selector: str) -> str:
    """The font size of a rule of the stylesheet."""
    found = re.search(rf"^{re.escape(selector)} {{[^}}]*?font-size: ([^;]+);", STYLE, re.M)
    assert found, selector
    return found[1]


def clamped(size: str, width: int, height: int) -> float:
    """A `clamp(low, min(a vw, b vh), high)` in pixels (1 rem is 17)."""
    low, vw, vh, high = re.fullmatch(
        r"clamp\((\S+), min\((\S+)vw, (\S+)vh\), (\S+)\)", size
    ).groups()  # type: ignore[union-attr]
    ends = [float(one[:-3]) * 17 if one.endswith("rem") else float(one[:-2]) for one in (low, high)]
    return min(max(ends[0], min(float(vw) * width, float(vh) * height) / 100), ends[1])


def test_the_sizes_are_readable_at_three_metres() -> None:
    band = STYLE[STYLE.index("\n.fc-band {") + 1 :]
    cue = re.search(r"font-size: ([^;]+);", band)
    assert cue
    assert clamped(cue[1], 1280, 800) >= 64
    assert clamped(cue[1], 390, 844) >= 34
    assert clamped(rule(".fc-count"), 1280, 800) >= 160


@pytest.mark.parametrize("paper", [LIGHT, DARK], ids=["light", "dark"])
def test_count_and_cue_have_seven_to_one_contrast_in_both_themes(paper: object) -> None:
    assert isinstance(paper, type(LIGHT))
    alarm = _ALARM[paper]
    assert contrast(paper.ink, paper.paper) >= 7
    assert contrast(paper.ink, paper.bands[0]) >= 7  # the band's own ground
    assert contrast(alarm["on-alarm"], alarm["alarm"]) >= 7
