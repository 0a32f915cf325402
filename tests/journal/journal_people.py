"""People for the journal, drawn at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from formcheck.journal.records import (
    Change,
    ExerciseDone,
    Feelings,
    GateAnswers,
    OwnRoutine,
    Person,
    Planned,
    Profile,
    Rep,
    Session,
)
from formcheck.live.log import MistakeSeen

ids = st.text("0123456789abcdef", min_size=32, max_size=32)
moments = st.datetimes(
    datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)
)  # the calendar's ends: a moment there has no other time zone
_letters = st.characters(codec="utf-8", exclude_characters="\x00")
texts = st.text(_letters, max_size=12)
words = st.text(_letters, min_size=1, max_size=6)
numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: value + 0.0)
values = st.dictionaries(words, numbers, max_size=2)
scales = st.none() | st.integers(0, 10)
_steps = st.integers(-5, 5).map(str)
modes = st.sampled_from(["gentle", "standard", "precise"])

feelings = st.builds(
    Feelings,
    pain_before=scales,
    pain_after=scales,
    pain_next_day=scales,
    where=st.lists(st.sampled_from(["neck", "upper", "mid", "low"]), unique=True).map(tuple),
    effort=scales,
    sleep=scales,
    stress=scales,
    note=texts,
)
reps = st.builds(
    Rep,
    set_number=st.integers(1, 9),
    number=st.integers(1, 99),
    side=st.sampled_from([None, "left", "right"]),
    start_s=numbers,
    end_s=numbers,
    verdict=st.sampled_from(["clean", "mistake", "not_judged"]),
    mistakes=st.lists(words, max_size=2).map(tuple),
    held_s=st.none() | numbers,
    form_s=st.none() | numbers,
    reach=values,
)
mistakes = st.builds(
    MistakeSeen,
    time_s=numbers,
    check=words,
    mistake=words,
    severity=st.sampled_from(["info", "minor", "major", "stop"]),
    said=st.booleans(),
    value=numbers,
    threshold=numbers,
    unit=words,
)
_exercises = st.lists(
    st.builds(
        ExerciseDone,
        position=st.integers(0, 30),
        exercise=words,
        model=words,
        dose=values,
        mode=modes,
        step=st.integers(-9, 9),
        start_s=numbers,
        end_s=st.none() | numbers,
        ended_by=st.sampled_from([None, "dose", "hands", "button", "closed"]),
        view=st.sampled_from([None, "side", "front", "oblique"]),
        judged_share=st.none() | st.floats(0, 1),
        reps=st.lists(reps, max_size=2).map(tuple),
        mistakes=st.lists(mistakes, max_size=2).map(tuple),
    ),
    min_size=1,
    max_size=2,
    unique_by=lambda done: done.position,
).map(lambda done: tuple(sorted(done, key=lambda one: one.position)))


@st.composite
def people(draw: st.DrawFn) -> Person:
    profile = draw(
        st.builds(
            Profile,
            ids,
            st.text("abc éß漢", min_size=1, max_size=9).map(str.split).filter(bool).map(" ".join),
            moments,
            modes,
        )
    )
    sessions = st.builds(
        Session,
        id=ids,
        profile=st.just(profile.id),
        started_at=moments,
        utc_offset_min=st.integers(-14 * 60, 14 * 60),
        title=texts,
        planned=st.lists(st.builds(Planned, words, values), max_size=2).map(tuple),
        routine=st.none() | words,
        ended_at=st.none() | moments,
        warm_up=st.sampled_from(["done", "skipped", "none"]),
        feelings=feelings,
        exercises=_exercises,
        app=words,
    )
    changes = st.lists(
        st.builds(
            Change,
            id=st.just(0),
            at=moments,
            kind=st.just("step"),
            exercise=st.none() | words,
            before=_steps,
            after=_steps,
            reason=texts,
            undone_at=st.none() | moments,
        ),
        max_size=3,
    ).map(lambda found: tuple(_numbered(found)))
    routines = st.lists(
        st.builds(OwnRoutine, words, texts, texts, moments),
        max_size=2,
        unique_by=lambda one: one.id,
    ).map(lambda found: tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id))))
    gate = st.builds(
        GateAnswers,
        moments,
        st.integers(0, 9),
        st.dictionaries(words, st.booleans(), max_size=3),
        st.sampled_from(["clear", "ask_doctor", "emergency"]),
        st.booleans(),
    )
    return Person(
        profile=profile,
        gate=tuple(draw(st.lists(gate, max_size=2, unique_by=repr))),
        sessions=tuple(draw(st.lists(sessions, max_size=2, unique_by=lambda one: one.id))),
        changes=draw(changes),
        routines=draw(routines),
        plan=draw(st.none() | texts),
    )


def _numbered(changes: list[Change]) -> list[Change]:
    return [replace(one, id=number) for number, one in enumerate(changes, start=1)]
