"""Are the system libraries here that OpenCV and MediaPipe link to?

A bare Debian or Ubuntu lacks them, and the import then ends in a traceback about an .so file. Other
systems (macOS, Windows) bring everything inside the wheels. Standard library only, so that it can
be asked before anything heavy is imported, or even installed (run.py does so).
"""

import ctypes
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

APT_PACKAGES = ("libegl1", "libgles2", "libgl1", "libglib2.0-0")

# soname of each library linked to: the first two by MediaPipe, the others by the OpenCV wheel
_LIBRARIES = ("libEGL.so.1", "libGLESv2.so.2", "libGL.so.1", "libgthread-2.0.so.0")


class SystemLibraryError(Exception):
    """A system library is missing; the message names the command that installs it."""


def check_system_libraries(load: Callable[[str], object] = ctypes.CDLL) -> str | None:
    """Try to load each needed system library.

    Args:
        load: how a library is loaded by its file name; raises OSError when it is not there.

    Returns:
        None when all is well, else one sentence that names what to install.
    """
    if not sys.platform.startswith("linux"):
        return None
    missing = [name for name in _LIBRARIES if not _loads(name, load)]
    return _sentence(", ".join(missing)) if missing else None


@contextmanager
def system_libraries() -> Iterator[None]:
    """Wrap an import of cv2 or mediapipe: a missing system library becomes one sentence.

    Raises:
        SystemLibraryError: in place of the ImportError or OSError that a missing library causes.
            Any other error passes through unchanged.
    """
    try:
        yield
    except (ImportError, OSError) as error:
        library = _missing_library(str(error))
        if library is None or not sys.platform.startswith("linux"):
            raise
        raise SystemLibraryError(_sentence(library)) from error


def _loads(name: str, load: Callable[[str], object]) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True


def _missing_library(message: str) -> str | None:
    """The library in the loader's words, "libEGL.so.1: cannot open shared object file: ..."."""
    name, _, reason = message.partition(":")
    return name if ".so" in name and "cannot open shared object file" in reason else None


def _sentence(libraries: str) -> str:
    return (
        f"Formcheck needs system libraries that are not installed ({libraries}): "
        f"on Debian or Ubuntu run 'sudo apt-get install {' '.join(APT_PACKAGES)}', then try again."
    )
