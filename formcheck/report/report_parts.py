"""The parts of the report as HTML. Everything that comes from outside is escaped here."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import cv2
import numpy as np
import numpy.typing as npt

from formcheck.coach.events import HoldCompleted, RepCompleted
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.report.figure_words import reach_heading, reach_words
from formcheck.report.figures import Figures, RepFigures
from formcheck.report.files import readable
from formcheck.report.measured import Rate, load_measured
from formcheck.report.practice import judged_from
from formcheck.specs.schema import Check, ExerciseSpec
from formcheck.specs.vocabulary import ALL_VIEWS, View
from formcheck.video.analysis import Analysis

if TYPE_CHECKING:
    from formcheck.report.moments import Moment
    from formcheck.video.stills import Still

_JPEG_QUALITY = 85
_TIMES_SHOWN = 6
_SAME_S = 0.5
"""Held and in good form this close together are one figure."""
_SELDOM = 0.5
_REPS_SHOWN = 60
_REACHES_SHOWN = 3
_GAPS_SHOWN = 4
_MISSED_SHARE = 0.3
BASIS = {
    "source": "the source itself",
    "literature": "published studies",
    "measured": "measurements on films",
    "guess": "an estimate that still waits for a clinician",
    "clinician": "a clinician",
}


class Film:
    """The annotated film beside the report, if there is one: times become links into it."""

    def __init__(self, name: str | None, begins_s: float) -> None:
        self.name = None if name is None else readable(name)
        self._file, self._begins_s = name, begins_s

    def link(self, at_s: float, text: str) -> str:
        """The text, as a link to that moment of the film."""
        if not self.name:
            return escape(text)
        start = max(at_s - self._begins_s, 0.0)
        return f'<a href="{self.address}#t={start:.1f}">{escape(text)}</a>'

    @property
    def address(self) -> str:
        """Beside the report: a plain file name, never another place or a program."""
        plain = (self._file or "").replace("\\", "/").rsplit("/", 1)[-1]
        return "./" + quote(os.fsencode(plain), safe="")


def section(title: str, body: str, name: str, *, whole: bool = False) -> str:
    """A part of the page; `whole`: it is not cut at the end of a sheet. "" without a body."""
    if not body:
        return ""
    look = f"{name} whole" if whole else name
    return f'<section class="{look}"><h2>{escape(title)}</h2>{body}</section>\n'


def lines(texts: Iterable[str], look: str = "") -> str:
    """Sentences as a list."""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts if text)
    return f'<ul class="{look}">{items}</ul>' if items else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]], look: str) -> str:
    """A table; cells are HTML, already escaped; the head is not."""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<table class="{look}"><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>'
        if body
        else ""
    )


def picture(image: npt.NDArray[np.uint8]) -> str:
    """An RGB picture as a `data:` address."""
    done, data = cv2.imencode(
        ".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    )
    if not done:
        raise ValueError("the picture cannot be stored")
    return "data:image/jpeg;base64," + base64.b64encode(data.tobytes()).decode()


def repetitions(analysis: Analysis, figures: Figures, film: Film) -> str:
    """One row for each repetition: when, how long, how far, and what came of it."""
    results = {
        rep.index: (rep.verdict, words.rep_result(rep, analysis.spec))
        for rep in analysis.summary.reps
    }
    shown = [one for one in figures.signals if one.movement or one.kind == "peak"]
    shown = shown[:_REACHES_SHOWN]
    sided = any(rep.side for rep in figures.reps)
    head = ["No.", *(["Side"] if sided else []), "When", "Took"]
    held = [_held_in(rep, analysis.summary.holds) for rep in analysis.summary.reps]
    head += ["Held (in good form)"] if any(held) else []
    head += [reach_heading(one) for one in shown] + ["Result"]

    def row(rep: RepFigures, kept: str) -> list[str]:
        verdict, result = results[rep.index]
        cells = [str(rep.index)] + ([escape(rep.side or "-")] if sided else [])
        cells.append(film.link(rep.start_s, words.span(rep.start_s, rep.end_s)))
        cells.append(words.seconds(rep.duration_s))
        cells += [kept or "-"] if any(held) else []
        cells += [reach_words(rep.reach[one.name], one) for one in shown]
        return [*cells, f'<span class="{verdict}">{escape(result)}</span>']

    made = table(head, map(row, figures.reps[:_REPS_SHOWN], held), "reps")
    left = len(figures.reps) - _REPS_SHOWN
    more = f"<p>And {words.plural(left, 'more repetition')}: see the JSON file.</p>"
    return made + (more if left > 0 else "")


def _held_in(rep: RepCompleted, holds: Iterable[HoldCompleted]) -> str:
    """`2.7 s`, `2.7 s (0.6 s)` where less was in good form, with all parts; "" without a hold."""
    parts = [hold for hold in holds if rep.start_s <= hold.start_s <= rep.end_s]
    if not parts:
        return ""
    kept = sum(hold.held_s for hold in parts)
    good = sum(min(hold.form_s, hold.held_s) for hold in parts)
    also = f" ({words.seconds(good)})" if kept - good >= _SAME_S else ""
    return words.seconds(kept) + also


def holds(analysis: Analysis, film: Film) -> str:
    """One row for each hold that is in no repetition's row."""
    summary = analysis.summary
    found = [
        hold
        for hold in summary.holds
        if not any(rep.start_s <= hold.start_s <= rep.end_s for rep in summary.reps)
    ]
    sided = any(hold.side for hold in found)
    head = [*(["Side"] if sided else []), "When", "Held", "In good form"]
    rows = [
        [
            *([escape(hold.side or "-")] if sided else []),
            film.link(hold.start_s, words.span(hold.start_s, hold.end_s)),
            words.seconds(hold.held_s),
            words.seconds(min(hold.form_s, hold.held_s)),
        ]
        for hold in found[:_REPS_SHOWN]
    ]
    return table(head, rows, "holds")


