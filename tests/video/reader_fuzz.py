"""Fuzzing of the film reader: mutated films must be read, or refused in a sentence, soon.

Run as a program it goes on for a given time and prints a JSON summary; a crash of native code
ends it, and the file it was reading is left in the folder::

    python tests/video/reader_fuzz.py FOLDER --seconds 600 --seed 7
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections import Counter
from pathlib import Path

import numpy as np
from film import make_counting_film, make_film, set_display_matrix, steady

from formcheck.video.analysis import WHOLE, Window
from formcheck.video.errors import VideoError
from formcheck.video.reader import frame_at, open_video

SLOW_S = 5.0
"""Longer than this for a film of a second is a finding."""
MEMORY = 4 * 2**30
"""Bytes of address space; a mutated film that wants more fails, and that is a finding."""
NUMBERS = (
    0,
    1,
    2,
    7,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0xFFFF,
    0x10000,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
)


def seeds(folder: Path) -> dict[str, bytes]:
    """Small intact films of the common kinds, by suffix."""
    fast = {"g": "8", "deadline": "realtime", "cpu-used": "8"}
    quiet = {"x265-params": "log-level=none:keyint=8"}
    made = [
        make_film(folder / "h264.mp4", steady(20, 20), codec_options={"g": "8"}),
        make_film(
            folder / "live.mp4",
            steady(20, 20),
            codec_options={"g": "8"},
            container_options={"movflags": "frag_keyframe+empty_moov"},
        ),
        make_film(folder / "hevc.mov", steady(20, 20), codec="libx265", codec_options=quiet,
                  pix_fmt="yuv420p10le"),
        make_film(folder / "av1.mkv", steady(20, 20), codec="libsvtav1",
                  codec_options={"g": "8", "preset": "12"}),
        make_film(folder / "vp9.webm", steady(20, 20), codec="libvpx-vp9", codec_options=fast),
        make_film(folder / "vp8.webm", steady(20, 20), codec="libvpx", codec_options=fast),
        make_counting_film(folder / "mpeg4.avi", 20, 20, "mpeg4", "yuv420p", {"g": "8", "bf": "2"}),
        make_counting_film(folder / "mjpeg.avi", 10, 20, "mjpeg", "yuvj420p", {}),
        make_counting_film(folder / "h264.ts", 20, 20, "libx264", "yuv420p", {"g": "8"}),
        make_counting_film(folder / "mpeg2.mpg", 20, 20, "mpeg2video", "yuv420p", {"g": "8"}),
        make_counting_film(folder / "hevc.ts", 20, 20, "libx265", "yuv420p", quiet),
        make_counting_film(folder / "flash.flv", 20, 20, "flv", "yuv420p", {"g": "8"}),
        make_counting_film(folder / "windows.wmv", 20, 20, "wmv2", "yuv420p", {"g": "8"}),
        make_counting_film(folder / "camera.mov", 6, 20, "prores_ks", "yuv422p10le", {}),
        make_counting_film(folder / "recorder.avi", 6, 20, "huffyuv", "yuv422p", {}),
        make_counting_film(folder / "lossless.mkv", 6, 20, "ffv1", "yuv420p", {}),
        make_counting_film(folder / "chat.gif", 6, 20, "gif", "rgb8", {}),
    ]  # fmt: skip
    set_display_matrix(made[0], 0, 1, -1, 0)
    return {path.name: path.read_bytes() for path in made}


def mutated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The film with one to six wounds; headers are hit more often than pictures."""
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        size = len(result)
        if size < 16:
            break
        at = chance.randrange(size if chance.random() < 0.5 else min(size, 1500))
        if chance.random() < 0.25:
            at = max(0, size - 1 - chance.randrange(min(size, 1500)))
        _wound(result, at, other, chance)
    return bytes(result)


def _wound(data: bytearray, at: int, other: bytes, chance: random.Random) -> None:
    length = chance.choice((1, 2, 4, 8, 40, 400))
    match chance.randrange(8):
        case 0:
            data[at] ^= 1 << chance.randrange(8)
        case 1:
            width = chance.choice((1, 2, 4, 8))
            number = chance.choice(NUMBERS) & (256**width - 1)
            data[at : at + width] = number.to_bytes(width, chance.choice(("big", "little")))
        case 2:
            data[at : at + length] = chance.randbytes(length)
        case 3:
            del data[at : at + length]
        case 4:
            data[at:at] = data[at : at + length]
        case 5:
            begin = chance.randrange(len(other))
            data[at:at] = other[begin : begin + length]
        case 6:
            del data[at:]
        case _:
            there = chance.randrange(len(data))
            data[at : at + length] = data[there : there + length]


def try_film(path: Path, chance: random.Random) -> str:
    """Read a film as the product does; what came of it, in a word.

    Raises:
        AssertionError: the promise of the reader is broken.
    """
    window = chance.choice((WHOLE, WHOLE, Window(0.3, 0.7), Window(0.5)))
    max_fps = chance.choice((None, 15.0))
    try:
        with open_video(path, max_side=128, max_fps=max_fps, window=window) as video:
            last_s = -1.0
            for frame in video:
                assert frame.time_s > last_s
                assert frame.image.shape == (video.frame_size[1], video.frame_size[0], 3)
                assert frame.image.dtype == np.uint8
                last_s = frame.time_s
            assert video.info.duration_s > 0
            assert np.isfinite([video.info.duration_s, video.info.fps]).all()
        list(frame_at(path, [0.2, 0.6], max_side=64))
    except VideoError as error:
        message = str(error)
        assert message.endswith("."), message
        assert "\n" not in message
        return "refused"
    return "read with notes" if video.notes else "read"


def run(folder: Path, seconds: float, films: int, seed: int) -> dict[str, object]:
    """Fuzz until the time or the films are used up; findings stay in the folder."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    originals = seeds(folder)
    outcomes: Counter[str] = Counter()
    slowest_s, findings = 0.0, []
    begun = time.monotonic()
    number = 0
    while number < films and time.monotonic() - begun < seconds:
        chance = random.Random(f"{seed}/{number}")
        name = chance.choice(list(originals))
        other = originals[chance.choice(list(originals))]
        path = folder / f"now_{name}"
        path.write_bytes(mutated(originals[name], other, chance))
        started = time.monotonic()
        try:
            outcomes[try_film(path, chance)] += 1
        except Exception as error:
            findings.append(f"{seed}/{number} {name}: {type(error).__name__}: {error}")
            path.rename(folder / f"finding_{seed}_{number}_{name}")
        took_s = time.monotonic() - started
        if took_s > SLOW_S:
            findings.append(f"{seed}/{number} {name}: {took_s:.1f} s")
            path.rename(folder / f"slow_{seed}_{number}_{name}")
        slowest_s = max(slowest_s, took_s)
        number += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "films": number,
        "outcomes": dict(outcomes),
        "slowest_s": round(slowest_s, 2),
        "peak_mb": peak,
        "findings": findings,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--films", type=int, default=10**9)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    print(json.dumps(run(given.folder, given.seconds, given.films, given.seed), indent=1))


if __name__ == "__main__":
    main()
