"""The questions before the first practice, and what follows from the answers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal, Protocol

from formcheck.safety.pain import RED_FROM

Outcome = Literal["clear", "ask_doctor", "emergency"]
"""Go on; see a doctor before exercising; urgent help now."""

Reason = Literal["first", "changed", "again", "unfinished", "doctor", "emergency", "pain"]
"""Why there is something to answer: never answered; the questions are others now; to be asked
again; not read to the end; no professional has agreed yet; urgent help was called for; strong pain
since."""

VERSION = 1
"""Of the questions: others are asked again."""

ASKED_ANEW = 0
"""In place of a version: the questions are to be asked again."""

LIV = "Liv Hospital"
PROPOSED = "proposed, for a clinician to confirm"

_AHEAD = timedelta(days=1)
"""Answers dated later than this from now were given while the clock was wrong."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question that is answered with yes or no.

    Attributes:
        text: as a statement about the person who reads it.
        source: publisher of the article that names the sign, or `PROPOSED`.
        emergency: yes means urgent help now.
    """

    id: str
    text: str
    source: str
    emergency: bool = False


QUESTIONS: tuple[Question, ...] = (
    Question("bladder_bowel", "I have lost control of my bladder or bowels.", LIV, emergency=True),
    Question("weakness", "An arm or a leg has become weak.", LIV, emergency=True),
    Question("saddle", "I am newly numb between my legs.", PROPOSED, emergency=True),
    Question(
        "chest", "I have chest pain, or I am short of breath at rest.", PROPOSED, emergency=True
    ),
    Question("severe", "My pain is severe and rest does not ease it, or it is getting worse.", LIV),
    Question("numbness", "I have numbness or tingling in my arms or legs.", LIV),
    Question("weight", "I have lost weight and do not know why.", LIV),
    Question("injury", "I fell or hurt my back a short while ago.", LIV),
    Question("fever", "I have a fever or feel ill together with the back pain.", PROPOSED),
    Question("cancer", "I have or had cancer.", PROPOSED),
    Question(
        "bones", "I have osteoporosis, or have taken steroids (cortisone) for long.", PROPOSED
    ),
    Question("night", "Pain at night stays the same however I lie.", PROPOSED),
    Question("band", "Pain goes around my chest like a band.", PROPOSED),
    Question("unsteady", "I walk unsteadily, or my hands have become clumsy.", PROPOSED),
)
"""In the order in which they are asked: those that need urgent help first."""

BY_ID: Mapping[str, Question] = MappingProxyType({one.id: one for one in QUESTIONS})

NUMBERS: tuple[tuple[str, str], ...] = (
    ("112", "Europe"),
    ("911", "USA and Canada"),
    ("999", "United Kingdom"),
)
"""Emergency numbers and where they hold."""

GET_HELP = "Call your local emergency number or go to an emergency department now."
EMERGENCY = f"What you ticked needs urgent help, not exercise. {GET_HELP}"
ASK_DOCTOR = (
    "Please see a doctor before you exercise. Tell them what you ticked; they can say whether "
    "these exercises suit you."
)
CLEAR = "Nothing on the list speaks against gentle exercise."


class Answered(Protocol):
    """Answers as they were kept (`formcheck.journal.records.GateAnswers`)."""

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def version(self) -> int:
        """Of the questions, or `ASKED_ANEW`."""
        ...

    @property
    def outcome(self) -> Outcome:
        """What followed."""
        ...

    @property
    def acknowledged(self) -> bool:
        """Whether it was read and, after `ask_doctor`, a professional agreed."""
        ...


def outcome(answers: Mapping[str, bool]) -> Outcome:
    """What follows from answers by question id; a question without an answer counts as no."""
    yes = [one for one in QUESTIONS if answers.get(one.id)]
    if any(one.emergency for one in yes):
        return "emergency"
    return "ask_doctor" if yes else "clear"


def needed(last: Answered | None, worst_since: int | None, now: datetime) -> Reason | None:
    """Why the person has something to answer before a practice; None: nothing.

    An emergency stays until all questions were answered anew. `worst_since` is the strongest pain
    that was told after the last answers.
    """
    if last is None:
        return "first"
    if last.outcome == "emergency":
        return "emergency"
    if (worst_since or 0) >= RED_FROM:
        return "pain"
    if last.version == ASKED_ANEW:
        return "again"
    if last.version != VERSION or last.at > now + _AHEAD:
        return "changed"
    if last.acknowledged:
        return None
    return "doctor" if last.outcome == "ask_doctor" else "unfinished"
