"""A person's journal as tables for a spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from formcheck.journal.records import ExerciseDone, Person, Session

_NO_FORMULA = ("=", "+", "-", "@", "\t", "\n", "|", "%")
"""A spreadsheet takes text that begins so for a formula, or may."""
_SESSION = ("session", "date", "time", "title")
_EXERCISE = (*_SESSION, "position", "exercise")

Row = Sequence[object]


def to_csv(person: Person) -> dict[str, str]:
    """Tables by file name: `sessions.csv`, `repetitions.csv`, `mistakes.csv`.

    Dates and times are those of the person's own clock. Text never counts as a formula.
    """
    return {
        "sessions.csv": _table(_SESSION_COLUMNS, map(_session_row, person.sessions)),
        "repetitions.csv": _repetitions(person),
        "mistakes.csv": _table(_MISTAKE_COLUMNS, _mistake_rows(person)),
    }


def csv_zip(person: Person) -> bytes:
    """The tables in one file, marked so that spreadsheets read names in any language."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in to_csv(person).items():
            archive.writestr(zipfile.ZipInfo(name), text.encode("utf-8-sig"))
    return whole.getvalue()


_SESSION_COLUMNS = (
    *_SESSION, "minutes", "utc_offset_min", "routine", "warm_up",
    "pain_before", "pain_after", "pain_next_morning", "where", "effort", "sleep", "stress",
    "exercises_planned", "exercises_done", "repetitions", "clean_repetitions", "note", "app",
)  # fmt: skip
_REP_COLUMNS = (
    *_EXERCISE, "mode", "step", "view", "model", "set", "repetition", "side",
    "start_s", "end_s", "verdict", "mistakes", "held_s", "form_s",
)  # fmt: skip
_MISTAKE_COLUMNS = (
    *_EXERCISE, "time_s", "check", "mistake", "severity", "said", "value", "threshold", "unit",
)  # fmt: skip


def _session_row(session: Session) -> Row:
    felt = session.feelings
    reps = [rep for done in session.exercises for rep in done.reps]
    return (
        *_head(session),
        *(_minutes(session), session.utc_offset_min, session.routine, session.warm_up),
        *(felt.pain_before, felt.pain_after, felt.pain_next_day, "; ".join(felt.where)),
        *(felt.effort, felt.sleep, felt.stress),
        *(len(session.planned), len(session.exercises), len(reps)),
        sum(rep.verdict == "clean" for rep in reps),
        *(felt.note, session.app),
    )


def _repetitions(person: Person) -> str:
    signals = sorted(
        {
            name
            for session in person.sessions
            for done in session.exercises
            for rep in done.reps
            for name in rep.reach
        }
    )
    rows = (
        (
            *(*_head(session), done.position, done.exercise),
            *(done.mode, done.step, done.view, done.model),
            *(rep.set_number, rep.number, rep.side, rep.start_s, rep.end_s, rep.verdict),
            *("; ".join(rep.mistakes), rep.held_s, rep.form_s),
            *(rep.reach.get(name) for name in signals),
        )
        for session, done in _exercises(person)
        for rep in done.reps
    )
    return _table((*_REP_COLUMNS, *(f"reach_{name}" for name in signals)), rows)


def _mistake_rows(person: Person) -> Iterable[Row]:
    for session, done in _exercises(person):
        for seen in done.mistakes:
            yield (
                *(*_head(session), done.position, done.exercise),
                *(seen.time_s, seen.check, seen.mistake, seen.severity, seen.said),
                *(seen.value, seen.threshold, seen.unit),
            )


def _exercises(person: Person) -> Iterable[tuple[Session, ExerciseDone]]:
    return ((session, done) for session in person.sessions for done in session.exercises)


def _head(session: Session) -> Row:
    began = _own_clock(session)
    return (session.id, began.date().isoformat(), f"{began:%H:%M:%S}", session.title)


def _own_clock(session: Session) -> datetime:
    try:
        return session.started_at + timedelta(minutes=session.utc_offset_min)
    except OverflowError:  # at either end of the calendar
        return session.started_at


def _minutes(session: Session) -> float | None:
    """Its length; None while it runs, when it was broken off, and when the clock was set back."""
    if session.ended_at is None or session.ended_at < session.started_at:
        return None
    return round((session.ended_at - session.started_at).total_seconds() / 60, 1)


def _table(columns: Sequence[str], rows: Iterable[Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([_cell(name) for name in columns])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, str):
        plain = value.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
        return f"'{plain}" if plain.lstrip(" ").startswith(_NO_FORMULA) else plain
    return value
