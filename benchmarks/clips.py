"""A clip to judge: a video, its truth, and what is expected of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.sample_studio.cached_clips import CachedClip
from tools.sample_studio.sets import SetClip

from .truths import Truth, read_truth

Level = Literal["clean", "below", "clear", "gross"]
"""How large the mistakes of a clip are: none, just under what should be called a mistake, plain to
see, gross."""
Expect = Literal["judge", "nothing", "gap", "other_person"]
"""`judge` it all; `nothing` can be judged; a `gap` cannot; `other_person` must be mentioned."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip of a set.

    Attributes:
        kind: what makes it special: the spoiling of an `abstain` clip, else "".
        gap: (start, end) seconds in which nothing can be seen, where `expect` is `gap`.
    """

    name: str
    video: Path
    truth: Truth
    level: Level = "clear"
    expect: Expect = "judge"
    kind: str = ""
    gap: tuple[float, float] | None = None

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
