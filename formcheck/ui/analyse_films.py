"""The films of one browser session and what became of each."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import streamlit as st

from formcheck.ui.job import Job
from formcheck.ui.recognise import Recognised, recognised
from formcheck.ui.workspace import Workspace
from formcheck.video.analysis import WHOLE, Analysis, Window
from formcheck.video.stills import Still
from formcheck.video.suggest import Suggestion

STATE = "analyse"
MOST_FILMS = 40
"""In one session. Each result keeps its video on the disk."""
View = Literal["choose", "list", "result"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one film; `stills` show its mistakes."""

    analysis: Analysis
    stills: tuple[Still, ...] = ()

    def with_annotated(self, video: Path) -> Outcome:
        """With the film that was drawn anew."""
        return replace(self, analysis=replace(self.analysis, annotated=video))


@dataclass
class Film:
    """One film on the page.

    Attributes:
        number: tells the films of a session apart.
        name: what its owner calls it.
        path: the file.
        folder: where the files made from it are.
        exercise: what it is judged as; None: not known yet.
        chosen: the person chose the exercise; what is recognised does not change it.
        part: the part of the film that is looked at.
        looking: finds out which exercise it shows.
        job: the analysis; its result is None where the exercise was still not known.
        outcome: what came of it.
        unknown: its turn came and nobody knew which exercise it shows: the person is asked.
        drawing: draws the annotated video anew after the judgement was changed.
        error: why there is no outcome, as a sentence.
        about: what it shows, for a sample clip.
    """

    number: int
    name: str
    path: Path
    folder: Path
    exercise: str | None = None
    chosen: bool = False
    part: Window = WHOLE
    looking: Job[tuple[Suggestion, ...]] | None = None
    job: Job[Outcome | None] | None = None
    outcome: Outcome | None = None
    unknown: bool = False
    drawing: Job[Path] | None = None
    error: str | None = None
    about: str = ""

    @property
    def is_new(self) -> bool:
        """Whether nothing was begun with it yet."""
        untouched = self.job is None and self.outcome is None and self.error is None
        return untouched and not self.unknown

    @property
    def recognised(self) -> Recognised | None:
        """What was recognised; None while it is looked at, or if it never was."""
        return recognised(self.looking.state()) if self.looking is not None else None

    @property
    def ready(self) -> bool:
        """Whether it can be analysed: its exercise is known or is being found out."""
        return self.exercise is not None or (self.looking is not None and self.recognised is None)

    def take_recognised(self) -> bool:
        """Take over what was recognised, unless the person has chosen; whether it changed."""
        found = self.recognised
        if found is None or self.chosen or self.exercise is not None or found.exercise is None:
            return False
        self.exercise = found.exercise
        return True

    def take_result(self) -> bool:
        """Take over what came of the work; whether something ended."""
        if self.job is None or not (state := self.job.state()).ended:
            return False
        self.job = None
        self.outcome, self.error = state.result, state.error
        self.unknown = state.stage == "done" and state.result is None
        if state.result is not None:
            self.exercise = state.result.analysis.spec.id
        return True

    def stop(self) -> None:
        """Give up all that is being done with it."""
        for job in (self.looking, self.job, self.drawing):
            if job is not None:
                job.cancel()
        self.looking = self.job = self.drawing = None


@dataclass
class Shelf:
    """All films of one browser session, the first added first.

    Attributes:
        view: what the page shows.
        shown: the number of the film whose result is shown or, while it is in work, will be.
        own: films of one's own are chosen, not a sample clip.
        wanted: the exercise of the films that are added next; None: it is found out.
        uploads: grows with each upload that was taken over: the field is empty again then.
        faults: sentences about files that could not be taken.
    """

    workspace: Workspace = field(default_factory=Workspace)
    films: list[Film] = field(default_factory=list)
    view: View = "choose"
    shown: int | None = None
    own: bool = False
    wanted: str | None = None
    uploads: int = 0
    faults: list[str] = field(default_factory=list)
    _count: int = 0

    def new_film(self, name: str, path: Path | None = None) -> Film:
        """A film with a folder of its own, not on the shelf yet (OSError: no folder)."""
        folder = self.workspace.new_folder()
        self._count += 1
        return Film(self._count, name, path or folder, folder)

    def film(self, number: int | None) -> Film | None:
        """The film with this number."""
        return next((film for film in self.films if film.number == number), None)

    @property
    def new(self) -> list[Film]:
        """Films with which nothing was begun yet."""
        return [film for film in self.films if film.is_new]

    @property
    def begun(self) -> list[Film]:
        """Films that wait, are in work, are done, have failed or need a word from the person."""
        return [film for film in self.films if not film.is_new]

    @property
    def in_work(self) -> list[Film]:
        """Films that wait or are in work."""
        return [film for film in self.films if film.job is not None]

    @property
    def done(self) -> list[Film]:
        """Films with a result."""
        return [film for film in self.films if film.outcome is not None]

    def remove(self, film: Film) -> None:
        """Forget a film with all that was made from it."""
        film.stop()
        if film in self.films:
            self.films.remove(film)
        self.workspace.remove(film.folder)


def shelf() -> Shelf:
    """The films of this browser session."""
    kept = st.session_state.get(STATE)
    if not isinstance(kept, Shelf):
        kept = st.session_state[STATE] = Shelf()
    return kept


def part_in_words(part: Window) -> str:
    """`the whole film`, `from 0:12 to 1:30`."""
    if part.whole:
        return "Whole film"
    end = "to the end" if math.isinf(part.to_s) else f"to {clock(part.to_s)}"
    return f"From {clock(part.from_s)} {end}"


def clock(moment_s: float) -> str:
    """A moment as people write it: `0:07`, `12:30`, `1:02:03`; fractions are kept: `0:07.5`."""
    whole, rest = divmod(round(moment_s, 2), 60)
    minutes, hours = int(whole) % 60, int(whole) // 60
    second = f"{rest:05.2f}".rstrip("0").rstrip(".") if rest % 1 else f"{int(rest):02d}"
    return f"{hours}:{minutes:02d}:{second}" if hours else f"{minutes}:{second}"


def moment(text: str) -> float:
    """Seconds of `12`, `12.5`, `1:30`, `1:02:03`.

    Raises:
        ValueError: it is none of these.
    """
    pieces = text.strip().replace(",", ".").split(":")
    numbers = [float(piece) for piece in pieces]
    wrong = len(numbers) > 3 or any(not math.isfinite(n) or n < 0 for n in numbers)
    if wrong or any(n >= 60 for n in numbers[1:]):
        raise ValueError(text)
    total = 0.0
    for number in numbers:
        total = 60 * total + number
    return total
