"""A private X server: real windows, real keys and mouse, and a picture of what is on the screen."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from livecoach.render.draw.layout import Rect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

TOOLS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "import": "imagemagick",
    "openbox": "openbox",
    "setxkbmap": "x11-xkb-utils",
}
GUARD_S = 30.0


def require_display_tools() -> None:
    """Skip the test where the X server or its tools are not installed."""
    for tool, package in TOOLS.items():
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed (Debian: apt install {package})")


@dataclass(frozen=True, slots=True)
class Display:
    """A running X server; ``name`` is what DISPLAY must hold."""

    name: str
    server: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment for a program that is to open its windows here."""
        rest = {key: value for key, value in os.environ.items() if key not in {"WAYLAND_DISPLAY", "XAUTHORITY"}}
        return rest | {"DISPLAY": self.name}

    def window(self, title: str) -> str:
        """Wait for the visible window of that title and return its id."""
        return self._xdotool("search", "--sync", "--onlyvisible", "--name", f"^{title}$").split()[0]

    def set_layout(self, layout: str) -> None:
        """Give the keyboard a layout of xkeyboard-config, such as ``ru``."""
        subprocess.run(
            ["setxkbmap", "-display", self.name, "-layout", *layout.rstrip(")").replace("(", " -variant ").split()],
            check=True,
            capture_output=True,
            timeout=GUARD_S,
        )

    def kill(self) -> None:
        """End the server at once, as when it crashes or the person logs out."""
        self.server.kill()
        self.server.wait(GUARD_S)

    def press(self, title: str, *keys: str) -> None:
        """Press keys (X names: ``q``, ``space``, ``bracketleft``) in the window."""
        self._xdotool("key", "--window", self.window(title), *keys)

    def close_window(self, title: str) -> None:
        """Ask the window to close, as a click on its cross does."""
        _ask_to_close(self.name, int(self.window(title)))

    def click(self, x: int, y: int) -> None:
        """Click the left mouse button at a place on the screen."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def drag(self, *places: tuple[int, int]) -> None:
        """Press the left mouse button at the first place on the screen, draw it over the others, and let go."""
        for number, (x, y) in enumerate(places):
            self._xdotool("mousemove", str(x), str(y), *(() if number else ("mousedown", "1")))
        self._xdotool("mouseup", "1")

    def rect(self, title: str) -> Rect:
        """Return where on the screen the window's content lies."""
        shell = self._xdotool("getwindowgeometry", "--shell", self.window(title))
        values = dict(line.split("=", 1) for line in shell.split())
        return Rect(*(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))

    def activate(self, title: str) -> None:
        """Give the window the keyboard, as its place in a task bar does; it takes a window manager."""
        self._xdotool("windowactivate", "--sync", self.window(title))

    def resize(self, title: str, width: int, height: int) -> None:
        """Give the window another size, as a person does by its corner."""
        self._xdotool("windowsize", "--sync", self.window(title), str(width), str(height))

    def wait_for_manager(self) -> None:
        """Wait until a window manager looks after the windows: from then on it tells how many desktops there are."""
        deadline = time.monotonic() + GUARD_S
        asked = ["xdotool", "get_num_desktops"]
        while subprocess.run(asked, env=self.environment, check=False, capture_output=True, timeout=GUARD_S).returncode:
            assert time.monotonic() < deadline, "no window manager"
            time.sleep(0.05)

    def screenshot(self) -> NDArray[np.uint8]:
        """Return the whole screen as a BGR picture."""
        taken = subprocess.run(
            ["import", "-silent", "-window", "root", "png:-"],
            env=self.environment,
            check=True,
            capture_output=True,
            timeout=GUARD_S,
        )
        return np.asarray(cv2.imdecode(np.frombuffer(taken.stdout, np.uint8), cv2.IMREAD_COLOR), np.uint8)

    def _xdotool(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments], env=self.environment, check=True, capture_output=True, text=True, timeout=GUARD_S
        ).stdout


class _ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h, with room for the largest XEvent behind it."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_long * 24),
    )


def _ask_to_close(display: str, window: int) -> None:
    """Send WM_DELETE_WINDOW (ICCCM 4.2.8.1), what a window manager's cross does; xdotool of 2016 cannot."""
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XInternAtom.restype = ctypes.c_ulong
    x11.XInternAtom.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
    x11.XSendEvent.argtypes = (ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_long, ctypes.c_void_p)
    x11.XCloseDisplay.argtypes = (ctypes.c_void_p,)
    connection = x11.XOpenDisplay(display.encode())
    assert connection, f"no X server at {display}"
    protocols, delete = (x11.XInternAtom(connection, name, 0) for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW"))
    message = _ClientMessage(type=33, window=window, message_type=protocols, format=32)
    message.data[0] = delete
    x11.XSendEvent(connection, window, 0, 0, ctypes.byref(message))
    x11.XCloseDisplay(connection)


@contextmanager
def private_display(
    width: int = 1400, height: int = 900, framebuffer: Path | None = None, depth: int = 24
) -> Iterator[Display]:
    """Run an X server of that size on a display number of its own choice, and end it.

    In the folder ``framebuffer`` it keeps what is on the screen as a file, ``Xvfb_screen0``, in xwd format.
    """
    require_display_tools()
    reader, writer = os.pipe()
    screen = ("-screen", "0", f"{width}x{height}x{depth}")
    shown = ("-fbdir", str(framebuffer)) if framebuffer is not None else ()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), *screen, *shown, "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        # The number is written once the server accepts connections; the pipe ends when it dies.
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            pytest.fail("Xvfb did not start")
        yield Display(f":{number}", server)
    finally:
        server.terminate()
        server.wait(GUARD_S)


@contextmanager
def managed(display: Display, manager: str | None) -> Iterator[None]:
    """Let a window manager of that name (None: nobody) look after the windows, and end it."""
    if manager is None:
        yield
        return
    process = subprocess.Popen([manager, "--sm-disable"], env=display.environment, stderr=subprocess.DEVNULL)
    try:
        display.wait_for_manager()
        yield
    finally:
        process.terminate()
        process.wait(GUARD_S)
