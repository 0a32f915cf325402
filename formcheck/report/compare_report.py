"""A comparison as charts and as one page that opens anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import altair as alt
import numpy as np

from formcheck.report import report_parts as parts
from formcheck.report import words
from formcheck.report.chart_parts import finished, line_layer, rows_of
from formcheck.report.chart_svg import chart_svg, svg_address
from formcheck.report.compare import POINTS, Comparison, Difference, Matched
from formcheck.report.compare_pictures import Pair
from formcheck.report.figure_words import ONE_FILM, error_words
from formcheck.report.figures import MeasuredSignal
from formcheck.report.files import written_beside
from formcheck.report.page import page
from formcheck.report.palette import LIGHT, Palette
from formcheck.report.plotted import fixed_limits

CHART_PX = (760, 125)
REPS_DRAWN = 4
"""So many repetitions are drawn on a page for paper; the others are in its figures."""
_SHARE = np.linspace(0, 100, POINTS)


@dataclass(frozen=True, slots=True)
class CompareChart:
    """One signal of the same repetition in both films; `in_words` tells its content."""

    name: str
    title: str
    in_words: str
    chart: alt.LayerChart


def comparison_charts(
    comparison: Comparison, rep: Matched, palette: Palette = LIGHT
) -> tuple[CompareChart, ...]:
    """The signals of one repetition, both films over each other on 0 to 100 % of its time."""
    charts = []
    for index, signal in enumerate(comparison.signals):
        curves = (rep.first_curves[index].values, rep.second_curves[index].values)
        if all(np.isfinite(values).sum() > 1 for values in curves):
            charts.append(
                CompareChart(
                    signal.name,
                    signal.title,
                    _in_words(comparison, signal, curves),
                    _chart(comparison, signal, curves, palette),
                )
            )
    return tuple(charts)


def difference_words(comparison: Comparison) -> tuple[str, ...]:
    """What differs beyond the measurement error, in sentences; or that nothing does."""
    first, second = comparison.names
    lines = list(_cautions(comparison))
    lines += [_told(one, first, second) for one in comparison.differences if one.told]
    if not any(one.told for one in comparison.differences) and comparison.reps:
        lines.append("No figure differs by more than the measurement error.")
    for change in comparison.mistakes:
        title = words.check_title(change.check, comparison.spec)
        if change.first != change.second:
            lines.append(
                f"{title}: {words.plural(change.first, 'time')} in {first}, "
                f"{words.plural(change.second, 'time')} in {second}."
            )
        else:
            lines.append(f"{title}: {words.plural(change.first, 'time')} in each film.")
    return tuple(lines)


def _cautions(comparison: Comparison) -> Iterator[str]:
    """What makes two films hard to compare."""
    if not comparison.same_view:
        views = words.joined([one.view for one in comparison.summaries])
        yield (
            f"The films show the person from different places ({views}): their figures do not "
            "compare well."
        )
    if len(set(comparison.models)) > 1:
        yield (
            f"Different pose models looked at the films ({words.joined(comparison.models)}): "
            "analyse both with the same one."
        )
    before, after = comparison.raises
    if before != after:
        first, second = comparison.names
        if before and after:
            by = f"{first} and {second} by different personal ones"
        else:
            personal, shipped = (first, second) if before else (second, first)
            by = f"{personal} by personal ones, {shipped} by the shipped ones"
        yield (
            f"The films were judged by different limits ({by}): their mistakes do not compare. "
            "Analyse both with the same limits."
        )
    turned = [rep for rep in comparison.reps if len({*rep.beginnings, ""}) > 2]
    if turned:
        begun, other = turned[0].beginnings
        yield (
            f'{turned[0].title} begins with "{begun}" in {comparison.names[0]} and with '
            f'"{other}" in {comparison.names[1]}: their curves do not lie over each other.'
        )


def comparison_html(comparison: Comparison, *, made_on: date, pictures: Sequence[Pair] = ()) -> str:
    """The comparison as one HTML page: what differs, the figures, the matched repetitions.

    Args:
        comparison: what is told.
        made_on: the day that stands on it.
        pictures: the same moment in both films (`compare_pictures.comparison_pictures`).
    """
    first, second = comparison.names
    spec = comparison.spec
    body = "".join(
        (
            f'<header><p class="brand">Formcheck<span>{words.day(made_on)}</span></p>'
            f"<h1>{escape(spec.title)}</h1>"
            f'<p><span class="one">{escape(first)}</span> and '
            f'<span class="two">{escape(second)}</span></p></header>',
            parts.section("What differs", parts.lines(difference_words(comparison)), "differs"),
            parts.section("Side by side", _table(comparison), "figures"),
            *_curves(comparison, pictures),
            parts.section("How it was measured", parts.lines(_how(comparison)), "how"),
        )
    )
    return page(f"{spec.title}: {first} and {second}", body)


def write_comparison(
    path: Path, comparison: Comparison, *, made_on: date, pictures: Sequence[Pair] = ()
) -> None:
    """Write the page; `path` is replaced at once or not at all (OSError)."""
    content = comparison_html(comparison, made_on=made_on, pictures=pictures)
    with written_beside(path) as draft:
        draft.write_text(content, encoding="utf-8")


def _told(one: Difference, first: str, second: str) -> str:
    more = "more" if one.second > one.first else "less"
    apart = _amount(abs(one.second - one.first), one.unit)
    before, after = _amount(one.first, one.unit), _amount(one.second, one.unit)
    return f"{one.what}: {before} in {first}, {after} in {second}, {more} by {apart}."


def _amount(value: float, unit: str) -> str:
    """Lengths of time as they are told elsewhere: hundredths are for limits."""
    return words.seconds(value) if unit == "s" else words.quantity(value, unit)


def _table(comparison: Comparison) -> str:
    rows = [["Result", *(words.headline(one) for one in comparison.summaries), ""]]
    for one in comparison.differences:
        note = "differs" if one.told else "alike"
        values = (words.quantity(value, one.unit) for value in (one.first, one.second))
        rows.append([one.what, *values, note])
    for change in comparison.mistakes:
        title = words.check_title(change.check, comparison.spec)
        counts = (words.plural(count, "time") for count in (change.first, change.second))
        rows.append([title, *counts, ""])
    cells = [[escape(cell) for cell in row] for row in rows]
    return parts.table(["", *comparison.names, ""], cells, "both")


def _curves(comparison: Comparison, pictures: Sequence[Pair]) -> Iterator[str]:
    pairs = {pair.rep.title: pair for pair in pictures}
    for rep in comparison.reps[:REPS_DRAWN]:
        body = "".join(
            f'<figure class="plot"><figcaption>{escape(one.title)}</figcaption>'
            f'<img src="{svg_address(chart_svg(one.chart, *CHART_PX))}" '
            f'alt="{escape(one.in_words, quote=True)}"></figure>'
            for one in comparison_charts(comparison, rep)
        )
        took = (
            f"<p>{escape(words.seconds(rep.first.duration_s))} and "
            f"{escape(words.seconds(rep.second.duration_s))} long; the curves are drawn over each "
            "other from beginning to end.</p>"
        )
        shown = _pair(pairs.get(rep.title), comparison.names)
        yield parts.section(rep.title, took + shown + body, "plots")


def _pair(pair: Pair | None, names: tuple[str, str]) -> str:
    """Both people side by side, where the movement is farthest."""
    if pair is None:
        return ""
    made = [
        f'<figure><img src="{parts.picture(image)}" alt="{escape(told, quote=True)}">'
        f"<figcaption>{escape(told)}</figcaption></figure>"
        for image, told in (
            (pair.first, f"{names[0]} at {words.seconds(pair.first_s)}"),
            (pair.second, f"{names[1]} at {words.seconds(pair.second_s)}"),
        )
    ]
    return f'<div class="pair">{"".join(made)}</div>'


def _how(comparison: Comparison) -> Iterator[str]:
    left = comparison.left_over
    if any(left):
        yield (
            f"Without a partner in the other film: {words.plural(left[0], 'repetition')} of "
            f"{comparison.names[0]}, {left[1]} of {comparison.names[1]}."
        )
    if len(comparison.reps) > REPS_DRAWN:
        yield (
            f"{len(comparison.reps)} repetitions were compared; the first {REPS_DRAWN} are drawn."
        )
    yield from _changed_limits(comparison)
    if errors := error_words(comparison.figures[0]):
        yield f"Differences smaller than these are not told: {errors}."
    yield "Both films are judged by change from the person's own start position."
    yield ONE_FILM


def _changed_limits(comparison: Comparison) -> Iterator[str]:
    """The personal limits; their shipped numbers where one of the films was judged by those."""
    judged = tuple(zip(comparison.names, comparison.limits, comparison.specs, strict=True))
    shipped = next((spec for _, limits, spec in judged if not (limits and limits.raises)), None)
    told = [
        (name, words.joined(words.changed_limits(limits, spec, shipped)))
        for name, limits, spec in judged
        if limits is not None and limits.raises
    ]
    if len(told) > 1 and told[0][1] == told[1][1]:
        told = [("both films", told[0][1])]
    for name, changed in told:
        yield f"Changed limits of {name}: {changed}."


def _in_words(
    comparison: Comparison, signal: MeasuredSignal, curves: tuple[np.ndarray, ...]
) -> str:
    ranges = [
        f"{name} from {words.number(float(np.nanmin(values)), signal.unit)} to "
        f"{words.number(float(np.nanmax(values)), signal.unit)}"
        for name, values in zip(comparison.names, curves, strict=True)
    ]
    unit = words.unit_words(signal.unit)
    return f"{signal.title}, two lines: {words.joined(ranges)} {unit}.".replace(" .", ".")


def _chart(
    comparison: Comparison,
    signal: MeasuredSignal,
    curves: tuple[np.ndarray, ...],
    palette: Palette,
) -> alt.LayerChart:
    percent = signal.unit in ("torso", "thigh")
    scale = 100.0 if percent else 1.0
    fixed = (limit for spec in comparison.specs for limit, _ in fixed_limits(signal.name, spec))
    limits = [scale * limit for limit in dict.fromkeys(fixed)]
    x = alt.X("t:Q", title=None, scale=alt.Scale(domain=[0, 100], nice=False),
              axis=alt.Axis(labelExpr="datum.label + ' %'", grid=False, tickCount=6))  # fmt: skip
    low, high = _domain([*(scale * values for values in curves), np.array(limits)])
    unit = words.unit_words(signal.unit)
    y = alt.Y("v:Q", title=f"% {unit}" if percent else unit,
              scale=alt.Scale(domain=[low, high], nice=False),
              axis=alt.Axis(grid=False, tickCount=4, minExtent=46))  # fmt: skip
    layers: list[alt.Chart] = []
    if limits:
        layers.append(
            alt.Chart(rows_of(v=limits, text=[f"limit {limit:.3g}" for limit in limits]))
            .mark_rule(color=palette.limit, strokeDash=[6, 4])
            .encode(y=y)
        )
    looks = ((palette.line, [1, 0]), (palette.mistake, [7, 4]))
    for name, values, (color, dash) in zip(comparison.names, curves, looks, strict=True):
        data = rows_of(
            t=[float(at) for at in _SHARE],
            v=[round(scale * float(v), 4) if np.isfinite(v) else None for v in values],
        )
        layers.append(line_layer(data, x, y, color, 2.5).mark_line(
            color=color, strokeWidth=2.5, strokeDash=dash, clip=True))  # fmt: skip
        layers.append(_key(name, color, 0 if color == palette.line else 1, x))
    return finished(layers, 200, palette)


def _key(name: str, color: str, line: int, x: alt.X) -> alt.Chart:
    """The film's name in its line's colour, in the upper right corner."""
    layer: alt.Chart = (
        alt.Chart(rows_of(t=[100.0], text=[name if len(name) <= 40 else name[:37] + "..."]))
        .mark_text(align="right", dx=-4, dy=12 + 17 * line, color=color, fontSize=13,
                   fontWeight="bold")
        .encode(x=x, y=alt.value(0), text="text:N")
    )  # fmt: skip
    return layer


def _domain(values: list[np.ndarray]) -> tuple[float, float]:
    known = np.concatenate([one[np.isfinite(one)] for one in values])
    low, high = float(known.min()), float(known.max())
    room = max(high - low, 1e-3)
    return low - 0.1 * room, high + 0.35 * room
