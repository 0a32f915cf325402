"""Keep the chatter of native libraries off the screen, and nothing else.

MediaPipe and TensorFlow Lite write information and warnings straight to file descriptor 2, past
Python and deaf to the environment variables that are said to silence them. They would tear the
progress bar apart. Errors and everything unknown pass through.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

_STDERR = 2
_CHATTER = re.compile(rb"(INFO|WARNING): |[IW]\d{4} \d{2}:\d{2}:")


@contextmanager
def without_native_chatter() -> Iterator[None]:
    """Within the block, drop information and warnings that native code writes to stderr.

    Python's own `sys.stderr` keeps writing to the terminal itself.
    """
    try:
        terminal = os.dup(_STDERR)
    except OSError:  # there is no stderr, hence nothing to keep clean
        yield
        return
    source, sink = os.pipe()
    python_stderr = sys.stderr
    sys.stderr = _same_stream_on(terminal)
    os.dup2(sink, _STDERR)
    os.close(sink)
    sieve = threading.Thread(target=_sieve, args=(source, terminal), daemon=True)
    sieve.start()
    try:
        yield
    finally:
        sys.stderr.flush()
        sys.stderr = python_stderr
        os.dup2(terminal, _STDERR)
        sieve.join(timeout=2)  # a child that outlives us may still hold the pipe open
        if not sieve.is_alive():
            os.close(terminal)


def is_chatter(line: bytes) -> bool:
    """Is this line information or a warning of MediaPipe, TensorFlow Lite or absl?"""
    return _CHATTER.match(line) is not None


def _same_stream_on(terminal: int) -> TextIO:
    stream = sys.stderr
    try:
        on_terminal = stream.fileno() == _STDERR
    except (OSError, ValueError, AttributeError):  # captured by a test, or replaced
        on_terminal = False
    if not on_terminal:
        return stream
    return open(
        terminal, "w", buffering=1, encoding=stream.encoding, errors="replace", closefd=False
    )


def _sieve(source: int, terminal: int) -> None:
    with open(source, "rb") as lines:
        for line in lines:
            if not is_chatter(line):
                os.write(terminal, line)
