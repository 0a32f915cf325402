"""Who may name files of this computer and keep things on it."""

from __future__ import annotations

import pytest

from formcheck.ui.visitor import is_here


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "localhost:8501"},
        {"host": "LOCALHOST"},
        {"Host": "127.0.0.1:8503", "Origin": "http://127.0.0.1:8503"},
        {"Host": "[::1]:8501"},
    ],
)
def test_a_page_asked_for_by_this_computers_own_name_is_looked_at_here(
    headers: dict[str, str],
) -> None:
    assert is_here("localhost", headers)
    assert not is_here("0.0.0.0", headers)
    assert not is_here(None, headers)  # it listens on all addresses


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "coach.example.org"},
        {"Host": "localhost.example.org"},
        {"Host": "[::1"},
        {"Host": "localhost", "X-Forwarded-For": "203.0.113.7"},
        {"Host": "localhost", "x-forwarded-proto": "https"},
        {"Host": "localhost", "Forwarded": "for=203.0.113.7"},
        {"Host": "127.0.0.1:8501", "Origin": "https://coach.example.org"},  # Host was rewritten
    ],
)
def test_a_page_that_a_proxy_passes_on_is_looked_at_elsewhere(headers: dict[str, str]) -> None:
    assert not is_here("localhost", headers)
