"""Clips judged and compared with their truth. What was judged once by the same code is not judged
again: after a change of one spec only that exercise is."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import formcheck
from formcheck.specs.schema import ExerciseSpec
from tools.sample_studio.cache import Cache, code_fingerprint, digest, file_fingerprint, in_parallel

from .angles import Compared, compare_angles
from .clips import Clip
from .detail import explained
from .judging import Judged, Mode, judge
from .matching import ClipResult, compare
from .recordings import NobodySeen, open_recording

JUDGED, ANGLES = "judged", "angles"
KEPT_VERSIONS = 8
"""So many versions of the code have their results kept."""
PRODUCT = ("pose", "signals", "coach", "specs")
MEASURES = frozenset({"position", "camera", "calibrate", "start_pose", "signals", "work_side"})
"""The parts of a spec that angles depend on."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One clip after judging: compared with its truth, and its angles."""

    result: ClipResult
    angles: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    clip: Clip
    recording: Path
    spec: ExerciseSpec
    mode: Mode
    result_at: Path
    angles_at: Path

    @property
    def done(self) -> bool:
        return self.result_at.exists() and self.angles_at.exists()


def judge_all(
    clips: Sequence[Clip], seen: Mapping[Path, Path], specs: Mapping[str, ExerciseSpec],
    store: Cache, mode: Mode, workers: int, done: Callable[[str], None] = lambda name: None,
) -> list[Outcome]:  # fmt: skip
    """What came of each clip, in their order; `seen` are the recordings by video."""
    jobs = [_job(clip, seen[clip.video], specs[clip.exercise], store, mode) for clip in clips]
    for job in jobs:
        if job.done:
            done(job.clip.name)
    due = [job for job in jobs if not job.done]
    for job, _ in in_parallel(_work, due, workers):
        done(job.clip.name)
    outcomes = [Outcome(_load(job.result_at), _load(job.angles_at)) for job in jobs]
    for kind in (JUDGED, ANGLES):
        _forget_old(store.folder / kind)
    return outcomes


def _job(clip: Clip, recording: Path, spec: ExerciseSpec, store: Cache, mode: Mode) -> _Job:
    code, content = judging_code(), spec.model_dump(mode="json")
    truth = _truth_fingerprint(clip.video)
    told = [clip.name, clip.level, clip.expect, clip.kind, clip.gap, sorted(clip.unseen)]
    measures = {name: content[name] for name in sorted(MEASURES & content.keys())}
    seen = [recording.parent.name, recording.name]
    result_key = digest([seen, truth, told, content, mode])
    angles_key = digest([seen, truth, told, measures])
    return _Job(
        clip, recording, spec, mode,
        store.path(f"{JUDGED}/{code}", result_key, ".pickle"),
        store.path(f"{ANGLES}/{code}", angles_key, ".pickle"),
    )  # fmt: skip


def _truth_fingerprint(video: Path) -> str:
    return file_fingerprint(video.with_suffix(".json"))


@cache
def judging_code() -> str:
    """Fingerprint of the code that judges, and of that which compares."""
    package = Path(formcheck.__file__).parent
    product = [file for part in PRODUCT for file in sorted((package / part).rglob("*.py"))]
    return code_fingerprint([*product, Path(__file__).parent])


def _work(job: _Job) -> None:
    """Judge a clip and measure its angles, where that is not known yet."""
    try:
        seen = open_recording(job.recording)
    except NobodySeen as refusal:
        _save(job.result_at, compare(job.clip, Judged(None, refused=str(refusal))))
        _save(job.angles_at, ())
        return
    if not job.result_at.exists():
        judged = judge(seen, job.spec, job.mode)
        result = explained(compare(job.clip, judged), job.clip.truth, judged, job.spec)
        _save(job.result_at, result)
    if not job.angles_at.exists():
        _save(job.angles_at, tuple(compare_angles(job.clip, seen, job.spec)))


def _save(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(pickle.dumps(content))
    part.replace(path)


def _load(path: Path):  # type: ignore[no-untyped-def]  # what _save wrote there
    return pickle.loads(path.read_bytes())


def _forget_old(folder: Path) -> None:
    """Remove the results of all but the latest versions of the code."""
    versions = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime, reverse=True)
    for version in versions[KEPT_VERSIONS:]:
        shutil.rmtree(version, ignore_errors=True)
