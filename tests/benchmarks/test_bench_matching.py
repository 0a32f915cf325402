"""What was performed against what was judged."""

from __future__ import annotations

import pytest
from made import clip, cue, judged, raised, rep, truth

from benchmarks.judging import Judged, judged_time
from benchmarks.matching import (
    Delay,
    HoldResult,
    align,
    compare,
    delays,
    false_raises,
)
from benchmarks.truths import TrueHold, TrueMistake, TrueRep, view_of
from formcheck.coach.events import HoldCompleted

TWO = [TrueRep(1, 2.0, 6.0), TrueRep(2, 7.0, 11.0, ("hips_back",))]
BACK = TrueMistake("hips_back", "", 2, 8.0, 10.0, 0.12)
FAST = TrueMistake("forcing", "fast", 2, 7.0, 7.5, 0.5)
BOUNCE = TrueMistake("forcing", "bounce", 2, 7.5, 9.0, 0.13)


@pytest.mark.parametrize(
    ("true", "found", "expected"),
    [
        ([(0, 4), (5, 9)], [(0.5, 4.5), (5, 8)], [0, 1]),  # both, a little shifted
        ([(0, 4), (5, 9)], [(5, 9)], [None, 0]),  # the first was missed
        ([(0, 4), (5, 9)], [(0, 9)], [0, None]),  # one for two
        ([(0, 9)], [(0, 2), (2, 9)], [1]),  # two for one: the one that shares most
        ([(0, 4)], [(3.5, 7.5)], [None]),  # an eighth in common is not the same
        ([(0, 4)], [], [None]),
        ([], [(0, 4)], []),
    ],
)
def test_repetitions_are_paired_in_order(
    true: list[tuple[float, float]], found: list[tuple[float, float]], expected: list[int | None]
) -> None:
    performed = [TrueRep(i, *span) for i, span in enumerate(true)]
    counted = [rep(i, *span) for i, span in enumerate(found)]
    assert align(performed, counted) == expected


def test_a_mistake_is_found_in_the_repetition_that_performed_it() -> None:
    said = judged([rep(1, 2, 6), rep(2, 7, 11, "mistake", "hips_back")])
    result = compare(clip(truth(TWO, [BACK])), said)
    assert [r.wanted for r in result.reps] == [(), ("hips_back",)]
    assert [r.got for r in result.reps] == [(), ("hips_back",)]
    assert result.counted == 2


def test_a_repetition_that_was_not_counted_found_nothing() -> None:
    result = compare(clip(truth(TWO, [BACK])), judged([rep(1, 2, 6)]))
    assert result.reps[1].verdict == "not counted"
    assert result.reps[1].got == ()


def test_a_refused_video_counts_nothing() -> None:
    held = [TrueHold(1, 3.0, 5.0)]
    result = compare(clip(truth(TWO, [BACK], held)), Judged(None, refused="Nobody is seen."))
    assert [r.verdict for r in result.reps] == ["not counted", "not counted"]
    assert result.holds == (HoldResult(1, 2.0, None),)


def test_delay_runs_from_the_onset() -> None:
    assert delays(truth(TWO, [BACK]), judged([], [raised("hips_back", 8.1, 8.8)])) == (
        Delay("hips_back", pytest.approx(0.8)),
    )


def test_delay_of_a_hasty_movement_runs_from_its_end() -> None:
    found = delays(truth(TWO, [FAST]), judged([], [raised("forcing", 7.0, 7.6)]))
    assert found == (Delay("forcing-fast", pytest.approx(0.1)),)


def test_each_raise_belongs_to_one_mistake() -> None:
    reps = [TrueRep(1, 0, 2, ("too_quick",)), TrueRep(2, 2, 4, ("too_quick",))]
    made = [TrueMistake("too_quick", "", 1, 0, 2), TrueMistake("too_quick", "", 2, 2, 4)]
    said = judged([], [raised("too_quick", 0, 2.3), raised("too_quick", 2, 4.1)])
    assert [d.seconds for d in delays(truth(reps, made), said)] == pytest.approx([0.3, 0.1])


def test_a_mistake_that_was_never_raised_has_no_delay() -> None:
    early = judged([], [raised("hips_back", 2.0, 3.0), raised("forcing", 8.0, 9.0)])
    assert delays(truth(TWO, [BACK]), early) == ()


def test_raises_in_good_form_are_false() -> None:
    events = [
        raised("hips_back", 3.0, 4.0),  # in the clean repetition
        raised("hips_back", 8.0, 9.0),  # where it was made
        raised("forcing", 8.0, 9.0),  # another one beside it: counted elsewhere
        raised("hips_back", 10.8, 11.4),  # begun in the faulty repetition
        raised("hips_back", 12.0, 13.0),  # after it
    ]
    false = false_raises(truth(TWO, [BACK]), judged([], list(events)))
    assert [event.time_s for event in false] == [4.0, 13.0]


def test_a_false_raise_counts_as_spoken_if_its_cue_was_said() -> None:
    events = [raised("hips_back", 3.0, 4.0), cue(4.5), raised("hips_back", 12.0, 13.0)]
    result = compare(clip(truth(TWO, [BACK])), judged([rep(1, 2, 6)], list(events)))
    assert result.false_raises == ("hips_back", "hips_back")
    assert result.spoken == 1
    assert result.good_form_s == pytest.approx(20.0 - 4.0)


