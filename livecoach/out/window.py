"""The live window: shows pictures and turns keys into actions. Everything here belongs on the main thread."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections import deque
from typing import TYPE_CHECKING, Final, Protocol

import cv2

from livecoach.core.closing import Closing
from livecoach.core.commands import PICKS, Action, Pointer, PointerMove
from livecoach.errors import DisplayError
from livecoach.out.fit import Fit, fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from livecoach.core.commands import Heard

LARGEST_AT_START_PX: Final = (1280, 720)
_FITS_ITSELF: Final = sys.platform.startswith("linux")
"""OpenCV's Qt stretches a picture of another shape than the one before until somebody resizes the window.

Elsewhere OpenCV keeps the shape, and the window takes the size of each new picture as it always did.
"""

_ESCAPE: Final = 27
_NO_KEY: Final = -1
_KEYS_PER_POLL: Final = 16
_FULL_SCREEN_KEYS: Final = (ord("f"), ord("F"))
_MOVES_KEPT: Final = 64
_KEYS: Final = {
    ord("q"): Action.QUIT,
    _ESCAPE: Action.BACK,
    ord(" "): Action.PAUSE,
    ord("n"): Action.SKIP,
    ord("c"): Action.RECALIBRATE,
    ord("m"): Action.MUTE,
    ord("r"): Action.RECORD,
    ord("h"): Action.HELP,
    ord(","): Action.QUIETER,
    ord("."): Action.LOUDER,
    ord("s"): Action.TUNE,
    ord("t"): Action.TRACE,
    ord("b"): Action.PACE,
    ord("w"): Action.SAVE,
    ord("u"): Action.UNDO,
    ord("z"): Action.UNDO,
    8: Action.UNDO,  # backspace
    ord("d"): Action.DROP,
    9: Action.DOWN,  # tab
    11: Action.UP,  # shift and tab, as Qt's low byte gives it
    10: Action.ENTER,
    13: Action.ENTER,
    ord("-"): Action.LESS_SENSITIVE,
    ord("["): Action.LESS_SENSITIVE,
    ord("+"): Action.MORE_SENSITIVE,
    ord("="): Action.MORE_SENSITIVE,
    ord("]"): Action.MORE_SENSITIVE,
    **{ord(str(number)): action for number, action in enumerate(PICKS, start=1)},
    # Arrows: X11 (X keysyms), Windows (virtual keys in the upper half), macOS (Unicode's private function keys).
    **dict.fromkeys((0xFF51, 0x250000, 0xF702), Action.LEFT),
    **dict.fromkeys((0xFF52, 0x260000, 0xF700), Action.UP),
    **dict.fromkeys((0xFF53, 0x270000, 0xF703), Action.RIGHT),
    **dict.fromkeys((0xFF54, 0x280000, 0xF701), Action.DOWN),
}


class Screen(Protocol):
    """Where a live session shows its pictures and hears its keys."""

    def show(self, image: NDArray[np.uint8]) -> None:
        """Show a BGR picture."""

    def poll(self) -> tuple[Heard, ...]:
        """Return the actions asked for and what the mouse did since the last call, without waiting."""

    def close(self) -> None:
        """Give everything back; may be called again."""


class NullWindow(Closing):
    """A screen for sessions without one: shows nothing and hears nothing."""

    def show(self, image: NDArray[np.uint8]) -> None:
        """Ignore the picture."""

    def poll(self) -> tuple[Heard, ...]:
        """Return nothing."""
        return ()

    def close(self) -> None:
        """Do nothing."""


class Window(Closing):
    """A resizable window; closing it by the mouse counts as ``Action.QUIT``, and ``f`` fills the screen and back.

    Raises DisplayError where no window can be opened.
    """

    def __init__(self, title: str = "livecoach") -> None:
        if not display_available():
            where = os.environ.get("DISPLAY") or "not set"
            raise DisplayError(
                f"No window can be opened (DISPLAY is {where}): start from a desktop, or add --headless where the "
                "command has it."
            )
        _prepare_qt()
        self._title = title
        self._open = False
        self._picture_px = (0, 0)
        self._stands = Fit()
        self._full_screen = False
        self._pointers: deque[Pointer] = deque(maxlen=_MOVES_KEPT)
        try:
            ratio = cv2.WINDOW_FREERATIO if _FITS_ITSELF else cv2.WINDOW_KEEPRATIO
            cv2.namedWindow(title, cv2.WINDOW_NORMAL | ratio | cv2.WINDOW_GUI_NORMAL)
        except cv2.error as error:
            raise DisplayError(
                "No window can be opened with this build of OpenCV: install opencv-contrib-python, or add --headless "
                "where the command has it."
            ) from error
        self._open = True
        cv2.setMouseCallback(title, self._on_mouse)

    def show(self, image: NDArray[np.uint8]) -> None:
        """Show a BGR picture. Nothing happens once the window is closed.

        The first gives the window its size, which is the person's from then on: others are fitted into it.
        """
        if not self._open:  # it closes only while it lives, in ``poll``, which looks
            return
        size_px, first = (image.shape[1], image.shape[0]), self._picture_px == (0, 0)
        if first or (size_px != self._picture_px and not (_FITS_ITSELF or self._full_screen)):
            self._fit(*size_px)
        elif _FITS_ITSELF:
            image, self._stands = fitted(image, cv2.getWindowImageRect(self._title)[2:])
        self._picture_px = size_px
        cv2.imshow(self._title, image)

    def _fit(self, width: int, height: int) -> None:
        scale = min(1.0, LARGEST_AT_START_PX[0] / width, LARGEST_AT_START_PX[1] / height)
        cv2.resizeWindow(self._title, max(1, round(width * scale)), max(1, round(height * scale)))

    def poll(self) -> tuple[Heard, ...]:
        """Let the window live for a moment (1 ms) and return the actions of the keys pressed since the last call.

        What the mouse did, in pixels of the picture, stands before the key that ended OpenCV's turn, so that an undo
        pressed after a drag undoes the whole drag. Of several keys that arrive within one of OpenCV's own turns it
        keeps the last; call this for every frame.
        """
        heard: list[Heard] = []
        for _ in range(_KEYS_PER_POLL):
            key = cv2.waitKeyEx(1) if self._open else _NO_KEY
            heard += self._pointers
            self._pointers.clear()
            if key == _NO_KEY:
                break
            if key in _FULL_SCREEN_KEYS:
                self._toggle_full_screen()
            elif (action := _action_for(key)) is not None:
                heard.append(action)
        if not self._is_open():
            heard.append(Action.QUIT)
        return tuple(heard)

    def close(self) -> None:
        """Close the window; may be called again."""
        if self._is_open():
            cv2.destroyWindow(self._title)
            cv2.waitKeyEx(1)
        self._open = False

    def _toggle_full_screen(self) -> None:
        if self._is_open():
            self._full_screen = not self._full_screen
            wanted = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
            cv2.setWindowProperty(self._title, cv2.WND_PROP_FULLSCREEN, wanted)

    def _on_mouse(self, event: int, x: int, y: int, flags: int, _: object) -> None:
        """Keep what the left button does, in pixels of the picture; called by OpenCV within ``poll``."""
        x, y = self._stands.to_picture(x, y)
        if event == cv2.EVENT_LBUTTONDOWN:
            self._pointers.append(Pointer(PointerMove.PRESSED, x, y))
        elif event == cv2.EVENT_LBUTTONUP:
            self._pointers.append(Pointer(PointerMove.RELEASED, x, y))
        elif event == cv2.EVENT_MOUSEMOVE and flags & cv2.EVENT_FLAG_LBUTTON:
            if self._pointers and self._pointers[-1].move is PointerMove.DRAGGED:
                self._pointers.pop()
            self._pointers.append(Pointer(PointerMove.DRAGGED, x, y))

    def _is_open(self) -> bool:
        if self._open:
            try:
                self._open = cv2.getWindowProperty(self._title, cv2.WND_PROP_VISIBLE) >= 1.0
            except cv2.error:
                # With its last window closed OpenCV's Qt has ended, and every question about a window raises.
                self._open = False
        return self._open


_CONNECTIONS: Final[dict[str, int]] = {}
"""To X servers, by display."""


def _action_for(key: int) -> Action | None:
    """Return the action of a key code, capitals included; arrow and function keys have codes of their own."""
    return _KEYS.get(key, _KEYS.get(key + 32) if ord("A") <= key <= ord("Z") else None)


def display_available() -> bool:
    """Return whether a window can be opened here.

    On Linux Qt ends the whole process when it cannot reach the X server, so libxcb, the very library it uses, is asked
    first; a Wayland desktop is reached through its X server too, because the OpenCV wheel has no other Qt plug-in.
    The connection stays: a server whose last client leaves starts over, and Qt would come while it does.
    """
    if not sys.platform.startswith("linux"):
        return True
    display = os.environ.get("DISPLAY")
    if not display:
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = _CONNECTIONS.pop(display, None) or xcb.xcb_connect(None, None)
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        return False
    _CONNECTIONS[display] = connection
    return True


def _prepare_qt() -> None:
    """Keep Qt's remarks from the user's terminal (it misses fonts that nobody needs) and choose its only plug-in.

    A desktop that asks all Qt programs for Wayland would make OpenCV's Qt end the process.
    """
    os.environ.setdefault("QT_LOGGING_RULES", "*=false")
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        _give_qt_its_events()


def _give_qt_its_events() -> None:
    """Load the system's libX11-xcb before Qt would take the one that its wheel brings.

    That one (of OpenCV 5.1) writes who owns the queue of events where a newer libX11 (1.8.4) does not look: each flush
    then swallows events, and in one start of twenty Qt never learnt that its window was on the screen and left it
    black. The desktop's OpenGL needs the library too, so it is hardly ever missing.
    """
    with contextlib.suppress(OSError):
        ctypes.CDLL("libX11-xcb.so.1", ctypes.RTLD_GLOBAL)
