"""The person's clock and day."""

from __future__ import annotations

from datetime import date, datetime


def now() -> datetime:
    """Now, with the zone of this computer's clock."""
    return datetime.now().astimezone()


def today() -> date:
    """The day it is."""
    return now().date()
