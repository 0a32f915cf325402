"""What is put into a journal comes out of its trends, and small differences are not told."""

from __future__ import annotations

import dataclasses
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formcheck.journal.records import Feelings, Session
from formcheck.progress.days import day_of, days_practised, in_short, minutes_of, practice_of
from formcheck.progress.feelings import alerts_of, is_marked, rise_of
from formcheck.progress.results import RangeTrend, Trends
from formcheck.progress.trends import trends
from formcheck.signals.precision import signal_error
from tests.progress.history_kit import CORE_THREE, HABITS, TODAY, history
from tests.progress.parts_kit import (
    exercise_done,
    rep,
    session,
    specs,
)

SPECS = specs()
EIGHT_WEEKS = trends(history(), SPECS, TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def needle(days: int, left: float, right: float, **done: object) -> Session:
    reps = [rep(1, side="left", reach={"drop": left}), rep(2, side="right", reach={"drop": right})]
    one = replace(exercise_done("thread_the_needle", reps), **done)  # type: ignore[arg-type]
    return session(ago(days), [one])


def drops(sessions: list[Session], side: str = "left") -> list[RangeTrend]:
    return [one for one in trends(sessions, SPECS, TODAY).ranges if one.side == side]


def felt(days: int, *pain: int | None, exercise: str = "cat_cow") -> Session:
    return session(ago(days), [exercise_done(exercise, [rep(1)])], feelings=Feelings(*pain))


# -- days ------------------------------------------------------------------------------------------


def test_days_and_minutes_of_the_last_week_and_four() -> None:
    practice = EIGHT_WEEKS.practice
    assert (practice.days_7, practice.days_28, len(practice.days)) == (4, 16, 32)
    assert practice.minutes_7 == pytest.approx(sum(map(minutes_of, history()[-4:])))
    assert [week.days for week in practice.weeks] == [2, 3, 5, 3, 4, 5, 3, 4, 3]
    assert practice.weeks[-1].monday == ago(4)
    assert "4 practice days and 19 minutes in the last seven days" in practice.sentence


def test_nothing_yet_is_told_kindly() -> None:
    empty = trends((), SPECS, TODAY)
    assert empty.practice.sentence == "Your first practice will appear here."
    assert empty.alerts == () and empty.ranges == ()
    first = practice_of([felt(0)], TODAY)
    assert first.sentence == "You have begun: 11 minutes of practice."
    begun = practice_of([felt(2), felt(0)], TODAY)
    assert begun.sentence == "2 practice days and 22 minutes in the last seven days."
    assert "Welcome back" in practice_of([felt(60)], TODAY).sentence


def test_a_day_is_the_persons_own() -> None:
    late = replace(felt(0), started_at=datetime(2026, 11, 19, 23, 30, tzinfo=UTC))
    assert day_of(late) == date(2026, 11, 20)
    assert day_of(replace(late, utc_offset_min=-300)) == date(2026, 11, 19)
    assert days_practised([late, late, felt(3)]) == (ago(3), ago(0))


def test_minutes_of_a_practice_whose_clock_was_wrong() -> None:
    whole = felt(0)
    assert minutes_of(whole) == pytest.approx(11)
    own = minutes_of(replace(whole, ended_at=None))
    assert own == pytest.approx(6 / 60)  # a repetition of 4 s and 2 s more
    before = whole.started_at - timedelta(hours=1)
    assert minutes_of(replace(whole, ended_at=before)) == own
    assert minutes_of(replace(whole, ended_at=whole.started_at + timedelta(days=9))) == own


def test_one_line_for_a_practice() -> None:
    reps = [rep(1), rep(2), rep(3, mistake="hips_back")]
    one = session(TODAY, [exercise_done("cat_cow", reps)])
    assert in_short(one, SPECS) == "Core three, 11 minutes: 3 repetitions, 2 clean."
    assert in_short(replace(one, exercises=()), SPECS) == "Core three, 11 minutes."
    skipped = session(TODAY, [exercise_done("cat_cow", [])])
    assert in_short(skipped, SPECS) == "Core three, 11 minutes: Cat-cow."


# -- ranges ----------------------------------------------------------------------------------------


def test_a_change_is_told_only_beyond_the_error() -> None:
    left, right = (
        next(one for one in EIGHT_WEEKS.ranges if (one.signal, one.side) == ("drop", side))
        for side in ("left", "right")
    )
    assert signal_error("drop", SPECS["thread_the_needle"]) == 0.15
    assert left.error == right.error == pytest.approx(0.35)  # the shoulder may be near or far
    first, last = HABITS["thread_the_needle"].reach["drop"]["left"]
    assert left.told and left.change == pytest.approx(last - first, abs=0.05)
    assert "further than around 26 September, 42 % then and" in left.sentence
    assert not right.told and "no change that the camera can tell" in right.sentence


def test_a_camera_on_the_other_side_is_no_change() -> None:
    """The far shoulder reads a fifth of the trunk otherwise than the near one."""
    moved = [needle(20 - n, *((0.45, 0.65) if n < 3 else (0.65, 0.45))) for n in range(6)]
    assert not any(one.told for side in ("left", "right") for one in drops(moved, side))


def hands(count: int, height: float, days: int) -> list[Session]:
    done = exercise_done("knee_to_chest", [rep(1, reach={"hand": height})])
    return [session(ago(days - n), [done]) for n in range(count)]


def test_a_hand_that_may_be_the_other_one_needs_a_larger_change() -> None:
    (near,) = trends([*hands(3, 0.4, 20), *hands(3, 0.6, 9)], SPECS, TODAY).ranges
    assert near.error == pytest.approx(0.35) and not near.told
    (far,) = trends([*hands(3, 0.4, 20), *hands(3, 0.8, 9)], SPECS, TODAY).ranges
    assert far.told


@pytest.mark.parametrize(
    ("exercise", "signal"),
    [("plank", "line"), ("bird_dog", "near_leg"), ("arm_circles", "spread")],
)
def test_what_only_must_stay_as_it_is_has_no_trend(exercise: str, signal: str) -> None:
    done = [exercise_done(exercise, [rep(1, reach={signal: 0.1 + 0.1 * n})]) for n in range(6)]
    sessions = [session(ago(20 - n), [one]) for n, one in enumerate(done)]
    assert trends(sessions, SPECS, TODAY).ranges == ()


def test_an_exercise_that_is_done_twice_is_one_session() -> None:
    def curves(days: int, *reaches: float) -> Session:
        done = [exercise_done("cat_cow", [rep(1, reach={"curve": one})], position=at)
                for at, one in enumerate(reaches)]  # fmt: skip
        return session(ago(days), done)

    three = [curves(5, 40, 40), curves(4, 40, 70), curves(3, 70, 70)]
    (one,) = trends(three, SPECS, TODAY).ranges
    assert [(point.value, point.reps) for point in one.points] == [(40, 2), (55, 2), (70, 2)]
    assert one.then is None and not one.told
    (clean,) = trends(three, SPECS, TODAY).clean
    assert [point.clean for point in clean.points] == [2, 2, 2]


def test_fewer_than_six_sessions_tell_no_change() -> None:
    few = [needle(20 - n, 0.4 + 0.1 * n, 0.5) for n in range(5)]
    (one,) = drops(few)
    assert (one.then, one.now, one.told) == (None, None, False)
    assert len(one.points) == 5


def test_views_and_models_are_never_mixed() -> None:
    near = [needle(40 - n, 0.4, 0.4) for n in range(6)]
    lite = [needle(20 - n, 0.8, 0.8, model="lite") for n in range(6)]
    slant = [needle(10 - n, 0.9, 0.9, view="oblique") for n in range(6)]
    found = drops([*near, *lite, *slant])
    assert [(one.model, one.view) for one in found] == [
        ("pose_landmarker_full", "oblique"), ("lite", "side"), ("pose_landmarker_full", "side"),
    ]  # fmt: skip
    assert not any(one.told for one in found)


def test_what_is_longer_ago_than_twelve_weeks_is_not_then() -> None:
    old = [needle(200 - n, 0.2, 0.2) for n in range(6)]
    new = [needle(30 - n, 0.7, 0.7) for n in range(6)]
    (one,) = drops([*old, *new])
    assert one.then == one.now == 0.7 and len(one.points) == 12


# -- left and right --------------------------------------------------------------------------------


def test_sides_differ_only_in_three_sessions_beyond_the_error() -> None:
    turn = next(one for one in EIGHT_WEEKS.sides if one.exercise == "trunk_rotation")
    assert turn.told and turn.differing == 6
    assert turn.left == pytest.approx(43.5, abs=1) and turn.right == pytest.approx(27, abs=1)
    assert "further on the left in 6 of the last 6 practices" in turn.sentence
    (drop,) = trends([needle(20 - n, 0.8, 0.5) for n in range(6)], SPECS, TODAY).sides
    assert drop.error == pytest.approx(0.35) and not drop.told  # far shoulder, from the side


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([(50, 30)] * 2, False),
        ([(50, 30)] * 3, True),
        ([(50, 41)] * 6, False),
        ([(95, 80)] * 6, False),  # 15 degrees, but no fifth
        ([(50, 30), (30, 50)] * 3, False),
    ],
    ids=["two", "three", "within the error", "a small share", "now here now there"],
)
def test_sides_of_a_turn(pairs: list[tuple[float, float]], told: bool) -> None:
    (one,) = trends(turns(pairs, 20), SPECS, TODAY).sides
    assert one.told == told


