"""Clips of scenarios and sets from the cache, rendered where they are not there yet.

A clip is kept by what decides its pictures and its truth: what is performed, the body, the camera
and the quality; below that by the code that drew it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import MISSING, asdict, dataclass, fields, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from .cache import KEY_LENGTH, Cache, code_fingerprint, digest, in_parallel
from .clip import movement_of
from .effects import spoil_clip
from .human import BODIES_FILE
from .performances import perform
from .repertoire.plans import PLANS
from .scenario import Scenario, plain
from .set_clips import SetClip, scenarios_of

Draw = Callable[[Scenario, Path], None]
"""Renders a scenario into a folder, as ``NAME.mp4`` and ``NAME.json``."""

HERE = Path(__file__).parent
NOT_DRAWING = frozenset(
    {
        "__init__.py", "__main__.py", "abstain.py", "acts.py", "bake_bodies.py", "cache.py",
        "cached_clips.py", "effects.py", "ideal.py", "manners.py", "performances.py", "preview.py",
        "scenario.py", "scenario_files.py", "script.py", "set_clips.py", "sets.py", "settings.py",
        "sheet.py", "silhouette.py", "spans.py", "stills.py", "trials.py", "varied.py",
    }
)  # fmt: skip
"""Files whose code decides no picture, or only through what is in a scenario's key anyway."""
VIDEO, TRUTH = "clip.mp4", "clip.json"
CLIPS, SPOILT = "clips", "spoilt"
POSED_AT = (0.0, 0.3, 0.45, 0.6)  # shares of the performance
POSED_BONES = (
    "spine05", "spine01", "head", "lowerarm01.L", "wrist.L", "wrist.R", "lowerleg01.L", "foot.L",
    "lowerleg01.R", "foot.R",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CachedClip:
    """A finished clip and the truth beside it."""

    video: Path
    truth: Path


def clips_of(
    wanted: Sequence[SetClip],
    store: Cache,
    workers: int = 2,
    draw: Draw | None = None,
    done: Callable[[str], None] = lambda name: None,
    older: bool = False,
) -> dict[str, CachedClip]:
    """Finished clips by name. Rendered first, then spoilt; nothing is made twice.

    Args:
        draw: renders one scenario; None: the studio in draft quality.
        done: told the name of each scenario and each spoilt clip as it is finished.
        older: take what older drawing code made of the same scenario, where it did.
    """
    rendered, due = {}, []
    for scenario in scenarios_of(wanted):
        there = _found(store, scenario, older)
        if there is None:
            due.append(scenario)
            continue
        rendered[scenario.name] = _clip_in(there)
        done(scenario.name)
    job = partial(scenario_clip, store, draw=draw, older=older)
    for scenario, clip in in_parallel(job, due, workers):
        rendered[scenario.name] = clip
        done(scenario.name)
    spoilt = [clip for clip in wanted if clip.spoil is not None]
    found = {clip.name: rendered[clip.scenario.name] for clip in wanted if clip.spoil is None}
    for item, made in in_parallel(partial(_spoilt_clip, store, rendered), spoilt, workers):
        found[item.name] = made
        done(item.name)
    return {clip.name: found[clip.name] for clip in wanted}


def missing(wanted: Sequence[SetClip], store: Cache, older: bool = False) -> list[Scenario]:
    """The scenarios that would have to be rendered."""
    return [s for s in scenarios_of(wanted) if _found(store, s, older) is None]


def scenario_clip(
    store: Cache, scenario: Scenario, draw: Draw | None = None, older: bool = False
) -> CachedClip:
    """One scenario's clip, rendered if it is not in the cache."""

    def make(folder: Path) -> None:
        unnamed = replace(scenario, name=Path(VIDEO).stem)
        (draw or draw_draft)(unnamed, folder)

    found = _found(store, scenario, older)
    return _clip_in(found or store.made(_kind(scenario), drawing_code(), "", make))


def _kind(scenario: Scenario) -> str:
    return f"{CLIPS}/{scenario_key(scenario)}"


def _found(store: Cache, scenario: Scenario, older: bool) -> Path | None:
    """Where the clip is kept; with ``older`` the newest that any code drew, if need be."""
    exact = store.path(_kind(scenario), drawing_code())
    if exact.exists():
        return exact
    drawn = exact.parent.glob("[!.]*") if older else ()
    return max(drawn, key=lambda folder: folder.stat().st_mtime, default=None)


def draw_draft(scenario: Scenario, folder: Path) -> None:
    """Render in draft quality."""
    os.environ.setdefault("LP_NUM_THREADS", "1")
    from .samples import render  # needs moderngl, which only rendering needs

    render(scenario, folder, draft=True)


def scenario_key(scenario: Scenario) -> str:
    """Fingerprint of everything but code that decides a scenario's pictures and truth."""
    body = body_fingerprint(scenario.body)
    posed = [_posed(_Key(scenario))] if scenario.exercise in PLANS else []
    return digest([_decisive(scenario), _performed(scenario), body, "draft", *posed])


def _decisive(scenario: Scenario) -> dict[str, object]:
    """The scenario without its name, and without what is as by default.

    New fields of scenarios leave the keys of old ones as they are.
    """
    content = plain(scenario)
    usual = {f.name: f.default for f in fields(scenario) if f.default is not MISSING}
    left_out = {"name", "about", "person", "reps", "jitter"}  # all but the names are performed
    return {
        name: value
        for name, value in content.items()
        if name not in left_out and (name not in usual or value != usual[name])
    }


def _performed(scenario: Scenario) -> str:
    """What is done when, picture by picture: so the code that plans it need not be in the key."""
    play = perform(scenario)
    times = np.arange(round(play.duration_s * scenario.fps)) / scenario.fps
    tracks = [[round(v, 6) for v in play.values(float(t)).values()] for t in times]
    spans = [[asdict(span) for span in group] for group in (play.reps, play.holds, play.mistakes)]
    return digest([tracks, spans, [asdict(phase) for phase in play.phases]])


@dataclass(frozen=True)
class _Key:
    """A scenario, which holds a dict, as a key of a cache."""

    scenario: Scenario

    def __hash__(self) -> int:
        return hash(repr(self.scenario))


@cache
def _posed(key: _Key) -> list[list[float]]:
    """Where the joints are at some moments, in half centimetres.

    The poses of the repertoire change while an exercise is made; clips of older poses must not
    pass for new ones.
    """
    movement, play = movement_of(key.scenario)
    poses = [movement.pose_at(share * play.duration_s) for share in POSED_AT]
    places = [[movement.body.position(pose, bone) for bone in POSED_BONES] for pose in poses]
    return [[round(200 * float(v)) / 200 for place in pose for v in place] for pose in places]


@cache
def body_fingerprint(body: str, path: Path = BODIES_FILE) -> str:
    """Fingerprint of one body's arrays and of those that all bodies share."""
    result = sha256()
    with np.load(path) as data:
        for name in sorted(data.files):
            if "/" not in name or name.startswith(f"{body}/"):
                result.update(name.encode())
                result.update(np.ascontiguousarray(data[name]).tobytes())
    return result.hexdigest()[:KEY_LENGTH]


@cache
def drawing_code() -> str:
    """Fingerprint of the code that draws and writes the truth."""
    return code_fingerprint(f for f in sorted(HERE.glob("*.py")) if f.name not in NOT_DRAWING)


def _spoilt_clip(store: Cache, rendered: dict[str, CachedClip], clip: SetClip) -> CachedClip:
    assert clip.spoil is not None
    base = rendered[clip.scenario.name]
    beside = rendered[clip.beside.name] if clip.beside is not None else None
    used = [_place(base), _place(beside) if beside else None]
    key = digest([used, asdict(clip.spoil), code_fingerprint([HERE / "effects.py"])])

    def make(folder: Path) -> None:
        folder.mkdir()
        text = base.truth.read_text(encoding="utf-8")
        assert clip.spoil is not None
        spoil_clip(
            clip.spoil,
            base.video,
            json.loads(text),
            folder / VIDEO,
            beside.video if beside else None,
        )
        (folder / TRUTH).write_text(text, encoding="utf-8")

    return _clip_in(store.made(SPOILT, key, "", make))


def _place(clip: CachedClip) -> list[str]:
    """A clip's own folder and the one above it: scenario and code."""
    return list(clip.video.parts[-3:-1])


def _clip_in(folder: Path) -> CachedClip:
    return CachedClip(folder / VIDEO, folder / TRUTH)
