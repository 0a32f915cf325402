"""The report of one analysed film: a page that opens anywhere and prints to a few sheets.

No script, no network, nothing beside it but (if named) the annotated film that its times link to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.report import report_parts as parts
from formcheck.report import words
from formcheck.report.chart_svg import chart_svg, svg_address
from formcheck.report.figure_words import (
    error_words,
    in_short,
    side_words,
    steadiness_words,
    tempo_words,
)
from formcheck.report.figures import Figures, figures_of
from formcheck.report.files import readable, written_beside
from formcheck.report.page import page
from formcheck.report.plots import signal_charts
from formcheck.report.timeline import timeline_of
from formcheck.report.timeline_svg import timeline_svg
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis

if TYPE_CHECKING:
    from formcheck.report.moments import Moment
    from formcheck.video.stills import Still

TIMELINE_PX = 800
CHART_PX = (760, 125)
_NEARLY_ALL = 0.95
_ALL_JUDGED = "What this view shows was judged all the time."
_MOSTLY = (
    "No check was left out for long. The rest of the time the movement had not begun, or the body "
    "was out of sight for a moment."
)


def write_report(
    path: Path,
    analysis: Analysis,
    *,
    name: str,
    stills: Sequence[Still] = (),
    moment: Moment | None = None,
    made_on: date,
    annotated_name: str | None = None,
    hold_goal_s: float | None = None,
    shipped: ExerciseSpec | None = None,
) -> None:
    """Write the report; `path` is replaced at once or not at all (OSError)."""
    content = report_html(
        analysis,
        name=name,
        stills=stills,
        moment=moment,
        made_on=made_on,
        annotated_name=annotated_name,
        hold_goal_s=hold_goal_s,
        shipped=shipped,
    )
    with written_beside(path) as draft:
        draft.write_text(content, encoding="utf-8")


def report_html(
    analysis: Analysis,
    *,
    name: str,
    stills: Sequence[Still] = (),
    moment: Moment | None = None,
    made_on: date,
    annotated_name: str | None = None,
    hold_goal_s: float | None = None,
    shipped: ExerciseSpec | None = None,
) -> str:
    """The report as one HTML page.

    Args:
        analysis: what was found.
        name: what the film's owner calls it.
        stills: pictures of the mistakes (`formcheck.video.stills.mistake_stills`).
        moment: the person at one moment, shown where no mistake has a picture
            (`formcheck.report.moments.farthest_moment`).
        made_on: the day that stands on it.
        annotated_name: the name of the annotated film, if it will lie beside the report.
        hold_goal_s: how long a hold was to be kept, if that was asked for.
        shipped: the exercise as it is shipped, to tell changed limits from the old ones.
    """
    name = readable(name)
    figures = figures_of(analysis)
    film = parts.Film(annotated_name, analysis.video.window.from_s)
    body = "".join(
        (
            _head(analysis, name, made_on),
            _result(analysis, figures, hold_goal_s),
            _timeline(analysis),
            parts.section("Repetitions", parts.repetitions(analysis, figures, film), "repetitions"),
            parts.section("Holds", parts.holds(analysis, film), "held", whole=True),
            _mistakes(analysis, stills, moment, film),
            _plots(analysis),
            _side_by_side(figures),
            _not_judged(analysis),
            _limits(analysis, shipped),
            _how(analysis, figures, film),
        )
    )
    return page(f"{analysis.spec.title}: {name}", body)


def _head(analysis: Analysis, name: str, made_on: date) -> str:
    facts = [f"Film: {name}", words.film_length(analysis.video)]
    if analysis.summary.view in words.FILMED_FROM:
        facts.append(words.FILMED_FROM[analysis.summary.view])
    return (
        f'<header><p class="brand">Formcheck<span>{escape(words.day(made_on))}</span></p>'
        f"<h1>{escape(analysis.spec.title)}</h1><p>{escape(', '.join(facts))}</p></header>\n"
    )


def _result(analysis: Analysis, figures: Figures, hold_goal_s: float | None) -> str:
    summary = analysis.summary
    if summary.calibration.source == "none":
        why = summary.notes or (summary.calibration.text,)
        notes = parts.lines(map(words.sentence, why))
    else:
        notes = ""
    facts = list(in_short(figures))
    facts.append((f"{round(100 * summary.judged_share)} %", "of the time could be judged"))
    boxes = "".join(
        f"<div><strong>{escape(value)}</strong> {escape(what)}</div>" for value, what in facts
    )
    step = escape(words.next_step(summary, hold_goal_s))
    return (
        f'<section class="result"><h2>{escape(words.sentence(words.headline(summary)))}</h2>'
        f'<p class="next"><strong>Next:</strong> {step}</p>'
        f'{notes}<div class="facts">{boxes}</div></section>\n'
    )


def _timeline(analysis: Analysis) -> str:
    timeline = timeline_of(analysis)
    if not timeline.lanes:
        return ""
    drawn = timeline_svg(timeline, width_px=TIMELINE_PX, focusable=False)
    return parts.section("What happened when", drawn, "timeline", whole=True)


def _mistakes(
    analysis: Analysis, stills: Iterable[Still], moment: Moment | None, film: parts.Film
) -> str:
    spec, summary = analysis.spec, analysis.summary
    groups = words.by_check(summary.mistakes)
    looked_for = parts.looked_for(analysis)
    if not groups:
        judged = summary.holds or any(rep.verdict != "not_judged" for rep in summary.reps)
        text = "<p>No mistake was found in what could be judged.</p>" if judged else ""
        body = text and parts.seen_at(moment, f"{text}{looked_for}", film)
        return parts.section("Mistakes", body, "mistakes", whole=True)
    pictures = {still.span.check: still for still in stills}
    cards = [parts.mistake(group, spec, pictures.get(group[0].check), film) for group in groups]
    return parts.section("Mistakes, and how to mend them", "".join(cards) + looked_for, "mistakes")


def _plots(analysis: Analysis) -> str:
    made = []
    for one in signal_charts(analysis.spec, analysis.summary):
        address = svg_address(chart_svg(one.chart, *CHART_PX))
        made.append(
            f'<figure class="plot"><figcaption>{escape(one.title)}</figcaption>'
            f'<img src="{address}" alt="{escape(one.in_words, quote=True)}"></figure>'
        )
    return parts.section("What was measured", "".join(made), "plots")


def _side_by_side(figures: Figures) -> str:
    return "".join(
        (
            parts.section("Left and right", parts.lines(side_words(figures)), "sides", whole=True),
            parts.section(
                "Tempo and steadiness",
                parts.lines((*tempo_words(figures), *steadiness_words(figures))),
                "tempo",
                whole=True,
            ),
        )
    )


def _not_judged(analysis: Analysis) -> str:
    summary = analysis.summary
    body = parts.not_judged(analysis)
    if not body and summary.calibration.source != "none":
        body = f"<p>{_ALL_JUDGED if summary.judged_share > _NEARLY_ALL else _MOSTLY}</p>"
    return parts.section("What was not judged", body + parts.out_of_sight(analysis), "unjudged")


def _limits(analysis: Analysis, shipped: ExerciseSpec | None) -> str:
    if analysis.limits is None or not analysis.limits.raises:
        return ""
    texts = words.changed_limits(analysis.limits, analysis.spec, shipped)
    note = f"<p>{escape(analysis.limits.note)}</p>" if analysis.limits.note else ""
    intro = "<p>These limits were changed for this person:</p>"
    return parts.section("Changed limits", intro + parts.lines(texts) + note, "limits", whole=True)


def _how(analysis: Analysis, figures: Figures, film: parts.Film) -> str:
    video, summary = analysis.video, analysis.summary
    began = summary.calibration.source != "none"
    texts = list(summary.notes) if began else []  # where judging never began they stand on top
    if began:
        texts.append(summary.calibration.text)
    texts.append(
        f"The film has {video.size[0]} x {video.size[1]} pixels and {video.fps:.0f} pictures a "
        f"second. In each, the pose model {analysis.model} looked for 33 points of the body, and "
        "the outline of the back was read from the picture."
    )
    texts.append(
        "Angles and lengths are measured in the picture, as a change from the person's own start "
        "position, not against a textbook."
    )
    if errors := error_words(figures):
        texts.append(f"Differences smaller than these are not told: {errors}.")
    items = parts.lines(map(words.sentence, texts))
    if film.name:
        link = f'<a href="{film.address}">{escape(film.name)}</a>'
        items += f"<p>The film with what was seen: {link}. Keep it beside this page.</p>"
    return parts.section("How it was measured", items, "how", whole=True)
