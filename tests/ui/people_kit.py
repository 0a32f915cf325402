"""Pages with somebody's journal behind them: a file of the test's own, and a day that stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from formcheck.journal.records import (
    ExerciseDone,
    Feelings,
    GateAnswers,
    Person,
    Profile,
    Rep,
    Session,
)
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.ui import clock

TODAY = date(2026, 3, 4)
"""A Wednesday."""


def session(
    days_ago: int, routine: str | None = "core_three", feelings: Feelings | None = None
) -> Session:
    """A practice of three repetitions, two of them clean, in the evening."""
    began = datetime(TODAY.year, TODAY.month, TODAY.day, 18, tzinfo=UTC) - timedelta(days=days_ago)
    reps = tuple(
        Rep(1, number + 1, None, 5.0 * number, 5.0 * number + 4, verdict, ())
        for number, verdict in enumerate(("clean", "mistake", "clean"))
    )
    done = ExerciseDone(0, "cat_cow", "full", {"reps": 3.0}, end_s=15.0, ended_by="dose", reps=reps)
    return Session(
        f"{days_ago:032x}", "", began, 0, "Core three", (), routine,
        began + timedelta(minutes=10), feelings=feelings or Feelings(2, 1), exercises=(done,),
    )  # fmt: skip


@dataclass
class Home:
    """A journal, and the pages in front of it."""

    journal: Journal
    profile: Profile

    def practised(self, *sessions: Session) -> None:
        """These practices are in the journal."""
        mine = tuple(replace(one, profile=self.profile.id) for one in sessions)
        gate = GateAnswers(self.profile.created_at, 1, {}, "clear", True)
        self.journal.add_person(Person(self.profile, (gate,), mine, (), ()))

    @property
    def sessions(self) -> tuple[Session, ...]:
        return self.journal.sessions(self.profile.id)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Home]:
    """Somebody called Me; it is Wednesday."""
    from formcheck.ui.person import _shared

    url = f"sqlite:///{tmp_path / 'journal.sqlite'}"
    monkeypatch.setenv(DATABASE_VARIABLE, url)
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 20, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: now)
    journal = Journal.open(url)
    yield Home(journal, journal.add_profile("Me"))
    journal.close()
    _shared(url).close()


def opened(page: Callable[[], None], **address: str) -> AppTest:
    """A page as it comes up at this address."""
    app = AppTest.from_function(page, default_timeout=30)
    for key, value in address.items():
        app.query_params[key] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """The page, which did not fail."""
    assert not app.exception
    assert not [one.value for one in app.error]
    return app


def press(app: AppTest, label: str) -> AppTest:
    """Press the button that begins like this."""
    button = next(one for one in app.button if one.label.startswith(label))
    return sound(button.click().run())


def html(app: AppTest) -> str:
    """All of the page's own HTML."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def labels(app: AppTest) -> list[str]:
    """What can be pressed."""
    return [one.label for one in app.button]
