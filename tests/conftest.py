"""Here so that pytest puts this folder on the path: tests import `streams` from it."""

import os
import sys
from collections.abc import Iterator

import pytest

# Personal limits of whoever runs the tests must not change what the tests see (empty = none).
os.environ.setdefault("FORMCHECK_LIMITS", "")
# Nor may tests write into that person's journal: one in memory, unless a test names another.
os.environ["FORMCHECK_DATABASE_URL"] = "sqlite://"

_MAIN = sys.modules["__main__"]  # as it was before any fixture, of whatever scope, opened a page


@pytest.fixture(autouse=True)
def _main_module_stays() -> Iterator[None]:
    """Streamlit's AppTest makes its script `__main__` and leaves it so.

    A process pool started later in the same worker imports `__main__` in its children, and that
    script is gone by then.
    """
    yield
    sys.modules["__main__"] = _MAIN


@pytest.fixture(autouse=True)
def _ordinary_scheduling() -> Iterator[None]:
    """The AV1 encoder gives whoever calls it, if root, real-time priority over everything else.

    Programs started later would inherit it, and a browser would then starve the computer.
    """
    if not hasattr(os, "sched_getscheduler"):
        yield
        return
    before = os.sched_getscheduler(0), os.sched_getparam(0)
    yield
    if os.sched_getscheduler(0) != before[0]:
        os.sched_setscheduler(0, *before)
