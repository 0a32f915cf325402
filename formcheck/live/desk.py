"""One live practice at a time in this app, and its results kept over a reload of the tab."""

from __future__ import annotations

import secrets
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from formcheck.live.snapshot import EndedBy, PracticeResult

GONE_S = 3.0
"""Whoever sent no picture for so long has left: the tab was closed or reloaded."""
FIRST_PICTURE_S = 60.0
"""So long the first picture may take: somebody reads what the browser asks."""
SETTLE_S = 2.0
"""So long somebody who took the place may need until the practice is armed."""
KEPT_RESULTS = 20
KEPT_S = 3600.0


class Practice(Protocol):
    """What the desk needs of a `CameraBridge`."""

    def end(self, by: EndedBy = "button") -> None:
        """End the practice."""
        ...

    def in_use(self) -> bool:
        """Whether a session runs or is about to."""
        ...

    def picture_age_s(self) -> float | None:
        """Seconds since the last picture; None before the first."""
        ...


@dataclass(frozen=True, slots=True)
class _Holder:
    token: str
    practice: Practice
    since_s: float


class Desk:
    """Gives the one place for a live practice to one tab at a time; one desk per app process.

    A tab is known by its practice (the bridge of its browser session), results by the tab's token,
    which lives in the page's address and so outlives a reload. Every method may be called from any
    thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._holder: _Holder | None = None
        self._lost: weakref.WeakSet[Practice] = weakref.WeakSet()
        self._results: OrderedDict[str, tuple[float, PracticeResult]] = OrderedDict()

    def take(self, token: str, practice: Practice) -> bool:
        """Take the place if it is free or its holder has left; whether it is ours now."""
        with self._lock:
            holder = self._holder
            if holder is not None and holder.practice is not practice and not self._left(holder):
                return False
            self._sit(token, practice)
        _close(holder, practice)
        return True

    def take_over(self, token: str, practice: Practice) -> None:
        """Take the place whoever holds it; the other practice ends."""
        with self._lock:
            holder = self._holder
            if holder is not None and holder.practice is not practice:
                self._lost.add(holder.practice)
            self._sit(token, practice)
        _close(holder, practice)

    def leave(self, practice: Practice) -> None:
        """Give the place back; nothing happens where another one has it."""
        with self._lock:
            if self._holder is not None and self._holder.practice is practice:
                self._holder = None

    def lost(self, practice: Practice) -> bool:
        """Whether another tab took the place over; until this one takes it again."""
        with self._lock:
            return practice in self._lost

    def busy(self) -> bool:
        """Whether somebody practises now."""
        with self._lock:
            return self._holder is not None and not self._left(self._holder)

    def waiting(self, token: str) -> bool:
        """Whether a practice of this token still runs: in another tab, or in one that was reloaded
        a moment ago, whose result comes when it has sent no picture for a while."""
        with self._lock:
            holder = self._holder
            return holder is not None and holder.token == token and not self._left(holder)

    def remember(self, token: str, result: PracticeResult) -> None:
        """Keep a token's last result for an hour."""
        with self._lock:
            self._results.pop(token, None)
            self._results[token] = (self._clock(), result)
            self._drop_old()

    def recall(self, token: str) -> PracticeResult | None:
        """The last result of a token, ending its practice first where its tab has left."""
        with self._lock:
            holder = self._holder
            vanished = holder is not None and holder.token == token and self._left(holder)
            if vanished:
                self._holder = None
        if vanished:
            _close(holder)
        with self._lock:
            self._drop_old()
            kept = self._results.get(token)
            return kept[1] if kept else None

    def forget(self, token: str) -> None:
        """Drop the result of a token: a new set begins."""
        with self._lock:
            self._results.pop(token, None)

    def _sit(self, token: str, practice: Practice) -> None:
        self._lost.discard(practice)
        self._holder = _Holder(token, practice, self._clock())

    def _left(self, holder: _Holder) -> bool:
        held_s = self._clock() - holder.since_s
        if held_s > SETTLE_S and not holder.practice.in_use():
            return True
        age_s = holder.practice.picture_age_s()
        if age_s is None:
            return held_s > FIRST_PICTURE_S
        return age_s > GONE_S

    def _drop_old(self) -> None:
        oldest = self._clock() - KEPT_S
        for token in [token for token, (at_s, _) in self._results.items() if at_s < oldest]:
            del self._results[token]
        while len(self._results) > KEPT_RESULTS:
            self._results.popitem(last=False)


def new_token() -> str:
    """A token for a tab's address that nobody guesses."""
    return secrets.token_urlsafe(9)


def _close(holder: _Holder | None, unless: Practice | None = None) -> None:
    """End a practice; outside the lock, for it reports its result to the desk."""
    if holder is not None and holder.practice is not unless:
        holder.practice.end("closed")
