"""What one browser session does on the page *Practise*."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from formcheck.live.bridge import CameraBridge
from formcheck.live.desk import Desk
from formcheck.live.own_ranges import OwnRanges
from formcheck.live.snapshot import PracticeResult, Utterance
from formcheck.ui.practice_choices import Choices
from formcheck.ui.practice_entry import Entry, entries
from formcheck.ui.practise_changes import Changes
from formcheck.ui.practise_session import Opening, store_ranges

LAST_WORDS_S = 3.0
"""So long the end is shown and heard before the camera goes off."""
OPENS_WITHIN_S = 15.0
"""A browser that has not even offered a connection after so long gives no camera, though it said
it would: told to play, the camera's component would ask for ever. Busy computers take a while."""
STARTS_WITHIN_S = 30.0
"""A camera that shows nothing after so long will not show anything."""
NO_PICTURES_S, SLOW_NO_PICTURES_S = 3.0, 8.0
"""A camera this long without a picture is unplugged or frozen: it is told. On a computer that is
slow the picture may only be waiting."""
GIVEN_UP_S = 20.0
"""After so long without a picture the practice ends with what was done."""
SAID_WITHIN_S = 6.0
"""A line of the page that was not said so long is over."""
LEFT_S = 15.0
"""A display that was not drawn for so long: the page was left, and with it the camera."""

NEVER_OPENED = (
    "The camera could not be opened. Close other programs that use it, reload the page, then press "
    "Start again."
)
NEVER_CAME = (
    "The camera was opened but sent no picture. Close other programs that use it, then press Start "
    "again."
)
NEVER_BEGAN = (
    "The pose model did not start in time. Close other programs that are busy, then press Start "
    "again."
)
NO_PICTURES_SAID = "I get no pictures from the camera"
NO_PICTURES = "The camera sends no pictures any more. Plug it in again, then press Start again."
BROKEN_OFF = "The camera was closed before the end. Press Start again to go on."
NOT_BEGUN = "The practice had not begun yet. Press Start again when you are ready."
TAKEN_OVER = "Practice goes on in another tab. Press Start to practise here again."