def turns(pairs: list[tuple[float, float]], days: int) -> list[Session]:
    sessions = []
    for n, (left, right) in enumerate(pairs):
        reach = {"yaw": left + right, "yaw.left": left, "yaw.right": right}
        done = exercise_done("trunk_rotation", [rep(1, reach=reach)], view="front")
        sessions.append(session(ago(days - n), [done]))
    return sessions


def test_the_figures_of_the_sides_are_those_of_the_practices_that_are_told() -> None:
    before, now = turns([(20, 45)] * 20, 60), turns([(50, 30)] * 6, 20)
    (one,) = trends([*before, *now], SPECS, TODAY).sides
    assert (one.left, one.right, one.sessions) == (50, 30, 6)
    assert "further on the left in 6 of the last 6 practices (left 50, right 30" in one.sentence
    (few,) = trends([*before, *turns([(50, 30)] * 2, 9)], SPECS, TODAY).sides
    assert few.told and "further on the right in 4 of the last 6" in few.sentence
    assert trends(turns([(50, 30)] * 6, 100), SPECS, TODAY).sides == ()


# -- clean, held, mistakes -------------------------------------------------------------------------


def test_clean_share_and_holds_over_time() -> None:
    wrong = [4, 4, 4, 2, 1, 1, 1]
    reps = [[rep(n, mistake="x" if n < count else None) for n in range(8)] for count in wrong]
    made = [session(ago(20 - n), [exercise_done("cat_cow", one)]) for n, one in enumerate(reps)]
    (cat,) = trends(made, SPECS, TODAY).clean
    assert cat.then == 0.5 and cat.now == pytest.approx(7 / 8)
    assert cat.sentence == "Cat-cow: 88 % clean lately, up from 50 % around 31 October."
    held = next(one for one in EIGHT_WEEKS.holds if one.exercise == "thread_the_needle")
    assert held.now == pytest.approx(29.5, abs=0.5) and "longer than the 21" in held.sentence


