"""The live window: shows pictures and turns keys into actions. Everything here belongs on the main thread."""

from __future__ import annotations

import locale
import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

import cv2
import numpy as np

from livecoach.core.closable import Closing
from livecoach.core.commands import Action, Pointer, PointerMove
from livecoach.core.words.message import _
from livecoach.errors import DisplayError
from livecoach.output.clip.letterbox import Letterbox, fitted
from livecoach.output.keyboard import FULL_SCREEN_KEY, Keyboard
from livecoach.output.sdl import pygame
from livecoach.output.x_connection import X_CONNECTION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from livecoach.core.commands import Heard

LARGEST_AT_START_PX: Final = (1280, 720)
_REPEAT_AFTER_MS, _REPEAT_EVERY_MS = 400, 40
_ICON_PX: Final = 64
_ICON_RGB: Final = (64, 160, 255)
_BGRX: Final = (0xFF0000, 0xFF00, 0xFF)
"""The masks of red, green and blue of the surface that nearly every window has."""


class Screen(Protocol):
    """Where a live session shows pictures and reads keys."""

    def show(self, image: NDArray[np.uint8]) -> None:
        """Show a BGR picture."""

    def poll(self) -> tuple[Heard, ...]:
        """Return the actions asked for and what the mouse did since the last call, without waiting."""

    def close(self) -> None:
        """Release everything; may be called again."""


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

    It is on the screen from the first picture on, which gives it its size. Raises DisplayError where no window can be
    opened.
    """

    def __init__(self, title: str = "livecoach") -> None:
        if not display_available():
            where = os.environ.get("DISPLAY") or _("not set")
            raise DisplayError(
                _(
                    "No window can be opened (DISPLAY is {}): start from a desktop, or add --headless where "
                    "the command has it."
                ).format(where)
            )
        pygame.event.clear()  # what an earlier window did not hear
        pygame.key.set_repeat(_REPEAT_AFTER_MS, _REPEAT_EVERY_MS)
        self._title = title
        self._open = True
        self._keys = Keyboard()
        self._window: pygame.Window | None = None
        self._stands = Letterbox()
        self._before_full: tuple[tuple[int, int], tuple[int, int]] | None = None

    def show(self, image: NDArray[np.uint8]) -> None:
        """Show a BGR picture; it is on the screen when this returns. Nothing happens once the window is closed.

        A screen that is gone raises SIGTERM, so that whoever holds signals back ends with everything written.

        The first picture gives the window its size; later ones are fitted into the size that the person chose.
        """
        if not self._open:
            return
        if self._window is None:
            self._window = _opened(self._title, image.shape[1], image.shape[0])
            if pygame.display.get_driver() == "x11":
                X_CONNECTION.watch(self._window, pygame.base.__file__, pygame.get_sdl_version())
        surface = self._window.get_surface()
        picture, self._stands = fitted(image, surface.get_size())
        _put(picture, surface)
        self._window.flip()
        self._notice_loss()

    def poll(self) -> tuple[Heard, ...]:
        """Return the actions of the keys pressed since the last call and what the mouse did, in their order.

        Places are in pixels of the picture. Does not wait.
        """
        heard: list[Heard] = []
        events = pygame.event.get() if self._open else ()
        self._notice_loss()
        for event in events:
            if event.type in (pygame.QUIT, pygame.WINDOWCLOSE):
                self.close()
            elif event.type == pygame.WINDOWEXPOSED and self._window is not None:
                self._window.flip()
            elif event.type == pygame.KEYDOWN and self._keys.written(event) == FULL_SCREEN_KEY:
                self._toggle_full_screen()
            elif (one := self._keys.action(event) or self._pointer(event)) is not None:
                if heard and _is_drag(one) and _is_drag(heard[-1]):
                    heard.pop()
                heard.append(one)
        if not self._open:
            heard.append(Action.QUIT)
        return tuple(heard)

    def close(self) -> None:
        """Close the window; may be called again."""
        if self._window is not None:
            if X_CONNECTION.lost:
                X_CONNECTION.abandon(self._window)
            else:
                self._window.destroy()
        self._window = None
        self._open = False

    def _notice_loss(self) -> None:
        """End the program as a signal would, once, when the screen it shows on is gone."""
        if self._window is not None and X_CONNECTION.lost:
            self.close()
            signal.raise_signal(signal.SIGTERM)

    def _toggle_full_screen(self) -> None:
        window = self._window
        if window is None:
            return
        if self._before_full is None:
            self._before_full = window.size, window.position
            screens = pygame.display.get_desktop_sizes()
            if len(screens) == 1:  # without a window manager nobody else would enlarge it
                window.size, window.position = screens[0], (0, 0)
            window.set_fullscreen(desktop=True)
        else:
            window.set_windowed()
            window.size, window.position = self._before_full
            self._before_full = None

    def _pointer(self, event: pygame.Event) -> Pointer | None:
        """Return what the left button does, in pixels of the picture; None for anything else."""
        if event.type == pygame.MOUSEMOTION and event.buttons[0]:
            move = PointerMove.DRAGGED
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            move = PointerMove.PRESSED
        elif event.type == pygame.MOUSEBUTTONUP and event.button == pygame.BUTTON_LEFT:
            move = PointerMove.RELEASED
        else:
            return None
        return Pointer(move, *self._stands.to_picture(*event.pos))


def _is_drag(heard: Heard) -> bool:
    return isinstance(heard, Pointer) and heard.move is PointerMove.DRAGGED


def _opened(title: str, width: int, height: int) -> pygame.Window:
    """Return a window for a picture of that size: no larger than the screen or the largest first window."""
    screen_px = pygame.display.get_desktop_sizes()[0]
    across, down = (min(sizes) for sizes in zip(LARGEST_AT_START_PX, screen_px, strict=True))
    scale = min(1.0, across / width, down / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    try:
        with _plain_locale():
            window = pygame.Window(title, size, resizable=True)
        window.get_surface()  # not every screen has one: pygame knows none of 30 bits
        window.set_icon(_icon())
    except pygame.error as error:
        raise DisplayError(
            _(
                "No window can be opened ({}): set the screen to 24 bits of colour, or add --headless "
                "where the command has it."
            ).format(error)
        ) from error
    return window


@contextmanager
def _plain_locale() -> Iterator[None]:
    """Let SDL give its title as plain text: encoded by the locale, some X11 programs (xdotool) cannot read it."""
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C")
    try:
        yield
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def _icon() -> pygame.Surface:
    icon = pygame.Surface((_ICON_PX, _ICON_PX), pygame.SRCALPHA)
    pygame.draw.circle(icon, _ICON_RGB, (_ICON_PX // 2, _ICON_PX // 2), _ICON_PX // 2 - 4, _ICON_PX // 6)
    return icon


def _put(image: NDArray[np.uint8], surface: pygame.Surface) -> None:
    """Write a BGR picture over a surface of the same size."""
    height, width = image.shape[:2]
    if surface.get_bitsize() == 32 and surface.get_masks()[:3] == _BGRX:
        pixels = pygame.surfarray.pixels2d(surface).T.view(np.uint8).reshape(height, width, 4)
        cv2.cvtColor(image, cv2.COLOR_BGR2BGRA, dst=pixels)
    else:  # a screen of 16 bits
        surface.blit(pygame.image.frombuffer(image.tobytes(), (width, height), "BGR"), (0, 0))


def display_available() -> bool:
    """Return whether a window can be opened here. The connection to the screen stays open from then on."""
    try:
        pygame.display.init()
    except pygame.error:
        return False
    return True
