"""The report in a real browser: it opens offline, loads nothing, and prints to a few sheets."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from benchmarks.live_browser import CHROMIUM
from formcheck.coach.events import NotJudged
from formcheck.report.video_report import write_report
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.stills import Still
from tests.report.report_kit import Move, analysis_of, hips_back, picture, set_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Chromium is not installed"),
]


def test_it_prints_to_two_or_three_sheets_and_asks_for_nothing(
    needle: ExerciseSpec, tmp_path: Path
) -> None:
    moves = [Move(0.8, "left"), Move(0.6, "right", verdict="mistake")] * 4
    gaps = [NotJudged(9.0, "support_hand", "hand out of the picture", 8.0, 9.0)]
    found = [hips_back(8.0 + 11 * index, 2 * index + 2) for index in range(4)]
    analysis = analysis_of(needle, set_of(needle, moves, mistakes=found, not_judged=gaps))
    stills = [Still(9.0, picture(900, 640), "the thigh leans back", found[0])]
    path = tmp_path / "Bericht für <Anna> & Co.html"
    write_report(path, analysis, name=path.name, stills=stills, made_on=date(2026, 3, 7))
    asked: list[str] = []
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=CHROMIUM, args=["--headless=new", "--no-sandbox", "--disable-gpu"]
        )
        sheet = chromium.new_page(
            viewport={"width": 1000, "height": 800}, java_script_enabled=False
        )
        sheet.on("request", lambda request: asked.append(request.url))
        sheet.goto(path.as_uri())
        printed = sheet.pdf(format="A4", prefer_css_page_size=True, print_background=True)
        wide = sheet.locator("main").bounding_box()
        sheet.set_viewport_size({"width": 390, "height": 800})
        narrow = sheet.locator("main").bounding_box()
        chromium.close()
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3
    assert wide and narrow and narrow["width"] <= 390
