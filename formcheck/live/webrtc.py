"""The browser's camera to a live session and back, by streamlit-webrtc."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from streamlit_webrtc import WebRtcMode, webrtc_streamer
from streamlit_webrtc.config import Translations
from streamlit_webrtc.webrtc import SignallingTimeoutError

from formcheck.coach.summary import SetSummary
from formcheck.live.session import LiveSession, LiveSnapshot

Size = tuple[int, int]
OpenSession = Callable[[Size], LiveSession]
"""Opens a session for pictures of this width and height; may take seconds."""

WARM_UP_S = 1.0
"""The clock of a session starts here: what comes before belongs to whoever warms it up."""

_LOG = logging.getLogger(__name__)
_NO_OUTSIDE_SERVERS: dict[str, Any] = {"iceServers": []}  # browser and app share a computer
_PICTURE: dict[str, Any] = {
    "video": {
        "width": {"ideal": 640},
        "height": {"ideal": 480},
        "frameRate": {"ideal": 30},
    },
    "audio": False,
}
_WORDS: Translations = {
    "start": "Start",
    "stop": "Stop",
    "select_device": "Choose camera",
    "select_camera": "Camera",
    "device_ask_permission": "Please allow the camera: your browser asks at the top of the window.",
    "device_access_denied": "The browser keeps the camera from this page. Allow it with the "
    "camera sign beside the address, then press Start again.",
    "device_not_available": "No camera was found. Plug one in, close other programs that use it, "
    "then press Start again.",
    "media_api_not_available": "This address cannot use the camera. Open the app at "
    "http://localhost, or over https.",
}


@dataclass(frozen=True, slots=True)
class CameraState:
    """What the camera does: `playing` pictures arrive; `message` is a fault with its remedy."""

    playing: bool
    message: str | None = None


class CameraBridge:
    """Carries the pictures of one browser session to its live session and back.

    The first picture after `arm` has a session opened, in a thread of its own: loading the pose
    model takes seconds, and the picture must not stand still so long. `end` ends it. Every method
    may be called from any thread.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` counts seconds and never goes back; the camera's own stamps may."""
        self._clock = clock
        self._lock = threading.Lock()
        self._open: OpenSession | None = None
        self._opener: threading.Thread | None = None
        self._turn = 0
        self._session: LiveSession | None = None
        self._began_s = 0.0
        self._fault: str | None = None
        self._summary: SetSummary | None = None

    def arm(self, open_session: OpenSession) -> None:
        """Say how the next session is opened. Does nothing while one is running or opening."""
        with self._lock:
            if self._session is None and self._opener is None:
                self._open = open_session

    def on_frame(self, frame: av.VideoFrame) -> av.VideoFrame:
        """Judge one picture and return it drawn upon and mirrored; never raises."""
        try:
            true_picture = np.ascontiguousarray(frame.to_ndarray(format="rgb24"), np.uint8)
            drawn = self._judged(true_picture)
            return av.VideoFrame.from_ndarray(np.ascontiguousarray(drawn[:, ::-1]), format="rgb24")
        except Exception:
            _LOG.exception("A picture of the camera could not be judged")
            return frame

    def end(self) -> None:
        """End the running session, if any; its summary waits for `take_summary`."""
        with self._lock:
            session, self._session, self._open, self._opener = self._session, None, None, None
            self._turn += 1
        if session is not None:
            summary = _stopped(session)
            with self._lock:
                self._summary = summary

    def take_summary(self) -> SetSummary | None:
        """The summary of the last ended session, once."""
        with self._lock:
            summary, self._summary = self._summary, None
            return summary

    def snapshot(self) -> LiveSnapshot | None:
        """What the running session knows now; None while there is none."""
        with self._lock:
            session = self._session
        return session.snapshot() if session else None

    @property
    def fault(self) -> str | None:
        """Why no session could be opened, as a sentence."""
        with self._lock:
            return self._fault

    def now_s(self) -> float:
        """The running session's clock, seconds."""
        return self._clock() - self._began_s + WARM_UP_S

    def wait_until_open(self, timeout_s: float) -> bool:
        """Wait for a session that is being opened; whether there is one."""
        with self._lock:
            opener = self._opener
        if opener is not None:
            opener.join(timeout_s)
        with self._lock:
            return self._session is not None

    def _judged(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        with self._lock:
            session, now_s = self._session, self.now_s()
            if session is None and self._open is not None:
                size = (picture.shape[1], picture.shape[0])
                self._opener = threading.Thread(
                    target=self._opening, args=(self._open, size, self._turn), daemon=True
                )
                self._open = None  # once: a fault is told, not tried 30 times a second
                self._opener.start()
        return picture if session is None else session.process(picture, now_s)

    def _opening(self, open_session: OpenSession, size: Size, turn: int) -> None:
        try:
            session = open_session(size)
        except Exception as error:
            _LOG.exception("The live session could not be opened")
            with self._lock:
                self._fault = f"The pose model could not be started: {error}"
            return
        with self._lock:
            wanted = turn == self._turn
            if wanted:
                self._session, self._began_s = session, self._clock()
                self._fault, self._summary = None, None
        if not wanted:  # the camera was stopped meanwhile
            _stopped(session)


def _stopped(session: LiveSession) -> SetSummary | None:
    try:
        return session.stop()
    except Exception:
        _LOG.exception("The live session could not be ended")
        return None


def camera(key: str, bridge: CameraBridge) -> CameraState:
    """Put the camera with its Start and Stop buttons on the page."""
    try:
        context = webrtc_streamer(
            key=key,
            mode=WebRtcMode.SENDRECV,
            rtc_configuration=_NO_OUTSIDE_SERVERS,
            media_stream_constraints=_PICTURE,
            video_frame_callback=bridge.on_frame,
            on_video_ended=bridge.end,
            async_processing=True,
            sendback_audio=False,
            media_toggle_controls=False,
            video_html_attrs={
                "autoPlay": True,
                "controls": False,
                "muted": True,
                "style": {"width": "100%", "borderRadius": "10px"},
            },
            translations=_WORDS,
        )
    except SignallingTimeoutError:
        return CameraState(
            False,
            "The camera could not be connected within ten seconds. Press Start again; if it "
            "happens again, close other programs that are busy and reload the page.",
        )
    return CameraState(bool(context.state.playing))
