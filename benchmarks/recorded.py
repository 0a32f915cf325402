"""Speed of recorded work against bare MediaPipe: `python -m benchmarks.recorded`.

Each film is worked on by processes of their own, one after the other, in several rounds; a ratio is
taken within a round, for the computer may be busier in another one, and the middle one counts.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.recorded_films import phone_film, repeated
from benchmarks.recorded_run import Mode, Run, run
from formcheck.cli.quiet import without_native_chatter
from formcheck.pose.model import ensure_model

EXERCISE = "cat_cow"
CLIP = Path("sample_videos") / "cat_cow_clean.mp4"
SIZES = {"720p": (1280, 720), "1080p": (1920, 1080)}
MODES: tuple[Mode, ...] = ("bare", "landmarks", "analysis", "annotated")
GOALS = {"landmarks": 0.9, "annotated": 0.65}
JUDGING_GOAL = 0.03
MEMORY_GROWTH_MB = 30.0
"""More than this between the shortest and the longest film would be growth, not chance."""

Round = Mapping[Mode, Run]


@dataclass(frozen=True, slots=True)
class FilmFigures:
    """What came out for one film; `ratios` are against bare MediaPipe, medians over the rounds.

    Attributes:
        name: which film.
        bare_ms: bare MediaPipe, milliseconds a picture.
        ms: milliseconds a picture, by mode.
        processor_ms: milliseconds of processor time a picture, by mode.
        ratios: pictures a second over those of bare MediaPipe, by mode.
        judging: processor time of judging over bare MediaPipe's.
    """

    name: str
    bare_ms: float
    ms: dict[str, float]
    processor_ms: dict[str, float]
    ratios: dict[str, float]
    judging: float


@dataclass(frozen=True, slots=True)
class Memory:
    """The most that was resident while a film of so many minutes was analysed."""

    minutes: float
    mb: float


def figures(name: str, rounds: Sequence[Round]) -> FilmFigures:
    """The middle of several rounds."""

    worked = [mode for mode in MODES if mode != "bare"]
    return FilmFigures(
        name,
        median(one["bare"].ms for one in rounds),
        {mode: median(one[mode].ms for one in rounds) for mode in worked},
        {mode: median(one[mode].processor_ms for one in rounds) for mode in MODES},
        {mode: median(one[mode].fps / one["bare"].fps for one in rounds) for mode in worked},
        median(map(_judging, rounds)),
    )


def _judging(one: Round) -> float:
    landmarks = one["landmarks"]
    return 1000 * landmarks.judging_s / landmarks.pictures / one["bare"].processor_ms


def report(films: Sequence[FilmFigures], memory: Sequence[Memory]) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| Film | What | ms a picture | of it processor | against bare | Goal |",
        "|---" * 6 + "|",
    ]
    for film in films:
        bare = f"{film.bare_ms:.1f} | {film.processor_ms['bare']:.1f}"
        lines.append(f"| {film.name} | bare MediaPipe | {bare} | 1 | |")
        for mode in film.ratios:
            goal = f"{GOALS[mode]:g}" if mode in GOALS else ""
            spent = f"{film.ms[mode]:.1f} | {film.processor_ms[mode]:.1f}"
            lines.append(f"| | {mode} | {spent} | {film.ratios[mode]:.2f} | {goal} |")
        lines.append(f"| | judging | | | {film.judging:.1%} | {JUDGING_GOAL:.0%} |")
    if memory:
        lines += ["", "| Length | Peak memory |", "|---|---|"]
        lines += [f"| {one.minutes:g} min | {one.mb:.0f} MB |" for one in memory]
    return "\n".join(lines)


def shortfalls(films: Sequence[FilmFigures], memory: Sequence[Memory]) -> list[str]:
    """What misses its goal, in words."""
    found = [
        f"{film.name}: {mode} reaches {film.ratios[mode]:.2f} of bare MediaPipe, not {goal:g}"
        for film in films
        for mode, goal in GOALS.items()
        if film.ratios[mode] < goal
    ]
    found += [
        f"{film.name}: judging takes {film.judging:.1%} of inference, not {JUDGING_GOAL:.0%}"
        for film in films
        if film.judging > JUDGING_GOAL
    ]
    if memory and memory[-1].mb - memory[0].mb > MEMORY_GROWTH_MB:
        found.append(
            f"memory grows from {memory[0].mb:.0f} MB at {memory[0].minutes:g} min "
            f"to {memory[-1].mb:.0f} MB at {memory[-1].minutes:g} min"
        )
    return found


def _measured(name: str, film: Path, options: argparse.Namespace) -> FilmFigures:
    rounds: list[Round] = []
    for number in range(options.rounds):
        print(f"{name}, round {number + 1} of {options.rounds}", flush=True)
        rounds.append(
            {mode: run(mode, options.model, film, options.exercise, options.bare) for mode in MODES}
        )
    return figures(name, rounds)


def _memory(minutes: float, folder: Path, options: argparse.Namespace) -> Memory:
    print(f"memory, {minutes:g} min", flush=True)
    piece = folder / "piece.mp4"
    if not piece.exists():
        phone_film(CLIP, piece, (640, 360), 30.0)
    film = repeated(piece, folder / f"{minutes:g}min.mp4", round(2 * minutes))
    mode: Mode = "annotated" if options.memory_annotated else "analysis"
    return Memory(minutes, run(mode, options.model, film, options.exercise, 0.0).memory_mb)


def main() -> None:
    """Measure, print, and write JSON if asked."""
    options = _options()
    options.model = ensure_model(options.model)
    print(f"Load before: {os.getloadavg()[0]:.1f}. Close other programs: they are in the figures.")
    with tempfile.TemporaryDirectory(prefix="formcheck-bench-") as name, without_native_chatter():
        folder = Path(name)
        films = {path.name: path for path in options.film} or {
            size: phone_film(CLIP, folder / f"{size}.mp4", pixels, options.seconds)
            for size, pixels in SIZES.items()
        }
        found = [_measured(name, film, options) for name, film in films.items()]
        memory = [_memory(minutes, folder, options) for minutes in options.memory]
    print(report(found, memory))
    print(*(shortfalls(found, memory) or ["All goals are met."]), sep="\n")
    if options.json is not None:
        content = {"films": list(map(asdict, found)), "memory": list(map(asdict, memory))}
        options.json.write_text(json.dumps(content, indent=2) + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recorded", description=__doc__)
    parser.add_argument("--film", type=Path, action="append", default=[], help="films of your own")
    parser.add_argument("--exercise", default=EXERCISE, help="what they are judged as")
    parser.add_argument("--seconds", type=float, default=40.0, help="length of the films made")
    parser.add_argument("--bare", type=float, default=10.0, help="seconds of bare MediaPipe")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--memory", type=float, nargs="*", default=[], metavar="MINUTES", help="such as 1 5 20"
    )
    parser.add_argument("--memory-annotated", action="store_true", help="with annotated video")
    parser.add_argument("--model", type=Path, default=None, help="a PoseLandmarker bundle")
    parser.add_argument("--json", type=Path, default=None, help="write the figures here, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
