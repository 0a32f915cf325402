"""Who looks at the page: somebody at this computer, or somebody elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_PASSED_ON = ("forwarded", "x-forwarded-", "x-real-ip", "via")
"""Headers of a request that begin like this were written by a proxy."""


def at_this_computer() -> bool:
    """Whether the page is looked at where the app runs. In doubt it is not."""
    address, headers = request()
    return is_here(address, headers)


def request() -> tuple[object, Mapping[str, str]]:
    """The address that the app listens on, and the headers of this visitor's request."""
    return st.get_option("server.address"), st.context.headers


def is_here(address: object, headers: Mapping[str, str]) -> bool:
    """An app that listens on this computer alone, asked by its own name and through no proxy.

    A browser's own word for the page (`Origin`) counts too: some proxies rewrite `Host`.
    """
    named = {name.lower(): value for name, value in headers.items()}
    if address not in _HERE or any(name.startswith(_PASSED_ON) for name in named):
        return False
    origin = named.get("origin")
    return _host(f"//{named.get('host', '')}") in _HERE and (
        origin is None or _host(origin) in _HERE
    )


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None
