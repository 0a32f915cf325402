"""What follows from the journal for the next practices is kept in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from formcheck.journal.errors import OutdatedError
from formcheck.journal.records import Change
from formcheck.journal.store import Journal
from formcheck.progress.adaptation import Proposed, step_of, suggested
from formcheck.specs.schema import ExerciseSpec


def follow(
    journal: Journal, profile: str, specs: Mapping[str, ExerciseSpec], now: datetime
) -> tuple[Change, ...]:
    """Keep the changes that follow from somebody's journal now; those that were made.

    To be called when a practice is over, and whenever somebody says how it felt, the next morning
    too: what is done once is not done again, not even by two pages at the same moment.

    Args:
        journal: where it is read and kept.
        profile: whose.
        specs: the exercises, by id.
        now: with the person's own time zone.

    Raises:
        JournalError: it cannot be read or written.
    """
    proposed = suggested(journal.sessions(profile), journal.changes(profile), specs, now.date())
    return tuple(_kept(journal, profile, proposed, now))


def _kept(
    journal: Journal, profile: str, proposed: tuple[Proposed, ...], now: datetime
) -> Iterator[Change]:
    for one in proposed:
        present = partial(_step, one.exercise)
        try:
            yield journal.change(
                profile, one.kind, one.exercise, one.before, one.after, one.reason, now,
                present=present,
            )  # fmt: skip
        except OutdatedError:
            continue  # another page was quicker, by the same journal


def _step(exercise: str, changes: Sequence[Change]) -> str:
    return str(step_of(changes, exercise))
