"""What the page *Guide* says: the space, posture and desk, when to see a professional.

Every sentence is ours; what it says is said by the publisher beside it. `OURS` marks what follows
from how Formcheck works or what anybody would advise, `PROPOSED` what a clinician has to confirm.
"""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.safety.gate import LIV, PROPOSED, QUESTIONS

MILLER = "Lisa Miller"
SPINE = "Spine Institute NY"
MASSAGE = "Massage Rx"
OURS = "Formcheck"

PUBLISHERS = (LIV, MILLER, SPINE, MASSAGE, OURS, PROPOSED)
"""Who is named."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One sentence and who says so.

    Attributes:
        lead: two or three words that name it.
    """

    lead: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """Facts under one heading; `urgent` needs help at once."""

    title: str
    facts: tuple[Fact, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the guide.

    Attributes:
        picture: drawing that stands beside it (`formcheck.ui.guide_drawings`).
    """

    id: str
    title: str
    lead: str
    parts: tuple[Part, ...]
    picture: str | None = None


SPACE = Chapter(
    "space",
    "Space",
    "Two metres each way, a mat, and a minute to clear the floor.",
    (
        Part(
            "The room",
            (
                Fact("Quiet", "Choose a comfortable place where nobody interrupts you.", LIV),
                Fact("Warm", "Keep the room comfortably warm; muscles tighten in the cold.", LIV),
                Fact("Clear", "Put away what lies about: a tidy place makes it easier to "
                     "concentrate.", LIV),
                Fact("Wide", "Leave 2 by 2 metres free, so that arms and legs meet nothing.", OURS),
            ),
        ),
        Part(
            "The things",
            (
                Fact("Mat", "It keeps you from slipping and cushions knees and back.", LIV),
                Fact("Chair", "Take a stable one without wheels, your feet flat on the floor.",
                     OURS),
                Fact("Roller, band", "They help with some exercises; a mat is enough to begin.",
                     LIV),
                Fact("Roller", "Roll between the base of your neck and the middle of your back.",
                     MILLER),
                Fact("Water", "Keep it on the camera's side of the room, off the mat.", OURS),
            ),
        ),
        Part(
            "The camera",
            (
                Fact("All of you", "Your whole body is in the picture, and nobody else.", OURS),
                Fact("Light", "It comes from behind the camera and falls on you.", OURS),
                Fact("Clothes", "Close-fitting ones show your back; loose ones hide it.", OURS),
            ),
        ),
        Part(
            "Warm first",
            (
                Fact("Always", "Warm up before you stretch.", LIV),
                Fact("How", "Walk briskly, march or cycle for 5 to 10 minutes.", MILLER),
                Fact("Then", "Move through your whole range: trunk turns, arms overhead, cat-cow.",
                     MASSAGE),
            ),
        ),
    ),
    "space",
)  # fmt: skip

DESK = Chapter(
    "desk",
    "Posture and desk",
    "No posture is right for hours. Sit well, and change often.",
    (
        Part(
            "At the desk",
            (
                Fact("Set it up", "Adjust chair, desk and screen so that your back stays upright "
                     "and supported.", MILLER),
                Fact("Feet", "Flat on the floor or on a footrest, the knees at or below the height "
                     "of the hips.", LIV),
                Fact("Screen", "Its upper edge about at eye height, an arm's length away.",
                     PROPOSED),
                Fact("Armchair", "If it leans back, it should support your lower back.", MILLER),
                Fact("Get up", "Sitting for long is a common cause of an aching upper "
                     "back.", LIV),
                Fact("A short break", "Neck bends, shoulder rolls and a stretch at the wall need "
                     "no mat.", MASSAGE),
            ),
        ),
        Part(
            "Through the day",
            (
                Fact("Long, not stiff", "Avoid slouching, whether you sit, stand or walk.", MILLER),
                Fact("Move daily", "Light activity such as walking, stretching or yoga is a good "
                     "beginning.", SPINE),
                Fact("Grow strong", "A strong core helps to hold the spine: Pilates or yoga, for "
                     "example.", MILLER),
                Fact("Breathe", "Stress tightens muscles; deep breathing and gentle stretching may "
                     "ease it.", MILLER),
                Fact("Notice", "Change or leave out for now what makes your back worse.", MILLER),
                Fact("Rest", "Enough sleep and good food help too.", SPINE),
            ),
        ),
    ),
    "desk",
)  # fmt: skip

PROFESSIONAL = Chapter(
    "professional",
    "When to see a professional",
    "Most aching backs settle. These signs need somebody who can examine you.",
    (
        Part(
            "Get help now if one of these is true",
            tuple(Fact("", one.text, one.source) for one in QUESTIONS if one.emergency),
            urgent=True,
        ),
        Part(
            "See a doctor first if one of these is true",
            tuple(Fact("", one.text, one.source) for one in QUESTIONS if not one.emergency),
        ),
        Part(
            "Ask for advice",
            (
                Fact("It lasts", "Pain in the middle of the back that goes on for more than a few "
                     "days.", SPINE),
                Fact("It is strong", "Long-lasting or severe pain: ask before you begin with any "
                     "exercises.", MILLER),
                Fact("It is sharp", "Sharp or intense pain while you exercise: stop, and ask.",
                     MILLER),
                Fact("It gets worse", "Signs that worsen, or stay although you look after "
                     "yourself.", SPINE),
                Fact("You have had trouble", "An illness or an injury from before: ask whether "
                     "these exercises suit you.", MILLER),
                Fact("Something new", "Talk to a doctor before you try another treatment.", LIV),
                Fact("Children, pregnancy", "Ask first.", PROPOSED),
            ),
        ),
        Part(
            "What to expect",
            (
                Fact("Time", "With regular practice people often notice a change within a few "
                     "weeks; that depends on many things.", LIV),
                Fact("No change", "After four weeks without any, let somebody look at it.",
                     PROPOSED),
            ),
        ),
    ),
)  # fmt: skip

CHAPTERS: tuple[Chapter, ...] = (SPACE, DESK, PROFESSIONAL)
