"""How the lying exercises are performed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..human import Body, Pose
from ..motion import Sway
from ..poses_lying import roller_extension
from ..poses_rolling import over_ball, roller_kneading, roller_rolling
from ..scenario import Mistake
from ..script import Script
from ..spans import Phase
from .part import Part

JERK_STOPS = (0.5, 0.75, 0.25, 0.55, 0.0)  # shares of the way at which a jerky return stops
SLOWER = 1.4  # a longer way at an unhurried speed
LET_GO_S = 1.1  # seconds for the hands to leave the head, and to come back


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _arch_over(script: Script) -> None:
    """Arch back, stay, come back: on the roller and on the ball."""
    over, neck = script.made("arch_too_far"), script.made("arch_too_far", "neck")
    fast, loose = script.made("too_fast") or script.made("jerky", "out"), script.made("head_support")
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
        script.phase("hands", LET_GO_S, let_go=0.0)
        script.note(loose, _middle(letting), returned.end_s)
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
        script.phase("hands", LET_GO_S, let_go=0.0)
        script.note(loose, _middle(letting), back.end_s)
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


ROLL_FROM, KNEAD_FROM = -0.07, -0.04  # metres towards the feet, where rolling begins

PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "foam_roller": Part(
            {"extension": 0.0, "head_back": 0.0, "let_go": 0.0}, _arch_over, _extending
        ),
        "foam_roller_rolling": Part({"way": 0.0, "let_go": 0.0}, _roll, _rolling),
        "foam_roller_kneading": Part({"way": 0.0}, _knead, _kneading),
        "ball_mobilization": Part({"extension": 0.0, "head_back": 0.0}, _arch_over, _on_ball),
    }
)
"""The lying exercises as data."""
