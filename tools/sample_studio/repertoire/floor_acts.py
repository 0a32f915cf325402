"""How the floor exercises are performed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..human import Body, Pose, mirrored
from ..motion import Sway
from ..poses_floor import bird_dog, kneeling_row, plank, prone_lift
from ..poses_folding import childs_fold, childs_twist, long_sitting_fold
from ..script import Script
from ..spans import Phase
from .part import Part, PoseOf

BOUNCES, BOUNCE_HZ = 4, 1.3
SHRUG_S = 0.9  # seconds to let the shoulders down again after hunching them


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _superman(script: Script) -> None:
    high, arch, neck = (script.made(m) for m in ("too_high", "arching", "form"))
    short, drop = script.made("short_hold"), script.made("dropping")
    lift = script.magnitude(high, script.amount("lift_m"))
    more = {}
    if arch:
        more["arch"] = script.magnitude(arch, 0.0)
    if neck:
        more["head_back"] = script.magnitude(neck, 0.0)
    rising, risen_s = _lift(script, lift, more)
    script.phase("hold", script.magnitude(short, script.seconds("hold_s")))
    script.hold(risen_s, script.time_s)
    down_s = script.magnitude(drop, script.seconds("down_s"))
    lowering = script.way("lower", down_s, arms=0.0, legs=0.0, **dict.fromkeys(more, 0.0))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(rising, lowering)
    for mistake in (high, arch, neck):
        script.note(mistake, _middle(rising), _middle(lowering))
    for mistake in (script.made("together", "legs"), script.made("together", "arms")):
        script.note(mistake, rising.start_s, risen_s)
    script.note(short, risen_s, lowering.start_s)
    script.note(drop, lowering.start_s, lowering.end_s)


def _lift(script: Script, lift: float, more: Mapping[str, float]) -> tuple[Phase, float]:
    """Arms and legs come up, together or one pair late; the first movement and when both are up."""
    up_s = script.seconds("up_s")
    for late, other in (("legs", "arms"), ("arms", "legs")):
        mistake = script.made("together", late)
        if mistake:
            first = script.phase("lift", up_s, **{other: lift}, **more)
            script.phase("wait", max(script.magnitude(mistake, 0.0) - up_s, 0.05))
            script.phase("lift", up_s, **{late: lift})
            return first, script.time_s
    return script.way("lift", up_s, arms=lift, legs=lift, **more), script.time_s


def _fold(script: Script) -> None:
    hunch = script.made("hunching")
    down, up = script.made("too_fast", "down"), script.made("too_fast", "up")
    fold_s = script.magnitude(down, script.seconds("fold_s"))
    folding = script.way("fold", fold_s, amount=1.0)
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    lift_s = script.magnitude(up, script.seconds("lift_s"))
    shrug = {"shrug": script.magnitude(hunch, 0.0)} if hunch else {}
    lifting = script.way("lift", lift_s, amount=0.0, **shrug)
    if hunch:
        script.phase("hunched", SHRUG_S)
        letting = script.phase("let_down", SHRUG_S, shrug=0.0)
        script.note(hunch, _middle(lifting), _middle(letting))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(folding, lifting)
    script.note(down, folding.start_s, folding.end_s)
    script.note(up, lifting.start_s, lifting.end_s)


def _twist(script: Script) -> None:
    fast, bounce = script.made("forcing", "fast"), script.made("forcing", "bounce")
    arms, hips = script.made("arms"), script.made("hips_up")
    turn = script.amount("turn")
    more = {}
    if arms:
        more["elbow"] = script.magnitude(arms, 0.0)
    if hips:
        more["hips_up"] = script.magnitude(hips, 0.0)
    opening = script.way(
        "open", script.magnitude(fast, script.seconds("open_s")), amount=turn, **more
    )
    start_s = script.time_s
    if bounce:
        for _ in range(BOUNCES):
            back = turn * (1 - script.magnitude(bounce, 0.0))
            script.phase("bounce", 0.5 / BOUNCE_HZ, amount=back)
            script.phase("bounce", 0.5 / BOUNCE_HZ, amount=turn)
        script.note(bounce, start_s, script.time_s)
    script.phase("hold", script.seconds("hold_s"))
    script.hold(start_s, script.time_s)
    returning = script.way(
        "return", script.seconds("return_s"), amount=0.0, **dict.fromkeys(more, 0.0)
    )
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(opening, returning)
    script.note(fast, opening.start_s, opening.end_s)
    for mistake in (arms, hips):
        script.note(mistake, _middle(opening), _middle(returning))


def _row(script: Script) -> None:
    lean, rounded = script.made("back", "lean"), script.made("back", "round")
    away, drop = script.made("elbow_away"), script.made("dropping")
    bent = {"rounded": script.magnitude(rounded, 0.0)} if rounded else {}
    first = script.phase("slump", 0.8, **bent) if rounded else None
    if rounded:
        script.phase("slumped", 1.0)
    more = {}
    if lean:
        more["lean"] = script.magnitude(lean, 0.0)
    if away:
        more["flare"] = script.magnitude(away, 0.0)
    pulling = script.way("pull", script.seconds("pull_s"), pull=script.amount("pull"), **more)
    script.phase("top", script.seconds("top_s"))
    back_s = script.magnitude(drop, script.seconds("return_s"))
    still = dict.fromkeys((*more, *bent), 0.0)
    returning = script.way("return", back_s, pull=0.0, **still)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(pulling, returning)
    for mistake in (lean, away):
        script.note(mistake, _middle(pulling), _middle(returning))
    if first is not None:
        script.note(rounded, _middle(first), _middle(returning))
    script.note(drop, returning.start_s, returning.end_s)


def _plank(script: Script) -> None:
    """From the plank itself, or up from the knees; in the end the knees are down."""
    low, high = script.made("hips", "low"), script.made("hips", "high")
    begun_s, start_s = script.time_s, 0.0
    if script.timeline.now("amount") < 1:
        script.phase("up", script.seconds("up_s"), amount=1.0)
        start_s = script.time_s
    first = None
    if low or high:
        script.phase("hold", 1.5)
        hips = script.magnitude(high, 0.0) - script.magnitude(low, 0.0)
        first = script.phase("hips", 1.0, hips=hips)
    held = script.phase("hold", script.seconds("hold_s"))
    if first is not None:
        back = script.phase("hips", 1.0, hips=0.0)
        held = script.phase("hold", 1.0)
        script.note(low, _middle(first), _middle(back))
        script.note(high, _middle(first), _middle(back))
    script.hold(start_s, held.end_s)
    lowering = script.phase("down", script.seconds("down_s"), amount=0.0)
    script.end_rep(Phase("hold", 1, begun_s, start_s), lowering)
    script.phase("rest", script.seconds("rest_s"))


def _bird_dog(script: Script) -> None:
    fast = script.made("forcing")
    reach_s = script.magnitude(fast, script.seconds("reach_s"))
    reaching = script.way("reach", reach_s, amount=min(script.amount("reach"), 1.05))
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    returning = script.way("return", script.seconds("return_s"), amount=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(reaching, returning)
    script.note(fast, reaching.start_s, reaching.end_s)


def _plain(pose: Callable[..., Pose]) -> PoseOf:
    """A pose function whose parameters have the names of the tracks."""

    def of(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
        return pose(body, **_own(value), sway=sway)

    return of


def _sided(pose: Callable[..., Pose]) -> PoseOf:
    """The same for a pose made for the right side."""

    def of(body: Body, value: Mapping[str, float], side: str | None, sway: Sway) -> Pose:
        if side == "left":
            return mirrored(pose(body, **_own(value), sway=sway.mirrored))
        return pose(body, **_own(value), sway=sway)

    return of


def _own(value: Mapping[str, float]) -> dict[str, float]:
    """Without the tracks of fidgeting."""
    return {name: size for name, size in value.items() if name not in ("scratch", "shift")}


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "superman": Part(
            {"arms": 0.0, "legs": 0.0, "arch": 0.0, "head_back": 0.0}, _superman, _plain(prone_lift)
        ),
        "childs_pose": Part({"amount": 0.0, "shrug": 0.0}, _fold, _plain(childs_fold)),
        "childs_pose_seated_fold": Part(
            {"amount": 0.0, "shrug": 0.0}, _fold, _plain(long_sitting_fold)
        ),
        "childs_pose_rotation": Part(
            {"amount": 0.0, "elbow": 0.0, "hips_up": 0.0}, _twist, _sided(childs_twist)
        ),
        "single_arm_row": Part(
            {"pull": 0.0, "lean": 0.0, "rounded": 0.0, "flare": 0.0}, _row, _plain(kneeling_row)
        ),
        "plank": Part({"amount": 1.0, "hips": 0.0}, _plank, _plain(plank)),
        "bird_dog": Part({"amount": 0.0}, _bird_dog, _sided(bird_dog)),
    }
)
