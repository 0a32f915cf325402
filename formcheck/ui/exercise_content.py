"""What the pages say of one exercise, from its spec."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from formcheck.report.handling import Way, ways_of
from formcheck.report.spec_terminal import dose_words
from formcheck.report.words import joined, sentence
from formcheck.specs.schema import Disagreement, ExerciseSpec, Mistake
from formcheck.ui.pictures import pictures_of


def show_pictures(spec: ExerciseSpec, *, small: bool = False) -> None:
    """Start pose and far end side by side; nothing if they were never drawn."""
    pictures = pictures_of(spec.id)
    if pictures is None:
        return
    start, end = (None, None) if small else ("Start", "Furthest point")
    with st.container(key="fc-pair-small" if small else "fc-pair"):
        st.image(str(pictures.start), caption=start, alt=f"{spec.title}: the start pose")
        st.image(str(pictures.end), caption=end, alt=f"{spec.title}: the furthest point")


def show_doing(spec: ExerciseSpec) -> None:
    """Steps, dose, easier and harder, and when to stop."""
    steps = "".join(f"<li>{escape(step)}</li>" for step in spec.steps)
    safety = spec.safety
    st.html(
        f'<h3 class="fc-part">How to do it</h3><ol class="fc-list">{steps}</ol>'
        f"{_fact('How much', dose_words(spec.dose))}"
        f"{_fact('Easier', sentence(safety.easier))}"
        f"{_fact('Harder', sentence(safety.harder))}"
        f"{_fact('Stop if you feel', _listed(safety.stop_if))}"
    )


def show_short(spec: ExerciseSpec) -> None:
    """What one needs to know right before doing it."""
    things = f" You need: {joined(spec.equipment)}." if spec.equipment else ""
    st.html(
        f'<p class="fc-quiet">{escape(spec.benefit + things)}</p>'
        f"{_fact('Stop if you feel', _listed(spec.safety.stop_if))}"
    )


def show_steps(spec: ExerciseSpec) -> None:
    """How it is done and made easier, a click away."""
    with st.expander("How to do it"):
        steps = "".join(f"<li>{escape(step)}</li>" for step in spec.steps)
        st.html(f'<ol class="fc-list">{steps}</ol>{_fact("Easier", sentence(spec.safety.easier))}')


def show_review(spec: ExerciseSpec) -> None:
    """That a clinician still has a word to say, if so."""
    if spec.review:
        st.html(
            '<div class="fc-review" role="note"><strong>Needs a clinician\'s review.</strong> '
            f"{escape(spec.review)}</div>"
        )


def show_disagreements(spec: ExerciseSpec) -> None:
    """What the sources do not agree on, and what we do; nothing if they agree."""
    if spec.disagreements:
        parts = "".join(_disagreement(one, spec) for one in spec.disagreements)
        st.html(f'<h3 class="fc-part">Where the sources disagree</h3>{parts}')


def _disagreement(one: Disagreement, spec: ExerciseSpec) -> str:
    said = " ".join(
        f"{escape(spec.sources[source].publisher)}: {escape(sentence(text))}"
        for source, text in one.said.items()
    )
    return (
        f'<p class="fc-fact"><strong>{escape(sentence(one.about))}</strong> {said}<br>'
        f"<em>What we do:</em> {escape(sentence(one.we))}</p>"
    )


def show_judged(spec: ExerciseSpec) -> None:
    """Each documented mistake and how it is handled."""
    rows = "".join(_row(mistake, spec) for mistake in spec.mistakes)
    st.html(
        '<h3 class="fc-part">What is looked at, and how</h3>'
        '<table class="fc-table fc-judged"><thead><tr><th>What the source says</th>'
        f"<th>How</th><th>What you are told</th></tr></thead><tbody>{rows}</tbody></table>"
        '<p class="fc-quiet"><em>Seen</em>: the camera measures the thing itself. '
        "<em>Indirectly</em>: it measures something that goes along with it. "
        "<em>After the set</em>: too unsure to interrupt you. <em>Start pose</em>: looked at "
        "before anything is judged. <em>Reminder</em>: no camera sees it. Those said once come up "
        "while you practise; the others are only written down here.</p>"
    )


def _row(mistake: Mistake, spec: ExerciseSpec) -> str:
    publisher = spec.sources[mistake.source].publisher
    ways = ways_of(spec, mistake)
    how = "<br>".join(dict.fromkeys(escape(_how(way)) for way in ways))
    told = "<br>".join(dict.fromkeys(escape(way.says) for way in ways if way.says))
    quote = f"&quot;{escape(mistake.text)}&quot; <cite>{escape(publisher)}</cite>"
    return f"<tr><td>{quote}</td><td>{how}</td><td>{told}</td></tr>"


def _how(way: Way) -> str:
    where = f", from {way.from_where}" if way.views else ""
    return sentence(way.in_words + where).rstrip(".")


def _fact(name: str, text: str) -> str:
    return f'<p class="fc-fact"><strong>{escape(name)}:</strong> {escape(text)}</p>'


def _listed(things: Sequence[str]) -> str:
    return f"{', '.join(things)}."
