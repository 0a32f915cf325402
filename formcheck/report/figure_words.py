"""The figures of a set as plain sentences and table cells. Pure, ASCII only."""

from __future__ import annotations

import math
from collections.abc import Iterator

from formcheck.report.figures import Figures, MeasuredSignal, Reach, SideDifference, Steadiness
from formcheck.report.words import joined, number, plural, quantity, seconds, unit_words

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
    words = unit_words(signal.unit)
    return f"{signal.title}, {words}" if words else signal.title


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
    yield (
        f"Typically {seconds(pace.out_s)} on the way out, {seconds(pace.stay_s)} at the end of "
        f"the movement, {seconds(pace.back_s)} on the way back."
    )


def steadiness_words(figures: Figures) -> tuple[str, ...]:
    """How alike the repetitions were, and how still the holds."""
    lines = [_alike(one, figures.signal(one.signal)) for one in figures.steadiness]
    sways = [line for hold in figures.holds for line in hold.sway]
    for signal in figures.signals:
        if signal.movement and signal.name in sways:
            known = [hold.sway[signal.name] for hold in figures.holds if signal.name in hold.sway]
            worst = quantity(max(known), signal.unit)
            lines.append(f"While held, it wavered by {worst} at most ({lower(signal.title)}).")
            break
    return tuple(lines)


def _alike(one: Steadiness, signal: MeasuredSignal) -> str:
    low, high = number(one.smallest, signal.unit), number(one.largest, signal.unit)
    reached = (
        f"{signal.title}: {quantity(one.largest, signal.unit)} each time"
        if low == high
        else f"{signal.title}: {low} to {high} {unit_words(signal.unit)}".rstrip()
    )
    if signal.kind != "peak":
        reached += " from end to end"
    if one.differs:
        return f"{reached}. The repetitions differ more than the measurement error."
    return f"{reached}. The repetitions were alike."


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
        facts.append((f"{clean} of {len(figures.reps)}", "repetitions clean"))
    if figures.holds:
        held = sum(hold.held_s for hold in figures.holds)
        facts.append((seconds(held), f"held in {plural(len(figures.holds), 'hold')}"))
    if figures.tempo is not None:
        facts.append((seconds(figures.tempo.median_s), "for a repetition"))
    return tuple(facts)


def lower(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]


def error_words(figures: Figures) -> str:
    """The smallest differences that are told, by signal; "" where nothing was measured."""
    parts = [f"{quantity(one.error, one.unit)} ({lower(one.title)})" for one in figures.signals]
    return joined(parts)
