"""Pictures of one browser's camera to a live session and back."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from formcheck.live.arrival import ArrivalTimes
from formcheck.live.snapshot import EndedBy, LiveSnapshot, PracticeResult
from formcheck.pose.landmarker import MediaPipePose

Size = tuple[int, int]
Image = NDArray[np.uint8]

WARM_UP_S = 1.0
"""The clock of a session starts here: what comes before belongs to whoever warms it up."""
USUAL_SIZE = (640, 480)
CLOSES_WITHIN_S = 10.0
"""A connection whose practice has ended still brings pictures until the browser closes it."""
ENDS_WITHIN_S = 5.0
"""Ending a practice takes the picture under way, and the files that were asked for."""

_LOG = logging.getLogger(__name__)


class Session(Protocol):
    """What the bridge needs of a `LiveSession`."""

    def process(self, image: Image, time_s: float) -> Image:
        """Judge an RGB picture and return it drawn upon."""
        ...

    def snapshot(self) -> LiveSnapshot:
        """What is known now."""
        ...

    def skip(self) -> None:
        """On to what comes next."""
        ...

    def stop(self, by: EndedBy = "button") -> PracticeResult:
        """End the practice and free the model; twice is safe."""
        ...


OpenSession = Callable[[Size], Session]
"""Opens a session for pictures of this width and height; may take seconds."""


class CameraBridge:
    """Carries the pictures of one browser session to its live session and back.

    The first picture after `arm` has a session opened, in a thread of its own: loading the pose
    model takes a while, and the picture must not stand still so long. `end` ends it. Every method
    may be called from any thread.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        told: Callable[[PracticeResult], None] | None = None,
    ) -> None:
        """Nothing runs yet.

        Args:
            clock: counts seconds and never goes back; the camera's own stamps may.
            told: given every result, also where no page is left to take it.
        """
        self._clock = clock
        self._told = told
        self._lock = threading.Lock()
        self._open: OpenSession | None = None
        self._opener: threading.Thread | None = None
        self._turn = 0
        self._session: Session | None = None
        self._arrivals = ArrivalTimes()
        self._began_s = 0.0
        self._pictured_s: float | None = None
        self._thread: int | None = None  # each connection brings its pictures in one of its own
        self._closing: tuple[int, float] | None = None
        self._ender: threading.Thread | None = None
        self._fault: str | None = None
        self._result: PracticeResult | None = None

    def arm(self, open_session: OpenSession) -> None:
        """Say how the next session is opened. Does nothing while one is running or opening."""
        with self._lock:
            if self._session is None and self._opener is None:
                self._open = open_session
                self._pictured_s, self._arrivals = None, ArrivalTimes()

    def on_frame(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Judge one picture and return it drawn upon; never raises."""
        now_s = self._clock()  # before anything that takes time
        try:
            session, taken_s = self._arrived(frame, now_s)
            if session is None:
                return frame
            picture = np.ascontiguousarray(frame.to_ndarray(format="rgb24"), np.uint8)
            return _for_encoder(session.process(picture, taken_s))
        except Exception:
            _LOG.exception("A picture of the camera could not be judged")
            return frame

    def on_ended(self) -> None:
        """The camera was closed, perhaps with its tab.

        Ends the session in a thread, for files may have to be finished and the caller runs the web
        server. Where `end` came first, what has been armed or begun since is left alone: it is
        meant for the next connection.
        """
        with self._lock:
            expected = self._closing is not None and self._is_closing(self._closing[0])
            self._closing = self._thread = None
        session = None if expected else self._release()
        if session is not None:
            ender = threading.Thread(target=self._finish, args=(session, "closed"), name="live-end")
            with self._lock:
                self._ender = ender
            ender.start()

    def end(self, by: EndedBy = "button") -> None:
        """End the running session, if any, and with it its connection's use; its result waits for
        `take_result`."""
        with self._lock:
            self._open = None
            if self._thread is not None:
                self._closing = (self._thread, self._clock())
            ender = self._ender
        session = self._release()
        if session is not None:
            self._finish(session, by)
        elif ender is not None:  # the camera was closed just before: its result is on the way
            ender.join(ENDS_WITHIN_S)

    def skip(self) -> None:
        """On to what comes next in the running session; after the picture that is judged now."""
        with self._lock:
            session = self._session
        if session is not None:
            session.skip()

    def take_result(self) -> PracticeResult | None:
        """The result of the last ended session, once."""
        with self._lock:
            result, self._result = self._result, None
            return result

    def snapshot(self) -> LiveSnapshot | None:
        """What the running session knows now; None while there is none."""
        with self._lock:
            session = self._session
        return session.snapshot() if session else None

    def in_use(self) -> bool:
        """Whether a session runs, is being opened, or is armed for the next picture."""
        with self._lock:
            return any(one is not None for one in (self._session, self._opener, self._open))

    @property
    def fault(self) -> str | None:
        """Why no session could be opened, as a sentence."""
        with self._lock:
            return self._fault

    def now_s(self) -> float:
        """The running session's clock, seconds."""
        return self._clock() - self._began_s + WARM_UP_S

    def picture_age_s(self) -> float | None:
        """Seconds since the last picture came; None before the first one after `arm`."""
        with self._lock:
            return None if self._pictured_s is None else self._clock() - self._pictured_s

    def wait_until_open(self, timeout_s: float) -> bool:
        """Wait for a session that is being opened; whether there is one."""
        with self._lock:
            opener = self._opener
        if opener is not None:
            opener.join(timeout_s)
        with self._lock:
            return self._session is not None

    def _arrived(self, frame: av.VideoFrame, now_s: float) -> tuple[Session | None, float]:
        """The session for a picture and when it was taken on the session's clock."""
        thread = threading.get_ident()
        with self._lock:
            if self._is_closing(thread):
                return None, 0.0
            self._pictured_s, self._thread = now_s, thread
            taken_s = self._arrivals.taken_s(now_s, frame.time)
            if self._session is None and self._open is not None:
                self._fault = None
                self._opener = threading.Thread(
                    target=self._opening,
                    args=(self._open, (frame.width, frame.height), self._turn),
                    name="live-open",
                    daemon=True,
                )
                self._open = None  # once: a fault is told, not tried 30 times a second
                self._opener.start()
            early = taken_s < self._began_s  # it waited since before the session began
            session = None if early else self._session
            return session, taken_s - self._began_s + WARM_UP_S

    def _is_closing(self, thread: int) -> bool:
        """Whether pictures in this thread belong to a practice that has ended."""
        if self._closing is None or self._closing[0] != thread:
            return False
        return self._clock() - self._closing[1] <= CLOSES_WITHIN_S

    def _opening(self, open_session: OpenSession, size: Size, turn: int) -> None:
        try:
            session = open_session(size)
        except Exception as error:
            _LOG.exception("The live session could not be opened")
            with self._lock:
                self._fault = f"The pose model could not be started: {error}"
                if turn == self._turn:
                    self._opener = None
            return
        with self._lock:
            wanted = turn == self._turn
            if wanted:
                self._session, self._began_s = session, self._clock()
                self._result = None
        if not wanted:  # the camera was stopped meanwhile
            _stopped(session, "closed")

    def _release(self) -> Session | None:
        """Let go of the running session; one that is being opened is closed when it is there."""
        with self._lock:
            session, self._session, self._opener = self._session, None, None
            self._turn += 1
            return session

    def _finish(self, session: Session, by: EndedBy) -> None:
        result = _stopped(session, by)
        if result is None:
            return
        with self._lock:
            self._result = result
        if self._told is not None:
            try:
                self._told(result)
            except Exception:
                _LOG.exception("The result of a practice could not be handed on")


def preload(model: Path) -> threading.Thread:
    """Load the pose model once in the background, so that the first Start is as quick as others.

    The libraries stay in memory, the model does not.
    """

    def load() -> None:
        try:
            with MediaPipePose(model) as pose:
                pose.detect(np.zeros((USUAL_SIZE[1], USUAL_SIZE[0], 3), np.uint8), 0.0)
        except Exception:
            _LOG.exception("The pose model could not be loaded ahead")  # told at Start

    thread = threading.Thread(target=load, name="pose-preload", daemon=True)
    thread.start()
    return thread


def _for_encoder(image: Image) -> av.VideoFrame:
    """The picture as the video encoder takes it: converted once here, by OpenCV in a quarter of
    the time, and not again for every picture that is sent twice."""
    height, width = image.shape[:2]
    if height % 2 or width % 2:
        return av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
    planes = np.asarray(cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2YUV_I420), np.uint8)
    return av.VideoFrame.from_ndarray(planes, format="yuv420p")


def _stopped(session: Session, by: EndedBy) -> PracticeResult | None:
    try:
        return session.stop(by)
    except Exception:
        _LOG.exception("The live session could not be ended")
        return None
