"""Moments of a live practice made by hand, and its result, for the display and the page."""

from __future__ import annotations

from dataclasses import replace

from page_kit import summary

from formcheck.coach.events import HoldCompleted
from formcheck.coach.state import ActiveMistake, CoachState
from formcheck.coach.summary import merged
from formcheck.live.snapshot import (
    Breath,
    Goal,
    HoldNow,
    LiveResult,
    LiveSnapshot,
    PlaceItem,
    Progress,
    RoutineNow,
    RoutineResult,
    Utterance,
)
from formcheck.routines.routine import Step

STATE = CoachState(
    stage="judging", instruction=None, phase="reach", reps=1, clean_reps=1, rep_target=2,
    side="left", hold_s=None, hold_running=False, hold_target_s=None, active=(), reason=None,
    range_fraction=0.62, back_seen=True, near_side="left", back_row=0,
)  # fmt: skip
HIPS = ActiveMistake(
    "hips_over_knees", "hips_back", "Keep your hips over your knees", 17.0, 12.0, "deg", "minor",
    False,
)  # fmt: skip
SIDED = Progress(1, 2, Goal(1, 4), Goal(1, 2), Goal(0, 2), "left", None)
UNSIDED = Progress(1, 1, Goal(3, 8), None, None, None, None)
HOLD = HoldNow(12.4, 30.0, 60.0, running=True)
BREATH = Breath("in", 4.0, 4.0, 1)
PLACES = (
    PlaceItem("picture", "A clear picture", "right"),
    PlaceItem("light", "Enough light", "right"),
    PlaceItem("alone", "Only you in the picture", "right"),
    PlaceItem("body", "Whole body in the picture", "mend"),
    PlaceItem("distance", "2 to 3.5 m away", "unknown"),
    PlaceItem("view", "Seen from the side", "unknown"),
    PlaceItem("level", "Camera level", "right"),
)
GOOD_PLACES = tuple(replace(place, state="right") for place in PLACES)
MOVING = LiveSnapshot(
    stage="moving", time_s=10.0, headline="", detail="", state=STATE, progress=SIDED,
    rest_left_s=None, breath=None, places=(), said=(), fps=25.0, slow=False, error=None,
    result=None, exercise="thread_the_needle",
)  # fmt: skip

IN_ROUTINE = RoutineNow(
    step=2, number=2, of=3, title="Thread the needle", following="Seated thoracic extension",
    left_s=None, camera_moves=False, view="side", warm_up=False,
)  # fmt: skip
MARCHING = RoutineNow(
    step=0, number=1, of=3, title="March on the spot", following="Cat-cow", left_s=274.2,
    camera_moves=False, view=None, warm_up=True,
)  # fmt: skip


def said(text: str, kind: str = "instruction", at_s: float = 9.0, id: int = 7) -> Utterance:
    return Utterance(id, at_s, at_s + 3, text, kind)  # type: ignore[arg-type]


def snapshot(base: LiveSnapshot = MOVING, **changes: object) -> LiveSnapshot:
    return replace(base, **changes)


