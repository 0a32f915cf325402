"""Progress on stderr: a bar, or a pulsing one while the length is unknown; silent when piped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

Report = Callable[[float | None, str], None]
"""Share done (None: unknown) and what is being done."""


@contextmanager
def progress_bar(first_step: str) -> Iterator[Report]:
    """A bar that is gone when the block ends."""
    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task(first_step, total=None)

        def report(share: float | None, step: str) -> None:
            total = None if share is None else 1.0
            bar.update(task, total=total, completed=share or 0.0, description=step)

        yield report
