"""Filling the minutes of a practice with exercises, one after the other. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formcheck.coach.dose import resolve_dose
from formcheck.routines.camera import CameraPlace, place_of
from formcheck.routines.documents import MOST_ITEMS
from formcheck.routines.kinds import (
    STATIC_S,
    Region,
    key_of_sides,
    kind_of,
    position_of,
    region_of,
    static_s,
)
from formcheck.routines.plan import CAMERA_S, seconds_of
from formcheck.specs.schema import ExerciseSpec

FEWEST, SHORT_S = 3, 80.0
"""An exercise longer than such a share of the time, and than this, comes after shorter ones."""
MOVE_FOR_S = 120.0
"""The camera is moved again only for so much; what is left goes to sets and repetitions."""
MORE_S = 20.0
"""So far a suggestion may go beyond the minutes."""


def fill(order: Sequence[ExerciseSpec], left_s: float) -> tuple[list[ExerciseSpec], float]:
    """As many as fit, at least one (the shortest if none does), and the seconds left."""
    chosen: list[ExerciseSpec] = []
    now: CameraPlace | None = None
    share_s = max(SHORT_S, left_s / FEWEST)
    while len(chosen) < MOST_ITEMS:
        in_time = [
            spec
            for spec in order
            if _allowed(spec, chosen)
            and _cost_s(spec, now) <= left_s + MORE_S
            and (_stays(spec, now) or left_s >= MOVE_FOR_S)
        ]
        if not in_time:
            break
        best = min(in_time, key=lambda spec: _rank(spec, chosen, now, share_s))
        left_s -= _cost_s(best, now)
        chosen.append(best)
        now = (now.shared(place_of(best)) if now is not None else None) or place_of(best)
    if not chosen:
        chosen = [min(order, key=lambda spec: seconds_of(spec))]
        left_s = 0.0
    return chosen, left_s


def _rank(
    spec: ExerciseSpec, chosen: Sequence[ExerciseSpec], now: CameraPlace | None, share_s: float
) -> tuple[bool, bool, bool, bool, int]:
    """Smallest first: the camera stays, its kind's turn, not too long, the person stays, a region
    that has had least."""
    strong = sum(kind_of(one) == "strength" for one in chosen)
    strength_next = len(chosen) - strong >= 2 * (strong + 1)
    return (
        not _stays(spec, now),
        (kind_of(spec) == "strength") != strength_next,
        seconds_of(spec) > share_s,
        bool(chosen) and position_of(spec) != position_of(chosen[-1]),
        sum(region_of(one) == region_of(spec) for one in chosen),
    )


def _cost_s(spec: ExerciseSpec, now: CameraPlace | None) -> float:
    return seconds_of(spec) + (0.0 if _stays(spec, now) else CAMERA_S)


def _stays(spec: ExerciseSpec, now: CameraPlace | None) -> bool:
    return now is None or now.shared(place_of(spec)) is not None


def _allowed(spec: ExerciseSpec, chosen: Sequence[ExerciseSpec]) -> bool:
    """Not the same exercise twice, in whichever version; not too much held for one region."""
    main = spec.variant_of or spec.id
    if any(main == (one.variant_of or one.id) for one in chosen):
        return False
    return _held_s(region_of(spec), (*chosen, spec), {}) <= STATIC_S


def more_of(chosen: Sequence[ExerciseSpec], left_s: float) -> dict[str, dict[str, float]]:
    """Doses by exercise: more sets than usual, then more repetitions, in turn, as time allows."""
    doses: dict[str, dict[str, float]] = {}
    for key in ("sets", "reps", "reps_per_side"):
        growing = [spec for spec in chosen if getattr(spec.dose, key) is not None]
        while growing:
            spec = growing.pop(0)
            now = resolve_dose(spec, doses.get(spec.id))
            grown = now[key] + (2 if key_of_sides(spec) == key else 1)
            if grown > getattr(spec.dose, key).max:
                continue
            more = {**doses.get(spec.id, {}), key: grown}
            longer_s = seconds_of(spec, more) - seconds_of(spec, now)
            held_s = _held_s(region_of(spec), chosen, {**doses, spec.id: more})
            if longer_s > left_s or held_s > STATIC_S:
                continue
            doses[spec.id], left_s = more, left_s - longer_s
            growing.append(spec)
    return doses


def _held_s(
    region: Region, chosen: Sequence[ExerciseSpec], doses: Mapping[str, Mapping[str, float]]
) -> float:
    return sum(
        static_s(one, resolve_dose(one, doses.get(one.id)))
        for one in chosen
        if region_of(one) == region
    )
