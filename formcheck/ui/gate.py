"""The safety questions before a practice: asked once, and again after strong pain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import escape

import streamlit as st

from formcheck.journal.errors import JournalError
from formcheck.journal.records import GateAnswers, Session
from formcheck.safety.gate import (
    ASK_DOCTOR,
    ASKED_ANEW,
    BY_ID,
    CLEAR,
    EMERGENCY,
    GET_HELP,
    LIV,
    NUMBERS,
    PROPOSED,
    QUESTIONS,
    VERSION,
    Reason,
    needed,
    outcome,
)
from formcheck.safety.stop import AFTER_STOPPING, GUIDANCE, HELP_SIGNS, STOP_SIGNS
from formcheck.ui.names import plain
from formcheck.ui.person import choose_person, chosen, journal, person

NONE = "None of these is true for me"
TICKED = "Go on with what I ticked"
READ = "I have read this"
GO_ON = "Go on"
AGREED = "A health professional has agreed that I exercise"
ANEW = "Answer all questions again"
"""What the buttons and the tick say."""

_UNKEPT, _TICKED, _LATER, _RETAKE = "gate-unkept", "gate-ticked", "gate-later", "gate-retake"
_WHY: Mapping[Reason, str] = {
    "first": "Before your first practice, read this list once. It takes a minute.",
    "pain": "You said that your pain was strong, so please read this list again.",
    "again": "Please read this list again before you go on.",
    "changed": "The list has changed since you read it. Please read it again.",
}


def passed() -> bool:
    """Whether this person may practise; if not, what there is to answer is drawn here.

    Where several people practise it is asked who is here, until that was said in this tab.
    """
    if len(journal().profiles()) > 1 and not chosen():
        _who()
        return False
    profile = person().id
    last, reason = why_not(profile)
    if reason is None:
        return True
    with st.container(key="fc-gate"):
        if last is None or st.session_state.get(_RETAKE) == profile or reason in _WHY:
            _ask(profile, reason)
        elif reason == "emergency":
            _urgent(profile, last)
        elif reason == "doctor":
            _doctor_first(profile, last)
        else:
            _acknowledge(profile, last)
    return False


def may_practise() -> bool:
    """Whether this person may practise now: for the moment in which a practice begins. Nothing is
    drawn; answers that were given in another tab count."""
    return why_not(person().id)[1] is None


def why_not(profile: str) -> tuple[GateAnswers | None, Reason | None]:
    """The last answers, and why this person may not practise (None: may), looked up anew."""
    last = _last(profile)
    reason = needed(last, _worst_since(profile, last), datetime.now(UTC))
    if reason == "again" and st.session_state.get(_LATER) == _today(profile):
        reason = None
    return last, reason


def ask_anew() -> None:
    """Strong pain was told before a practice: from tomorrow on the questions come first again.

    Today the pain itself says no, and can be corrected. Strong pain that is told after that asks at
    once.
    """
    profile = person().id
    if needed(_last(profile), None, datetime.now(UTC)) is None:
        st.session_state[_LATER] = _today(profile)
        _forget_answers(profile)


def read_again() -> None:
    """The questions come before the next practice: because the person wishes so, or told strong
    pain after a practice."""
    profile = person().id
    st.session_state.pop(_LATER, None)
    last = _last(profile)
    if last is None or last.outcome == "emergency" or last.version == ASKED_ANEW:
        return  # these ask by themselves
    _forget_answers(profile)


# -- what is drawn -----------------------------------------------------------------------------


def _who() -> None:
    st.html('<p class="fc-lead">Who is practising?</p>')
    with st.container(key="fc-today-who"):
        for one in journal().profiles():
            st.button(
                plain(one.name), key=f"gate-who-{one.id}", width="stretch",
                icon=":material/person:", on_click=choose_person, args=(one.id,),
            )  # fmt: skip


def _ask(profile: str, reason: Reason) -> None:
    why = _WHY.get(reason, "Read the whole list again.")
    st.html(
        '<h2 class="fc-headline">Is it safe for you to exercise?</h2>'
        f'<p class="fc-lead">{why} <strong>Tick what is true for you.</strong></p>'
    )
    with st.container(key="fc-gate-list", gap="small"):
        ticked = _checkboxes(profile)
    st.html(
        f'<p class="fc-quiet">The signs are those that {LIV} names, and some that are {PROPOSED}; '
        "the guide says which.</p>"
    )
    label = TICKED if ticked else NONE
    st.button(label, key="gate-answer", type="primary", on_click=_answer, args=(profile,))


def _checkboxes(profile: str) -> frozenset[str]:
    """What is ticked; kept until it is answered, also while other pages are looked at."""
    whose, before = st.session_state.get(_TICKED, (profile, frozenset()))
    ticked = set()
    for one in QUESTIONS:
        st.session_state.setdefault(_key(one.id), whose == profile and one.id in before)
        if st.checkbox(one.text, key=_key(one.id)):
            ticked.add(one.id)
    st.session_state[_TICKED] = (profile, frozenset(ticked))
    return frozenset(ticked)


def _acknowledge(profile: str, last: GateAnswers) -> None:
    signs = "".join(f"<li>{escape(sign)}</li>" for sign in STOP_SIGNS)
    st.html(
        f'<h2 class="fc-headline">Good to go</h2><p class="fc-lead">{CLEAR} '
        "<strong>Stop at once</strong> if you feel</p>"
        f'<ul class="fc-list fc-gate-signs">{signs}</ul>'
        f'<p class="fc-fact">{AFTER_STOPPING}</p>'
        f'<section class="fc-gate-help">{help_html(numbers_html())}</section>'
        f'<p class="fc-fact">{GUIDANCE}</p>'
    )
    st.button(READ, key="gate-read", type="primary", on_click=_accept, args=(profile, last))


def _doctor_first(profile: str, last: GateAnswers) -> None:
    st.html(
        '<h2 class="fc-headline">Please see a doctor first</h2>'
        f'<p class="fc-lead">{ASK_DOCTOR}</p>{_told(last)}<p class="fc-fact">{GUIDANCE}</p>'
    )
    agreed = st.checkbox(AGREED, key="gate-agreed")
    with st.container(horizontal=True):
        st.button(
            GO_ON, key="gate-read", type="primary", disabled=not agreed, on_click=_accept,
            args=(profile, last),
        )  # fmt: skip
        _again(profile)


def _urgent(profile: str, last: GateAnswers) -> None:
    st.html(
        '<h2 class="fc-headline">Please get help now</h2>'
        f'<p class="fc-lead">{EMERGENCY}</p>'
        f"{numbers_html()}{_told(last)}"
        '<p class="fc-fact">There is no practice until this has been looked at. You may read '
        "everything here.</p>"
    )
    _again(profile)


def help_html(numbers: str) -> str:
    """The signs that are not waited out, and where help is; `numbers`: of emergency services, as
    HTML."""
    signs = "".join(f"<li>{escape(sign)}</li>" for sign in HELP_SIGNS.values())
    return (
        f'<h3>Stop, and get help now</h3><ul class="fc-list">{signs}</ul>'
        f"<p>{escape(GET_HELP)}</p>{numbers}"
    )


def numbers_html() -> str:
    """The emergency numbers and where they hold."""
    items = "".join(
        f"<li><strong>{number}</strong> {escape(where)}</li>" for number, where in NUMBERS
    )
    return (
        f'<ul class="fc-gate-numbers">{items}<li>elsewhere: your local emergency number</li></ul>'
    )


def _again(profile: str) -> None:
    st.button(ANEW, key="gate-anew", on_click=_retake, args=(profile,))


def _told(last: GateAnswers) -> str:
    ticked = [BY_ID[one].text for one, yes in last.answers.items() if yes and one in BY_ID]
    items = "".join(f"<li>{escape(text)}</li>" for text in ticked)
    day = last.at.astimezone()
    when = f"{day.day} {day:%B %Y}"
    return f'<p class="fc-fact">You ticked on {when}:</p><ul class="fc-list">{items}</ul>'


# -- what is kept ------------------------------------------------------------------------------


def _answer(profile: str) -> None:
    answers = {one.id: bool(st.session_state.get(_key(one.id))) for one in QUESTIONS}
    _forget_ticks()
    now = datetime.now(UTC)
    _keep(profile, GateAnswers(now, VERSION, answers, outcome(answers), acknowledged=False))


def _accept(profile: str, last: GateAnswers) -> None:
    _keep(profile, replace(last, at=datetime.now(UTC), acknowledged=True))


def _retake(profile: str) -> None:
    _forget_ticks()
    st.session_state[_RETAKE] = profile


def _forget_ticks() -> None:
    for key in (_TICKED, _RETAKE, *(_key(one.id) for one in QUESTIONS)):
        st.session_state.pop(key, None)


def _forget_answers(profile: str) -> None:
    _keep(profile, GateAnswers(datetime.now(UTC), ASKED_ANEW, {}, "clear", acknowledged=False))


def _keep(profile: str, answers: GateAnswers) -> None:
    """In the journal; while that cannot be written, for as long as the tab is open."""
    try:
        journal().answer_gate(profile, answers)
    except JournalError as error:
        st.session_state[_UNKEPT] = (profile, answers)
        st.toast(f"Your answers hold until the tab is closed. {error}")
    else:
        st.session_state.pop(_UNKEPT, None)


def _last(profile: str) -> GateAnswers | None:
    """The last answers: in the journal, or in this tab where they could not be written."""
    unkept: tuple[str, GateAnswers] | None = st.session_state.get(_UNKEPT)
    mine = unkept[1] if unkept is not None and unkept[0] == profile else None
    try:
        kept = journal().last_gate(profile)
    except JournalError:
        return mine
    if mine is None or kept is None:
        return mine or kept
    return max(kept, mine, key=lambda one: one.at)


def _worst_since(profile: str, last: GateAnswers | None) -> int | None:
    """The strongest pain told since the last answers. Nothing is remembered: it may have been told
    on any page, in any tab."""
    if last is None:
        return None
    try:
        return worst_pain(journal().sessions(profile), last.at)
    except JournalError:
        return None


def worst_pain(sessions: tuple[Session, ...], since: datetime) -> int | None:
    """The strongest pain of practices that began after `since`.

    The next morning's pain counts from midnight after the practice.
    """
    told = [
        pain
        for session in sessions
        for at, pain in (
            (session.started_at, session.feelings.pain_before),
            (session.started_at, session.feelings.pain_after),
            (_next_day(session), session.feelings.pain_next_day),
        )
        if pain is not None and at > since
    ]
    return max(told, default=None)


def _next_day(session: Session) -> datetime:
    offset = timedelta(minutes=session.utc_offset_min)
    day = (session.started_at + offset).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=1) - offset


def _today(profile: str) -> tuple[str, date]:
    return profile, datetime.now().astimezone().date()


def _key(question: str) -> str:
    return f"gate-{question}"