def test_a_clean_share_of_a_few_repetitions_is_not_compared() -> None:
    def share(reps: int, sessions: int) -> tuple[float | None, float | None]:
        half = sessions // 2
        made = [
            session(ago(sessions - n), [exercise_done("cat_cow", [
                rep(i, mistake="too_quick" if n < half else None) for i in range(reps)])])
            for n in range(sessions)
        ]  # fmt: skip
        (one,) = trends(made, SPECS, TODAY).clean
        return one.then, one.now

    assert share(reps=1, sessions=6) == (None, None)
    assert share(reps=1, sessions=12) == (0, 1)
    assert share(reps=2, sessions=6) == (0, 1)


def test_what_was_not_judged_is_not_counted_against_anybody() -> None:
    reps = [rep(1), replace(rep(2), verdict="not_judged")]
    (one,) = trends([session(TODAY, [exercise_done("cat_cow", reps)])], SPECS, TODAY).clean
    assert one.points[0].share == 1.0 and one.points[0].not_judged == 1
    unseen = [replace(rep(1), verdict="not_judged")]
    (none,) = trends([session(TODAY, [exercise_done("cat_cow", unseen)])], SPECS, TODAY).clean
    assert none.points[0].share is None and "could not judge it yet" in none.sentence


def test_mistakes_of_the_last_four_weeks() -> None:
    (one,) = EIGHT_WEEKS.mistakes
    assert (one.mistake, one.sessions, one.of) == ("hips_back", 2, 12)
    checks = SPECS["thread_the_needle"].checks
    assert one.text == next(check.say for check in checks if check.id == "hips_over_knees")


