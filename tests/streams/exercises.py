"""Repetitions of each exercise. Every number is the movement itself, not what is read from it."""

from __future__ import annotations

from collections.abc import Callable

from streams.performance import NearFar, Performance, Rep, Step, step

BOUNCE_S = 0.35


def cat_cow(
    arch: float = -30, round_: float = 35, seconds: float = 4.0, dwell_s: float = 0.0,
    looking_up: float = 0.0,
) -> Rep:  # fmt: skip
    """Level, arch, round, level. `looking_up`: the head is up by this much before it begins."""
    head = (step(0.6, neck=looking_up), step(2.4)) if looking_up else ()
    return Rep(
        (
            *head,
            step(0.3 * seconds, curve=arch, neck=0.5 * looking_up),
            *((step(dwell_s),) if dwell_s else ()),
            step(0.4 * seconds, curve=round_, neck=0),
            step(0.3 * seconds, curve=0),
        )
    )


def needle(
    side: NearFar = "near", drop: float = 0.8, out_s: float = 1.8, hold_s: float = 2.5,
    back_s: float = 1.8, hips: float = 0.0, lift: float = 0.0, bounces: int = 0,
) -> Rep:  # fmt: skip
    """Thread one arm through. `hips`, `lift` and bounces end before the hold does."""
    rest = "far" if side == "near" else "near"
    down = {f"drop_{side}": drop, f"drop_{rest}": 0.35 * drop}
    swings = _swings(f"drop_{side}", 0.8 * drop, drop, bounces)
    raise_hand = (step(0.5, **{f"lift_{rest}": lift}),) if lift else ()
    faults = (*swings, *raise_hand)
    stay = hold_s - 1.0 - sum(part.seconds for part in faults)
    return Rep(
        (
            step(out_s, hips=hips, **down),
            *faults,
            step(stay),
            step(0.5, **{"hips": 0, f"lift_{rest}": 0}),
            step(0.5),
            step(back_s, drop_near=0, drop_far=0),
        ),
        side,
        hold_s,
    )


def seated(
    lean: float = 12, neck: float = 8, out_s: float = 1.8, hold_s: float = 2.5,
    back_s: float = 1.6, bounces: int = 0,
) -> Rep:  # fmt: skip
    """Arch back and return. Mistakes of the hold end before it does; bounces are in the return."""
    swings = _swings("lean", 0.75 * lean, 0.45 * lean, bounces)
    ease_s = 1.0
    return Rep(
        (
            step(out_s, lean=lean, neck=neck),
            step(hold_s - ease_s - 0.5),
            step(ease_s, neck=min(neck, 8)),
            step(0.5),
            *((step(0.6, lean=0.45 * lean, neck=0), *swings) if bounces else ()),
            step(back_s, lean=0, neck=0),
        ),
        hold_s=hold_s,
    )


def angel(
    rise: float = 0.6, up_s: float = 2.0, top_s: float = 1.0, down_s: float = 2.0,
    gap: float = 0.0, arm: float = 0.0,
) -> Rep:  # fmt: skip
    """Slide the arms up and down. Mistakes begin on the way up and end at the top."""
    mend = (step(0.8), step(0.6, gap=0, arm=0), step(1.0)) if gap or arm else ()
    return Rep(
        (
            step(up_s, rise=rise, gap=gap, arm=arm),
            step(top_s),
            *mend,
            step(down_s, rise=0),
        )
    )


def _swings(channel: str, to: float, back: float, count: int) -> tuple[Step, ...]:
    """A channel swings to a value and back again, `count` times: two reversals each."""
    return tuple(step(BOUNCE_S, **{channel: at}) for _ in range(count) for at in (to, back))


REPS: dict[str, Callable[..., Rep]] = {
    "cat_cow": cat_cow,
    "thread_the_needle": needle,
    "seated_thoracic_extension": seated,
    "wall_angels": angel,
}
SIDES: dict[str, tuple[NearFar, NearFar]] = {"thread_the_needle": ("near", "far")}


def rep(exercise: str, number: int = 0, **act: float) -> Rep:
    """A repetition, clean but for what `act` says; `number` picks the side."""
    sides = SIDES.get(exercise)
    return REPS[exercise](**({"side": sides[number % 2]} if sides else {}), **act)


def clean(exercise: str, view: str = "side", reps: int = 3) -> Performance:
    """Repetitions without a mistake."""
    return Performance(exercise, view, tuple(rep(exercise, i) for i in range(reps)))