def result(*, mistake: bool = True, sets: int = 1, **changes: object) -> LiveResult:
    one = summary(mistake=mistake)
    one = replace(one, holds=(one.holds[0], HoldCompleted(11.7, "right", 8.7, 11.7, 2.8, 1.6)))
    made = LiveResult(
        exercise="thread_the_needle",
        dose={"hold_s": 3.0, "reps_per_side": 1.0},
        ended_by="dose",
        sets=(one,) * sets,
        whole=merged((one,) * sets),
        hold_goal_s=3.0,
        said=(
            said("Good, I can see you well", "pause", 2.0, 1),
            said("Hold still for a moment", "instruction", 4.0, 2),
            said("", "time", 6.0, 3),
            said("Keep your hips over your knees", "correction", 11.0, 4),
            said("All done. Well done", "end", 15.0, 5),
        ),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def routine_result(**changes: object) -> RoutineResult:
    """A routine of three: the second one was skipped, the warm-up too."""
    one, last = result(mistake=False), result()
    steps = (
        (Step("timer", "March on the spot", 300.0, warm_up=True), None),
        (Step("exercise", "Cat-cow", 60.0, exercise="cat_cow"), replace(one, exercise="cat_cow")),
        (Step("exercise", "Wall angels", 60.0, exercise="wall_angels"), None),
        (Step("exercise", "Thread the needle", 60.0, exercise="thread_the_needle"), last),
    )
    made = RoutineResult("Core three", "core_three", steps, "dose", "skipped", last.said)
    return replace(made, **changes)  # type: ignore[arg-type]


MOMENTS: dict[str, LiveSnapshot] = {
    "placing": snapshot(
        stage="placing", headline="Show me your whole body", places=PLACES,
        said=(said("Show me your whole body"),),
        state=replace(STATE, stage="waiting", phase="", range_fraction=None),
    ),
    "start": snapshot(
        stage="start", headline="Bring your knees under your hips", detail="All fours, back flat",
        places=GOOD_PLACES, said=(said("Bring your knees under your hips"),),
        state=replace(STATE, stage="waiting", phase="", range_fraction=0.4),
    ),
    "still": snapshot(
        stage="still", headline="Hold still", detail="All fours, back flat, hold still",
        said=(said("Hold still for a moment"),),
        state=replace(STATE, stage="neutral", phase="", range_fraction=0.1),
    ),
    "moving": snapshot(said=(said("One", "count"),)),
    "counting": snapshot(progress=UNSIDED, said=(said("Three", "count"),)),
    "hold": snapshot(
        progress=replace(SIDED, hold=HOLD), breath=BREATH, said=(said("Ten seconds", "time"),),
        headline="Ten seconds", state=replace(STATE, phase="hold", range_fraction=0.9),
    ),
    "mistake": snapshot(
        progress=replace(SIDED, hold=replace(HOLD, running=False)), headline=HIPS.text,
        state=replace(STATE, phase="hold", active=(HIPS,)),
        said=(said(HIPS.text, "correction"),),
    ),
    "praise": snapshot(
        headline="Hips steady, well done", said=(said("Hips steady, well done", "praise"),),
        progress=UNSIDED,
    ),
    "unseen": snapshot(
        headline="I cannot see your hips", detail="hips out of the picture",
        said=(said("I cannot see your hips", "pause"),), progress=UNSIDED,
        state=replace(STATE, range_fraction=None, reason="hips out of the picture"),
    ),
    "away": snapshot(
        stage="away", headline="Paused. I cannot see you", detail="Paused. It goes on by itself.",
        said=(said("Paused. I cannot see you", "pause"),), state=replace(STATE, stage="lost"),
    ),
    "resting": snapshot(
        stage="resting", headline="Rest", detail="Stay near; the next set is announced.",
        rest_left_s=22.3, said=(said("Set done. Rest a little", "rest"),),
    ),
    "slow": snapshot(
        slow=True, fps=6.0, progress=UNSIDED, headline="This computer is slow",
        said=(said("This computer is slow. Close other programs", "fault"),),
    ),
    "error": snapshot(error="A picture could not be judged: no room"),
    "warming": snapshot(
        stage="warming", headline="March on the spot", detail="To skip it, hold both hands up.",
        exercise=None, routine=MARCHING, said=(said("March on the spot"),),
        progress=replace(UNSIDED, reps=Goal(0, None)),
        state=replace(STATE, stage="waiting", phase="", range_fraction=None),
    ),
    "between": snapshot(
        stage="between", headline="Next: Thread the needle", detail="The camera stays.",
        routine=replace(IN_ROUTINE, left_s=12.3), said=(said("Next: Thread the needle"),),
        state=replace(STATE, stage="waiting", phase="", range_fraction=None),
    ),
    "eased": snapshot(
        stage="eased", headline="Pause. Try the easier version", detail="Rest on your forearm",
        routine=IN_ROUTINE, said=(said("Pause. Try the easier version", "pause"),),
    ),
    "in a routine": snapshot(routine=IN_ROUTINE, said=(said("One", "count"),)),
    "done": snapshot(
        stage="done", headline="Done", said=(said("All done. Well done", "end"),),
    ),
}  # fmt: skip
"""One moment of each kind, by name."""
