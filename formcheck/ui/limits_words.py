"""Changed limits in words, for the page of a result and for the practice."""

from __future__ import annotations

from formcheck.report import words
from formcheck.specs.limits import Limits, adjustable
from formcheck.ui.catalogue import shipped


def limits_in_words(limits: Limits | None) -> str:
    """`With your own limits: keep your hips over your knees 15 degrees (shipped: 12).`

    "" for shipped limits.
    """
    spec = shipped().get(limits.exercise) if limits is not None else None
    if limits is None or spec is None or not limits.raises:
        return ""
    known = {one.check: one for one in adjustable(spec)}
    parts = [
        f"{words.check_title(check, spec).rstrip('.')} "
        f"{words.quantity(number, known[check].unit)} "
        f"(shipped: {words.number(known[check].shipped, known[check].unit)})"
        for check, number in limits.raises.items()
        if check in known
    ]
    note = f" {words.sentence(limits.note)}" if limits.note.strip() else ""
    return f"With your own limits: {'; '.join(parts)}.{note}"
