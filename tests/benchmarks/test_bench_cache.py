"""The cache, and clips from it; nothing is rendered: a pretended renderer writes the files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from tools.sample_studio import cached_clips
from tools.sample_studio.cache import Cache, code_fingerprint, digest, in_parallel
from tools.sample_studio.cached_clips import clips_of, missing, scenario_key
from tools.sample_studio.scenario import Scenario
from tools.sample_studio.sets import smoke

BODIES = ["female_slim", "heavy_older", "male_avg"]


def double(number: int) -> int:
    return 2 * number


def write(path: Path, text: str = "made") -> None:
    path.write_text(text, encoding="utf-8")


class Drawer:
    """Writes a small film and its truth, and remembers what was asked for."""

    def __init__(self) -> None:
        self.drawn: list[Scenario] = []

    def __call__(self, scenario: Scenario, folder: Path) -> None:
        self.drawn.append(scenario)
        folder.mkdir(parents=True)
        with av.open(str(folder / f"{scenario.name}.mp4"), "w") as film:
            stream = film.add_stream("libx264", rate=12)
            stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
            for _ in range(3):
                picture = np.full((36, 64, 3), 128, np.uint8)
                film.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
            film.mux(stream.encode(None))
        truth = {"size": [64, 36], "fps": 12}
        write(folder / f"{scenario.name}.json", json.dumps(truth))


def test_a_thing_is_made_once(tmp_path: Path) -> None:
    made = []

    def make(path: Path) -> None:
        made.append(path)
        write(path)

    cache = Cache(tmp_path)
    first = cache.made("texts", "key", ".txt", make)
    assert first == cache.made("texts", "key", ".txt", make) == cache.path("texts", "key", ".txt")
    assert first.read_text(encoding="utf-8") == "made"
    assert len(made) == 1


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.mkdir()
        write(path / "half")
        raise RuntimeError("interrupted")

    cache = Cache(tmp_path)
    with pytest.raises(RuntimeError):
        cache.made("clips", "key", "", fail)
    assert not list((tmp_path / "clips").iterdir())
    assert cache.made("clips", "key", "", write).read_text(encoding="utf-8") == "made"


def test_parallel_and_alone_give_the_same() -> None:
    expected = {1: 2, 2: 4, 3: 6}
    assert dict(in_parallel(double, [1, 2, 3], 1)) == expected
    assert dict(in_parallel(double, [1, 2, 3], 2)) == expected


def test_code_fingerprints_ignore_words(tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    texts = [
        "x = 1\n",
        '"""About."""\n\nx = 1  # one\n',
        "x = 2\n",
    ]
    prints = []
    for text in texts:
        write(file, text)
        prints.append(code_fingerprint([file]))
    assert prints[0] == prints[1] != prints[2]
    assert code_fingerprint([tmp_path]) == prints[2]


def test_digests_do_not_depend_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})


def test_only_what_decides_the_clip_is_in_its_key() -> None:
    one = smoke(BODIES)[0].scenario
    key = scenario_key(one)
    assert scenario_key(replace(one, name="other", about="something else")) == key
    assert scenario_key(replace(one, body="male_avg")) != key
    assert scenario_key(replace(one, seed=one.seed + 1)) != key
    assert scenario_key(replace(one, fps=30)) != key
    assert scenario_key(replace(one, person=dict(one.person) | {"arch": 0.3})) != key
    assert scenario_key(replace(one, view=replace(one.view, roll_deg=9.0))) != key


def test_new_code_draws_anew_unless_older_clips_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, cache, draw = smoke(BODIES)[:1], Cache(tmp_path), Drawer()
    old = clips_of(wanted, cache, workers=1, draw=draw)
    monkeypatch.setattr(cached_clips, "drawing_code", lambda: "changed")
    assert missing(wanted, cache) == [wanted[0].scenario]
    assert missing(wanted, cache, older=True) == []
    assert clips_of(wanted, cache, workers=1, draw=draw, older=True) == old
    new = clips_of(wanted, cache, workers=1, draw=draw)
    assert len(draw.drawn) == 2
    assert new != old
    assert clips_of(wanted, cache, workers=1, draw=draw, older=True) == new


def test_each_scenario_is_drawn_once(tmp_path: Path) -> None:
    """The empty room is made from a clip that is there already; a second run draws nothing."""
    wanted, cache, draw = smoke(BODIES), Cache(tmp_path), Drawer()
    empty = next(clip for clip in wanted if clip.kind == "empty")
    some = [wanted[0], wanted[5], empty]
    assert len(missing(some, cache)) == 2
    clips = clips_of(some, cache, workers=1, draw=draw)
    assert len(draw.drawn) == 2
    assert list(clips) == [clip.name for clip in some]
    assert all(clip.video.exists() and clip.truth.exists() for clip in clips.values())
    assert clips[empty.name] != clips[wanted[0].name]
    assert missing(some, cache) == []
    assert clips_of(some, cache, workers=1, draw=draw) == clips
    assert len(draw.drawn) == 2


def test_an_interrupted_run_goes_on(tmp_path: Path) -> None:
    wanted, cache, draw = smoke(BODIES)[:3], Cache(tmp_path), Drawer()

    def interrupted(scenario: Scenario, folder: Path) -> None:
        if len(draw.drawn) == 1:
            raise KeyboardInterrupt
        draw(scenario, folder)

    with pytest.raises(KeyboardInterrupt):
        clips_of(wanted, cache, workers=1, draw=interrupted)
    clips_of(wanted, cache, workers=1, draw=draw)
    assert len(draw.drawn) == 3
