"""What the journal says over time: everything that the progress page and the report show. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from formcheck.journal.records import Session
from formcheck.progress.days import days_practised as days_practised
from formcheck.progress.days import practice_of as practice_of
from formcheck.progress.feelings import alerts_of as alerts_of
from formcheck.progress.feelings import helped, pain_trend
from formcheck.progress.performance import clean_trends, hold_trends, mistakes_seen
from formcheck.progress.ranges import range_trends, sides_compared
from formcheck.progress.results import Trends as Trends
from formcheck.specs.schema import ExerciseSpec


def trends(sessions: Sequence[Session], specs: Mapping[str, ExerciseSpec], today: date) -> Trends:
    """Everything over time.

    Args:
        sessions: in the order in which they were begun; a clock that was wrong does no harm.
        specs: the exercises, by id.
        today: the person's own day.
    """
    return Trends(
        practice=practice_of(sessions, today),
        clean=clean_trends(sessions, specs, today),
        ranges=range_trends(sessions, specs, today),
        sides=sides_compared(sessions, specs, today),
        holds=hold_trends(sessions, specs, today),
        mistakes=mistakes_seen(sessions, specs, today),
        pain=pain_trend(sessions, today),
        helped=helped(sessions, specs, today),
        alerts=alerts_of(sessions, today),
    )
