"""The book of repetitions: how many, how clean, and which mistakes belong to which."""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.coach.events import (
    MistakeCleared,
    MistakeRaised,
    RepCompleted,
    Severity,
    Verdict,
)

JUDGED_REP_SHARE = 0.7
"""A repetition seen for less of its time than this is not judged."""


@dataclass(slots=True)
class _Found:
    """A mistake of this set; `until_s` is None while it is on."""

    mistake: str
    since_s: float
    severity: Severity
    until_s: float | None = None


class RepBook:
    """Repetitions of one set.

    Attributes:
        count: repetitions completed; `clean` of them without a mistake.
        start_s: when the repetition that is under way began, None between repetitions.
        whole: it has been seen from its beginning and without a gap.
    """

    def __init__(self) -> None:
        self.count = self.clean = 0
        self.start_s: float | None = None
        self.whole = True
        self._seen_s = self._total_s = 0.0
        self._found: list[_Found] = []
        self._last_end_s = -math.inf

    def begin(self, at_s: float, whole: bool = True) -> None:
        """A repetition begins; `whole`: its beginning was seen."""
        self.start_s, self.whole = at_s, whole
        self._seen_s = self._total_s = 0.0

    def cancel(self) -> None:
        """The movement under way was given up."""
        self.start_s, self.whole = None, True

    def missed_part(self) -> None:
        """The person was out of sight for a while."""
        self.whole = self.start_s is None

    def pass_by(self, step_s: float, seen: bool) -> None:
        """Time goes by, with the movement in sight or not."""
        self._total_s += step_s
        self._seen_s += step_s if seen else 0.0

    def raised(self, event: MistakeRaised) -> None:
        """A mistake began."""
        self._found.append(_Found(event.mistake, event.since_s, event.severity))

    def cleared(self, event: MistakeCleared) -> None:
        """A mistake is over, perhaps worse than it began."""
        for found in self._found:
            if (found.mistake, found.since_s) == (event.mistake, event.since_s):
                found.until_s, found.severity = event.time_s, event.severity

    def complete(self, now_s: float, end_s: float, side: str | None, missed: bool) -> RepCompleted:
        """Book the repetition under way.

        Args:
            missed: whether a check could not see most of it.
        """
        start_s = self.start_s if self.start_s is not None else end_s
        found = self._in(start_s, end_s)
        verdict = self._verdict(found, missed or not self.whole)
        self.count += 1
        self.clean += verdict == "clean"
        self.start_s, self.whole, self._last_end_s = None, True, end_s
        names = tuple(dict.fromkeys(each.mistake for each in found))
        return RepCompleted(now_s, self.count, side, start_s, end_s, verdict, names)

    def _verdict(self, found: list[_Found], missed: bool) -> Verdict:
        if any(each.severity != "info" for each in found):
            return "mistake"
        share = self._seen_s / self._total_s if self._total_s > 0 else 1.0
        return "not_judged" if missed or share < JUDGED_REP_SHARE else "clean"

    def _in(self, start_s: float, end_s: float) -> list[_Found]:
        """Mistakes that began in a repetition, or just before it and went on into it."""
        return [
            each
            for each in self._found
            if start_s - 1e-6 <= each.since_s <= end_s
            or (
                self._last_end_s < each.since_s < start_s
                and (each.until_s is None or each.until_s > start_s)
            )
        ]