# -- pain ------------------------------------------------------------------------------------------


def test_pain_before_after_and_next_morning() -> None:
    before, after, morning = EIGHT_WEEKS.pain.changes
    assert (before.then, before.now, before.marked) == (5, 2, True)
    assert (after.then, after.now) == (4, 1) and morning.marked
    assert EIGHT_WEEKS.pain.sentence == before.sentence
    assert EIGHT_WEEKS.pain.median_28 is not None


@pytest.mark.parametrize(
    ("then", "now", "marked"),
    [(5, 3, True), (3, 5, True), (5, 4, False), (3, 2, True), (1, 0, True), (1, 0.5, False)],
)
def test_a_change_of_pain_is_two_points_or_a_third(then: float, now: float, marked: bool) -> None:
    assert is_marked(then, now) == marked


def test_what_helped_needs_practices_with_and_without() -> None:
    assert {one.exercise for one in EIGHT_WEEKS.helped} == set(CORE_THREE)
    one = EIGHT_WEEKS.helped[0]
    assert (one.with_it, one.without_it, one.change_with, one.change_without) == (16, 6, -2, -1)
    assert "does not show that one led to the other" in one.sentence
    some = [felt(20 - n, 4, None, 2, exercise="cat_cow") for n in range(8)]
    assert trends(some, SPECS, TODAY).helped == ()
    three = [felt(9 - n, 4, None, 4, exercise="neck_rolls") for n in range(3)]
    assert trends([*some, *three], SPECS, TODAY).helped == ()
    assert trends([*some, *three, felt(1, 4, None, 4, exercise="neck_rolls")], SPECS, TODAY).helped


def test_pain_that_rises_three_times_is_an_alert() -> None:
    rising = [felt(5, 2, 4), felt(3, 1, 1, 4), felt(1, 3, 5)]
    assert [one.kind for one in alerts_of(rising, TODAY)] == ["pain_up"]
    assert alerts_of(rising[1:], TODAY) == ()
    assert alerts_of([*rising, felt(0, 3, 3)], TODAY) == ()
    assert alerts_of(rising, TODAY + timedelta(days=30)) == ()
    assert "had risen by 2 or more" in alerts_of(rising, TODAY)[0].sentence


def test_rises_of_long_ago_are_no_alert() -> None:
    unsaid = [felt(days) for days in (12, 10, 8)]
    assert alerts_of([felt(14, 2, 4), *unsaid, felt(3, 1, 3), felt(1, 3, 5)], TODAY)
    assert alerts_of([felt(600, 1, 3), felt(300, 1, 3), felt(1, 1, 3)], TODAY) == ()
    assert alerts_of([felt(29, 1, 3), *unsaid, felt(3, 1, 3), felt(1, 1, 3)], TODAY) == ()


def test_pain_that_is_more_than_before_is_told_so() -> None:
    more = [felt(days, 2 if days > 20 else 8) for days in range(40, -1, -3)]
    (one,) = alerts_of(more, TODAY)
    assert "your back hurts more than before" in one.sentence
    (same,) = alerts_of([felt(days, 5) for days in range(40, -1, -3)], TODAY)
    assert "about as much as before" in same.sentence


