"""The person's own ranges from earlier practices, in one file of the user's data folder."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import os
import statistics
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast, get_args

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from formcheck.signals.known import Known
from formcheck.specs.vocabulary import View

Ranges = Mapping[str, tuple[float, float]]

FORMAT = "formcheck-own-ranges/"
VERSION = 1
KEPT = 3
"""A range is the median of so many last calibrations, never a single maximum."""
VALID = timedelta(days=7)
"""Ranges are measured anew each week."""
COUNTS = timedelta(weeks=6)
"""A calibration counts in the median for so long: somebody who was hurt moves otherwise."""
_CLOCKS_DIFFER = timedelta(minutes=10)
_LOCK_S = 5.0
_LOG = logging.getLogger(__name__)


class OwnRangesError(Exception):
    """The ranges cannot be read or stored; the message says why, and the practice can go on."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """One calibration."""

    at: datetime
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class _Key:
    person: str
    exercise: str
    model: str
    view: str


_Book = dict[_Key, tuple[_Measured, ...]]


@dataclass(frozen=True, slots=True)
class OwnRanges:
    """Own ranges by exercise, pose model and camera view; they are not compared across these.

    Only ranges are kept: what a start pose looks like is captured in every set. Several processes
    may use the file at once.

    Attributes:
        path: the file; it need not exist.
    """

    path: Path = field(default_factory=lambda: default_path())

    def load(
        self, exercise: str, model: str, now: datetime, person: str = ""
    ) -> Mapping[View, Known]:
        """What is known of a person in an exercise, by view; nothing older than a week.

        Args:
            exercise: the spec's id.
            model: file name of the pose model.
            now: with its time zone.
            person: which one; "" while there is one.

        Raises:
            OwnRangesError: the file was damaged and has been put aside, is of a newer version, or
                cannot be read.
        """
        try:
            book = self._read()
        except _Damaged as error:
            aside = self._put_aside(now)
            raise OwnRangesError(
                f"The file with your own ranges of motion was damaged ({error}). It is kept as "
                f"{aside.name}; your ranges are measured anew."
            ) from error
        known: dict[View, Known] = {}
        for view in get_args(View):
            measured = _recent(book.get(_Key(person, exercise, model, view), ()), now)
            if measured and _fresh(measured[-1].at, now):
                known[view] = Known(ranges=_median(measured))
        return known

    def store(
        self,
        exercise: str,
        view: View,
        model: str,
        ranges: Ranges,
        now: datetime,
        person: str = "",
    ) -> None:
        """Add one calibration: (low, high) by signal name. Values that are no numbers are left out.

        Raises:
            OwnRangesError: the file is of a newer version or cannot be written.
        """
        kept = {name: own for name, own in ranges.items() if _is_range(own)}
        if not kept:
            return
        key = _Key(person, exercise, model, view)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=_LOCK_S):
                book = _without_the_old(self._read_or_begin_anew(now), now)
                book[key] = (*book.get(key, ()), _Measured(now.astimezone(UTC), kept))[-KEPT:]
                _write(self.path, _as_json(book))
        except Timeout as error:
            raise OwnRangesError(
                "Your own ranges were not stored: another Formcheck has the file open. "
                "They are measured anew next time."
            ) from error
        except OSError as error:
            raise OwnRangesError(
                f"Your own ranges were not stored: {self.path} cannot be written "
                f"({error.strerror}). They are measured anew next time."
            ) from error

    def forget(self, person: str) -> None:
        """Delete all ranges of one person; those of others stay.

        Raises:
            OwnRangesError: the file is damaged, of a newer version, or cannot be written.
        """
        if not self.path.exists():
            return
        try:
            with FileLock(self.path.with_name(f"{self.path.name}.lock"), timeout=_LOCK_S):
                book = self._read()
                others = {key: measured for key, measured in book.items() if key.person != person}
                if others != book:
                    _write(self.path, _as_json(others))
        except (_Damaged, Timeout, OSError) as error:
            raise OwnRangesError(
                f"The own ranges of motion were not deleted: {self.path} cannot be "
                f"{'read' if isinstance(error, _Damaged) else 'written'}. Close other windows of "
                "Formcheck and try again, or delete that file yourself."
            ) from error

    def _read_or_begin_anew(self, now: datetime) -> _Book:
        try:
            return self._read()
        except _Damaged as error:
            aside = self._put_aside(now)
            _LOG.warning("%s was damaged (%s) and is kept as %s", self.path, error, aside)
            return {}

    def _read(self) -> _Book:
        try:
            text = self.path.read_text("utf-8")
        except FileNotFoundError:
            return {}
        except UnicodeDecodeError as error:
            raise _Damaged("it is no text") from error
        except OSError as error:
            raise OwnRangesError(
                f"Your own ranges cannot be read: {self.path} ({error.strerror}). They are "
                "measured anew."
            ) from error
        return _parsed(text)

    def _put_aside(self, now: datetime) -> Path:
        """Rename the damaged file; never over an earlier one."""
        for number in range(1, 1000):
            aside = self.path.with_name(f"{self.path.stem}.damaged-{now:%Y-%m-%d}-{number}.json")
            if aside.exists():
                continue
            try:
                os.replace(self.path, aside)
            except OSError:  # another process was quicker, or the folder cannot be written
                return self.path
            return aside
        return self.path


class _Damaged(Exception):
    """The file is not what was written."""


def default_path() -> Path:
    """The file in the user's data folder."""
    return user_data_path("formcheck", appauthor=False) / "own_ranges.json"


