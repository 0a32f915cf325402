"""Memory is given back where the C library can, and elsewhere nothing happens."""

from __future__ import annotations

import ctypes
import sys

import pytest

from formcheck.live.memory import give_back


def test_it_asks_the_c_library_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Library:
        def __init__(self, name: object) -> None:
            self.malloc_trim = asked.append

    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(ctypes, "CDLL", Library)
    give_back()
    assert asked == [0]


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_where_there_is_no_such_thing_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    give_back()