def mistake(
    group: Sequence[MistakeSpan],
    spec: ExerciseSpec,
    still: Still | None,
    film: Film,
) -> str:
    """One mistake with all its times: picture, value and limit, cue, and what the source says."""
    worst = still.span if still else words.worst_of(group)
    image = ""
    if still is not None:
        image = _figure(still, film)
    check = words.check_by_id(spec, worst.check)
    return (
        f'<article class="mistake{"" if image else " plain"}">{image}<div>'
        f"<h3>{escape(worst.cue)}</h3>"
        f'<p class="tag {worst.severity}">{escape(words.SEVERITIES[worst.severity])}</p>'
        f"{_measured(worst, spec)}{_times(group, spec, film)}{_quote(worst, spec)}"
        f"{_basis(check, spec)}</div></article>"
    )


def seen_at(moment: Moment | None, body: str, film: Film) -> str:
    """The person at a moment, with `body` (HTML) beside it; `body` alone without a picture."""
    if moment is None:
        return body
    return f'<article class="mistake">{_figure(moment, film)}<div>{body}</div></article>'


def _figure(shown: Still | Moment, film: Film) -> str:
    when = film.link(shown.time_s, f"At {words.seconds(shown.time_s)}")
    return (
        f'<figure><img src="{picture(shown.image)}" alt="{escape(shown.what, quote=True)}">'
        f"<figcaption>{when}</figcaption></figure>"
    )


def _measured(worst: MistakeSpan, spec: ExerciseSpec) -> str:
    limit = words.limit_passed(worst, spec)
    if not limit:
        return ""
    thing = words.measured_thing(worst.check, spec)
    what = f" <span>{escape(thing)}</span>" if thing and worst.value >= worst.threshold else ""
    return f'<p class="value"><strong>{escape(limit)}</strong>{what}</p>'


