"""How the turning exercises, those in a doorway and at a wall, are performed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..human import Body, Pose
from ..motion import Sway
from ..poses_doorway import chest_expansion, doorway_pec_stretch, wall_stretch
from ..poses_turning import seated_twist, trunk_rotation
from ..poses_upright import seated
from ..script import Script
from ..spans import Phase
from .part import Part

LOOK_SHARE = 0.7  # how much further the head turns than the chest
BOUNCES, BOUNCE_S = 4, 0.32
OVEREXTEND_LEAN_DEG, OVEREXTEND_SLOWER = 12.0, 1.4


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _twist(script: Script) -> None:
    tilt, slump = script.made("not_upright", "side"), script.made("not_upright", "slump")
    rush, bounce = script.made("rushing"), script.made("forcing", "bounce")
    legs, hand, look = (script.made(m) for m in ("legs_turn", "hand_off_knee", "look"))
    turn = script.amount("turn")
    end = {
        "turn": turn,
        "hand": 1.0 - script.magnitude(hand, 0.0),
        "look": LOOK_SHARE * turn - script.magnitude(look, 0.0),
        "side_lean": script.magnitude(tilt, 0.0),
        "slump": script.magnitude(slump, 0.0),
        "swing": script.magnitude(legs, 0.0),
    }
    turning = script.way("twist", script.magnitude(rush, script.seconds("turn_s")), **end)
    if bounce:
        start_s, back = script.time_s, turn - script.magnitude(bounce, 0.0)
        for _ in range(BOUNCES):
            script.phase("bounce", BOUNCE_S, turn=back)
            script.phase("bounce", BOUNCE_S, turn=turn)
        script.note(bounce, start_s, script.time_s)
    script.phase("hold", script.seconds("hold_s"))
    script.hold(turning.end_s, script.time_s)
    returning = script.way("return", script.seconds("return_s"), **dict.fromkeys(end, 0.0))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(turning, returning)
    script.note(rush, turning.start_s, turning.end_s)
    for mistake in (tilt, slump, legs, hand, look):
        script.note(mistake, _middle(turning), _middle(returning))


def _twist_to_both_sides(script: Script) -> None:
    """To the left, to the right and back to the middle."""
    tilt, rush, legs = (
        script.made(*m) for m in (("not_upright", "side"), ("rushing",), ("legs_turn",))
    )
    lean, swing = script.magnitude(tilt, 0.0), script.magnitude(legs, 0.0)
    across_s = script.magnitude(rush, script.seconds("across_s"))
    share = across_s / script.seconds("across_s") if rush else 1.0
    edge_s = script.seconds("turn_s") * share
    left, right = script.amount("turn"), script.amount("turn")
    out = script.phase("left", edge_s, turn=left, side_lean=lean, swing=swing)
    script.phase("pause", script.seconds("pause_s"))
    script.phase("right", across_s, turn=-right, side_lean=-lean, swing=-swing)
    script.phase("pause", script.seconds("pause_s"))
    back = script.phase("middle", edge_s, turn=0.0, side_lean=0.0, swing=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(out, back)
    script.note(rush, out.start_s, back.end_s)
    for mistake in (tilt, legs):
        script.note(mistake, _middle(out), _middle(back))


def _doorway(script: Script) -> None:
    far, up, long = (script.made(m) for m in ("too_far", "shoulders_up", "too_long"))
    end = {
        "lean": script.magnitude(far, script.amount("lean")),
        "shrug": script.magnitude(up, 0.0),
    }
    leaning = script.way("lean", script.seconds("lean_s"), **end)
    held = script.phase("hold", script.magnitude(long, script.seconds("hold_s")))
    script.hold(held.start_s, held.end_s)
    releasing = script.way("release", script.seconds("return_s"), **dict.fromkeys(end, 0.0))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(leaning, releasing)
    script.note(long, held.start_s, held.end_s)
    for mistake in (far, up):
        script.note(mistake, _middle(leaning), _middle(releasing))


def _expand(script: Script) -> None:
    opening = script.way("open", script.seconds("open_s"), spread=script.amount("spread"))
    script.phase("push", script.seconds("push_s"))
    closing = script.way("close", script.seconds("close_s"), spread=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(opening, closing)


def _wall(script: Script) -> None:
    sinking = script.way("sink", script.seconds("sink_s"), amount=script.amount("amount"))
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    rising = script.way("rise", script.seconds("return_s"), amount=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(sinking, rising)


def _lean_back(script: Script) -> None:
    over, strain, rush, jerk = (
        script.made(m) for m in ("overextend", "neck_strain", "rushing", "jerky_return")
    )
    slower = OVEREXTEND_SLOWER if over else 1.0
    end = {
        "extension": script.magnitude(over, script.amount("extension")),
        "lean": OVEREXTEND_LEAN_DEG if over else script.amount("lean"),
        "head_back": script.magnitude(strain, 0.0),
    }
    going = script.way(
        "extend", script.magnitude(rush, script.seconds("extend_s") * slower), **end
    )  # fmt: skip
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    back_s = script.magnitude(jerk, script.seconds("return_s") * slower)
    returning = script.way("return", back_s, **dict.fromkeys(end, 0.0))
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(going, returning)
    script.note(rush, going.start_s, going.end_s)
    script.note(jerk, returning.start_s, returning.end_s)
    for mistake in (over, strain):
        script.note(mistake, _middle(going), _middle(returning))


Values = Mapping[str, float]


def _twist_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    turn, look = value["turn"], value["look"]
    if side == "right":
        turn, look = -turn, -look
    return seated_twist(
        body, turn, value["hand"], look, value["side_lean"], value["slump"], value["swing"],
        sway=sway,
    )  # fmt: skip


def _dynamic_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    turn, lean = value["turn"], value["side_lean"]
    swing = value["swing"] if turn >= 0 else -value["swing"]
    return seated_twist(
        body, turn, look=0.3 * turn, side_lean=lean if turn >= 0 else -lean, swing=swing,
        folded=True, sway=sway,
    )  # fmt: skip


def _rotation_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    return trunk_rotation(body, value["turn"], side_lean=value["side_lean"], sway=sway)


def _doorway_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    return doorway_pec_stretch(body, value["lean"], value["shrug"], sway=sway)


def _expansion_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    return chest_expansion(body, value["spread"], sway=sway)


def _wall_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    return wall_stretch(body, value["amount"], sway)


def _lean_back_pose(body: Body, value: Values, side: str | None, sway: Sway) -> Pose:
    return seated(
        body, value["extension"], lean=value["lean"], head_back=value["head_back"], sway=sway,
        backrest=True,
    )  # fmt: skip


_TWISTED = {"turn": 0.0, "hand": 0.0, "look": 0.0, "side_lean": 0.0, "slump": 0.0, "swing": 0.0}
_SWINGING = {"turn": 0.0, "side_lean": 0.0, "swing": 0.0}
_LEANING = {"lean": 0.0, "shrug": 0.0}
_ARCHED = {"extension": 0.0, "lean": 0.0, "head_back": 0.0}

PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "seated_twist": Part(_TWISTED, _twist, _twist_pose),
        "seated_twist_dynamic": Part(_SWINGING, _twist_to_both_sides, _dynamic_pose),
        "trunk_rotation": Part(_SWINGING, _twist_to_both_sides, _rotation_pose),
        "doorway_pec_stretch": Part(_LEANING, _doorway, _doorway_pose),
        "chest_expansion": Part({"spread": 0.0}, _expand, _expansion_pose),
        "wall_stretch": Part({"amount": 0.0}, _wall, _wall_pose),
        "seated_thoracic_extension_lean_back": Part(_ARCHED, _lean_back, _lean_back_pose),
    }
)
"""The turning exercises as data."""
