"""Pages in tests know nothing of the limits that somebody keeps on this computer."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _no_personal_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_LIMITS", "")
