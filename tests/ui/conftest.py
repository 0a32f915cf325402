"""Pages in tests know nothing of what somebody keeps on this computer, nor of other tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from formcheck.ui import person


@pytest.fixture(autouse=True)
def _no_personal_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_LIMITS", "")


@pytest.fixture(autouse=True)
def _no_other_journal() -> Iterator[None]:
    """The journal of the pages is opened anew in each test."""
    yield
    person._shared.clear()  # type: ignore[attr-defined]
