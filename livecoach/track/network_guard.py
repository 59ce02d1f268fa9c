"""Keeps MediaPipe's usage metrics on this machine.

Its library looks up play.googleapis.com and posts usage metrics when a landmarker closes, and no option turns that
off (google-ai-edge/mediapipe #6291). It does obey ``https_proxy``: a loopback port on which nothing listens ends the
attempt there. FFmpeg, which reads network cameras, knows only ``http_proxy`` (for https and RTSP cameras too), so that
variable and the user's exceptions for local addresses stay as they are.
"""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass

from livecoach.core.words.message import _

PROXY = "http://127.0.0.1:9"  # the discard port: nothing listens there
_PROXY_NAMES = ("https_proxy", "HTTPS_PROXY")
_EXCEPTION_NAMES = ("no_proxy", "NO_PROXY")


@dataclass(frozen=True, slots=True)
class GuardState:
    """Whether the guard is on, and in words what the environment says."""

    on: bool
    detail: str


def network_guard() -> None:
    """Send every https request of this process's own libraries to a closed loopback port; safe to call twice."""
    for name in _PROXY_NAMES:
        os.environ[name] = PROXY
    for name in _EXCEPTION_NAMES:
        if name in os.environ:
            os.environ[name] = ",".join(entry for entry in _entries(name) if _stays_in_the_house(entry))


def guard_state() -> GuardState:
    """Return whether the guard is on now; reads the environment, changes nothing."""
    for name in _PROXY_NAMES:
        value = os.environ.get(name, "")
        if value != PROXY:
            return GuardState(on=False, detail=_("{} is {!r} instead of {!r}").format(name, value, PROXY))
    for name in _EXCEPTION_NAMES:
        for entry in _entries(name):
            if not _stays_in_the_house(entry):
                return GuardState(on=False, detail=_("{} lets {!r} past the guard").format(name, entry))
    return GuardState(on=True, detail=_("https requests end at the closed port {}").format(PROXY))


def _entries(name: str) -> list[str]:
    return os.environ.get(name, "").replace(",", " ").split()


def _stays_in_the_house(entry: str) -> bool:
    """Whether a proxy exception can only match an address or a local name, never a public host."""
    if entry.lstrip(".") == "localhost" or entry.endswith(".local"):
        return True
    try:
        ipaddress.ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        return False
    return True
