"""The figures of a set as plain sentences and table cells. Pure, ASCII only."""

from __future__ import annotations

import math
from collections.abc import Iterator

from formcheck.report.figures import Figures, MeasuredSignal, Reach, SideDifference, Steadiness
from formcheck.report.words import joined, number, plural, quantity, seconds, unit_words

_STILL: dict[str, float] = {"deg": 2.0, "torso": 0.02, "thigh": 0.02}
"""The picture's own unrest: a hold that moves less is as still as a camera can tell."""
PARTS_AT_MOST = 1.1
"""A repetition is counted without its gentle beginning and end, which the ways out and back have:
from so many times its length on, people would add the parts up and wonder."""
ONE_FILM = "One film is a hint. Look at another day before you draw a conclusion."


def reach_words(reach: Reach, signal: MeasuredSignal) -> str:
    """How far a signal went in one repetition, without its unit: `17`, `-27 to 39`."""
    if not math.isfinite(reach.size):
        return "-"
    if signal.kind == "peak":
        return number(reach.size, signal.unit)
    if signal.kind == "signed":
        left, right = (number(max(one, 0.0), signal.unit) for one in (reach.high, -reach.low))
        return f"left {left}, right {right}"
    return f"{number(reach.low, signal.unit)} to {number(reach.high, signal.unit)}"


def reach_heading(signal: MeasuredSignal) -> str:
    """The head of a column of reaches: `Hips behind the knees, degrees`."""
    words, title = unit_words(signal.unit), signal.title
    if signal.kind == "signed":
        title = "Movement to each side"
    return f"{title}, {words}" if words else title


def tempo_words(figures: Figures) -> tuple[str, ...]:
    """How quickly it was done, and whether that changed."""
    tempo = figures.tempo
    if tempo is None:
        return ()
    lines = []
    if len(figures.reps) == 1:
        lines.append(f"The repetition took {seconds(tempo.median_s)}.")
    elif tempo.longest_s - tempo.shortest_s < 0.05:
        lines.append(f"Each repetition took {seconds(tempo.median_s)}.")
    else:
        lines.append(
            f"A repetition took {seconds(tempo.median_s)}, "
            f"between {seconds(tempo.shortest_s)} and {seconds(tempo.longest_s)}."
        )
    if tempo.changed:
        how = "slower" if tempo.change_s > 0 else "quicker"
        by = seconds(abs(tempo.change_s))
        lines.append(f"The repetitions became {how}, by about {by} from the first to the last.")
    elif math.isfinite(tempo.change_s):
        lines.append("The pace stayed the same from the first to the last.")
    lines += _paces(figures)
    return tuple(lines)


def _paces(figures: Figures) -> Iterator[str]:
    tempo = figures.tempo
    if tempo is None or tempo.pace is None:
        return
    pace = tempo.pace
    if pace.whole_s > PARTS_AT_MOST * tempo.median_s:
        if 0.05 <= pace.stay_s <= tempo.median_s:
            stay = seconds(pace.stay_s)
            yield f"About {stay} of a repetition were spent at the end of the movement."
        return
    yield (
        f"About {seconds(pace.out_s)} on the way out, {seconds(pace.stay_s)} at the end of the "
        f"movement and {seconds(pace.back_s)} on the way back, their gentle beginnings and ends "
        "included."
    )


def steadiness_words(figures: Figures) -> tuple[str, ...]:
    """How alike the repetitions were, and how still the holds."""
    lines = [_alike(one, figures.signal(one.signal)) for one in figures.steadiness]
    for signal in figures.signals:
        known = [hold.sway[signal.name] for hold in figures.holds if signal.name in hold.sway]
        if signal.movement and known:
            lines.append(_stillness(max(known), signal))
            break
    return tuple(lines)


def between(low: float, high: float, unit: str) -> str:
    """`41 to 47 degrees`, `97 to 103 % of your torso length`; alike, one figure."""
    if number(low, unit) == number(high, unit):
        return quantity(high, unit)
    return f"{number(low, unit).removesuffix(' %')} to {quantity(high, unit)}"


def _alike(one: Steadiness, signal: MeasuredSignal) -> str:
    title = "From side to side" if signal.kind == "signed" else signal.title
    side = f" ({one.side})" if one.side else ""
    reached = f"{title}{side}: {between(one.smallest, one.largest, signal.unit)}"
    if signal.kind == "span":
        reached += " from end to end"
    if one.differs:
        return f"{reached}. The repetitions differ by more than the measurement error."
    return f"{reached}. The repetitions were alike."


def _stillness(sway: float, signal: MeasuredSignal) -> str:
    least = _STILL.get(signal.unit, 0.0)
    if sway < least:
        return f"The holds were still: they moved by less than {quantity(least, signal.unit)}."
    return f"While held, it wavered by {quantity(sway, signal.unit)} ({lower(signal.title)})."


def side_words(figures: Figures) -> tuple[str, ...]:
    """Left against right: only what differs beyond the error, or that nothing does."""
    if not figures.sides:
        return ()
    told = [_side(one) for one in figures.sides if one.told]
    if told:
        return (*told, ONE_FILM)
    return ("Left and right were alike, as far as a camera can tell.",)


def _side(one: SideDifference) -> str:
    more, less = ("left", "right") if one.left > one.right else ("right", "left")
    high, low = max(one.left, one.right), min(one.left, one.right)
    told_from = quantity(one.error, one.unit)
    return (
        f"{one.what}: {quantity(high, one.unit)} on the {more}, {number(low, one.unit)} on the "
        f"{less}. A difference is told from {told_from} on."
    )


def in_short(figures: Figures) -> tuple[tuple[str, str], ...]:
    """The few figures that sum up a set: (value, what it is)."""
    facts: list[tuple[str, str]] = []
    if figures.reps:
        clean = sum(rep.verdict == "clean" for rep in figures.reps)
        noun = "repetition" if len(figures.reps) == 1 else "repetitions"
        facts.append((f"{clean} of {len(figures.reps)}", f"{noun} clean"))
    if figures.tempo is not None:
        typical = "" if len(figures.reps) == 1 else ", typically"
        facts.append((seconds(figures.tempo.median_s), f"for a repetition{typical}"))
    if figures.holds:
        held = sum(hold.held_s for hold in figures.holds)
        facts.append((seconds(held), f"held in {plural(len(figures.holds), 'hold')}"))
    return tuple(facts)


def lower(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]


def error_words(figures: Figures) -> str:
    """The smallest differences that are told, by signal; "" where nothing was measured."""
    parts = [f"{quantity(one.error, one.unit)} ({lower(one.title)})" for one in figures.signals]
    return joined(parts)
