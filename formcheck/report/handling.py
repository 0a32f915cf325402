"""How each documented mistake is handled: checked, looked at in the start pose, or reminded of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from formcheck.specs.schema import ExerciseSpec, Mistake
from formcheck.specs.vocabulary import ALL_VIEWS, View

OBSERVED: Mapping[str, str] = MappingProxyType(
    {"direct": "seen", "proxy": "indirectly", "weak_proxy": "very indirectly"}
)
REMINDERS: Mapping[str, str] = MappingProxyType(
    {
        "spoken_once": "said once",
        "breath_pacer": "breathing is paced",
        "ask_before": "asked before the set",
        "ask_after": "asked after the set",
        "tempo_metronome": "the tempo is given",
    }
)
VIEWS: Mapping[View, str] = MappingProxyType(
    {"side": "the side", "oblique": "an angle", "front": "the front"}
)


@dataclass(frozen=True, slots=True)
class Handled:
    """One way in which a mistake is handled.

    Attributes:
        how: in a few words: `seen`, `indirectly, after the set`, `start pose`, `said once`.
        views: from where it can be judged; empty for reminders.
        said: what the person is told or asked, if anything.
    """

    kind: Literal["check", "start_pose", "reminder"]
    how: str
    views: tuple[View, ...] = ()
    said: str | None = None

    @property
    def from_where(self) -> str:
        """`the side or an angle`; empty for reminders."""
        return " or ".join(VIEWS[view] for view in self.views)


def handled(spec: ExerciseSpec, mistake: Mistake) -> tuple[Handled, ...]:
    """Every way in which a documented mistake is handled: checks, start pose, reminders."""
    return tuple(_ways(spec, mistake.id))


def _ways(spec: ExerciseSpec, mistake: str) -> Iterator[Handled]:
    for check in spec.checks:
        if check.mistake == mistake:
            how = OBSERVED[check.observe] + ("" if check.live else ", after the set")
            yield Handled("check", how, check.views, check.say)
    for item in spec.start_pose:
        if item.mistake == mistake:
            how = "start pose" + (", advice" if item.level == "advise" else "")
            views = item.views or tuple(v for v in ALL_VIEWS if v in spec.camera.views)
            yield Handled("start_pose", how, views, item.say)
    for one in spec.reminders:
        if one.mistake == mistake:
            yield Handled("reminder", REMINDERS[one.how], (), one.say or one.question)
