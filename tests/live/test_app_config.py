"""Streamlit as it is shipped: on this computer alone, and reporting to nobody."""

from __future__ import annotations

import tomllib
from pathlib import Path

CONFIG = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())


def test_the_app_listens_on_this_computer_alone() -> None:
    assert CONFIG["server"]["address"] == "localhost"


def test_nothing_is_reported_and_no_address_is_asked_for() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["server"]["showEmailPrompt"] is False


def test_the_protection_of_the_page_is_left_on() -> None:
    assert not {"enableCORS", "enableXsrfProtection"} & CONFIG["server"].keys()


def test_no_full_collection_after_each_drawing_of_the_display() -> None:
    assert CONFIG["runner"]["postScriptGC"] is False
