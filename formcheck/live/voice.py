"""One voice: which of the things that could be said is said now, and what has been said. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.live.snapshot import Kind, Tone, Utterance

SHORTEST_S, WORD_S = 0.3, 0.3
"""How long a line takes to say: a little over three words a second, as synthesisers speak."""
VALID_S: dict[Kind, float] = {
    "correction": 1.5, "pause": 3.0, "end": 5.0, "fault": 6.0, "side": 5.0, "rest": 5.0,
    "time": 0.8, "count": 1.6, "instruction": 2.0, "praise": 2.5, "reminder": 8.0,
}  # fmt: skip
"""How long a line may wait for its turn; after that it would be about something over."""
ORDER: tuple[Kind, ...] = (
    "correction", "end", "pause", "time", "side", "rest", "count", "instruction", "fault",
    "praise", "reminder",
)  # fmt: skip
"""The most urgent first."""
CUTTING: frozenset[Kind] = frozenset({"correction", "end"})
"""These do not wait for the end of a line that is less urgent."""


def speaking_s(text: str) -> float:
    """About how long a text takes to say, seconds."""
    return SHORTEST_S + WORD_S * len(text.split()) if text else SHORTEST_S


@dataclass(frozen=True, slots=True)
class _Wish:
    time_s: float
    until_s: float
    text: str
    kind: Kind
    tone: Tone | None
    cuts: bool


class Voice:
    """Says one thing at a time.

    Attributes:
        said: everything that was said, oldest first.
    """

    def __init__(self) -> None:
        self.said: list[Utterance] = []
        self._wishes: list[_Wish] = []
        self._busy_until_s = -1e9

    def wish(
        self,
        time_s: float,
        text: str,
        kind: Kind,
        tone: Tone | None = None,
        *,
        cuts: bool = False,
        valid_s: float | None = None,
    ) -> None:
        """Something that should be said, now or as soon as there is room.

        `cuts`: what is being said has been overtaken by it and may be cut off. `valid_s`: how long
        it may wait, if not as long as is usual for its kind.
        """
        until_s = time_s + (VALID_S[kind] if valid_s is None else valid_s)
        self._wishes.append(_Wish(time_s, until_s, text, kind, tone, cuts or kind in CUTTING))

    def forget(self, *kinds: Kind) -> None:
        """Drop what waits of these kinds."""
        self._wishes = [wish for wish in self._wishes if wish.kind not in kinds]

    def idle(self, time_s: float) -> bool:
        """Whether nothing is being said and nothing waits."""
        return not self._wishes and time_s >= self._busy_until_s

    def update(self, time_s: float) -> None:
        """Say what is due."""
        self._wishes = [wish for wish in self._wishes if time_s <= wish.until_s]
        for wish in sorted(self._wishes, key=lambda w: (ORDER.index(w.kind), w.time_s)):
            if time_s >= self._busy_until_s or self._may_cut(wish):
                self._wishes.remove(wish)
                self._say(time_s, wish)
                return

    def _may_cut(self, wish: _Wish) -> bool:
        return wish.kind == "end" or (wish.cuts and self.said[-1].kind not in CUTTING)

    def _say(self, time_s: float, wish: _Wish) -> None:
        self._busy_until_s = time_s + speaking_s(wish.text)
        line = Utterance(
            id=len(self.said) + 1,
            time_s=time_s,
            until_s=wish.until_s,
            text=wish.text,
            kind=wish.kind,
            tone=wish.tone,
            cuts=wish.cuts,
        )
        self.said.append(line)
