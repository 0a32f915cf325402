"""How each documented mistake is handled: checked, looked at in the start pose, or reminded of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from formcheck.specs.schema import ExerciseSpec, Mistake
from formcheck.specs.vocabulary import View

How = Literal[
    "live", "after_set", "start_pose", "spoken_once", "breath_pacer", "tempo_metronome",
    "ask_before", "ask_after",
]  # fmt: skip
SEEN_BY_THE_CAMERA: tuple[How, ...] = ("live", "after_set", "start_pose")
VIEWS: Mapping[View, str] = MappingProxyType(
    {"side": "the side", "oblique": "an angle", "front": "the front"}
)
_OBSERVED: Mapping[str, str] = MappingProxyType(
    {"direct": "seen", "proxy": "indirectly", "weak_proxy": "very indirectly"}
)
_WORDS: Mapping[How, str] = MappingProxyType(
    {
        "live": "",
        "after_set": ", after the set",
        "start_pose": "start pose",
        "spoken_once": "reminder, said once",
        "breath_pacer": "reminder, breathing is paced",
        "tempo_metronome": "reminder, the tempo is given",
        "ask_before": "reminder, asked before the set",
        "ask_after": "reminder, asked after the set",
    }
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a mistake is handled.

    Attributes:
        how: what it is.
        by: the id of the check or of the start pose item; None: a reminder.
        views: the views in which it is judged; empty: no camera sees it.
        says: what the person is told or asked.
        sure: of a check, how directly it sees; of an advised start pose item, "advice".
    """

    how: How
    by: str | None
    views: tuple[View, ...]
    says: str | None
    sure: str = ""

    @property
    def is_reminder(self) -> bool:
        """Whether no camera sees it."""
        return self.how not in SEEN_BY_THE_CAMERA

    @property
    def in_words(self) -> str:
        """`seen`, `indirectly, after the set`, `start pose, advice`, `reminder, said once`."""
        if self.how in ("live", "after_set"):
            return self.sure + _WORDS[self.how]
        return _WORDS[self.how] + (f", {self.sure}" if self.sure else "")

    @property
    def from_where(self) -> str:
        """`the side or an angle`; empty for reminders."""
        return " or ".join(VIEWS[view] for view in self.views)


def ways_of(spec: ExerciseSpec, mistake: Mistake) -> tuple[Way, ...]:
    """Every way in which a documented mistake is handled: checks, start pose, reminders."""
    return tuple(_ways(spec, mistake.id))


def _ways(spec: ExerciseSpec, mistake: str) -> Iterator[Way]:
    for check in spec.checks:
        if check.mistake == mistake:
            how: How = "live" if check.live else "after_set"
            yield Way(how, check.id, check.views, check.say, _OBSERVED[check.observe])
    for item in spec.start_pose:
        if item.mistake == mistake:
            views = item.views or tuple(spec.camera.views)
            advice = "advice" if item.level == "advise" else ""
            yield Way("start_pose", item.id, views, item.say, advice)
    for one in spec.reminders:
        if one.mistake == mistake:
            yield Way(one.how, None, (), one.say or one.question)
