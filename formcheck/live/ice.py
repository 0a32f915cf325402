"""Servers that help browser and app to find each other across networks: none unless configured."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ICE_VARIABLE = "FORMCHECK_ICE_SERVERS"

_EXAMPLE = (
    '[{"urls": "turn:turn.example.org:3478", "username": "formcheck", "credential": "secret"}]'
)
_ADDRESS = re.compile(
    r"((?P<stun>stuns?)|(?P<turn>turns?)):[A-Za-z0-9._-]+(:(?P<port>\d{1,5}))?"
    r"(?(turn)(\?transport=(udp|tcp))?)"
)
_KEYS = frozenset({"urls", "username", "credential"})


class IceError(ValueError):
    """The setting cannot be used; the message says why and what to do, and tells no password."""


@dataclass(frozen=True, slots=True)
class IceServer:
    """A STUN or TURN server, as in the browser's RTCIceServer.

    Attributes:
        urls: such as `turn:turn.example.org:3478`.
        username, credential: what a TURN server asks for; never shown.
    """

    urls: tuple[str, ...]
    username: str | None = None
    credential: str | None = None

    def __repr__(self) -> str:
        return f"IceServer({', '.join(self.urls)})"


def configured_servers(environment: Mapping[str, str] | None = None) -> tuple[IceServer, ...]:
    """The servers that FORMCHECK_ICE_SERVERS names; none where it is not set or empty.

    Raises:
        IceError: it is not a list of servers.
    """
    text = (os.environ if environment is None else environment).get(ICE_VARIABLE, "").strip()
    return parse_servers(text) if text else ()


def parse_servers(text: str) -> tuple[IceServer, ...]:
    """Servers from a JSON list as in the browser's RTCConfiguration.

    Raises:
        IceError: it is something else.
    """
    try:
        listed = json.loads(text)
    except ValueError as error:
        raise _wrong("is not JSON") from error
    if not isinstance(listed, list):
        raise _wrong("must be a list, in square brackets")
    return tuple(_server(number, entry) for number, entry in enumerate(listed, 1))


def rtc_configuration(servers: Sequence[IceServer]) -> dict[str, Any]:
    """RTCConfiguration for browser and app. An empty list there means: ask no outside server."""
    return {"iceServers": [_plain(server) for server in servers]}


def _plain(server: IceServer) -> dict[str, Any]:
    plain: dict[str, Any] = {"urls": list(server.urls)}
    if server.username is not None:
        plain |= {"username": server.username, "credential": server.credential}
    return plain


def _server(number: int, entry: object) -> IceServer:
    where = f"server {number}"
    if not isinstance(entry, dict):
        raise _wrong(f"holds a {where} that is not an object in curly brackets")
    unknown = sorted(set(map(str, entry)) - _KEYS)
    if unknown:
        raise _wrong(f"gives {where} the unknown field {unknown[0]!r}; it may have "
                     "urls, username and credential")  # fmt: skip
    urls = entry.get("urls")
    addresses = [urls] if isinstance(urls, str) else urls
    if not isinstance(addresses, list) or not addresses:
        raise _wrong(f"gives {where} no urls")
    schemes = {_scheme(where, address) for address in addresses}
    username, credential = (_secret(where, entry, key) for key in ("username", "credential"))
    if "turn" in schemes and not (username and credential):
        raise _wrong(f"gives {where} no username or no credential; a TURN server asks for both")
    if (username is None) != (credential is None):
        raise _wrong(f"gives {where} only one of username and credential")
    return IceServer(tuple(addresses), username, credential)


def _scheme(where: str, address: object) -> str:
    found = _ADDRESS.fullmatch(address) if isinstance(address, str) else None
    if found is None or not 0 < int(found["port"] or 3478) < 65536:
        raise _wrong(f"gives {where} the address {address!r}; write it as "
                     "stun:host:port or turn:host:port")  # fmt: skip
    return "turn" if found["turn"] else "stun"


def _secret(where: str, entry: Mapping[str, object], key: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise _wrong(f"gives {where} a {key} that is not text in quotation marks")
    return value


def _wrong(what: str) -> IceError:
    return IceError(f"{ICE_VARIABLE} {what}. Write it like this: {_EXAMPLE}")
