"""The result of an analysis for the terminal, as rich renderables. Plain enough for 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from formcheck.coach.events import HoldCompleted, Severity
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.report.files import printable
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis

_STYLE: dict[Severity, str] = {
    "stop": "bold red",
    "major": "red",
    "minor": "yellow",
    "info": "cyan",
}
_SPANS_SHOWN = 3


def analysis_view(analysis: Analysis, dose: Mapping[str, float] | None = None) -> RenderableType:
    """Everything a person wants to know after a set: what went well, what to mend, what is unknown.

    Args:
        analysis: what was found.
        dose: the dose that was asked for; names the goal of each hold.
    """
    spec, summary = analysis.spec, analysis.summary
    hold_goal = (dose or {}).get("hold_s")
    parts = [
        _title(analysis),
        _verdict(summary),
        _repetitions(spec, summary),
        _holds(summary.holds, hold_goal),
        _mistakes(spec, summary),
        _not_judged(spec, summary),
        _section("Good to know", map(words.sentence, _notes(summary))),
        _section("Next time", [_next_step(analysis, hold_goal)], style="bold green"),
        Text(f"\n{words.DISCLAIMER}", style="dim"),
    ]
    return Group(*(part for part in parts if part is not None))


def section(title: str, body: RenderableType, style: str = "bold") -> RenderableType:
    """A heading with an indented body below it."""
    return Group(Text(f"\n{title}", style=style), Padding(body, (0, 0, 0, 2), expand=False))


def bullets(items: Iterable[str | Text], mark: str = "-") -> RenderableType:
    """A list whose long lines hang below their beginning."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for item in items:
        table.add_row(mark, item if isinstance(item, Text) else Text(item))
    return table


def table(*columns: str) -> Table:
    """A table without lines, its headings dimmed."""
    made = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for column in columns:
        made.add_column(column, overflow="fold")
    return made


def _title(analysis: Analysis) -> RenderableType:
    facts = [printable(analysis.video.path.name), words.film_length(analysis.video)]
    facts += [
        words.FILMED_FROM[view] for view in (analysis.summary.view,) if view in words.FILMED_FROM
    ]
    return Group(Text(f"\n{analysis.spec.title}", style="bold"), Text(", ".join(facts), "dim"))


def _verdict(summary: SetSummary) -> RenderableType:
    bad = bool(summary.mistakes) or not (summary.reps or summary.holds)
    text = Text("\n").append(words.sentence(words.headline(summary)), "yellow" if bad else "green")
    share = round(100 * summary.judged_share)
    if share == 100:
        text.append(" All of the time could be judged.")
    elif share > 0:
        text.append(f" {share} % of the time could be judged.")
    return text


def _next_step(analysis: Analysis, hold_goal_s: float | None) -> str:
    step = words.next_step(analysis.summary, hold_goal_s)
    if analysis.summary.reps or analysis.summary.holds or analysis.summary.mistakes:
        return step
    return f"{step} See: formcheck show {analysis.spec.id}"


def _repetitions(spec: ExerciseSpec, summary: SetSummary) -> RenderableType | None:
    if not summary.reps:
        return None
    sided = any(rep.side for rep in summary.reps)
    rows = table("", *(["side"] if sided else []), "when", "result")
    for rep in summary.reps:
        style = {"clean": "green", "mistake": "yellow", "not_judged": "dim"}[rep.verdict]
        side = [rep.side or "-"] if sided else []
        when = words.span(rep.start_s, rep.end_s)
        rows.add_row(str(rep.index), *side, when, Text(words.rep_result(rep, spec), style))
    return section("Repetitions", rows)


def _holds(holds: tuple[HoldCompleted, ...], goal_s: float | None) -> RenderableType | None:
    if not holds:
        return None
    goal = f" of {words.seconds(goal_s)}" if goal_s else ""
    sided = any(hold.side for hold in holds)
    rows = table("", *(["side"] if sided else []), "when", "held")
    for index, hold in enumerate(holds, 1):
        side = [hold.side or "-"] if sided else []
        when = words.span(hold.start_s, hold.end_s)
        rows.add_row(str(index), *side, when, f"{words.seconds(hold.held_s)}{goal}")
    return section("Holds", rows)


def _mistakes(spec: ExerciseSpec, summary: SetSummary) -> RenderableType | None:
    shown: list[RenderableType] = []
    for group in words.by_check(summary.mistakes):
        shown += [Text(), _mistake(spec, group)] if shown else [_mistake(spec, group)]
    return section("What to mend", Group(*shown)) if shown else None


def _mistake(spec: ExerciseSpec, group: tuple[MistakeSpan, ...]) -> RenderableType:
    worst = min((m.severity for m in group), key=words.MOST_URGENT_FIRST.index)
    heading = Text().append(words.sentence(group[0].cue), _STYLE[worst])
    heading.append(f"  ({words.SEVERITIES[worst]})", "dim")
    lines = [Text(words.occurrence(mistake, spec)) for mistake in group]
    lines.append(Text(group[0].source, "italic"))
    return Group(heading, bullets(lines, mark=" "))


def _not_judged(spec: ExerciseSpec, summary: SetSummary) -> RenderableType | None:
    never_began = summary.calibration.source == "none" and summary.notes
    if never_began or not summary.not_judged:  # where nothing was judged, a note says why
        return None
    rows = table("what", "why", "when")
    rows.columns[2].no_wrap = True
    for reason, times, checks in words.alike_gaps(summary.not_judged):
        more = len(times) - _SPANS_SHOWN
        when = [*times[:_SPANS_SHOWN], *([f"and {more} more"] if more > 0 else [])]
        titles = words.gap_titles(checks, spec)
        rows.add_row("\n".join(titles), Text(words.sentence(reason)), "\n".join(when))
    return section("Not judged", rows)


def _notes(summary: SetSummary) -> list[str]:
    notes = list(summary.notes)
    if summary.calibration.source != "none" and summary.calibration.text:
        notes.insert(0, summary.calibration.text)
    return notes


def _section(title: str, lines: Iterable[str], style: str = "bold") -> RenderableType | None:
    items = list(lines)
    if not items:
        return None
    body = bullets(items) if len(items) > 1 else Text(items[0])
    return section(title, body, style)
