"""Keeps a lost X server from ending the process before its files are written.

Xlib ends the process when its connection breaks, unless a handler of ``XSetIOErrorExitHandler`` (libX11 1.7 and later)
returns. This module loads no window library by itself.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import pygame

_X11: Final = 2  # SDL_SYSWM_X11 (SDL_syswm.h)
_ExitHandler = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)
_ErrorHandler = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)


class _SystemInfo(ctypes.Structure):
    """SDL_SysWMinfo of SDL_syswm.h, with room for what other systems have in it."""

    _fields_ = (
        ("version", ctypes.c_uint8 * 3),
        ("subsystem", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("rest", ctypes.c_byte * 64),
    )


class XConnection:
    """The program's connection to its X server; ``lost`` once it is broken.

    From then on a window must not be destroyed, nor SDL shut down: SDL would wait for an answer of the server for
    ever. ``abandon`` keeps a window for good, and the process has to be left by ``os._exit``.
    """

    def __init__(self) -> None:
        self.lost = False
        self._abandoned: list[object] = []
        # Kept: Xlib calls them whenever the connection breaks.
        self._exit_handler = _ExitHandler(self._on_loss)
        self._error_handler = _ErrorHandler(lambda _display: 0)

    def watch(self, window: pygame.Window, library: str, version: tuple[int, int, int]) -> bool:
        """Note when the connection of ``window`` breaks; False where there is none or Xlib is too old.

        ``library`` is a file that is linked with the SDL in use, ``version`` that SDL's.
        """
        try:
            display = _display_of(window, ctypes.CDLL(library), version)
            if display is None:
                return False
            xlib: Any = ctypes.CDLL("libX11.so.6")
            on_exit, on_error = xlib.XSetIOErrorExitHandler, xlib.XSetIOErrorHandler
        except (OSError, AttributeError):
            return False
        on_exit.argtypes, on_exit.restype = (ctypes.c_void_p, _ExitHandler, ctypes.c_void_p), None
        on_error.argtypes, on_error.restype = (_ErrorHandler,), ctypes.c_void_p
        on_exit(display, self._exit_handler, None)
        on_error(self._error_handler)  # the usual one prints, and ends the process
        return True

    def abandon(self, window: object) -> None:
        """Keep a window of a lost server from being destroyed."""
        self._abandoned.append(window)

    def _on_loss(self, _display: int, _data: int) -> None:
        self.lost = True


X_CONNECTION: Final = XConnection()
"""There is one: SDL opens a single connection for all its windows."""


def _display_of(window: pygame.Window, sdl: Any, version: tuple[int, int, int]) -> int | None:
    sdl.SDL_GetWindowFromID.restype = ctypes.c_void_p
    sdl.SDL_GetWindowFromID.argtypes = (ctypes.c_uint32,)
    sdl.SDL_GetWindowWMInfo.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
    info = _SystemInfo()
    info.version[:] = version
    known = sdl.SDL_GetWindowWMInfo(sdl.SDL_GetWindowFromID(window.id), ctypes.byref(info))
    display: int | None = info.display
    return display if known and info.subsystem == _X11 else None
