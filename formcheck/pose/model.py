"""Where the pose model is: a bundle the user names, else Formcheck's own, built at first use.

Formcheck's own is MediaPipe's pose_landmarker_full. It is made once from a pinned wheel (see
`download` and `bundle`) and kept in the user's cache folder. The cache holds a whole bundle or
none: all work is done in a folder beside it, under a lock, and ends in one rename.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from formcheck.pose.bundle import NETWORKS, BundleError, Network, check_bundle, write_bundle
from formcheck.pose.download import DownloadError, Runner, download_wheel

MODEL_VARIABLE = "FORMCHECK_MODEL"

_BUNDLE_NAME = "pose_landmarker_full.task"
_WORK_PREFIX = "building-"
_LOCK_SECONDS = 600.0  # a slow line needs minutes for 35 MB
_DOWNLOADED = 0.9  # share of the whole that the download takes
_OWN_MODEL = f"name a model bundle of your own with --model or {MODEL_VARIABLE}"

Progress = Callable[[str, float], None]


class ModelError(Exception):
    """There is no usable pose model; the message is one sentence that names the remedy."""


def ensure_model(path: Path | None = None, progress: Progress | None = None) -> Path:
    """Return the path of a usable pose model bundle, building Formcheck's own if need be.

    Args:
        path: a PoseLandmarker `.task` bundle. None: the one that the environment variable
            FORMCHECK_MODEL names, else Formcheck's own.
        progress: called with what is being done and the share done, 0 to 1, from this thread, and
            only when a bundle has to be built.

    Raises:
        ModelError: the named bundle is unusable, or Formcheck's own cannot be built.
    """
    if path is not None:
        return _named_bundle(path, "The model")
    named = os.environ.get(MODEL_VARIABLE, "").strip()
    if named:
        return _named_bundle(Path(named), MODEL_VARIABLE)
    return build_model(cached_model_path(), progress)


def cached_model_path() -> Path:
    """Where Formcheck's own bundle is kept, whether or not it is there yet."""
    return user_cache_path("formcheck", appauthor=False) / _BUNDLE_NAME


def build_model(
    target: Path,
    progress: Progress | None = None,
    run: Runner | None = None,
    networks: tuple[Network, Network] = NETWORKS,
) -> Path:
    """Build Formcheck's own bundle at `target` unless a good one is there; return `target`.

    Safe to call from several processes and threads at once. What an interrupted call leaves
    behind is removed by the next one that builds.

    Args:
        progress: as in `ensure_model`.
        run: how pip is run; None: as it is.
        networks: what the wheel must hold.

    Raises:
        ModelError: it cannot be built; nothing is left at `target`, or what was there before.
    """
    if _is_good(target):
        return target
    tell = progress or _ignore
    try:
        with _alone(target, tell):
            if not _is_good(target):  # another process may have built it meanwhile
                _build(target, tell, run, networks)
    except DownloadError as error:
        raise ModelError(f"{error}, or {_OWN_MODEL}.") from error
    except BundleError as error:
        raise ModelError(
            f"The downloaded pose model is not the expected one ({error}): check which package "
            f"index pip uses and try again, or {_OWN_MODEL}."
        ) from error
    except OSError as error:
        raise ModelError(_disk_sentence(error, target.parent)) from error
    return target


def _build(
    target: Path, tell: Progress, run: Runner | None, networks: tuple[Network, Network]
) -> None:
    for left in target.parent.glob(f"{_WORK_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=_WORK_PREFIX, dir=target.parent))
    try:
        step = "Downloading the pose model (35 MB, once)"
        tell(step, 0.0)
        wheel = download_wheel(work, lambda share: tell(step, share * _DOWNLOADED), run)
        tell("Writing the pose model", _DOWNLOADED)
        bundle = work / target.name
        write_bundle(wheel, bundle, networks)
        check_bundle(bundle)
        os.replace(bundle, target)
        tell("The pose model is ready", 1.0)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _alone(target: Path, tell: Progress) -> Iterator[None]:
    """Hold the lock beside `target`; the system frees it even if the holder is killed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.with_name(f"{target.name}.lock"))
    try:
        lock.acquire(timeout=0)
    except Timeout:
        tell("Waiting for another Formcheck that is fetching the pose model", 0.0)
        try:
            lock.acquire(timeout=_LOCK_SECONDS)
        except Timeout:
            raise ModelError(
                f"Another Formcheck has been fetching the pose model for {_LOCK_SECONDS / 60:.0f} "
                "minutes: end it, then try again."
            ) from None
    try:
        yield
    finally:
        lock.release()


def _named_bundle(path: Path, origin: str) -> Path:
    """A bundle the user named, once it is known to be one; `origin` begins the error message."""
    path = path.expanduser()
    try:
        if not path.is_file():
            raise BundleError("is not a file")
        check_bundle(path)
    except (BundleError, OSError) as error:
        reason = f"cannot be read ({error.strerror})" if isinstance(error, OSError) else str(error)
        raise ModelError(
            f"{origin} {path} {reason}: name a MediaPipe PoseLandmarker bundle (.task), "
            "or name none to use Formcheck's own."
        ) from error
    return path


def _is_good(bundle: Path) -> bool:
    try:
        check_bundle(bundle)
    except (BundleError, OSError):
        return False
    return True


def _disk_sentence(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: free 150 MB for the pose model in {folder}, then try again."
    return (
        f"The pose model cannot be kept in {folder} ({error.strerror or error}): make that folder "
        f"writable, or {_OWN_MODEL}."
    )


def _ignore(_text: str, _share: float) -> None:
    """Report progress to nobody."""
