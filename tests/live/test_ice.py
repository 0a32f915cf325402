"""Servers for hosting: none unless set, and a setting that is wrong says how to write it."""

from __future__ import annotations

import pytest

from formcheck.live.ice import IceError, configured_servers, parse_servers, rtc_configuration

ADDRESS = "turn:turn.example.org:3478?transport=tcp"
TURN = f'[{{"urls": "{ADDRESS}", "username": "me", "credential": "hush"}}]'


@pytest.mark.parametrize("environment", [{}, {"FORMCHECK_ICE_SERVERS": "  "}])
def test_by_default_no_outside_server_is_asked(environment: dict[str, str]) -> None:
    assert rtc_configuration(configured_servers(environment)) == {"iceServers": []}


def test_a_turn_server_with_its_user_reaches_browser_and_app() -> None:
    servers = configured_servers({"FORMCHECK_ICE_SERVERS": TURN})
    assert rtc_configuration(servers) == {
        "iceServers": [{"urls": [ADDRESS], "username": "me", "credential": "hush"}]
    }


def test_a_stun_server_needs_no_user_and_addresses_may_be_a_list() -> None:
    (server,) = parse_servers('[{"urls": ["stun:a.example.org", "stuns:192.0.2.1:3478"]}]')
    assert len(server.urls) == 2
    assert rtc_configuration([server])["iceServers"][0].keys() == {"urls"}


def test_the_password_is_never_shown() -> None:
    assert "hush" not in repr(parse_servers(TURN))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("turn:example.org", "is not JSON"),
        ('{"urls": "stun:example.org"}', "must be a list"),
        ('["stun:example.org"]', "not an object"),
        ('[{"url": "stun:example.org"}]', "unknown field 'url'"),
        ('[{"urls": []}]', "no urls"),
        ('[{"urls": 5}]', "no urls"),
        ('[{"urls": [5]}]', "the address 5"),
        ('[{"urls": "http://example.org"}]', "the address 'http://example.org'"),
        ('[{"urls": "stun:example.org:99999"}]', "write it as"),
        ('[{"urls": "stun:example.org?transport=udp"}]', "write it as"),
        ('[{"urls": "turn:example.org"}]', "asks for both"),
        ('[{"urls": "stun:example.org", "username": "me"}]', "only one of"),
        ('[{"urls": "turn:example.org", "username": "me", "credential": 5}]', "not text"),
    ],
)
def test_a_wrong_setting_says_what_is_wrong_and_shows_a_right_one(text: str, reason: str) -> None:
    with pytest.raises(IceError) as caught:
        parse_servers(text)
    assert reason in str(caught.value)
    assert "turn:turn.example.org:3478" in str(caught.value)


def test_an_error_does_not_tell_the_password() -> None:
    with pytest.raises(IceError) as caught:
        parse_servers('[{"urls": "turn:a b", "username": "me", "credential": "hush"}]')
    assert "hush" not in str(caught.value)
    for link in (caught.value.__cause__, caught.value.__context__):
        assert "hush" not in str(link)


def test_streamlit_webrtc_takes_the_configuration() -> None:
    from streamlit_webrtc.config import compile_rtc_configuration

    compiled = compile_rtc_configuration(rtc_configuration(parse_servers(TURN)))
    assert compiled.iceServers is not None
    assert compiled.iceServers[0].credential == "hush"