def _fresh(at: datetime, now: datetime) -> bool:
    """A date after now says that a clock was wrong: the age is unknown, so it is measured anew."""
    return -_CLOCKS_DIFFER <= now - at <= VALID


def _recent(measured: tuple[_Measured, ...], now: datetime) -> tuple[_Measured, ...]:
    """Without what is from long ago, or from a clock that was wrong."""
    return tuple(one for one in measured if -_CLOCKS_DIFFER <= now - one.at <= COUNTS)


def _without_the_old(book: _Book, now: datetime) -> _Book:
    """What is out of date is used no more, so it is not kept either."""
    recent = {key: _recent(measured, now) for key, measured in book.items()}
    return {key: measured for key, measured in recent.items() if measured}


def _median(measured: tuple[_Measured, ...]) -> dict[str, tuple[float, float]]:
    """Medians of the signals that the newest calibration has."""
    own: dict[str, tuple[float, float]] = {}
    for name in measured[-1].ranges:
        known = [one.ranges[name] for one in measured if name in one.ranges]
        own[name] = (
            statistics.median(low for low, _ in known),
            statistics.median(high for _, high in known),
        )
    return own


def _is_range(own: object) -> bool:
    return (
        isinstance(own, (tuple, list))
        and len(own) == 2
        and all(isinstance(end, (int, float)) and math.isfinite(end) for end in own)
        and own[0] <= own[1]
    )


def _as_json(book: _Book) -> str:
    people: dict[str, Any] = {}
    for key, measured in book.items():
        models = people.setdefault(key.person, {}).setdefault(key.exercise, {})
        models.setdefault(key.model, {})[key.view] = [
            {
                "at": one.at.isoformat(timespec="seconds"),
                "ranges": {name: list(own) for name, own in one.ranges.items()},
            }
            for one in measured
        ]
    return json.dumps({"format": f"{FORMAT}{VERSION}", "people": people}, indent=1)


def _parsed(text: str) -> _Book:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _Damaged("it is cut off or not JSON") from error
    kind = data.get("format") if isinstance(data, dict) else None
    version = str(kind).removeprefix(FORMAT)
    if not str(kind).startswith(FORMAT) or not version.isdecimal():
        raise _Damaged("it is something else")
    if int(version) > VERSION:
        raise OwnRangesError(
            "Your own ranges were stored by a newer Formcheck, which this one cannot read. They "
            "are left as they are, and measured anew in each practice until you update."
        )
    try:
        return {
            _Key(person, exercise, model, view): tuple(_measured(one) for one in measured)
            for person, exercises in data["people"].items()
            for exercise, models in exercises.items()
            for model, views in models.items()
            for view, measured in views.items()
        }
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise _Damaged("an entry is not as it was written") from error


def _measured(entry: Any) -> _Measured:
    at = datetime.fromisoformat(entry["at"])
    ranges = {str(name): tuple(own) for name, own in entry["ranges"].items()}
    if at.tzinfo is None or not all(map(_is_range, ranges.values())):
        raise ValueError("no date or no range")
    return _Measured(at, cast(Ranges, ranges))


def _write(path: Path, text: str) -> None:
    """Whole or not at all: written beside its place, then renamed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
