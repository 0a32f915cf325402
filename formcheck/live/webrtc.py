"""The camera on the page: streamlit-webrtc's component between the browser and a bridge."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from streamlit_webrtc import WebRtcMode, webrtc_streamer
from streamlit_webrtc.config import Translations
from streamlit_webrtc.webrtc import SignallingTimeoutError

from formcheck.live.bandwidth import pin_bandwidth
from formcheck.live.bridge import CameraBridge
from formcheck.live.ice import IceError, IceServer, configured_servers, rtc_configuration

__all__ = ["CameraBridge", "CameraState", "camera", "refusal"]

_LOG = logging.getLogger(__name__)
_PICTURE: dict[str, Any] = {
    "video": {
        "width": {"ideal": 640},
        "height": {"ideal": 480},
        "frameRate": {"ideal": 30},
    },
    "audio": False,
}
_LIKE_A_MIRROR: dict[str, Any] = {
    "autoPlay": True,
    "controls": False,
    "muted": True,
    "playsInline": True,
    # The browser mirrors: it costs nothing there, and also holds for pictures nobody judged.
    "style": {"width": "100%", "borderRadius": "10px", "transform": "scaleX(-1)"},
}
_REFUSED = (
    "The browser keeps the camera from this page. Allow it with the camera sign beside the "
    "address, then press Start again."
)
_NO_CAMERA = "No camera was found. Plug one in, then press Start again."
_IN_USE = "Another program uses the camera. Close that program, then press Start again."
_UNSAFE_ADDRESS = (
    "This address cannot use the camera. Open the app at http://localhost, or over https."
)
_NO_CONNECTION = (
    "The camera could not be connected within ten seconds. Press Start again; if it happens again, "
    "close other programs that are busy and reload the page."
)
_OTHER_FAULT = "The camera could not be started. Reload the page, then press Start again."
_WORDS: Translations = {
    "start": "Start",
    "stop": "Stop",
    "select_device": "Choose camera",
    "select_camera": "Camera",
    "device_ask_permission": "Please allow the camera: your browser asks at the top of the window.",
    "device_access_denied": _REFUSED,
    "device_not_available": _NO_CAMERA,
    "media_api_not_available": _UNSAFE_ADDRESS,
}
_REFUSALS = {
    "NotAllowedError": _REFUSED,
    "PermissionDeniedError": _REFUSED,
    "NotFoundError": _NO_CAMERA,
    "DevicesNotFoundError": _NO_CAMERA,
    "OverconstrainedError": _NO_CAMERA,
    "NotReadableError": _IN_USE,
    "TrackStartError": _IN_USE,
    "AbortError": _IN_USE,
    "SecurityError": _UNSAFE_ADDRESS,
    "InsecureContext": _UNSAFE_ADDRESS,  # our own word: there is no navigator.mediaDevices
    "TypeError": _UNSAFE_ADDRESS,
}


@dataclass(frozen=True, slots=True)
class CameraState:
    """What the camera does.

    Attributes:
        playing: pictures travel.
        signalling: browser and app are agreeing on the connection. A refused camera comes as far
            as neither: the component tells nobody (see `refusal`).
        message: a fault with its remedy. Draw the camera with `playing=False` next.
    """

    playing: bool
    signalling: bool = False
    message: str | None = None


def camera(key: str, bridge: CameraBridge, playing: bool = True) -> CameraState:
    """Put the camera on the page; it shows the person as a mirror does.

    Args:
        key: names the component on the page and the camera the browser remembers for it.
        bridge: takes the pictures.
        playing: False stops the camera and shows no buttons. True shows the component's own Start
            and Stop, which the page hides, and presses Start once: told to play by Streamlit, it
            starts several times at once while it loads, and for ever where it is refused.
    """
    try:
        servers = configured_servers()
        if not servers:
            pin_bandwidth()
        context = _component(key, bridge, playing, servers)
    except IceError as error:
        return CameraState(False, message=str(error))
    except SignallingTimeoutError:
        return CameraState(False, message=_NO_CONNECTION)
    except Exception:
        _LOG.exception("The camera could not be connected")
        return CameraState(False, message=_OTHER_FAULT)
    return CameraState(bool(context.state.playing), bool(context.state.signalling))


def refusal(name: str) -> str:
    """What to tell somebody whose browser gave no camera.

    Args:
        name: of the error that `navigator.mediaDevices.getUserMedia` was rejected with, such as
            `NotAllowedError`; `InsecureContext` where there is no `navigator.mediaDevices`.
    """
    return _REFUSALS.get(name, _OTHER_FAULT)


def _component(key: str, bridge: CameraBridge, playing: bool, servers: Sequence[IceServer]) -> Any:
    return webrtc_streamer(
        key=key,
        mode=WebRtcMode.SENDRECV,
        rtc_configuration=rtc_configuration(servers),
        media_stream_constraints=_PICTURE,
        desired_playing_state=None if playing else False,
        video_frame_callback=bridge.on_frame,
        on_video_ended=bridge.on_ended,
        async_processing=True,
        sendback_audio=False,
        media_toggle_controls=False,
        video_html_attrs=_LIKE_A_MIRROR,
        translations=_WORDS,
    )
