"""One card for each mistake: its picture, what to do, value and limit, the source, its times."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from io import BytesIO

import numpy as np
import streamlit as st
from PIL import Image

from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.result import show_no_mistake
from formcheck.video.stills import Still

MOST_WATCHED = 6
_QUALITY = 84


def mistake_cards(summary: SetSummary, spec: ExerciseSpec, stills: Sequence[Still]) -> None:
    """All mistakes, the most urgent first, or that there was none."""
    groups = words.by_check(summary.mistakes)
    if not groups:
        show_no_mistake(summary)
        return
    st.html(f'<h3 class="fc-part fc-first">{_how_many(len(groups))}</h3>')
    pictures = {still.span.check: still for still in stills}
    for group in groups:
        with st.container(border=True, key=f"mistake-{group[0].check}"):
            st.html(_card(group, spec, pictures.get(group[0].check)))


def _how_many(count: int) -> str:
    return "What to mend" if count == 1 else f"What to mend, the most urgent of {count} first"


def _card(group: tuple[MistakeSpan, ...], spec: ExerciseSpec, still: Still | None) -> str:
    first = group[0]
    worst = still.span if still else words.worst_of(group)  # as the report does
    kind = words.sentence(words.SEVERITIES[worst.severity])[:-1]
    limit = words.limit_passed(worst, spec)
    measured = f'<p class="fc-fact">{escape(_measured(worst, spec))}</p>' if limit else ""
    source = words.source_sentence(first.id, spec)
    publisher, _, quoted = source.partition(": ")
    quote = (
        f"<blockquote>{escape(quoted.strip(chr(34)))}<cite>{escape(publisher)}</cite></blockquote>"
    )
    return (
        f'<div class="fc-card">{_picture(still)}<h3>{escape(first.cue)}</h3>'
        f'<p><span class="fc-tag fc-mend">{escape(kind)}</span> {_times(len(group))}</p>'
        f"{measured}{quote}{_watch(group)}</div>"
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _measured(worst: MistakeSpan, spec: ExerciseSpec) -> str:
    thing = words.measured_thing(worst.check, spec) if worst.value >= worst.threshold else None
    limit = words.limit_passed(worst, spec)
    return words.sentence(f"{limit} ({thing})" if thing else limit)


def _picture(still: Still | None) -> str:
    if still is None:
        return ""
    return (
        f'<button class="fc-still" data-fc-seek="{still.time_s:.3f}">'
        f'<img src="{data_uri(still.image)}" alt="{escape(still.what)}"></button>'
    )


def _watch(group: tuple[MistakeSpan, ...]) -> str:
    first = sorted(group, key=lambda span: span.start_s)[:MOST_WATCHED]
    buttons = [_button(span.start_s) for span in first]
    more = len(group) - len(buttons)
    rest = f' <span class="fc-quiet">and {more} more in the timeline</span>' if more else ""
    return f'<p class="fc-watch-at">Watch at {" ".join(buttons)}{rest}</p>'


def _button(start_s: float) -> str:
    at = words.seconds(start_s)
    return (
        f'<button class="fc-seek" data-fc-seek="{start_s:.3f}" aria-label="Watch at {at}">'
        f"{at}</button>"
    )


def data_uri(image: np.ndarray) -> str:
    """An RGB picture as an address that needs no file."""
    written = BytesIO()
    Image.fromarray(image).save(written, "JPEG", quality=_QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(written.getvalue()).decode()}"
