"""The page *Today*: the first page there is, with one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape

import streamlit as st

from formcheck.journal.records import Profile, Session
from formcheck.progress.days import days_practised
from formcheck.progress.feelings import alerts_of
from formcheck.routines.plan import minutes_words
from formcheck.routines.routine import Routine
from formcheck.routines.week import WeeklyPlan, done_against
from formcheck.routines.week import planned as planned_on
from formcheck.safety.gate import Reason, needed
from formcheck.ui import navigation, routine_catalogue
from formcheck.ui.catalogue import exercises
from formcheck.ui.clock import today
from formcheck.ui.gate import worst_pain
from formcheck.ui.morning import ask
from formcheck.ui.names import plain
from formcheck.ui.person import choose_person, chosen, journal, person
from formcheck.ui.practice_state import Practice
from formcheck.ui.practise_stage import STATE
from formcheck.ui.refusals import show_refusal
from formcheck.ui.routine_parts import exercises_of, facts_html, show_strip
from formcheck.ui.theme import page_frame
from formcheck.ui.today_state import (
    Next,
    day_in_words,
    last_time,
    next_thing,
)
from formcheck.ui.today_stop import Stop, pain_today, show_stop, stop_of
from formcheck.ui.week_view import week_html

WHAT = (
    "Formcheck watches you do back exercises through your camera and tells you, while you move, "
    "what to put right."
)


@dataclass(frozen=True, slots=True)
class _Person:
    """Who is here, what they did, what they planned."""

    profile: Profile
    sessions: tuple[Session, ...]
    week: WeeklyPlan
    today: date

    def planned(self, day: date) -> tuple[str, ...]:
        """The routines of a day."""
        return tuple(slot.routine for slot in planned_on(self.week, day))


def page() -> None:
    """Draw the page."""
    try:
        here = _here()
    except Exception:  # the frame says what is wrong
        here = None
    new = here is not None and not here.sessions
    with page_frame("Welcome" if new else "Today"):
        here = here or _here()
        if not _who():
            _show(here)


def _here() -> _Person:
    profile = person()
    week, _ = routine_catalogue.week()
    return _Person(profile, journal().sessions(profile.id), week, today())


def _show(here: _Person) -> None:
    if not here.sessions:
        st.html(f'<p class="fc-lead">{WHAT}</p>')
    show_refusal()
    ask(here.sessions, here.today)
    thing = next_thing(here.sessions, here.planned, routine_catalogue.routines(), here.today)
    _next(thing, here, _stop(here))
    if here.sessions:
        _alerts(here)
        _week(here)
    _ways(here)


# ------------------------------------------------------------------------------- who is practising


def _who() -> bool:
    """Ask who is here, where several people practise and nobody has said so in this tab."""
    people = journal().profiles()
    if len(people) < 2 or chosen():
        return False
    st.html('<p class="fc-lead">Who is practising?</p>')
    with st.container(key="fc-today-who"):
        for one in people:
            st.button(
                plain(one.name), key=f"who-{one.id}", width="stretch", icon=":material/person:",
                on_click=choose_person, args=(one.id,),
            )  # fmt: skip
    return True


# --------------------------------------------------------------------------------- the next thing


def _stop(here: _Person) -> Stop | None:
    """Why there is to be no practice now. Pain that was told on *Practise* just now is the last."""
    pain = pain_today(here.sessions, here.today)
    practice: Practice | None = st.session_state.get(STATE)
    if practice is not None and practice.choices.person == here.profile.id:
        now = practice.choices.pain_now(practice.clock())
        pain = pain if now is None else now
    return stop_of(_asked(here), pain, alerts_of(here.sessions, here.today))


def _asked(here: _Person) -> Reason | None:
    """What the safety questions still ask for."""
    last = journal().last_gate(here.profile.id)
    worst = worst_pain(here.sessions, last.at) if last else None
    return needed(last, worst, datetime.now(UTC))


def _next(thing: Next, here: _Person, stop: Stop | None) -> None:
    routine = routine_catalogue.routine(thing.routine) if thing.routine else None
    with st.container(key="fc-today-next"):
        if stop is not None:
            show_stop(stop, routine.id if routine else None)
        elif thing.kind in ("done", "rest"):
            _nothing_today(thing, routine, here)
        elif routine is None:
            _one_exercise()
        else:
            _begin(thing, routine)
        if here.sessions:
            said = last_time(here.sessions[-1], exercises(), here.today)
            st.html(f'<p class="fc-quiet">{escape(said)}</p>')


def _begin(thing: Next, routine: Routine) -> None:
    """The routine with its pictures, and the button."""
    plan = routine_catalogue.plan(routine)
    say = {"first": "Begin with", "planned": "Your plan for today", "again": "Next"}[thing.kind]
    words, pictures = st.columns(2, gap="medium", vertical_alignment="center")
    with words:
        st.html(
            f'<p class="fc-today-when">{say}</p>'
            f'<h2 class="fc-headline">{escape(routine.title)}</h2>'
            f'<p class="fc-lead">{escape(routine.about)}</p>'
        )
        label = f"Start \N{EN DASH} about {minutes_words(plan.seconds)}"
        if st.button(label, key="fc-today-start", type="primary", icon=":material/play_arrow:"):
            navigation.open_routine(routine.id)
    with pictures:
        show_strip(exercises_of(routine), exercises(), "today", named=True)
        st.html(facts_html(routine, exercises()))
    if thing.kind == "first":
        st.html(
            '<p class="fc-quiet">A few questions about your health come first. Then put the camera '
            "where the page says, and listen: you hear how each exercise goes, what to put right "
            "and what comes next. Hearing how they go adds two or three minutes at first.</p>"
        )


def _nothing_today(thing: Next, routine: Routine | None, here: _Person) -> None:
    say = "You practised today." if thing.kind == "done" else "Today is a day of rest."
    ahead = ""
    if routine is not None and thing.day is not None:
        when = day_in_words(thing.day, here.today)
        free = here.week.empty  # nobody planned it: the day is a proposal
        how = ", or when it suits you." if free else "."
        ahead = f'<p class="fc-lead">{escape(f"Next: {routine.title}, {when}{how}")}</p>'
    st.html(f'<h2 class="fc-headline">{say}</h2>{ahead}')
    with st.container(horizontal=True, gap="small"):
        if thing.kind == "done" and st.button(
            "See your progress", type="primary", icon=":material/show_chart:"
        ):
            st.switch_page(navigation.progress())
        if here.week.empty and st.button("Choose your days", icon=":material/calendar_month:"):
            st.switch_page(navigation.routines(), query_params={"view": "week"})
        if routine is not None and st.button("Practise all the same"):
            navigation.open_routine(routine.id)


def _one_exercise() -> None:
    if st.button("Choose an exercise", key="fc-today-start", type="primary"):
        st.switch_page(navigation.exercises())


# --------------------------------------------------------------------------------------- the week


def _week(here: _Person) -> None:
    st.html(week_html(done_against(here.week, days_practised(here.sessions), here.today)))


def _alerts(here: _Person) -> None:
    """A reason to see a professional that is none to stop until then."""
    for alert in alerts_of(here.sessions, here.today):
        if alert.kind == "no_change":
            st.warning(alert.sentence, icon=":material/medical_services:")


# ---------------------------------------------------------------------------------- the other ways


def _ways(here: _Person) -> None:
    """Quiet ways to everything else."""
    st.html('<p class="fc-quiet fc-today-else">Or something else</p>')
    with st.container(key="fc-today-ways", horizontal=True, gap="small"):
        if st.button("All routines", icon=":material/list:"):
            st.switch_page(navigation.routines())
        if here.sessions and st.button("Your week", icon=":material/calendar_month:"):
            st.switch_page(navigation.routines(), query_params={"view": "week"})
        if st.button("One exercise", icon=":material/accessibility_new:"):
            st.switch_page(navigation.exercises())
        if st.button("Analyse a video", icon=":material/movie:"):
            st.switch_page(navigation.analyse())
