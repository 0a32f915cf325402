"""Practices of the journal in plain words: when, how long, what came of it. Pure, ASCII only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Literal

from formcheck.coach.events import Severity, Verdict
from formcheck.journal.records import ExerciseDone, Feelings, Place, Rep, Session
from formcheck.live.log import MistakeSeen
from formcheck.progress.days import minutes_of
from formcheck.progress.results import Helped
from formcheck.progress.words import whole_minutes
from formcheck.report.judging import COUNTED, judged_in
from formcheck.report.words import MONTHS, VERDICTS, check_by_id, joined, plural
from formcheck.specs.schema import Check, ExerciseSpec
from formcheck.video.amounts import LONG_S, against_limit
from formcheck.video.worst import MOST_URGENT_FIRST

Specs = Mapping[str, ExerciseSpec]
Look = Verdict | Literal["counted"]
"""What came of a repetition; counted: of an exercise in which nothing is looked for."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PLACES: Mapping[Place, str] = {
    "neck": "neck", "upper": "upper back", "mid": "middle back", "low": "lower back",
}  # fmt: skip
LOOKS: Mapping[Look, str] = dict[Look, str]((*VERDICTS.items(), ("counted", COUNTED)))
_ENDED = {
    "dose": "",
    "hands": "ended by raising both hands",
    "button": "stopped with the button",
    "closed": "the camera was closed",
}
_BROKEN_OFF = "broken off: what was done until then is kept"


@dataclass(frozen=True, slots=True)
class Seen:
    """One mistake of an exercise as often as it was seen.

    Attributes:
        cue: what was said, or would have been.
        worst: the worst one against its limit, in words; "" where it has no figure.
    """

    cue: str
    times: int
    severity: Severity
    worst: str


def clock(session: Session) -> str:
    """When it began, on the person's own clock: `18:05`."""
    minute = session.started_at.astimezone(UTC)
    of_day = (60 * minute.hour + minute.minute + session.utc_offset_min) % (24 * 60)
    return f"{of_day // 60:02d}:{of_day % 60:02d}"


