"""The physiotherapist's view of a result: limits to move, and at once what they change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace as changed
from html import escape

import streamlit as st

from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.specs.limits import Adjustable, Limits, adjustable, limits_text, with_limits
from formcheck.specs.personal_limits import forget_limits, keep_limits
from formcheck.specs.problems import SpecError
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.analyse_films import Film
from formcheck.ui.catalogue import kept_limits, shipped
from formcheck.ui.limits_words import say_bad_limits
from formcheck.ui.timeline_component import show_timeline
from formcheck.ui.visitor import at_this_computer
from formcheck.video.analysis import Analysis
from formcheck.video.pipeline import rejudged

Replace = Callable[[Film, Analysis], None]
_PER_CENT = ("torso", "thigh", "ratio")
"""Units that people read in per cent, as `words` says them."""
_MOST_TOLD = 6
_ROUND = "limits-round"
"""Grows when all sliders go back to where the exercise has them."""
_SAME = 1e-9


def show_limits(film: Film, analysis: Analysis, player: str, replace: Replace) -> None:
    """Sliders for every limit that may be moved, and the result with them.

    Args:
        film: whose result is shown.
        analysis: the result as it is.
        player: key of the container with the film.
        replace: puts another judgement of the film in the place of this one.
    """
    own = shipped().get(analysis.spec.id)
    say_bad_limits()
    if own is None or analysis.recording is None or not adjustable(own):
        st.html('<p class="fc-quiet">No limit of this exercise is a plain number to move.</p>')
        return
    _view(film, analysis, own, player, replace)


@st.fragment
def _view(film: Film, analysis: Analysis, own: ExerciseSpec, player: str, replace: Replace) -> None:
    st.html(
        '<p class="fc-fact">For you and your physiotherapist: move a limit and see at once what it '
        "would change in this film. Nothing is changed until you keep it.</p>"
    )
    choose, effect = st.columns([2, 3], gap="large")
    with choose:
        limits = _sliders(film, analysis, own)
    with effect:
        tried = _tried(analysis, own, limits)
        _difference(analysis.summary, tried.summary, own)
        begins_s = analysis.video.window.from_s if analysis.annotated is not None else 0.0
        show_timeline(
            tried, f"tried-{film.number}", player=player, begins_s=begins_s, listens=False
        )
        _buttons(film, analysis, tried, limits, replace)


def _sliders(film: Film, analysis: Analysis, own: ExerciseSpec) -> Limits:
    now = analysis.limits.raises if analysis.limits is not None else {}
    raises = {}
    for one in adjustable(own):
        key = f"limit-{film.number}-{own.id}-{one.check}-{st.session_state.get(_ROUND, 0)}"
        number = _slider(key, one, now.get(one.check, one.shipped))
        if abs(number - one.shipped) > _SAME:
            raises[one.check] = number
    noted = analysis.limits or kept_limits(own.id)
    note = st.text_input(
        "Why (kept with the limits)", noted.note if noted is not None else "",
        key=f"limit-note-{film.number}-{own.id}", max_chars=200,
        placeholder="After the operation, until spring",
    )  # fmt: skip
    return Limits(exercise=own.id, raises=raises, note=note)


def _slider(key: str, one: Adjustable, now: float) -> float:
    scale = 100.0 if one.unit in _PER_CENT else 1.0
    places = max(0, -_exponent(one.step * scale))
    least, most = round(scale * one.low, 4), round(scale * one.high, 4)
    unit = "%" if scale > 1 else words.unit_words(one.unit)
    chosen = st.slider(
        one.title, least, most, min(max(round(scale * now, 4), least), most),
        round(scale * one.step, 4), format=f"%.{places}f {unit.replace('%', '%%')}".strip(),
        key=key,
    )  # fmt: skip
    side = "above" if one.edge == "over" else "below"
    means = f"{one.means}: " if one.means else ""
    st.html(
        f'<p class="fc-quiet fc-under">{escape(words.sentence(f"{means}a mistake {side} this"))} '
        f"Shipped: {escape(words.quantity(one.shipped, one.unit))}.</p>"
    )
    if abs(chosen - round(scale * one.shipped, 4)) < _SAME:
        return one.shipped
    return chosen / scale


def _exponent(step: float) -> int:
    """The place of the last digit that a step changes: 0 for 1 and 5, -1 for 0.1 and 0.5."""
    place = 0
    while place > -4 and abs(step * 10.0**-place - round(step * 10.0**-place)) > 1e-6:
        place -= 1
    return place


def _tried(analysis: Analysis, own: ExerciseSpec, limits: Limits) -> Analysis:
    """The film judged with these limits; the result itself where they are the same."""
    if limits.raises == (analysis.limits.raises if analysis.limits is not None else {}):
        return analysis
    key = f"tried-limits-{own.id}"
    kept = st.session_state.get(key)
    wanted = (id(analysis.recording), tuple(sorted(limits.raises.items())))
    if kept is None or kept[0] != wanted:
        spec = with_limits(own, limits) if limits.raises else own
        with st.spinner("Judging with these limits"):
            kept = (wanted, rejudged(analysis, spec, limits=limits if limits.raises else None))
        st.session_state[key] = kept
    tried: Analysis = kept[1]
    return tried


def _difference(now: SetSummary, then: SetSummary, spec: ExerciseSpec) -> None:
    before, after = words.headline(now), words.headline(then)
    gone, come = _changes(now.mistakes, then.mistakes)
    if not gone and not come and before == after:
        text = f'<p class="fc-fact"><strong>{escape(after)}.</strong> Nothing changes.</p>'
    else:
        lines = [_change("no longer a mistake", gone), _change("a mistake now", come)]
        text = (
            f'<p class="fc-fact"><span class="fc-quiet">As it is: {escape(before)}</span><br>'
            f"<strong>With these limits: {escape(after)}</strong></p>{''.join(lines)}"
        )
    st.html(f'<div role="status">{text}</div>')


def _changes(
    now: tuple[MistakeSpan, ...], then: tuple[MistakeSpan, ...]
) -> tuple[list[MistakeSpan], list[MistakeSpan]]:
    """Mistakes that disappear and that appear: of one check, overlapping in time, is the same."""
    gone = [one for one in now if not any(_same(one, other) for other in then)]
    come = [one for one in then if not any(_same(one, other) for other in now)]
    return gone, come


def _same(one: MistakeSpan, other: MistakeSpan) -> bool:
    return one.check == other.check and one.start_s <= other.end_s and other.start_s <= one.end_s


def _change(what: str, spans: list[MistakeSpan]) -> str:
    if not spans:
        return ""
    times = Counter(span.cue for span in spans)
    told = [
        f"{escape(cue)} ({words.plural(count, 'time')})" if count > 1 else escape(cue)
        for cue, count in times.most_common(_MOST_TOLD)
    ]
    return f'<p class="fc-fact">{words.sentence(what)[:-1]}: {"; ".join(told)}.</p>'


def _buttons(
    film: Film, analysis: Analysis, tried: Analysis, limits: Limits, replace: Replace
) -> None:
    kept = kept_limits(limits.exercise)
    same = kept is not None and (limits.raises, limits.note) == (kept.raises, kept.note)
    here = at_this_computer()
    with st.container(horizontal=True):
        if limits.raises and here:
            keep = st.button(
                "Keep these limits for me", type="primary", disabled=same and tried is analysis,
                key=f"keep-limits-{film.number}",
            )  # fmt: skip
            if keep and _done(lambda: keep_limits(limits)):
                _take_kept(film, analysis, tried, limits, replace)
        if limits.raises:
            st.download_button(
                "Limits as a file", limits_text(limits),
                f"formcheck-limits-{limits.exercise}.yaml", "application/yaml", on_click="ignore",
                icon=":material/download:", key=f"limits-file-{film.number}",
            )  # fmt: skip
        if (limits.raises or (here and kept is not None)) and st.button(
            "Back to the shipped limits", key=f"shipped-limits-{film.number}"
        ):
            if here and kept is not None and not _done(lambda: forget_limits(limits.exercise)):
                return
            st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
            own = shipped()[limits.exercise]
            again = rejudged(analysis, own) if analysis.limits is not None else analysis
            _take(film, analysis, again, replace)
    if kept is not None:
        st.html(
            '<p class="fc-quiet">Limits are kept for this exercise on this computer. Live practice '
            "and new analyses use them.</p>"
        )
    if limits.raises and not here:
        st.html(
            '<p class="fc-quiet">Kept limits count for everybody who uses this Formcheck: they can '
            "only be kept at the computer where it runs. The file is yours to take along.</p>"
        )


def _done(change: Callable[[], object]) -> bool:
    try:
        change()
    except SpecError as error:
        st.error(str(error))
        return False
    return True


def _take_kept(
    film: Film, analysis: Analysis, tried: Analysis, limits: Limits, replace: Replace
) -> None:
    """The result names the limits as they were kept, with the note."""
    if tried is analysis and film.outcome is not None:  # only the note is new: nothing to draw
        film.outcome = changed(film.outcome, analysis=changed(film.outcome.analysis, limits=limits))
        st.rerun(scope="app")
    _take(film, analysis, changed(tried, limits=limits), replace)


def _take(film: Film, analysis: Analysis, then: Analysis, replace: Replace) -> None:
    if then is not analysis:
        replace(film, then)
    st.rerun(scope="app")