def test_four_weeks_without_change_are_an_alert() -> None:
    same = [felt(days, 5, 4) for days in range(34, -1, -3)]
    assert [one.kind for one in alerts_of(same, TODAY)] == ["no_change"]
    little = [felt(days, 1, 1) for days in range(34, -1, -3)]
    better = [felt(days, 3 + days // 12, 2) for days in range(34, -1, -3)]
    short = [felt(days, 5, 4) for days in range(20, -1, -2)]
    for sessions in (little, better, short, same[::2]):
        assert alerts_of(sessions, TODAY) == ()


def test_a_rise_is_against_before() -> None:
    assert rise_of(Feelings(3, 4, 6)) == 3
    assert rise_of(Feelings(3)) is None and rise_of(Feelings(None, 5)) is None


# -- all of it -------------------------------------------------------------------------------------

DAYS = st.integers(-700, 700)
PAIN = st.none() | st.integers(0, 10)


@st.composite
def any_session(draw: st.DrawFn) -> Session:
    reach = draw(
        st.dictionaries(st.sampled_from(["curve", "neck", "gone"]), st.floats(), max_size=2)
    )
    done = exercise_done(
        draw(st.sampled_from(["cat_cow", "gone", "seated_thoracic_extension"])),
        [rep(1, reach=reach, held_s=draw(st.none() | st.floats(allow_infinity=True)))],
        view=draw(st.sampled_from(["side", "front", None])),
    )  # fmt: skip
    one = session(ago(draw(DAYS)), draw(st.sampled_from([[], [done], [done, done]])),
                  feelings=Feelings(draw(PAIN), draw(PAIN), draw(PAIN)))  # fmt: skip
    ended = draw(st.none() | DAYS.map(lambda days: one.started_at + timedelta(days=days)))
    return replace(one, ended_at=ended, utc_offset_min=draw(st.integers(-900, 900)))


@st.composite
def a_month_and_more(draw: st.DrawFn) -> list[Session]:
    """Somebody who practises nearly every day: enough of everything that something is told."""
    turned, rounded = draw(st.sampled_from([-20, 0, 0, 20])), draw(st.sampled_from([-40, 0, 40]))
    worse, with_turns = draw(st.sampled_from([-2, 0, 0, 3])), draw(st.sampled_from([-3, -2, 0]))
    made, count = list[Session](), draw(st.integers(9, 16))
    for n in range(count):
        left, right = 45 + turned + draw(st.integers(-3, 3)), 45 - turned
        yaw = {"yaw": left + right, "yaw.left": float(left), "yaw.right": float(right)}
        curve = {"curve": 50.0 + rounded * n / count}
        done = [exercise_done("cat_cow", [rep(i, reach=curve) for i in (1, 2)])]
        if turns := draw(st.booleans()):
            done += [exercise_done("trunk_rotation", [rep(1, reach=yaw)], view="front")] * 2
        before = draw(st.integers(2, 4))
        felt = Feelings(
            before, before + max(0, worse), max(0, before + (with_turns if turns else worse))
        )
        made.append(session(ago(3 * (count - n)), done, feelings=felt))
    return made


def test_no_clock_and_no_odd_figure_does_harm() -> None:
    """Every result has a sentence, in plain ASCII, without a NaN in it."""
    seen = Counter[str]()

    @settings(
        max_examples=60, deadline=None, derandomize=True,
        suppress_health_check=[HealthCheck.too_slow],
    )  # fmt: skip
    @given(a_month_and_more() | st.builds(list), st.lists(any_session(), max_size=6), st.randoms())
    def check(sessions: list[Session], odd: list[Session], chance: Random) -> None:
        for one in odd:
            sessions.insert(chance.randint(0, len(sessions)), one)
        found = trends(sessions, SPECS, TODAY)
        for text in sentences(found):
            assert text and text.isascii() and "nan" not in text.split() and text.endswith(".")
        assert all(one.day <= TODAY for one in found.practice.days)
        assert all(0 <= one.minutes <= 22 * 180 for one in found.practice.days)
        for side in found.sides:
            if side.told:
                further = "left" if side.left > side.right else "right"
                assert f"further on the {further}" in side.sentence
        seen.update(kind for kind, some in told(found).items() if some)

    check()
    assert seen.keys() == told(EIGHT_WEEKS).keys()
    assert min(seen.values()) >= 3, seen


def told(found: Trends) -> dict[str, bool]:
    """Of each kind of result: whether there is one that says something."""
    return {
        "ranges compared": any(one.then is not None for one in found.ranges),
        "ranges told": any(one.told for one in found.ranges),
        "sides told": any(one.told for one in found.sides),
        "sides alike": any(not one.told for one in found.sides),
        "clean compared": any(one.then is not None for one in found.clean),
        "pain compared": any(one.then is not None for one in found.pain.changes),
        "helped": bool(found.helped),
        "alerts": bool(found.alerts),
    }


def test_sentences_are_plain() -> None:
    for text in sentences(EIGHT_WEEKS):
        assert text.isascii() and text.endswith(".") and "fail" not in text.lower()


def sentences(found: Trends) -> list[str]:
    parts = [getattr(found, field.name) for field in dataclasses.fields(found)]
    each = [one for part in parts for one in (part if isinstance(part, tuple) else (part,))]
    return [one.sentence for one in (*each, *found.pain.changes)]
