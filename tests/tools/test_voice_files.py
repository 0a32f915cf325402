"""Every text that can be said has its sound file, and the tool keeps the folder in step."""

from __future__ import annotations

import json
from pathlib import Path

import av
import pytest

from formcheck.live.phrases import camera_line, fixed_phrases, height_line, needs_line, next_line
from formcheck.live.telling import amounts, sentences
from formcheck.specs.loader import load_all
from formcheck.ui.voice_files import INDEX, sound_of, voice_index
from tools.voice.folder import VOICE, file_name, file_names, missing, render
from tools.voice.synthesis import save
from tools.voice.texts import LONGEST_WORDS, sayable

COMMAND = "python -m tools.voice"
MOST_BYTES = 8_000_000


@pytest.fixture(scope="module")
def names() -> dict[str, str]:
    return file_names(sayable())


def test_every_text_that_can_be_said_has_a_file(names: dict[str, str]) -> None:
    texts = missing(names)
    assert not texts, f"no sound file for {texts}: run `{COMMAND}`"
    silent = [text for text in names if sound_of(text) is None]
    assert not silent, f"not in the index: {silent}: run `{COMMAND}`"


def test_nothing_else_ships(names: dict[str, str]) -> None:
    files = {path.name for path in VOICE.iterdir()} - {INDEX}
    assert files == set(names.values()), f"run `{COMMAND}`"
    assert voice_index() == names, f"run `{COMMAND}`"


def test_all_files_together_are_small() -> None:
    assert sum(path.stat().st_size for path in VOICE.iterdir()) < MOST_BYTES


def test_texts_are_found_in_the_specs_and_in_the_code() -> None:
    texts = set(sayable())
    assert {"Keep your hips over your knees", "Try the easier version", "Twelve"} <= texts
    assert set(fixed_phrases()) <= texts
    live = {check.say for spec in load_all().values() for check in spec.checks if check.live}
    assert live <= texts
    assert {next_line(spec.title) for spec in load_all().values()} <= texts
    for spec in load_all().values():
        assert camera_line(spec.camera.preferred) in texts
        assert height_line(spec.camera.height_m) in texts
        assert {*sentences(spec.steps), *amounts(spec)} <= texts
    things = {needs_line(spec.equipment) for spec in load_all().values() if spec.equipment}
    assert things | {"You need: chair", "You need: towel, mat"} <= texts


def test_what_is_spoken_is_short() -> None:
    told = {line for spec in load_all().values() for line in sentences(spec.steps)}
    long = {text for text in sayable() if len(text.split()) > LONGEST_WORDS}
    assert long <= told, "only how an exercise goes may take longer: nobody moves meanwhile"
    assert max(len(text.split()) for text in told) <= 25


def test_two_texts_share_a_file_only_if_they_sound_the_same() -> None:
    assert file_name("Sit tall, please") == file_name("Sit tall. Please")
    assert file_name("It's time") == "its-time.ogg"


def test_the_tool_makes_what_is_missing_and_takes_away_what_is_left_over(tmp_path: Path) -> None:
    made: list[str] = []

    def make(text: str, path: Path) -> None:
        made.append(text)
        path.write_text(text)

    def go(*texts: str, anew: bool = False) -> None:
        render(file_names(texts), make, anew=anew, folder=tmp_path, tell=lambda line: None)

    go("One", "Two")
    go("Two", "Three")
    assert made == ["One", "Two", "Three"]
    assert sorted(path.name for path in tmp_path.glob("*.ogg")) == ["three.ogg", "two.ogg"]
    assert json.loads((tmp_path / INDEX).read_text()) == {"Three": "three.ogg", "Two": "two.ogg"}
    go("Two", "Three", anew=True)
    assert made[3:] == ["Three", "Two"]


def test_the_same_sound_gives_the_same_bytes_and_is_opus(tmp_path: Path) -> None:
    import numpy as np

    sound = (0.3 * np.sin(np.arange(48_000) / 20)).astype(np.float32)
    first, second = tmp_path / "a.ogg", tmp_path / "b.ogg"
    save(sound, first)
    save(sound, second)
    assert first.read_bytes() == second.read_bytes()
    with av.open(str(first)) as file:
        assert file.streams.audio[0].codec_context.name in ("opus", "libopus")
        assert float(file.duration or 0) / 1e6 == pytest.approx(1.0, abs=0.05)