@dataclass
class Practice:
    """The choices of one browser session and its practice.

    Attributes:
        desk: gives the one place for a live practice in this app.
        token: names this tab in its address, so that a reload finds its result.
        choices: what was chosen.
        ranges: where own ranges are.
        opening: what the practice was opened with; None: none was, or before a reload.
        entry: it in the journal.
        changes: what followed from earlier practices, for the next one.
        notes: what went wrong beside the practice itself, in sentences.
        wanted: Start was pressed and the practice is not over.
        offered, played: since then the browser has offered a connection, has shown pictures.
        began_s, drawn_s: when it began and when the display was drawn last, on `clock`.
        over_s: when the end was first shown, on `clock`.
        ended_s: when it ended, on the session's clock; None after a reload.
        result: the last practice, until the next begins.
        fault: why there is no practice, as a sentence with its remedy.
        elsewhere: another tab practises; the page offers to practise here instead.
        addressed, addressed_before: what the page's address says (`("routine", "core_three")`),
            and what it said before that.
        camera_number: grows when another camera is chosen: the component reads its choice anew.
    """

    desk: Desk
    token: str
    bridge: CameraBridge = field(init=False)
    clock: Callable[[], float] = time.monotonic
    choices: Choices = field(default_factory=Choices)
    ranges: OwnRanges = field(default_factory=OwnRanges)
    opening: Opening | None = None
    entry: Entry | None = None
    changes: Changes | None = None
    notes: tuple[str, ...] = ()
    wanted: bool = False
    offered: bool = False
    played: bool = False
    began_s: float = 0.0
    drawn_s: float = 0.0
    over_s: float | None = None
    ended_s: float | None = None
    result: PracticeResult | None = None
    fault: str | None = None
    elsewhere: bool = False
    addressed: tuple[str, str] | None = None
    addressed_before: tuple[str, str] | None = None
    camera: str | None = None
    camera_number: int = 0
    _lines: tuple[Utterance, ...] = ()
    _told: bool = False

    def __post_init__(self) -> None:
        self.bridge = CameraBridge(told=self._keep_result)

    def take_place(self) -> bool:
        """Take the one place for a live practice; False: another tab practises.

        Asked for once more after that, the other tab's practice ends.
        """
        if self.elsewhere:
            self.desk.take_over(self.token, self.bridge)
        elif not self.desk.take(self.token, self.bridge):
            self.elsewhere = True
            return False
        self.elsewhere = False
        return True

    def begin(self, opening: Opening, entry: Entry | None) -> None:
        """The place is ours and the browser gives its camera: the practice begins."""
        self.forget()
        self.bridge.end()
        self.bridge.take_result()
        self.opening, self.entry, self.changes = opening, entry, None
        entries().keep(self.token, entry)
        self.bridge.arm(opening)
        self.wanted, self.offered, self.played = True, False, False
        self.began_s = self.drawn_s = self.clock()
        self.over_s = None

    def skip(self) -> None:
        """On to the routine's next exercise."""
        self.bridge.skip()

    def finish(self, fault: str | None = None) -> None:
        """The practice is over: take what was done so far."""
        self.wanted, self.fault, self.ended_s = False, fault, self.bridge.now_s()
        self.bridge.end("button")  # before the camera goes off, or that would be why it ended
        self.result = self.bridge.take_result() or self.desk.recall(self.token)
        if self.result is None and fault is None:
            self.fault = NOT_BEGUN
        elif fault is None:
            self.choices.feel(None, self.clock())  # how the back feels now is another question
        self.desk.leave(self.bridge)

    def refuse(self, fault: str) -> None:
        """There is no practice, and why."""
        self.wanted, self.fault = False, fault

    def note(self, text: str) -> None:
        """Something to be said with the summary; from any thread."""
        self.notes = (*self.notes, text)

    def forget(self) -> None:
        """Back to the choice, with nothing to show."""
        self.result, self.fault, self.elsewhere, self.notes = None, None, False, ()
        self.desk.forget(self.token)

    def choose_camera(self, device: str | None) -> bool:
        """Whether another camera was chosen in the browser than before."""
        if not device or device == self.camera:
            return False
        self.camera = device
        self.camera_number += 1
        return True

    @property
    def camera_key(self) -> str:
        """The name of the camera's component."""
        return f"camera-{self.camera_number}"

    def seen(self, *, offered: bool, playing: bool) -> None:
        """What the camera's component told in this run of the page."""
        self.offered = self.offered or offered or playing
        self.played = self.played or playing
        self.drawn_s = self.clock()

    @property
    def left(self) -> bool:
        """Whether the page was left for another one while practising."""
        return self.wanted and self.clock() - self.drawn_s > LEFT_S

    @property
    def follows_routine(self) -> bool:
        """Whether a routine is practised."""
        return self.opening is not None and self.opening.plan.routine is not None

    def over(self) -> tuple[bool, str | None]:
        """Whether the practice is to end now, and the fault that ends it, if any.

        It ends by itself a little after its result is there, so that the last words are heard.
        """
        if self.desk.lost(self.bridge):
            return True, TAKEN_OVER
        if self._done():
            self.over_s = self.clock() if self.over_s is None else self.over_s
            return self.clock() - self.over_s >= LAST_WORDS_S, None
        fault = self.bridge.fault or self._no_camera() or self._no_pictures() or self._no_session()
        return fault is not None, fault

    @property
    def without_pictures(self) -> bool:
        """Whether pictures came and have stopped coming."""
        age_s, snapshot = self.bridge.picture_age_s(), self.bridge.snapshot()
        slow = snapshot is not None and snapshot.slow
        patience_s = SLOW_NO_PICTURES_S if slow else NO_PICTURES_S
        return age_s is not None and age_s > patience_s and not self._done()

    def own_lines(self) -> tuple[Utterance, ...]:
        """What the page itself says, on `clock`: that the pictures stopped, once each time."""
        if self.without_pictures and not self._told:
            now_s = self.clock()
            line = Utterance(
                len(self._lines) + 1, now_s, now_s + SAID_WITHIN_S, NO_PICTURES_SAID, "fault",
                "attention",
            )  # fmt: skip
            self._lines = (*self._lines, line)
        self._told = self.without_pictures
        return self._lines

    def last_lines(self) -> tuple[tuple[Utterance, ...], float]:
        """What may not have been heard when the practice ended, and when that was."""
        if self.result is None or self.ended_s is None:
            return (), 0.0
        return self.result.said[-3:], self.ended_s

    def _keep_result(self, result: PracticeResult) -> None:
        """Told by the bridge of every result, also when no page is left to show it."""
        self.desk.remember(self.token, result)
        if self.entry is not None:
            self.entry.end()
        if self.opening is not None:
            store_ranges(result, self.opening)

    def _done(self) -> bool:
        snapshot = self.bridge.snapshot()
        return snapshot is not None and snapshot.result is not None

    def _no_camera(self) -> str | None:
        return NEVER_OPENED if not self.offered and self._since_start() > OPENS_WITHIN_S else None

    def _no_pictures(self) -> str | None:
        age_s = self.bridge.picture_age_s()
        if age_s is None:
            return NEVER_CAME if self._since_start() > STARTS_WITHIN_S else None
        return NO_PICTURES if age_s > GIVEN_UP_S else None

    def _no_session(self) -> str | None:
        """Pictures come, but nobody judges them."""
        late = self._since_start() > STARTS_WITHIN_S and self.bridge.snapshot() is None
        return NEVER_BEGAN if late else None

    def _since_start(self) -> float:
        return self.clock() - self.began_s
