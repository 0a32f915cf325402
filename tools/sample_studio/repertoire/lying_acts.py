"""How the lying exercises are performed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..human import Body, Pose, mirrored
from ..motion import Sway
from ..poses_lying import roller_extension
from ..poses_rolling import over_ball, over_peanut, roller_kneading, roller_rolling
from ..poses_supine import iron_cross, knee_to_chest, needle_pose
from ..scenario import Mistake
from ..script import Script
from ..spans import Phase
from .part import Part

JERK_STOPS = (0.5, 0.75, 0.25, 0.55, 0.0)  # shares of the way at which a jerky return stops
SLOWER = 1.4  # a longer way at an unhurried speed
BOUNCES, BOUNCE_HZ = 4, 1.2
PEANUT_STEPS = ("drop", "low", "curl", "high", "back", "rest")
LET_GO_S = 1.1  # seconds for the hands to leave the head, and to come back


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _arch_over(script: Script) -> None:
    """Arch back, stay, come back: on the roller and on the ball."""
    over, neck = script.made("arch_too_far"), script.made("arch_too_far", "neck")
    fast = script.made("too_fast") or script.made("jerky", "out")
    loose = script.made("head_support")
    quick, jerks = script.made("jerky", "fast"), script.made("jerky", "jerks")
    slower = SLOWER if over else 1.0
    far = {
        "extension": script.magnitude(over, script.amount("extension")),
        "head_back": script.magnitude(neck, 0.0),
    }
    letting = _let_go(script, loose)
    going_s = script.magnitude(fast, script.seconds("extend_s") * slower)
    going = script.way("extend", going_s, **far)
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    returned = _come_back(script, quick, jerks, far, slower)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(letting or going, returned)
    if loose and letting:
        script.note(loose, _middle(letting), _middle(script.phase("hands", LET_GO_S, let_go=0.0)))
    script.note(fast, going.start_s, going.end_s)
    middle_back = (held.end_s + returned.end_s) / 2
    for mistake in (over, neck):
        script.note(mistake, _middle(going), middle_back)
    for mistake in (quick, jerks):
        script.note(mistake, held.end_s, returned.end_s)


def _let_go(script: Script, loose: Mistake | None) -> Phase | None:
    """Take the hands from the head, if that mistake is made."""
    if loose is None:
        return None
    return script.phase("hands", LET_GO_S, let_go=script.magnitude(loose, 0.0))


def _come_back(
    script: Script, quick: Mistake | None, jerks: Mistake | None, far: Mapping[str, float],
    slower: float,
) -> Phase:  # fmt: skip
    if jerks:
        step_s = script.magnitude(jerks, 0.0)
        for share in JERK_STOPS:
            script.phase("return", step_s, **{name: value * share for name, value in far.items()})
    else:
        back_s = script.magnitude(quick, script.seconds("return_s") * slower)
        script.way("return", back_s, **dict.fromkeys(far, 0.0))
    return script.phases[-1]


def _roll(script: Script) -> None:
    """From the middle of the back to the base of the neck and down again."""
    fast, loose = script.made("too_fast"), script.made("head_support")
    letting = _let_go(script, loose)
    way = script.amount("way_m")
    rolling = script.way("up", script.magnitude(fast, script.seconds("up_s")), way=way)
    script.phase("pause", script.seconds("pause_s"))
    back = script.way("down", script.magnitude(fast, script.seconds("down_s")), way=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(letting or rolling, back)
    if loose and letting:
        script.note(loose, _middle(letting), _middle(script.phase("hands", LET_GO_S, let_go=0.0)))
    script.note(fast, rolling.start_s, back.end_s)


def _knead(script: Script) -> None:
    """A little way up, stay, and back."""
    fast, short = script.made("too_fast"), script.made("short_hold")
    way = script.amount("way_m")
    rolling = script.way("up", script.magnitude(fast, script.seconds("up_s")), way=way)
    held = script.phase("hold", script.magnitude(short, script.seconds("hold_s")))
    script.hold(held.start_s, held.end_s)
    back = script.way("down", script.magnitude(fast, script.seconds("down_s")), way=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(rolling, back)
    script.note(fast, rolling.start_s, back.end_s)
    script.note(short, rolling.end_s, back.start_s)


def _draw_in(script: Script) -> None:
    """Draw a knee to the chest, stay, put the foot down: right, then left; mistakes with the right.

    The camera stands on the right side and sees of the left leg only that it comes.
    """
    fast, bounce = script.made("forcing", "fast"), script.made("forcing", "bounce")
    leg = "left" if len(script.reps) % 2 and not (fast or bounce) else "right"
    depth = script.amount("depth")
    in_s = script.magnitude(fast, script.seconds("in_s"))
    drawing = script.way("in", in_s, **{leg: depth})
    start_s = script.time_s
    if bounce:
        away = depth * (1 - script.magnitude(bounce, 0.0))
        for _ in range(BOUNCES):
            script.phase("bounce", 0.5 / BOUNCE_HZ, **{leg: away})
            script.phase("bounce", 0.5 / BOUNCE_HZ, **{leg: depth})
        script.note(bounce, start_s, script.time_s)
    script.phase("hold", script.seconds("hold_s"))
    script.hold(start_s, script.time_s)
    back = script.way("out", script.seconds("out_s"), **{leg: 0.0})
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(drawing, back)
    script.note(fast, drawing.start_s, drawing.end_s)


def _raise_arms(script: Script) -> None:
    """One arm to the goal post, the other across below it; stay, and lay them down."""
    raising = script.way("in", script.seconds("in_s"), amount=script.amount("depth"))
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    back = script.way("out", script.seconds("out_s"), amount=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(raising, back)


def _curl_up(script: Script) -> None:
    """Drop the shoulders, curl up a little, come back to the middle."""
    fast = script.made("too_fast")
    steps = {name: script.seconds(f"{name}_s") for name in PEANUT_STEPS}
    factor = script.magnitude(fast, sum(steps.values())) / sum(steps.values())
    dropping = script.way("drop", steps["drop"] * factor, curl=-script.amount("drop"))
    script.phase("low", steps["low"] * factor)
    script.way("curl", steps["curl"] * factor, curl=script.amount("curl"))
    script.phase("high", steps["high"] * factor)
    back = script.way("back", steps["back"] * factor, curl=0.0)
    script.phase("rest", steps["rest"] * factor)
    script.end_rep(dropping, back)
    script.note(fast, dropping.start_s, back.end_s)


def _press_down(script: Script) -> None:
    """Press the shoulder blade to the floor, stay, let go."""
    short = script.made("short_hold")
    pressing = script.way("press", script.seconds("press_s"), press=script.amount("press"))
    held = script.phase("hold", script.magnitude(short, script.seconds("hold_s")))
    script.hold(held.start_s, held.end_s)
    back = script.way("release", script.seconds("release_s"), press=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(pressing, back)
    script.note(short, held.start_s, held.end_s)


def _extending(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return roller_extension(
        body, value["extension"], sway=sway, head_back=value["head_back"], let_go=value["let_go"]
    )


def _on_ball(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return over_ball(body, value["extension"], head_back=value["head_back"], sway=sway)


def _rolling(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    travel = ROLL_FROM + value["way"]
    return roller_rolling(body, travel, sway=sway, let_go=value["let_go"])


def _kneading(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return roller_kneading(body, KNEAD_FROM + value["way"], sway)


def _drawn_in(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    if value["left"]:
        return knee_to_chest(body, value["left"], sway)
    return mirrored(knee_to_chest(body, value["right"], sway.mirrored))


def _needle(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    if side == "right":
        return needle_pose(body, value["amount"], sway)
    return mirrored(needle_pose(body, value["amount"], sway.mirrored))


def _on_peanut(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return over_peanut(body, value["curl"], PEANUT_SEGMENT, sway)


def _crossed_over(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
    return iron_cross(body, value["press"], sway)


PEANUT_SEGMENT = 0.3
ROLL_FROM, KNEAD_FROM = -0.07, -0.04  # metres towards the feet, where rolling begins

PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "foam_roller": Part(
            {"extension": 0.0, "head_back": 0.0, "let_go": 0.0}, _arch_over, _extending
        ),
        "foam_roller_rolling": Part({"way": 0.0, "let_go": 0.0}, _roll, _rolling),
        "foam_roller_kneading": Part({"way": 0.0}, _knead, _kneading),
        "ball_mobilization": Part({"extension": 0.0, "head_back": 0.0}, _arch_over, _on_ball),
        "knee_to_chest": Part({"left": 0.0, "right": 0.0}, _draw_in, _drawn_in),
        "segmental_peanut": Part({"curl": 0.0}, _curl_up, _on_peanut),
        "iron_cross": Part({"press": 0.0}, _press_down, _crossed_over),
        "needle_pose_supine": Part({"amount": 0.0}, _raise_arms, _needle),
    }
)
"""The lying exercises as data."""
