"""How the person is coached: changes in order, and the mode that follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import get_args

from sqlalchemy import Connection, func, insert, select, update

from formcheck.journal import reading
from formcheck.journal import tables as t
from formcheck.journal.errors import JournalError, OutdatedError
from formcheck.journal.order import merged
from formcheck.journal.records import Change, ChangeKind, Mode
from formcheck.journal.words import change_fault, clean, word, word_or_none

Present = Callable[[Sequence[Change]], str]
"""What is so now by all changes, as `Change.before` has it."""


def kind_of(kind: str) -> ChangeKind:
    """One of the kinds there are.

    Raises:
        JournalError: it is none.
    """
    found: ChangeKind | None = next((one for one in get_args(ChangeKind) if one == kind), None)
    if found is None:
        raise JournalError(f"{kind} is no kind of change; it is mode or step.")
    return found


def refuse_odd(change: Change) -> None:
    """Only what a later version of Formcheck, and an import, can make sense of.

    Raises:
        JournalError: it changes to or from what there is not.
    """
    if fault := change_fault(change.kind, change.before, change.after):
        raise JournalError(f"This change cannot be kept: {fault}.")


def refuse_outdated(
    connection: Connection, profile: int, change: Change, present: Present | None
) -> None:
    """A change starts from what is so; another tab may have been quicker.

    Raises:
        OutdatedError: it does not.
    """
    if change.kind == "mode" and change.exercise is None:
        now = connection.scalar(select(t.profile.c.mode).where(t.profile.c.number == profile))
    elif present is not None:
        now = present(reading.changes(connection, profile))
    else:
        return
    if now != change.before:
        raise OutdatedError(
            f"This was changed elsewhere meanwhile: it is {now} now. Look again, then choose."
        )


def add(connection: Connection, profile: int, change: Change) -> Change:
    """A change, with the next number."""
    kept = Change(
        id=_next_id(connection, profile),
        at=change.at,
        kind=change.kind,
        exercise=word_or_none(change.exercise),
        before=word(change.before),
        after=word(change.after),
        reason=clean(change.reason),
        undone_at=change.undone_at,
    )
    connection.execute(
        insert(t.change).values(
            profile=profile,
            id=kept.id,
            at=kept.at,
            kind=kept.kind,
            exercise=kept.exercise,
            before=kept.before,
            after=kept.after,
            reason=kept.reason,
            undone_at=kept.undone_at,
        )
    )
    return kept


def bring_in(connection: Connection, profile: int, brought: Sequence[Change]) -> None:
    """Add what is not here yet where its date says; what was taken back there is taken back."""
    here = reading.changes(connection, profile)
    alike: defaultdict[tuple[object, ...], list[Change]] = defaultdict(list)
    for one in here:
        alike[_what(one)].append(one)
    new = []
    for one in brought:
        if known := alike[_what(one)]:
            _take_back(connection, profile, known.pop(0), one)
        else:
            new.append(add(connection, profile, one))
    _put_in_order(connection, profile, merged(new, here, lambda one: one.at))
    follow_mode(connection, profile)


def follow_mode(connection: Connection, profile: int) -> None:
    """The profile's mode is that of the last change of it that stands, else that before them."""
    modes = [
        one
        for one in reading.changes(connection, profile)
        if one.kind == "mode" and one.exercise is None and one.after in get_args(Mode)
    ]
    standing = [one for one in modes if one.undone_at is None]
    if modes:
        mode = standing[-1].after if standing else modes[0].before
        connection.execute(update(t.profile).where(t.profile.c.number == profile).values(mode=mode))


def _what(change: Change) -> tuple[object, ...]:
    """By which two are the same change."""
    exercise = word_or_none(change.exercise)
    return change.at, change.kind, exercise, change.before, change.after


def _take_back(connection: Connection, profile: int, here: Change, brought: Change) -> None:
    if here.undone_at is None and brought.undone_at is not None:
        connection.execute(
            update(t.change)
            .where(t.change.c.profile == profile, t.change.c.id == here.id)
            .values(undone_at=brought.undone_at)
        )


def _put_in_order(connection: Connection, profile: int, wanted: Sequence[Change]) -> None:
    """Changes are in the order of their numbers: who comes too early gets a new one.

    A number is never given to another change, so that an Undo on a page that is open still takes
    back the change it stands beside, or none.
    """
    last = 0
    for one in wanted:
        if one.id > last:
            last = one.id
            continue
        last = _next_id(connection, profile)
        connection.execute(
            update(t.change)
            .where(t.change.c.profile == profile, t.change.c.id == one.id)
            .values(id=last)
        )


def _next_id(connection: Connection, profile: int) -> int:
    last = connection.scalar(select(func.max(t.change.c.id)).where(t.change.c.profile == profile))
    return (last or 0) + 1
