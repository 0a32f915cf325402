"""The live display as data: what the person on the mat must read. Pure; `board.py` shows it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from html import escape
from math import ceil, floor
from typing import Any, Literal

from formcheck.live.snapshot import (
    Breath,
    LiveSnapshot,
    PlaceItem,
    Progress,
    RoutineNow,
    Stage,
    Utterance,
)
from formcheck.report.words import sentence
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.display_parts import (
    countdown,
    done_number,
    hold_clock,
    icon,
    place_list,
    rest_clock,
    side_counts,
    single_count,
)
from formcheck.video.caption import most_serious

Look = Literal["calm", "alert", "good", "paused"]

CUE_SHOWN_S = 6.0
"""A praise this long ago is praise no more."""
LONG = 45
"""Characters: a longer line is shown smaller."""
_UNSEEN = "I cannot see"
_INSTEAD: dict[Stage, str] = {
    "placing": "Show me your whole body",
    "start": "Get into position",
    "still": "Hold still",
    "away": "Paused. I cannot see you",
    "resting": "Rest a little",
    "eased": "Pause. Try the easier version",
    "warming": "Warm up",
    "between": "The next exercise comes",
    "done": "Done",
}
_LOOKS: dict[Stage, Look] = {"away": "paused", "eased": "paused", "done": "good"}
_COUNTED: tuple[Stage, ...] = ("moving", "away", "eased")
"""While these last the counts are shown."""


@dataclass(frozen=True, slots=True)
class Band:
    """The one thing to read now; `look` also chooses its icon, so that it is never colour alone."""

    text: str = ""
    look: Look = "calm"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """One moment of the display.

    Attributes:
        stage: where the practice is; `waiting` before the first picture was judged.
        parts: HTML by place on the board; all text in it is escaped.
        meter: 0..1 in the person's own range; None: not measured now, or nothing moves yet.
        breath: the breath pacer; None: it does not run.
        caption: the last spoken line, plain text; `caption_id` grows with each.
        fps: frames judged per second.
    """

    stage: str
    parts: dict[str, str] = field(default_factory=dict)
    meter: float | None = None
    breath: Breath | None = None
    caption: str = ""
    caption_id: int = 0
    fps: float = 0.0

    def as_data(self) -> dict[str, Any]:
        """The board as JSON types."""
        return asdict(self)


def live_board(
    spec: ExerciseSpec | None,
    snapshot: LiveSnapshot,
    now_s: float,
    *,
    fault: Band | None = None,
    picture: str = "",
) -> Board:
    """The display for one moment.

    Args:
        spec: the exercise under way or to come; None while a timer runs.
        snapshot: what the session knows.
        now_s: the session's clock, seconds.
        fault: what the page itself found wrong: it goes before all else.
        picture: of what comes next, HTML.
    """
    band = fault or _band(spec, snapshot, now_s)
    last = _last_line(snapshot.said)
    caption = last.text if last else ""
    return Board(
        stage=snapshot.stage,
        parts={
            "where": _where(spec, snapshot),
            "numbers": _numbers(snapshot),
            "picture": picture,
            "sides": _beside_the_clock(snapshot),
            "say": band_html(band),
            "places": place_list(_places(snapshot)),
            "caption": caption_html(caption, hidden=_plain(caption) in _shown(band)),
        },
        meter=_meter(spec, snapshot),
        breath=snapshot.breath,
        caption=caption,
        caption_id=last.id if last else 0,
        fps=round(snapshot.fps, 1),
    )


def waiting_board(band: Band) -> Board:
    """The display while there is no snapshot: the camera or the model is being started."""
    return Board("waiting", {"say": band_html(band)})


def band_html(band: Band) -> str:
    """The band: icon, text, and a smaller line under it; "" while there is nothing to say."""
    long = " fc-long" if len(band.text) > LONG else ""
    text = (
        f'<div class="fc-band fc-{band.look}{long}">{icon(band.look)}'
        f'<div class="fc-say">{escape(band.text)}</div></div>'
        if band.text
        else '<div class="fc-band fc-none"></div>'
    )
    twice = _plain(band.detail) == _plain(band.text)
    why = "" if twice else sentence(band.detail)
    return text + (f'<div class="fc-why">{escape(why)}</div>' if why else "")


def _shown(band: Band) -> tuple[str, str]:
    return _plain(band.text), _plain(band.detail)


def _plain(text: str) -> str:
    return text.strip(" .").lower()


def caption_html(text: str, *, hidden: bool) -> str:
    """The last spoken line in writing; not twice where the band shows the same words."""
    if hidden or not text:
        return ""
    return f'<span class="fc-said">{icon("said")}{escape(text)}</span>'


def _band(spec: ExerciseSpec | None, snapshot: LiveSnapshot, now_s: float) -> Band:
    if snapshot.error:
        return Band("I cannot judge at the moment", "alert", snapshot.error)
    if snapshot.stage == "moving" and spec is not None:
        return _while_moving(spec, snapshot, now_s)
    look = _LOOKS.get(snapshot.stage, "calm")
    headline = snapshot.explaining or snapshot.headline or _INSTEAD.get(snapshot.stage, "")
    why = snapshot.state.reason if snapshot.stage == "away" else None
    return Band(headline, look, snapshot.detail or why or "")


def _while_moving(spec: ExerciseSpec, snapshot: LiveSnapshot, now_s: float) -> Band:
    """What is to be read now (a mistake that is on, the line just said), or peace."""
    told = {check.id for check in spec.checks if check.live}
    worst = most_serious(tuple(one for one in snapshot.state.active if one.check in told))
    told_now = None if worst else snapshot.explaining
    text = told_now or snapshot.headline or (worst.text if worst else "")
    return Band(text, _look(text, worst.text if worst else None, snapshot, now_s),
                snapshot.detail or snapshot.state.reason or "")  # fmt: skip


def _look(text: str, mistake: str | None, snapshot: LiveSnapshot, now_s: float) -> Look:
    if text and text == mistake:
        return "alert"
    if text.startswith(_UNSEEN):
        return "paused"
    praised = any(
        one.text == text and one.kind == "praise" and now_s - one.time_s < CUE_SHOWN_S
        for one in snapshot.said
    )
    return "good" if praised else "calm"


def _last_line(said: tuple[Utterance, ...]) -> Utterance | None:
    return next((one for one in reversed(said) if one.text), None)


def _where(spec: ExerciseSpec | None, snapshot: LiveSnapshot) -> str:
    """Exercise, its place in the routine, set, phase, and that the computer is slow: one line."""
    progress, routine = snapshot.progress, snapshot.routine
    title = spec.title if spec is not None else routine.title if routine is not None else ""
    parts = [f"<b>{escape(title)}</b>"] if title else []
    if routine is not None and snapshot.stage != "done":
        parts.append(_in_the_routine(routine, snapshot.stage))
    if progress.sets > 1 and snapshot.stage != "warming":
        parts.append(f"<span>Set {progress.set_number} of {progress.sets}</span>")
    if snapshot.stage in ("moving", "away") and spec is not None:
        parts.append(f'<span class="fc-phase">{escape(_phase(spec, snapshot))}</span>')
    elif progress.reps.done and snapshot.stage in ("placing", "start", "still"):
        goal = f" of {progress.reps.target}" if progress.reps.target else ""
        parts.append(f"<span>{progress.reps.done}{goal} done</span>")
    if snapshot.slow:
        parts.append(f'<span class="fc-slow">{icon("alert")}Slow computer</span>')
    return "".join(parts)


def _in_the_routine(routine: RoutineNow, stage: Stage) -> str:
    """`Exercise 2 of 3`, and what follows while there is time to read it."""
    here = "Warm-up" if stage == "warming" else f"Exercise {routine.number} of {routine.of}"
    following = routine.following and stage in ("warming", "resting", "placing", "start")
    after = f'<span class="fc-phase">then {escape(routine.following or "")}</span>'
    return f"<span>{here}</span>{after if following else ''}"


def _phase(spec: ExerciseSpec, snapshot: LiveSnapshot) -> str:
    if snapshot.stage == "away":
        return "Paused"
    label = spec.phase_label(snapshot.state.phase)
    side = snapshot.progress.side
    known = side and snapshot.progress.left is None
    return f"{label}, {side} side" if known else label


def _numbers(snapshot: LiveSnapshot) -> str:
    progress = snapshot.progress
    if snapshot.stage == "done":
        return done_number()
    if snapshot.stage == "resting" and snapshot.rest_left_s is not None:
        following = f"then set {progress.set_number + 1} of {progress.sets}"
        return rest_clock(ceil(snapshot.rest_left_s), following)
    left_s = None if snapshot.routine is None else snapshot.routine.left_s
    if snapshot.stage in ("warming", "between"):
        label = "Still to go" if snapshot.stage == "warming" else "Begins in"
        return "" if left_s is None else countdown(label, ceil(left_s))
    if snapshot.stage not in _COUNTED:
        return ""
    if progress.hold is not None and snapshot.stage != "eased":
        paused = not progress.hold.running or snapshot.stage == "away"
        return hold_clock(floor(progress.hold.held_s), progress.hold.target_s, paused=paused)
    return _counts(progress)


def _beside_the_clock(snapshot: LiveSnapshot) -> str:
    """The counts, small, while the hold clock has their place."""
    hidden = snapshot.progress.hold is None or snapshot.stage not in ("moving", "away")
    return "" if hidden else _counts(snapshot.progress, small=True)


def _counts(progress: Progress, *, small: bool = False) -> str:
    sides = side_counts(progress.left, progress.right, progress.side, small=small)
    return sides or single_count(progress.reps, small=small)


def _meter(spec: ExerciseSpec | None, snapshot: LiveSnapshot) -> float | None:
    """How far the person is in their own range; in the start pose that says nothing."""
    fraction, phase = snapshot.state.range_fraction, snapshot.state.phase
    if fraction is None or spec is None or snapshot.stage != "moving":
        return None
    if not phase or any(one.id == phase and one.start for one in spec.phases):
        return None
    return round(min(max(fraction, 0.0), 1.0), 3)


def _places(snapshot: LiveSnapshot) -> tuple[PlaceItem, ...]:
    return snapshot.places if snapshot.stage in ("placing", "start", "still") else ()
