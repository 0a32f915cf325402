"""A clip to judge: a video, its truth, and what is expected of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from formcheck.specs.schema import ExerciseSpec
from tools.sample_studio.cached_clips import CachedClip
from tools.sample_studio.set_clips import SetClip
from tools.sample_studio.trials import UNREADABLE

from .truths import Truth, off_front_deg, read_truth

Level = Literal["clean", "below", "clear", "gross", "mixed"]
"""How large the mistakes of a clip are: none, just under what should be called a mistake, plain to
see, gross, or anything from plain to gross."""
Expect = Literal["judge", "nothing", "gap", "other_person", "exactly"]
"""`judge` it all; `nothing` can be judged; a `gap` cannot; an `other_person` must be mentioned;
what is done must be counted `exactly`, with nothing else said."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip of a set.

    Attributes:
        kind: what makes it special: the spoiling of an `abstain` clip, else "".
        gap: (start, end) seconds in which nothing can be seen, where `expect` is `gap`.
        unseen: mistakes that cannot be seen from where the camera stands, or from nowhere: ids, or
            names with their manner (`jerking-up`).
    """

    name: str
    video: Path
    truth: Truth
    level: Level = "clear"
    expect: Expect = "judge"
    kind: str = ""
    gap: tuple[float, float] | None = None
    unseen: frozenset[str] = frozenset()

    @property
    def exercise(self) -> str:
        """What is performed, and as what the clip is judged."""
        return self.truth.exercise


def clips_in(folder: Path) -> list[Clip]:
    """Every finished clip of a folder with its truth beside it; the mistakes count as clear."""
    clips = []
    for video in sorted(folder.glob("*.mp4")):
        beside = video.with_suffix(".json")
        if beside.exists():
            truth = read_truth(beside)
            clips.append(Clip(video.stem, video, truth, "clear" if truth.mistakes else "clean"))
    return clips


def clip_of(one: SetClip, made: CachedClip) -> Clip:
    """A clip of a studio's set, with its truth."""
    truth = read_truth(made.truth)
    return Clip(one.name, made.video, truth, one.level, one.expect, one.kind, one.gap)


def as_seen(clip: Clip, specs: Mapping[str, ExerciseSpec]) -> Clip:
    """The clip, told what its exercise's spec says cannot be seen from its camera's place."""
    spec = specs[clip.exercise]
    off_front = off_front_deg(clip.truth.yaw_deg)
    views = {
        name
        for name, view in spec.camera.views.items()
        if view.azimuth_deg[0] <= off_front <= view.azimuth_deg[1]
    }
    seen = {check.mistake for check in spec.checks if views & set(check.views)}
    unseen = {check.mistake for check in spec.checks} - seen if views else set()
    from_nowhere = {
        f"{id}-{how}" if how else id for exercise, id, how in UNREADABLE if exercise == spec.id
    }
    return replace(clip, unseen=frozenset(unseen | from_nowhere))
