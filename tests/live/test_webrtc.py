"""The camera's component on the page: what it is asked for, and faults as sentences."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from formcheck.live import webrtc
from formcheck.live.bridge import CameraBridge


@dataclass
class Component:
    """Stands for streamlit-webrtc's component; keeps what it was given."""

    playing: bool = False
    signalling: bool = False
    fault: Exception | None = None
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> Component:
        return self

    def __call__(self, **asked: Any) -> Component:
        self.asked = asked
        if self.fault:
            raise self.fault
        return self


@pytest.fixture
def pinned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    calls: list[str] = []
    monkeypatch.setattr(webrtc, "pin_bandwidth", lambda: calls.append("pinned"))
    return calls


@pytest.fixture
def component(monkeypatch: pytest.MonkeyPatch, pinned: list[str]) -> Component:
    monkeypatch.delenv("FORMCHECK_ICE_SERVERS", raising=False)
    component = Component()
    monkeypatch.setattr(webrtc, "webrtc_streamer", component)
    return component


def test_the_component_starts_by_its_own_button_alone(component: Component) -> None:
    component.signalling = True
    bridge = CameraBridge()
    now = webrtc.camera("key", bridge, True)
    assert component.asked["desired_playing_state"] is None  # True would start several at once
    assert component.asked["video_frame_callback"] == bridge.on_frame
    assert component.asked["on_video_ended"] == bridge.on_ended
    assert now == webrtc.CameraState(False, True)


def test_the_page_stops_the_camera(component: Component) -> None:
    webrtc.camera("key", CameraBridge(), False)
    assert component.asked["desired_playing_state"] is False


def test_the_preview_is_a_mirror_and_the_judged_picture_is_not(component: Component) -> None:
    webrtc.camera("key", CameraBridge())
    assert component.asked["video_html_attrs"]["style"]["transform"] == "scaleX(-1)"


def test_on_one_computer_no_outside_server_is_asked_and_the_picture_stays_large(
    component: Component, pinned: list[str]
) -> None:
    webrtc.camera("key", CameraBridge())
    assert component.asked["rtc_configuration"] == {"iceServers": []}
    assert pinned == ["pinned"]


def test_across_networks_the_configured_servers_are_asked_and_the_line_is_estimated(
    component: Component, pinned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = '[{"urls": "turn:example.org", "username": "u", "credential": "c"}]'
    monkeypatch.setenv("FORMCHECK_ICE_SERVERS", server)
    webrtc.camera("key", CameraBridge())
    assert component.asked["rtc_configuration"]["iceServers"][0]["username"] == "u"
    assert pinned == []


def test_a_setting_that_cannot_be_read_is_a_sentence(
    component: Component, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORMCHECK_ICE_SERVERS", "turn:example.org")
    now = webrtc.camera("key", CameraBridge())
    assert "FORMCHECK_ICE_SERVERS is not JSON" in (now.message or "")
    assert component.asked == {}


@pytest.mark.parametrize("fault", [webrtc.SignallingTimeoutError(), ValueError("no such SDP")])
def test_a_connection_that_fails_is_a_sentence(component: Component, fault: Exception) -> None:
    component.fault = fault
    now = webrtc.camera("key", CameraBridge(), True)
    assert not now.playing
    assert "press Start again" in (now.message or "").replace("Press", "press")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("NotAllowedError", "Allow it"),
        ("NotFoundError", "Plug one in"),
        ("NotReadableError", "Close that program"),
        ("InsecureContext", "https"),
        ("SomethingNew", "Reload"),
    ],
)
def test_every_refusal_of_the_browser_has_a_remedy(name: str, remedy: str) -> None:
    assert remedy in webrtc.refusal(name)
