"""A step further after three good days, a step back after pain; both can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.journal.records import Change, Feelings, Session
from formcheck.progress.adaptation import (
    Proposed,
    step_of,
    step_today,
    suggested,
)
from formcheck.progress.adapted import FEWEST_STEPS, MOST_STEPS
from tests.progress.history_kit import TODAY
from tests.progress.parts_kit import (
    exercise_done,
    mistake,
    rep,
    session,
    specs,
)

SPECS = specs()
WELL = Feelings(pain_before=3, pain_after=2, pain_next_day=2)
NEEDLE = exercise_done("thread_the_needle", [rep(1, held_s=30.0)], dose={"hold_s": 30.0})


def practised(days_ago: int, felt: Feelings = WELL, **changed: object) -> Session:
    done = replace(NEEDLE, **changed)  # type: ignore[arg-type]
    return session(TODAY - timedelta(days=days_ago), [done], feelings=felt, number=days_ago)


def kept(proposed: Proposed, number: int = 1, at: datetime | None = None) -> Change:
    at = at or datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC)
    return Change(
        number, at, proposed.kind, proposed.exercise, proposed.before, proposed.after,
        proposed.reason,
    )  # fmt: skip


def proposed(sessions: Sequence[Session], changes: Sequence[Change] = ()) -> tuple[Proposed, ...]:
    return suggested(sessions, changes, SPECS, TODAY)


GOOD = (practised(4), practised(2), practised(0))


def test_three_good_days_lead_a_step_further() -> None:
    (one,) = proposed(GOOD)
    assert (one.exercise, one.before, one.after) == ("thread_the_needle", "0", "1")
    assert "32 seconds instead of 30, after 3 good days" in one.reason
    assert proposed(GOOD[:2]) == ()
    assert proposed((practised(0), practised(0), practised(0))) == ()  # one day only


def test_somebody_who_practises_twice_a_day_needs_three_days_too() -> None:
    twice = [one for one in GOOD for _ in range(2)]
    assert proposed(twice) and proposed(twice[:4]) == ()
    within = [replace(one, exercises=(NEEDLE, replace(NEEDLE, position=1))) for one in GOOD]
    assert proposed(within)
    assert proposed((*twice[:-1], practised(0, ended_by="hands"))) == ()


@pytest.mark.parametrize(
    "last",
    [
        practised(0, replace(WELL, pain_after=4)),
        practised(0, Feelings(pain_before=2)),
        practised(0, ended_by="button"),
        practised(0, ended_by=None),
        practised(0, mistakes=(mistake(severity="major"),)),
        practised(0, judged_share=0.2),
        practised(0, reps=(rep(1, held_s=30.0), rep(2, held_s=6.0))),
        practised(0, reps=(rep(1),)),
        practised(0, reps=(replace(rep(1, held_s=30.0), form_s=20.0),)),
    ],
    ids=[
        "pain",
        "not said",
        "not done",
        "broken off",
        "clear mistake",
        "hardly seen",
        "held too short",
        "not held",
        "not in good form",
    ],
)
def test_one_that_was_not_good_leads_nowhere(last: Session) -> None:
    assert proposed((*GOOD[:2], last)) == ()


def test_a_small_mistake_and_a_second_less_are_no_obstacle() -> None:
    assert proposed((*GOOD[:2], practised(0, mistakes=(mistake(),))))
    assert proposed((*GOOD[:2], practised(0, reps=(rep(1, held_s=28.0),))))


def test_somebody_who_never_holds_as_long_as_asked_is_not_asked_for_more() -> None:
    short = [practised(days, reps=(rep(1, held_s=6.0),)) for days in range(24, -1, -1)]
    assert all(proposed(short[: n + 1]) == () for n in range(len(short)))


def test_an_exercise_that_is_not_held_needs_no_hold() -> None:
    cats = [exercise_done("cat_cow", [rep(1)], dose={"reps": 8.0})]
    days = [session(TODAY - timedelta(days=n), cats, feelings=WELL) for n in (4, 2, 0)]
    assert [one.after for one in proposed(days)] == ["1"]


@pytest.mark.parametrize(
    ("felt", "why"),
    [
        (Feelings(pain_before=4, pain_after=5), "pain was 5 of 10 after your practice"),
        (Feelings(pain_before=5, pain_next_day=6), "pain was 6 of 10 the next morning"),
        (Feelings(pain_before=1, pain_after=3), "pain rose by 2 with your practice"),
    ],
)
def test_pain_leads_a_step_back(felt: Feelings, why: str) -> None:
    (one,) = proposed((practised(0, felt),))
    assert (one.before, one.after) == ("0", "-1") and why in one.reason
    assert proposed((practised(0, felt),), [kept(one)]) == ()  # once for each practice


def test_steps_back_end() -> None:
    sessions: list[Session] = []
    changes: list[Change] = []
    for day in range(8):
        sessions.append(practised(8 - day, Feelings(pain_after=8)))
        now = sessions[-1].started_at + timedelta(hours=1)
        changes += [kept(one, len(changes) + 1, now) for one in proposed(sessions, changes)]
    assert step_of(changes, "thread_the_needle") == FEWEST_STEPS
    assert len(changes) == -FEWEST_STEPS


def test_what_was_taken_back_needs_new_practices() -> None:
    (one,) = proposed(GOOD)
    change = kept(one)
    assert step_of([change], one.exercise) == 1
    assert proposed(GOOD, [change]) == ()
    back = replace(change, undone_at=change.at + timedelta(minutes=1))
    assert step_of([back], one.exercise) == 0
    assert proposed(GOOD, [back]) == ()
    later = TODAY + timedelta(days=6)
    more = tuple(session(TODAY + timedelta(days=n), [NEEDLE], feelings=WELL) for n in (2, 4, 6))
    assert suggested((*GOOD, *more), [back], SPECS, later)
    assert not suggested((*GOOD, *more[:2]), [back], SPECS, later)


def test_the_next_morning_counts_even_after_a_step_further() -> None:
    (further,) = proposed(GOOD)
    felt = replace(WELL, pain_next_day=6)
    (back,) = proposed((*GOOD[:2], replace(GOOD[2], feelings=felt)), [kept(further)])
    assert (back.before, back.after) == ("1", "0")


BAD_MORNING = Feelings(pain_before=1, pain_after=1, pain_next_day=8)


def test_a_bad_morning_that_is_told_after_the_next_practice_counts() -> None:
    monday, tuesday = practised(1, BAD_MORNING), practised(0)
    (one,) = proposed((monday, tuesday))
    assert (one.before, one.after) == ("0", "-1")
    assert "8 of 10 the next morning (practice of 19 November)" in one.reason
    assert proposed((monday, tuesday), [kept(one)]) == ()
    undone = replace(kept(one), undone_at=kept(one).at)
    assert proposed((monday, tuesday), [undone]) == ()
    unsaid = practised(0, Feelings())
    assert proposed((monday, unsaid)) and proposed((monday, unsaid, unsaid))


def test_the_first_of_two_practices_of_a_day_counts_too() -> None:
    again = replace(practised(0), started_at=practised(0).started_at + timedelta(hours=2))
    (one,) = proposed((practised(0, BAD_MORNING), again))
    assert one.after == "-1"


def test_what_three_good_days_have_followed_is_over() -> None:
    assert [one.after for one in proposed((practised(6, BAD_MORNING), *GOOD[:2]))] == ["-1"]
    assert [one.after for one in proposed((practised(6, BAD_MORNING), *GOOD))] == ["1"]


def test_a_bad_practice_at_the_last_step_is_not_brought_up_again_further_up() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    lowest = Change(1, at, "step", NEEDLE.exercise, "0", str(FEWEST_STEPS), "")
    sessions = (practised(6, BAD_MORNING), *GOOD)
    assert proposed(sessions[:2], [lowest]) == ()
    (up,) = proposed(sessions, [lowest])
    assert up.after == str(FEWEST_STEPS + 1)
    assert proposed(sessions, [lowest, kept(up, 2)]) == ()


def test_taking_back_an_earlier_change_uses_up_the_practices_too() -> None:
    day = GOOD[0].started_at - timedelta(days=9)
    first = Change(
        1, day, "step", NEEDLE.exercise, "0", "1", "", undone_at=kept(proposed(GOOD)[0]).at
    )
    second = Change(2, day + timedelta(days=1), "step", NEEDLE.exercise, "1", "2", "")
    assert proposed(GOOD, [first, second]) == ()
    assert proposed(GOOD, [replace(first, undone_at=None), second])


def test_a_change_that_is_told_always_moves_the_step() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    steps = [("0", "1"), ("1", "0"), ("0", "-1"), ("-1", "-2")]
    changes = [
        Change(n, at + timedelta(hours=n), "step", NEEDLE.exercise, before, after, "")
        for n, (before, after) in enumerate(steps, 1)
    ]
    changes[0] = replace(changes[0], undone_at=at + timedelta(hours=9))
    assert step_of(changes, NEEDLE.exercise) == FEWEST_STEPS
    (up,) = proposed(GOOD, changes)
    assert (up.before, up.after) == ("-2", "-1")
    assert step_of([*changes, kept(up, 5)], NEEDLE.exercise) == -1


def test_a_step_back_of_a_clock_that_was_ahead_answers_nothing() -> None:
    bad = practised(0, BAD_MORNING)
    ahead = kept(proposed((bad,))[0], at=datetime(2099, 1, 1, tzinfo=UTC))
    assert [one.after for one in proposed((bad,), [ahead])] == ["-2"]


def test_old_practices_and_unknown_exercises_say_nothing() -> None:
    assert proposed([practised(40), practised(38), practised(36)]) == ()
    gone = [session(TODAY, [exercise_done("gone", [rep(1)])], feelings=Feelings(pain_after=9))]
    assert proposed(gone) == ()


def test_a_clock_that_was_ahead_does_no_harm() -> None:
    ahead = kept(proposed(GOOD)[0], at=datetime(2099, 1, 1, tzinfo=UTC))
    assert [one.after for one in proposed(GOOD, [ahead])] == ["2"]  # its date says nothing
    assert proposed((practised(-400), *GOOD))


def test_the_amount_told_is_the_one_that_was_chosen() -> None:
    short = tuple(replace(one, exercises=(replace(NEEDLE, dose={"hold_s": 20.0}),)) for one in GOOD)
    assert "21 seconds instead of 20" in proposed(short)[0].reason


def test_pain_today_eases_today() -> None:
    assert [step_today(1, pain) for pain in (None, 0, 3, 4, 5)] == [1, 1, 1, 0, 0]
    assert step_today(FEWEST_STEPS, 5) == FEWEST_STEPS


# -- any history -----------------------------------------------------------------------------------

PAIN = st.none() | st.integers(0, 10)
ANY_FEELINGS = st.builds(Feelings, pain_before=PAIN, pain_after=PAIN, pain_next_day=PAIN)
LITTLE = st.integers(0, 3)
GOOD_FEELINGS = st.builds(Feelings, pain_before=LITTLE, pain_after=st.integers(0, 1))
FEELINGS = st.one_of(*[GOOD_FEELINGS] * 7, ANY_FEELINGS)
ENDINGS = st.sampled_from([*["dose"] * 12, "hands", "button", "closed", None])
MOVED = st.sampled_from([1, 1, 1, 1, 2, 2, 0, 3, -3])
LATER = st.none() | st.none() | st.tuples(st.integers(1, 3), st.sampled_from([0, 1, 2, 8]))
"""How many practices ago the next morning is told of, and its pain."""
PRACTICES = st.lists(st.tuples(MOVED, FEELINGS, ENDINGS, LATER), min_size=8, max_size=25)


def test_any_history_stays_within_the_steps_and_settles() -> None:
    """Days go forth and back, as clocks do; nothing is proposed twice from one journal."""
    seen = Counter[str]()

    @settings(max_examples=50, deadline=None, derandomize=True)
    @given(PRACTICES, st.data())
    def check(
        history: list[tuple[int, Feelings, str | None, tuple[int, int] | None]], data: st.DataObject
    ) -> None:
        day, sessions, changes = date(2026, 1, 5), list[Session](), list[Change]()
        for moved, felt, ended, later in history:
            day += timedelta(days=moved)
            sessions.append(session(day, [replace(NEEDLE, ended_by=ended)], feelings=felt))
            now = sessions[-1].started_at + timedelta(minutes=20)
            if later is not None and later[0] < len(sessions):
                at = -1 - later[0]
                told = replace(sessions[at].feelings, pain_next_day=later[1])
                sessions[at] = replace(sessions[at], feelings=told)
            for one in suggested(sessions, changes, SPECS, day):
                step = step_of(changes, NEEDLE.exercise)
                changes.append(kept(one, len(changes) + 1, now))
                assert int(one.before) == step
                assert abs(int(one.after) - step) == 1
                assert step_of(changes, NEEDLE.exercise) == int(one.after)
                assert FEWEST_STEPS <= int(one.after) <= MOST_STEPS
                seen["further" if int(one.after) > step else "back"] += 1
                seen["late"] += "practice of" in one.reason
            assert suggested(sessions, changes, SPECS, day) == ()
        if changes:
            at = data.draw(st.integers(0, len(changes) - 1))
            without = [one for one in changes if one is not changes[at]]
            undone = [*changes[:at], replace(changes[at], undone_at=now), *changes[at + 1 :]]
            assert step_of(undone, NEEDLE.exercise) == step_of(without, NEEDLE.exercise)

    check()
    assert min(seen["further"], seen["back"], seen["late"]) >= 10, seen