def test_holds_are_compared_with_the_clock() -> None:
    shown = HoldCompleted(6.0, None, 3.1, 5.4, 2.3, 2.3)
    result = compare(clip(truth(TWO, [], [TrueHold(1, 3.0, 5.0)])), judged([], holds=[shown]))
    assert result.holds == (HoldResult(1, 2.0, 2.3),)
    assert result.holds[0].error_s == pytest.approx(0.3)


def test_whoever_bounces_does_not_hold() -> None:
    result = compare(clip(truth(TWO, [BOUNCE], [TrueHold(2, 7.5, 10.0)])), judged([]))
    assert result.holds == ()


def test_silence_where_nothing_can_be_judged() -> None:
    wrong_view = clip(truth(TWO, [BACK]), expect="nothing", kind="front")
    on = ((0.0, True), (10.0, False), (20.0, False))
    quiet = compare(wrong_view, judged([rep(1, 2, 6, "not_judged")], judging=on)).abstention
    assert quiet is not None and quiet.abstained
    assert (quiet.unseen_s, quiet.judged_s) == (20.0, 10.0)
    loud = compare(wrong_view, judged([rep(1, 2, 6)], [raised("hips_back", 8, 9)])).abstention
    assert loud is not None and not loud.abstained
    assert loud.said == ("raised hips_back", "repetition called clean")


def test_a_gap_is_judged_apart_from_the_rest() -> None:
    reps = [TrueRep(1, 2, 6), TrueRep(2, 7, 11), TrueRep(3, 12, 16)]
    dark = clip(truth(reps), expect="gap", kind="dark", gap=(7.5, 10.5))
    said = judged([rep(1, 2, 6), rep(2, 7, 11, "not_judged"), rep(3, 12, 16)])
    result = compare(dark, said)
    assert [r.index for r in result.reps] == [1, 3]
    assert result.counted == 2
    assert result.abstention is not None and result.abstention.abstained
    guessed = compare(dark, judged([rep(1, 2, 6), rep(2, 7, 11)])).abstention
    assert guessed is not None and guessed.said == ("repetition called clean",)


def test_alarms_after_a_gap_are_part_of_it() -> None:
    dark = clip(truth([TrueRep(1, 2, 6)]), expect="gap", kind="dark", gap=(7.5, 10.5))
    result = compare(dark, judged([rep(1, 2, 6)], [raised("hips_back", 11, 12)])).abstention
    assert result is not None and result.said == ("raised hips_back",)


def test_another_person_must_be_mentioned() -> None:
    two = clip(truth([TrueRep(1, 2, 6)]), expect="other_person", kind="second_person")
    note = ("Other people were in view; one person was followed.",)
    told = compare(two, judged([rep(1, 2, 6)], notes=note)).abstention
    assert told is not None and told.abstained
    untold = compare(two, judged([rep(1, 2, 6)])).abstention
    assert untold is not None and not untold.abstained


def test_judged_time_is_cut_to_the_span() -> None:
    judging = ((0.0, True), (2.0, False), (3.0, True), (5.0, True))
    assert judged_time(judging, 1.0, 4.0) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("yaw", "view"),
    [
        (90, "side"), (105, "side"), (255, "side"), (285, "side"), (120, "oblique"),
        (0, "front"), (345, "front"), (180, "back"), (40, "oblique"),
    ],
)  # fmt: skip
def test_views_by_yaw(yaw: float, view: str) -> None:
    assert view_of(yaw) == view


def test_what_cannot_be_seen_is_hidden_by_name_or_by_manner() -> None:
    made = [TrueMistake("hips_back", "", 1, 2.0, 4.0), TrueMistake("forcing", "fast", 2, 6.0, 7.0)]
    of = truth([TrueRep(1, 1.0, 5.0, ("hips_back",)), TrueRep(2, 6.0, 10.0, ("forcing",))], made)
    unseen = frozenset({"hips_back", "forcing-fast"})
    found = compare(clip(of, unseen=unseen), judged([rep(1, 1.0, 5.0), rep(2, 6.0, 10.0)]))
    assert [one.hidden for one in found.reps] == [("hips_back",), ("forcing",)]
    assert not [one for one in found.reps if one.wanted or one.clean]


def test_exactly_wants_the_count_and_silence_about_the_unseen() -> None:
    of = truth([TrueRep(1, 5.0, 9.0)])
    quiet = compare(clip(of, expect="exactly", kind="idle"), judged([rep(1, 5.0, 9.0)]))
    assert quiet.counts
    assert quiet.abstention is not None
    assert quiet.abstention.abstained
    two = judged([rep(1, 1.0, 3.0), rep(2, 5.0, 9.0)], [raised("hips_back", 1.0, 2.0)])
    loud = compare(clip(of, expect="exactly", kind="idle"), two)
    assert loud.abstention is not None
    assert loud.abstention.said == ("raised hips_back", "2 repetitions instead of 1")
