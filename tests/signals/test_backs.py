"""The readers of outlines give what `back_curve` gives, and read no outline twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from streams.camera import Camera, film
from streams.exercises import clean

from formcheck.pose.frame import TrunkOutline
from formcheck.signals import backs
from formcheck.signals.back import RAGGED, back_curve, upper_back_curve
from formcheck.signals.backs import Backs, WatchedBacks
from formcheck.signals.body import Body, BodyTracker
from formcheck.signals.measure import Measure, NotMeasured

WORDS = {"back_curve": back_curve, "upper_back_curve": upper_back_curve}


def bodies() -> list[Body]:
    """A cat-cow, one picture of it ragged, one without anybody."""
    frames = list(film(clean("cat_cow", reps=1), Camera(fps=5)))
    ragged = np.where(np.arange(41) % 2, 40.0, 10.0)
    frames[3] = replace(frames[3], outline=TrunkOutline(np.vstack([ragged, ragged])))
    frames[4] = replace(frames[4], landmarks=None, outline=None)
    tracker = BodyTracker("quadruped")
    return [tracker.update(frame) for frame in frames]


def read(reader: Backs, seen: list[Body]) -> list[Measure]:
    return [reader.bend(body, word) for body in seen for word in WORDS]


@pytest.mark.parametrize("reader", [Backs(), WatchedBacks()], ids=["live", "recorded"])
def test_a_reader_gives_what_the_words_say(reader: Backs) -> None:
    seen = bodies()
    wanted = [word(body) for body in seen for word in WORDS.values()]
    assert read(reader, seen) == wanted
    assert read(reader, seen) == wanted  # also when it is watched again
    assert RAGGED in wanted and NotMeasured("nobody in view") in wanted


def test_the_outlines_of_a_recording_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also from the other side of the trunk, and where the second look sees more than the first."""
    seen, count = bodies(), []
    monkeypatch.setattr(backs, "back_outline", lambda body: count.append(body) or RAGGED)
    reader = WatchedBacks()
    read(reader, seen[::2])
    read(reader, seen)
    read(reader, seen)
    nobody = [body for body in seen if body.anchor is None]
    assert len(count) - len(nobody) * 2 <= len(seen)
    turned = [replace(body, position="supine") for body in seen[:3]]
    before = len(count)
    read(reader, turned)
    assert len(count) == before + 3
