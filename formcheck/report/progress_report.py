"""Weeks of practice on one sheet of paper, for the person and their physiotherapist.

No script, no network; it prints on one A4 page whatever the journal holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from importlib import resources

import altair as alt

from formcheck.journal.records import Person, Session
from formcheck.progress.days import day_of
from formcheck.progress.results import PainTrend, RangeTrend, Trends
from formcheck.progress.trends import trends
from formcheck.progress.words import on_day
from formcheck.progress.words import points as pain_figure
from formcheck.report.chart_svg import chart_svg, svg_address
from formcheck.report.page import page
from formcheck.report.progress_charts import calendar_chart, pain_chart
from formcheck.report.progress_tracks import clean_share, paired
from formcheck.report.progress_words import helped_words, noun
from formcheck.report.words import day, number, plural, sentence, unit_words
from formcheck.specs.schema import ExerciseSpec

RANGES_SHOWN, MISTAKES_SHOWN, SENTENCES_SHOWN, NOTES_SHOWN = 8, 4, 2, 4
NOTE_LETTERS = 110
WEEKS_SHOWN = 10
PAINS_DRAWN = 60
_CHART_PX = (330, 155)
_UNITS = {"torso": "of torso length", "thigh": "of thigh length"}
_HOW = (
    "A camera and a pose model ({models}) measured angles and distances in the picture, as a "
    "change from the person's own start position. Each figure is the median of three practices, "
    "the first and the last; a change is told only beyond the error, from the same view, side and "
    "model. Left and right are compared over the last practices, six at most. Pain is the person's "
    "own answer, 0 to 10. What happened together need not be a cause."
)


def progress_html(person: Person, specs: Mapping[str, ExerciseSpec], today: date) -> str:
    """The report as one HTML page.

    Args:
        person: everything that the journal holds of them.
        specs: the exercises by id, for their names and errors.
        today: the day that stands on it; what seems to lie after it is left out.
    """
    found = trends(person.sessions, specs, today)
    body = "".join(
        (
            f"<style>{_style()}</style>",
            _head(person, today),
            _facts(found, today),
            _charts(found, today),
            _alerts(found),
            _ranges(found),
            _two_columns(_mistakes(found) + _notes(person.sessions), _together(found)),
            _how(person),
        )
    )
    return page(f"Progress of {person.profile.name}", f'<div class="sheet">{body}</div>')


def _head(person: Person, today: date) -> str:
    count = len(person.sessions)
    if count:
        first = min(day_of(session) for session in person.sessions)
        period = f"{plural(count, 'practice')} from {day(first)} to {day(today)}"
    else:
        period = "No practice yet"
    return (
        f'<header><p class="brand">Formcheck <span>Progress report, {day(today)}</span></p>'
        f"<h1>{escape(person.profile.name)}</h1><p>{escape(sentence(period))}</p></header>"
    )


def _facts(found: Trends, today: date) -> str:
    practice = found.practice
    facts = [
        (str(practice.days_28), f"{noun(practice.days_28, 'practice day')} in the last 28 days"),
        (
            str(round(practice.minutes_28)),
            f"{noun(round(practice.minutes_28), 'minute')} in the last 28 days",
        ),
    ]
    if (share := clean_share(found.clean, today)) is not None:
        facts.append((f"{round(100 * share)} %", "of judged repetitions clean in the last 28 days"))
    if (pain := _pain_before(found.pain)) is not None:
        facts.append(pain)
    boxes = "".join(f"<div><strong>{value}</strong> {what}</div>" for value, what in facts)
    return f'<section class="facts">{boxes}</section>'


def _pain_before(pain: PainTrend) -> tuple[str, str] | None:
    """The figure that the sentence beside the chart tells, so that there is one, and when."""
    lately = next((one.now for one in pain.changes if one.kind == "before"), None)
    if lately is not None:
        return f"{pain_figure(lately)} of 10", "pain before, median of the last three practices"
    if pain.median_28 is not None:
        return f"{pain_figure(pain.median_28)} of 10", "pain before, median of the last 28 days"
    return None


def _charts(found: Trends, today: date) -> str:
    minutes = {one.day: one.minutes for one in found.practice.days}
    left = _figure(
        "Practice days", calendar_chart(minutes, today, WEEKS_SHOWN), found.practice.sentence
    )
    return _two_columns(left, _pain(found.pain))


def _pain(pain: PainTrend) -> str:
    chart = pain_chart(pain.points[-PAINS_DRAWN:]) if pain.points else None
    return _figure("Pain, 0 to 10", chart, pain.sentence)


def _figure(title: str, chart: alt.LayerChart | None, says: str) -> str:
    picture = ""
    if chart is not None:
        address = svg_address(chart_svg(chart, *_CHART_PX))
        picture = f'<img src="{address}" alt="{escape(says, quote=True)}">'
    return (
        f"<figure><h2>{escape(title)}</h2>{picture}<figcaption>{escape(says)}</figcaption></figure>"
    )


def _alerts(found: Trends) -> str:
    return "".join(f'<p class="alert">{escape(one.sentence)}</p>' for one in found.alerts)


def _ranges(found: Trends) -> str:
    """What was reached at first and at last: told changes first, then what has most figures."""
    ordered = sorted(found.ranges, key=lambda one: (not one.told, -len(one.points)))
    shown = [one for group in paired(ordered) for one in group][:RANGES_SHOWN]
    if not shown:
        return ""
    head = ["Exercise", "What, seen from", "Side", "At first", "Now", "Error", "Change"]
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    rows = "".join(_range(one) for one in shown)
    return (
        '<section class="ranges"><h2>How far</h2><table>'
        f"<thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>"
        f"{_more(len(found.ranges) - len(shown), 'measurement')}</section>"
    )


def _range(one: RangeTrend) -> str:
    unit = f" ({_UNITS.get(one.unit, unit_words(one.unit))})"
    name = f"{one.name}, {one.view}" if one.view else one.name
    known = one.then is not None and one.now is not None
    now = one.now if one.now is not None else one.points[-1].value if one.points else math.nan
    cells = [
        one.title, (name + unit).removesuffix(" ()"), one.side or "both",
        number(math.nan if one.then is None else one.then, one.unit), number(now, one.unit),
        number(one.error, one.unit), _change(one) if known else "too few practices",
    ]  # fmt: skip
    row = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr class="{"told" if _printed_change(one) else ""}">{row}</tr>'


def _change(one: RangeTrend) -> str:
    return _printed_change(one) or "within the error"


def _printed_change(one: RangeTrend) -> str:
    """The change between the figures as they stand in the row, so that everybody can check it.

    "" where it, or what was measured, is not beyond the error.
    """
    if not one.told or one.then is None or one.now is None:
        return ""
    then, now, error = (_printed(value, one.unit) for value in (one.then, one.now, one.error))
    change = round(now - then, 2)
    per_cent = " %" if number(one.now, one.unit).endswith(" %") else ""
    return f"{change:+g}{per_cent}" if abs(change) > error else ""


def _printed(value: float, unit: str) -> float:
    """A value as it is printed."""
    return float(number(value, unit).removesuffix(" %"))


def _mistakes(found: Trends) -> str:
    said = [one.sentence for one in found.mistakes[:MISTAKES_SHOWN]]
    return _listed("Seen most in four weeks", said or ["No mistake was seen."])


def _together(found: Trends) -> str:
    """Left against right, holds, and what went along with better mornings."""
    told = [one.sentence for one in found.sides if one.told]
    held = [one.sentence for one in found.holds]
    helped = helped_words(found.helped)
    said = [*told[:SENTENCES_SHOWN], *held[:SENTENCES_SHOWN], *helped[: SENTENCES_SHOWN + 1]]
    return _listed("Left and right, holds, mornings", said) if said else ""


def _notes(sessions: Sequence[Session]) -> str:
    noted = [session for session in sessions if session.feelings.note.strip()]
    if not noted:
        return ""
    items = "".join(
        f"<li>{escape(on_day(day_of(session)))}: {escape(_short(session.feelings.note))}</li>"
        for session in noted[: -NOTES_SHOWN - 1 : -1]
    )
    more = _more(len(noted) - NOTES_SHOWN, "note")
    return f'<div class="notes"><h2>Notes, newest first</h2><ul>{items}</ul>{more}</div>'


def _short(note: str) -> str:
    one_line = " ".join(note.split())
    if len(one_line) <= NOTE_LETTERS:
        return one_line
    return f"{one_line[: NOTE_LETTERS - 3].rstrip()}..."


def _how(person: Person) -> str:
    models = dict.fromkeys(done.model for one in person.sessions for done in one.exercises)
    text = _HOW.format(models=", ".join(list(models)[-2:]) or "none yet")
    coached = f"Coached in {person.profile.mode} mode."
    standing = [change for change in person.changes if change.undone_at is None]
    if standing:
        coached += f" Last change, {on_day(standing[-1].at.date())}: {_short(standing[-1].reason)}"
    return (
        '<section class="how"><h2>How it was coached and measured</h2>'
        f"<p>{escape(sentence(coached))}</p><p>{escape(text)}</p></section>"
    )


def _listed(title: str, said: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(one)}</li>" for one in said)
    return f"<div><h2>{title}</h2><ul>{items}</ul></div>"


def _more(count: int, noun: str) -> str:
    return f'<p class="more">And {plural(count, noun)} more.</p>' if count > 0 else ""


def _two_columns(left: str, right: str) -> str:
    return f'<section class="pairs"><div>{left}</div><div>{right}</div></section>'


@cache
def _style() -> str:
    return resources.files("formcheck.report").joinpath("progress_report.css").read_text("utf-8")
