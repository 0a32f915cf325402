"""A result on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from formcheck.cli.options import screen
from formcheck.cli.outputs import Outputs

if TYPE_CHECKING:
    from formcheck.video.analysis import Analysis


def show_result(analysis: Analysis, dose: Mapping[str, float], outputs: Outputs) -> None:
    """Show a result, and which files were written."""
    from formcheck.report.terminal import analysis_view

    shown = screen()
    shown.print(analysis_view(analysis, dose))
    for path in outputs.files():
        shown.print(f"Written: {path}", style="dim", markup=False, soft_wrap=True)