def _times(group: Sequence[MistakeSpan], spec: ExerciseSpec, film: Film) -> str:
    items = [
        f"<li>{film.link(one.start_s, words.occurrence(one, spec, with_measured=False))}</li>"
        for one in group[:_TIMES_SHOWN]
    ]
    left = len(group) - _TIMES_SHOWN
    if left > 0:
        items.append(f"<li>and {words.plural(left, 'more time')}</li>")
    return f'<ul class="times">{"".join(items)}</ul>'


def _quote(worst: MistakeSpan, spec: ExerciseSpec) -> str:
    """The documented mistake; a start pose item or a foreign id has only its source."""
    known = next((one for one in spec.mistakes if one.id == worst.id), None)
    if known is None:
        return f"<blockquote>{escape(worst.source)}</blockquote>"
    publisher = spec.sources[known.source].publisher
    return f"<blockquote>{escape(known.text)}<cite>{escape(publisher)}</cite></blockquote>"


def _basis(check: Check | None, spec: ExerciseSpec) -> str:
    if check is None:
        return ""
    text = f"Where the limit comes from: {BASIS[check.basis.kind]}."
    known = load_measured().get((spec.id, check.mistake))
    if known and known.recall and known.false_alarms:
        seldom = "only " if known.recall.value < _SELDOM else ""
        text += (
            f" On our test films this mistake was found in {seldom}{_percent(known.recall)} of "
            f"its repetitions, and told in {_percent(known.false_alarms)} of the clean ones."
        )
    return f'<p class="basis">{escape(text)}</p>'


def _percent(rate: Rate) -> str:
    return f"{round(100 * rate.value)} %"


def looked_for(analysis: Analysis) -> str:
    """What was looked for and not found, in the words of the cues."""
    summary, spec = analysis.summary, analysis.spec
    view = _view(summary)
    if view is None or summary.calibration.source == "none":
        return ""
    found = {words.check_title(one.check, spec) for one in summary.mistakes}
    found |= {words.check_title(check, spec) for check in _hardly_judged(summary)}
    rest = [one for one in judged_from(spec, view).watched if one not in found]
    if not rest:
        return ""
    also = "Also looked for" if summary.mistakes else "Looked for"
    return f'<p class="looked">{also}, nothing found: {escape("; ".join(rest))}.</p>'


def _hardly_judged(summary: SetSummary) -> set[str]:
    """Checks that were not judged for so long that finding nothing says nothing."""
    times = summary.signals.time_s
    whole = float(times[-1] - times[0]) if len(times) else 0.0
    missed: dict[str, float] = {}
    for gap in summary.not_judged:
        missed[gap.check] = missed.get(gap.check, 0.0) + gap.end_s - gap.start_s
    return {check for check, length in missed.items() if length > _MISSED_SHARE * whole}


def out_of_sight(analysis: Analysis) -> str:
    """What this view cannot show, and what no camera sees."""
    view = _view(analysis.summary)
    if view is None:
        return ""
    judged = judged_from(analysis.spec, view)
    texts = [words.sentence(one) for one in judged.not_from_here]
    texts += [f'No camera sees this: "{one}"' for one in judged.reminded]
    return lines(texts)


def _view(summary: SetSummary) -> View | None:
    return next((view for view in ALL_VIEWS if view == summary.view), None)


def not_judged(analysis: Analysis) -> str:
    """What could not be judged, why, and when. Where judging never began, a note says why."""
    summary = analysis.summary
    if summary.calibration.source == "none" and summary.notes:
        return ""
    rows = []
    for reason, times, checks in words.alike_gaps(summary.not_judged):
        more = len(times) - _GAPS_SHOWN
        when = [*times[:_GAPS_SHOWN], *([f"and {more} more"] if more > 0 else [])]
        titles = words.gap_titles(checks, analysis.spec)
        rows.append(
            [
                "<br>".join(map(escape, titles)),
                escape(words.sentence(reason)),
                ", ".join(map(escape, when)),
            ]
        )
    return table(["What", "Why", "When"], rows, "gaps")
