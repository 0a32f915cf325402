"""How one repetition of each exercise is performed, clean or with mistakes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .scenario import Mistake
from .script import Script
from .spans import Phase

HEAD_BACK_DEG = 14.0  # extra neck extension of somebody who arches too deeply
NECK_TILT_S, NECK_LEVEL_S = 0.7, 2.8  # the head leaves the line; the back stays level with it
OVEREXTEND_LEAN_DEG = 12.0  # pelvis tilt of somebody who leans back too far
OVEREXTEND_SLOWER = 1.4  # a longer way at an unhurried speed
HAND_UP_S = 0.5  # seconds for the supporting hand to come off the floor, and to come down
BOUNCES, BOUNCE_HZ = 4, 1.3
JERK_STOPS = (0.55, 0.75, 0.30, 0.50, 0.0)  # shares of the depth at which a jerky return stops
CAT_COW_STEPS = ("to_arch_s", "arch_s", "to_round_s", "round_s", "to_level_s", "rest_s")
HALF_TIME = (0.4, 0.6)  # time of a part of the way, as a share: fixed, and by the part's size
SCRATCH_S, SHIFT_S, RUB_S = 0.8, 1.2, 1.2
FIDGET_EVERY_S = (4.0, 9.0)


def idle(script: Script, seconds: float) -> None:
    """Do nothing, but shift the weight or scratch the face now and then."""
    chance, end_s = script.chance("idle"), script.time_s + seconds
    while (left_s := end_s - script.time_s) > 1e-6:
        calm_s = float(chance.uniform(*FIDGET_EVERY_S))
        if left_s < calm_s + 2 * SCRATCH_S + RUB_S:
            script.still("idle", left_s)
            return
        script.still("idle", calm_s)
        if chance.integers(2):
            script.aside("scratch", SCRATCH_S, scratch=1.0)
            script.aside("scratch", RUB_S)
            script.aside("scratch", SCRATCH_S, scratch=0.0)
        else:
            way = 1.0 if chance.integers(2) else -1.0
            script.aside("shift", SHIFT_S, shift=way)
            script.aside("shift", SHIFT_S, shift=0.0)


def give_up(script: Script) -> None:
    """Begin a repetition, go a part of the way and come back."""
    out, back, ranges, signs = HALF_WAYS[script.scenario.exercise]
    half = script.rep.half
    share = HALF_TIME[0] + HALF_TIME[1] * half
    targets = {
        name: sign * half * script.amount(key)
        for (name, key), sign in zip(ranges.items(), signs, strict=True)
    }
    script.phase("half", share * script.seconds(out), **targets)
    script.phase("half", share * script.seconds(back), **dict.fromkeys(targets, 0.0))
    script.still("rest", script.seconds("rest_s"))


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _cat_cow(script: Script) -> None:
    deep, quick, stiff = (script.made(m) for m in ("arch_too_deep", "too_quick", "stiff"))
    steps = {name: script.seconds(name) for name in CAT_COW_STEPS}
    factor = script.magnitude(quick, sum(steps.values())) / sum(steps.values())
    head_back = HEAD_BACK_DEG if deep else 0.0
    share = script.magnitude(stiff, 1.0)
    tilting = _tilt_head(script)

    def step(name: str, **targets: float) -> Phase:
        return script.way(name, steps[f"{name}_s"] * factor, **targets)

    arching = step(
        "to_arch", arch=-script.magnitude(deep, script.amount("arch") * share), head_back=head_back
    )
    script.phase("arch", steps["arch_s"] * factor)
    rounding = step("to_round", arch=script.amount("round") * share, head_back=0.0)
    script.phase("round", steps["round_s"] * factor)
    levelling = step("to_level", arch=0.0)
    script.phase("rest", steps["rest_s"] * factor)
    script.end_rep(tilting or arching, levelling)
    script.note(quick, arching.start_s, levelling.end_s)
    script.note(stiff, arching.start_s, levelling.end_s)
    script.note(deep, _middle(arching), _middle(rounding))
    if tilting:
        for how in ("up", "down"):
            script.note(script.made("neck_line", how), _middle(tilting), _middle(arching))


def _tilt_head(script: Script) -> Phase | None:
    """Lift the head or let it hang for a while with a level back, if that mistake is made."""
    up, down = script.made("neck_line", "up"), script.made("neck_line", "down")
    if not (up or down):
        return None
    tilt = script.magnitude(up, 0.0) - script.magnitude(down, 0.0)
    tilting = script.phase("head", NECK_TILT_S, head_back=tilt)
    script.phase("level", NECK_LEVEL_S)
    return tilting


def _thread_the_needle(script: Script) -> None:
    short, back = script.made("not_threaded"), script.made("hips_back")
    fast, bounce = script.made("forcing", "fast"), script.made("forcing", "bounce")
    depth = script.magnitude(short, script.amount("depth"))
    uneven = script.scenario.uneven
    if uneven and uneven.side == script.rep.side:
        depth *= 1 - uneven.lower
    shift = script.magnitude(back, script.amount("drift_m"))
    reach_s = script.magnitude(fast, script.seconds("reach_s"))
    reaching = script.way("reach", reach_s, amount=depth, hip_shift=shift)
    start_s = script.time_s
    if bounce:
        up = depth * (1 - script.magnitude(bounce, 0.0))
        for _ in range(BOUNCES):
            script.phase("bounce", 0.5 / BOUNCE_HZ, amount=up)
            script.phase("bounce", 0.5 / BOUNCE_HZ, amount=depth)
        script.note(bounce, start_s, script.time_s)
    _hold_on(script, script.made("hand_lifts"))
    script.hold(start_s, script.time_s)
    returning = script.way("return", script.seconds("return_s"), amount=0.0, hip_shift=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(reaching, returning)
    script.note(fast, reaching.start_s, reaching.end_s)
    script.note(short, reaching.end_s, returning.start_s)
    script.note(back, _middle(reaching), _middle(returning))


def _hold_on(script: Script, lifts: Mistake | None) -> None:
    """Stay at the end position, with the supporting hand in the air if that mistake is made."""
    hold_s = script.seconds("hold_s")
    if lifts is None:
        script.phase("hold", hold_s)
        return
    rising = script.phase("hold", HAND_UP_S, hand_lift=script.magnitude(lifts, 0.0))
    script.phase("hold", max(hold_s - 2 * HAND_UP_S, 0.5))
    sinking = script.phase("hold", HAND_UP_S, hand_lift=0.0)
    script.note(lifts, _middle(rising), _middle(sinking))


def _seated_thoracic_extension(script: Script) -> None:
    over, strain, rush, fold = (
        script.made(m) for m in ("overextend", "neck_strain", "rushing", "elbows_wide")
    )
    jerk, jerks = script.made("jerky_return", "fast"), script.made("jerky_return", "jerks")
    slower = OVEREXTEND_SLOWER if over else 1.0
    end = {
        "extension": script.magnitude(over, script.amount("extension")),
        "lean": OVEREXTEND_LEAN_DEG if over else script.amount("lean"),
        "head_back": script.magnitude(strain, 0.0),
    }
    if fold:
        end["elbows"] = script.magnitude(fold, 0.0)
    going_s = script.magnitude(rush, script.seconds("extend_s") * slower)
    going = script.way("extend", going_s, **end)
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    if jerks:
        step_s = script.magnitude(jerks, 0.0)
        for share in JERK_STOPS:
            script.phase("return", step_s, **{name: value * share for name, value in end.items()})
    else:
        back_s = script.magnitude(jerk, script.seconds("return_s") * slower)
        script.way("return", back_s, **dict.fromkeys(end, 0.0))
    returned = script.phases[-1]
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(going, returned)
    script.note(rush, going.start_s, going.end_s)
    middle_back = (held.end_s + returned.end_s) / 2
    for mistake in (over, strain, fold):
        script.note(mistake, _middle(going), middle_back)
    for mistake in (jerk, jerks):
        script.note(mistake, held.end_s, returned.end_s)


def _wall_angels(script: Script) -> None:
    trunk, arms = script.made("back_off_wall"), script.made("arms_off_wall")
    hollow = script.made("back_off_wall", "hollow")
    jerk_up, jerk_down = script.made("jerking", "up"), script.made("jerking", "down")
    off = {
        "lean_off_m": script.magnitude(trunk, 0.0), "arms_off_m": script.magnitude(arms, 0.0)
    }  # fmt: skip
    if hollow:
        off["hollow"] = script.magnitude(hollow, 0.0)
    up_s = script.magnitude(jerk_up, script.seconds("up_s"))
    rising = script.way("up", up_s, amount=script.amount("reach"), **off)
    script.phase("top", script.seconds("top_s"))
    down_s = script.magnitude(jerk_down, script.seconds("down_s"))
    lowering = script.way("down", down_s, amount=0.0, **dict.fromkeys(off, 0.0))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(rising, lowering)
    for mistake in (trunk, arms, hollow):
        script.note(mistake, _middle(rising), _middle(lowering))
    script.note(jerk_up, rising.start_s, rising.end_s)
    script.note(jerk_down, lowering.start_s, lowering.end_s)


ACTS: Mapping[str, tuple[Mapping[str, float], Callable[[Script], None]]] = MappingProxyType(
    {
        "cat_cow": ({"arch": 0.0, "head_back": 0.0}, _cat_cow),
        "thread_the_needle": ({"amount": 0.0, "hip_shift": 0.0}, _thread_the_needle),
        "seated_thoracic_extension": (
            {"extension": 0.0, "lean": 0.0, "head_back": 0.0}, _seated_thoracic_extension,
        ),
        "wall_angels": ({"amount": 0.0, "lean_off_m": 0.0, "arms_off_m": 0.0}, _wall_angels),
    }
)  # fmt: skip
"""Start values of the pose parameters and the acting of one repetition, by exercise."""

HALF_WAYS: Mapping[str, tuple[str, str, Mapping[str, str], tuple[int, ...]]] = MappingProxyType(
    {
        "cat_cow": ("to_arch_s", "to_level_s", {"arch": "arch"}, (-1,)),
        "thread_the_needle": ("reach_s", "return_s", {"amount": "depth"}, (1,)),
        "seated_thoracic_extension": (
            "extend_s", "return_s", {"extension": "extension", "lean": "lean"}, (1, 1),
        ),
        "wall_angels": ("up_s", "down_s", {"amount": "reach"}, (1,)),
    }
)  # fmt: skip
"""Durations out and back, pose parameters with their ranges, and their signs, for a part of the
way."""