def day_name(day: date, today: date) -> str:
    """`Today`, `Yesterday`, `Monday 16 November`; with the year where it is another."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def look_of(rep: Rep, *, judged: bool) -> Look:
    """What came of a repetition, of an exercise that is judged or only counted."""
    return rep.verdict if judged or rep.verdict == "mistake" else "counted"


def looks_of(exercises: Iterable[ExerciseDone], specs: Specs) -> tuple[Look, ...]:
    """What came of each repetition of these exercises."""
    return tuple(
        look_of(rep, judged=judged_in(specs, done.exercise, done.view))
        for done in exercises
        for rep in done.reps
    )


def counted(looks: Sequence[Look]) -> str:
    """`6 repetitions: 5 clean and 1 with a mistake`, `10 repetitions counted`."""
    if not looks:
        return "No repetition was counted"
    counts = Counter(looks)
    start = plural(len(looks), "repetition")
    if len(counts) == 1:
        (look,) = counts
        if look == "counted":
            return f"{start} {COUNTED}"
        every = "all " if len(looks) > 1 and look != "mistake" else ""
        return f"{start}, {every}{LOOKS[look]}"
    parts = [f"{counts[one]} {text}" for one, text in LOOKS.items() if counts[one]]
    return f"{start}: {joined(parts)}"


def held(reps: Iterable[Rep]) -> str:
    """`held 1:30 in all`; "" without holds."""
    holds = [rep.held_s for rep in reps if rep.held_s is not None]
    return f"held {length(sum(holds))} in all" if holds else ""


def noun(count: int, word: str) -> str:
    """`day` for one, else `days`: for a figure that stands apart."""
    return word if count == 1 else f"{word}s"


def length(value_s: float) -> str:
    """Seconds as a clock shows them: `28 s`, `1:04`."""
    done = round(value_s)
    return f"{done} s" if done < 60 else f"{done // 60}:{done % 60:02d}"


def practice_line(session: Session, specs: Specs) -> str:
    """A practice in one line: `11 minutes, 14 repetitions: 12 clean and 2 with a mistake`."""
    told = counted(looks_of(session.exercises, specs))
    took = minutes_of(session)
    return f"{whole_minutes(took)}, {_inside(told)}" if took else told


def _inside(text: str) -> str:
    return text[:1].lower() + text[1:]


def exercise_line(done: ExerciseDone, specs: Specs) -> str:
    """One exercise of a practice: its repetitions, its holds, how it ended."""
    parts = [counted(looks_of([done], specs)), held(done.reps), how_it_ended(done)]
    return "; ".join(part for part in parts if part)


def how_it_ended(done: ExerciseDone) -> str:
    """`stopped with the button`; "" where everything was done."""
    return _ENDED.get(done.ended_by, done.ended_by) if done.ended_by else _BROKEN_OFF


def pain_line(feelings: Feelings) -> str:
    """`Pain 4 before, 3 after, 2 the next morning`; "" where nothing was said."""
    said = [
        f"{value} {when}"
        for value, when in (
            (feelings.pain_before, "before"),
            (feelings.pain_after, "after"),
            (feelings.pain_next_day, "the next morning"),
        )
        if value is not None
    ]
    return f"Pain {', '.join(said)}" if said else ""


def mistakes_seen(mistakes: Iterable[MistakeSeen], spec: ExerciseSpec | None) -> tuple[Seen, ...]:
    """Each kind of mistake once, the most urgent, then the most frequent first."""
    groups: dict[str, list[MistakeSeen]] = {}
    for mistake in mistakes:
        groups.setdefault(mistake.check, []).append(mistake)
    seen = (_seen(group, _check(check, spec)) for check, group in groups.items())
    return tuple(sorted(seen, key=lambda one: (_urgency(one.severity), -one.times)))


def _seen(group: Sequence[MistakeSeen], check: Check | None) -> Seen:
    most = min(group, key=lambda one: _urgency(one.severity))
    farthest = max(group, key=lambda one: abs(one.value - one.threshold))
    allowed_s = max((test.for_s for test in check.any or ()), default=0.0) if check else 0.0
    if allowed_s >= LONG_S:  # kept too long: the value says nothing
        worst = f"longer than {allowed_s:g} seconds"
    else:
        told = against_limit(farthest.value, farthest.threshold, farthest.unit)
        worst = ", ".join(part for part in told if part)
    cue = check.say if check else most.mistake.replace("_", " ").capitalize()
    return Seen(cue, len(group), most.severity, worst)


def cue_for(mistake: str, spec: ExerciseSpec | None) -> str:
    """What is said of a mistake of a repetition; of an unknown one, its id as words."""
    says = [check.say for check in spec.checks if check.mistake == mistake] if spec else []
    return says[0] if says else mistake.replace("_", " ").capitalize()


def _check(check: str, spec: ExerciseSpec | None) -> Check | None:
    return check_by_id(spec, check) if spec else None


def _urgency(severity: Severity) -> int:
    return MOST_URGENT_FIRST.index(severity)


def under(title: str, said: str) -> str:
    """A sentence as it stands under its own title: without saying the title once more."""
    for start in (f"{title}, ", f"{title}: "):
        if said.lower().startswith(start.lower()):
            rest = said[len(start) :]
            return rest[:1].upper() + rest[1:]
    return said


def helped_words(helped: Sequence[Helped]) -> tuple[str, ...]:
    """What went along with better mornings: exercises alike in it together, the caveat once."""
    groups: dict[str, list[str]] = {}
    for one in helped:
        groups.setdefault(under(one.title, one.sentence), []).append(one.title)
    caveats = {text.rsplit(". ", 1)[-1] for text in groups}
    alike = len(caveats) == 1 and len(groups) > 1
    caveat = caveats.pop() if alike else ""
    said = (
        f"{joined(titles)}: {_inside(_of(len(titles), text.removesuffix(caveat).strip()))}"
        for text, titles in groups.items()
    )
    return (*said, caveat) if caveat else tuple(said)


def _of(count: int, text: str) -> str:
    if count == 1:
        return text
    return text.replace("with it", "with them").replace("without it", "without them")
