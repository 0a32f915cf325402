"""The pieces of the live display as HTML: icons, counts, clocks, the list of the camera's place."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from formcheck.live.snapshot import Goal, PlaceItem

_PATHS = {
    "good": '<circle cx="12" cy="12" r="10"/><path d="M7 12.5l3.4 3.4L17 9"/>',
    "alert": '<path d="M12 3L22.5 21h-21z"/><path d="M12 10v5M12 18v.4"/>',
    "paused": '<circle cx="12" cy="12" r="10"/><path d="M9.5 8v8M14.5 8v8"/>',
    "right": '<circle cx="12" cy="12" r="10"/><path d="M7 12.5l3.4 3.4L17 9"/>',
    "mend": '<path d="M12 3L22.5 21h-21z"/><path d="M12 10v5M12 18v.4"/>',
    "unknown": '<circle cx="12" cy="12" r="10" stroke-dasharray="3 3.3"/>'
    '<path d="M8 12h.4M12 12h.4M16 12h.4"/>',
    "said": '<path d="M3 5h18v11H10l-5 4v-4H3z"/>',
}
_STATES = {"right": "right", "mend": "to mend", "unknown": "not known yet"}
_SIDES = ("left", "right")


def icon(name: str) -> str:
    """A small drawing beside words; "" for a name without one."""
    paths = _PATHS.get(name)
    if paths is None:
        return ""
    return f'<svg class="fc-icon" viewBox="0 0 24 24" aria-hidden="true">{paths}</svg>'


def single_count(goal: Goal, *, small: bool = False) -> str:
    """The repetitions of both sides together: `3 / 8`."""
    return _panels(_panel("Repetitions", _count(goal)), small=small)


def side_counts(left: Goal | None, right: Goal | None, now: str | None, *, small: bool) -> str:
    """Left and right apart, the working side marked in words; "" where sides are not kept apart."""
    if left is None or right is None:
        return ""
    panels = (
        _panel(side.capitalize(), _count(goal), _note(goal, working=side == now), side == now)
        for side, goal in zip(_SIDES, (left, right), strict=True)
    )
    return _panels(*panels, small=small)


def hold_clock(held_s: int, target_s: float | None, *, paused: bool) -> str:
    """Seconds held in good form: `12 / 30 s`."""
    goal = f"/ {target_s:.0f} s" if target_s else "s"
    note = f"{icon('paused')}clock paused" if paused else "clock runs"
    look = " fc-stopped" if paused else ""
    return _panels(_panel("Hold", _number(str(held_s), goal), note), look=look)


def rest_clock(left_s: int, following: str) -> str:
    """Seconds of rest left."""
    return _panels(_panel("Rest", _number(str(max(left_s, 0)), "s"), following))


def countdown(label: str, left_s: int) -> str:
    """What is left of a timer: `4:35`, in its last minute `35 s`."""
    left_s = max(left_s, 0)
    if left_s < 60:
        return _panels(_panel(label, _number(str(left_s), "s")))
    return _panels(_panel(label, _number(f"{left_s // 60}:{left_s % 60:02d}", "")))


def done_number() -> str:
    """The practice is over."""
    return f'<div class="fc-numbers fc-end">{icon("good")}</div>'


def place_list(places: Sequence[PlaceItem]) -> str:
    """What the camera's place must give: icon, words and state each; "" if there is nothing."""
    if not places:
        return ""
    items = "".join(
        f'<li class="fc-{item.state}">{icon(item.state)}<span>{escape(item.label)}</span>'
        f"<em>{_STATES[item.state]}</em></li>"
        for item in places
    )
    return f'<ul class="fc-places">{items}</ul>'


def _count(goal: Goal) -> str:
    return _number(str(goal.done), f"/ {goal.target}" if goal.target is not None else "")


def _number(big: str, small: str) -> str:
    words = f"{big} {small.replace('/', 'of')}".strip()
    return (
        f'<div class="fc-count" role="img" aria-label="{escape(words)}">{escape(big)}'
        f"<small>{escape(small)}</small></div>"
    )


def _note(goal: Goal, *, working: bool) -> str:
    if goal.reached:
        return f"{icon('right')}done"
    return "now" if working else ""


def _panel(label: str, number: str, note: str = "", on: bool = False) -> str:
    mark = f'<span class="fc-note">{note}</span>' if note else ""
    look = " fc-on" if on else ""
    return f'<div class="fc-panel{look}"><h3>{escape(label)}{mark}</h3>{number}</div>'


def _panels(*panels: str, small: bool = False, look: str = "") -> str:
    size = " fc-small" if small else ""
    return f'<div class="fc-numbers{size}{look}">{"".join(panels)}</div>'
