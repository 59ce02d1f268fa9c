"""A webcam or a camera on the network: a thread reads it, the newest frame wins, and a lost camera is opened again."""

from __future__ import annotations

import atexit
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from livecoach.capture import device
from livecoach.capture.handoff import Handoff
from livecoach.capture.source import SourceInfo
from livecoach.core.closable import Closing
from livecoach.core.types import Frame, readonly
from livecoach.core.unknown import NAN
from livecoach.core.words.message import _
from livecoach.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from livecoach.capture.source import CameraOptions

# Without a picture for this long the screen says so: three frames of a camera that the dark has slowed to 2 fps.
_SILENT_S = 1.5
# Some drivers miss a picture now and then; a lost camera misses them all.
_MISSES = 5
_MISS_WAIT_S = 0.02
_BACK_OFF_S = (0.25, 0.5, 1.0, 2.0)
# A driver or a dead network may hold the thread until its own time-out; the session's end does not wait for that.
_JOIN_S = 1.0
# The interpreter's end does: a thread that comes back from OpenCV after it aborts the process. Longer than opening and
# reading may take (see device).
_LEAVE_S = 10.0
_SMALLEST_STEP_S = 1e-6


class LiveSource(Closing):
    """Frames of a live device; times count from its first picture and continue through a loss.

    ``reopen`` is called on the reading thread until it gives a capture again.
    """

    def __init__(self, opened: device.Opened, info: SourceInfo, reopen: Callable[[], device.Opened | None]) -> None:
        self.info = info
        self.zero_s = opened.first.at_s
        self._reopen = reopen
        self._lost = False
        self._last_at_s = opened.first.at_s
        self._last_t_s = -1.0
        self._index = -1
        self._closing = threading.Event()
        self._handoff = Handoff(newest_wins=True)
        self._deliver(opened.first)
        self._thread = threading.Thread(target=self._run, args=(opened,), name="camera-reader", daemon=True)
        self._thread.start()
        atexit.register(self._leave)

    @property
    def notice(self) -> str:
        """A message when the camera is lost or silent."""
        silent = time.perf_counter() - self._last_at_s > _SILENT_S
        return _("Camera lost. Reconnecting ...") if (self._lost or silent) and not self._closing.is_set() else ""

    @property
    def ended(self) -> bool:
        """Whether it was closed; a lost camera may come back."""
        return self._handoff.drained

    def read(self, timeout_s: float = 0.5) -> Frame | None:
        """Return the newest frame not read yet."""
        return self._handoff.get(timeout_s)

    def close(self) -> None:
        """Stop reading and release the device; a thread held by a dead device ends at the device's own time-out."""
        self._closing.set()
        self._handoff.close()
        self._thread.join(_JOIN_S)
        if not self._thread.is_alive():
            atexit.unregister(self._leave)

    def _leave(self) -> None:
        """Wait for the reading thread at the interpreter's end."""
        self.close()
        self._thread.join(_LEAVE_S)

    def _run(self, opened: device.Opened | None) -> None:
        error: BaseException | None = None
        try:
            while opened is not None:
                self._read_until_lost(opened)
                opened = self._open_again()
        except BaseException as raised:  # noqa: BLE001 -- handed to the reader, whatever it is
            error = raised
        finally:
            self._handoff.finish(error)

    def _read_until_lost(self, opened: device.Opened) -> None:
        misses = 0
        try:
            while misses < _MISSES and not self._closing.is_set():
                picture = device.take(opened.capture, opened.pixel_aspect)
                if picture is not None:
                    misses = 0
                    self._deliver(picture)
                else:
                    misses += 1
                    self._closing.wait(_MISS_WAIT_S)
        finally:
            self._lost = True
            opened.capture.release()

    def _open_again(self) -> device.Opened | None:
        """Try until it works, None when closing."""
        tries = 0
        while not self._closing.wait(_BACK_OFF_S[min(tries, len(_BACK_OFF_S) - 1)]):
            tries += 1
            opened = self._reopen()
            if opened is not None:
                self._deliver(opened.first)
                self._lost = False
                return opened
        return None

    def _deliver(self, picture: device.Picture) -> None:
        self._index += 1
        self._last_at_s = picture.at_s
        self._last_t_s = max(picture.at_s - self.zero_s, self._last_t_s + _SMALLEST_STEP_S)
        self._handoff.put(Frame(self._index, self._last_t_s, readonly(picture.image_bgr)))


def open_webcam(index: int, options: CameraOptions) -> LiveSource:
    """Open webcam ``index``; raises SourceError when it gives no picture."""
    opened = device.webcam(index, options)
    if opened is None:
        raise SourceError(
            _(
                "Camera {} gives no picture; plug it in, close other programs that use it, allow camera "
                "access in the system's privacy settings, or choose another with --source (livecoach "
                "doctor lists them)."
            ).format(index)
        )
    wish = f"asked for {options.width_px}x{options.height_px} at {options.fps:g} fps; "
    return LiveSource(opened, _info(f"camera {index}", opened, wish), lambda: device.webcam(index, options))


def open_network(url: str) -> LiveSource:
    """Open a network camera; raises SourceError when it gives no picture."""
    name = without_password(url)
    opened = device.network(url)
    if opened is None:
        raise SourceError(
            _(
                "No picture comes from {}; check that the address opens in a browser or player, that the "
                "camera app is running, and that both devices are on the same network."
            ).format(name)
        )
    return LiveSource(opened, _info(name, opened, ""), lambda: device.network(url))


def without_password(url: str) -> str:
    """Return ``url`` without user name and password, fit for logs and screens."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _info(name: str, opened: device.Opened, wish: str) -> SourceInfo:
    height_px, width_px = opened.first.image_bgr.shape[:2]
    # FFmpeg makes up 25 fps for a stream of JPEG pictures, which carries no rate.
    known = opened.fps > 0.0 and not (opened.fourcc == "MJPG" and "://" in name)
    fps = opened.fps if known else NAN
    rate = f"at {fps:g} fps" if known else "at a rate it does not tell"
    gave = f"it gives {width_px}x{height_px} {rate}" + (f" ({opened.fourcc})" if opened.fourcc else "")
    return SourceInfo(name, width_px, height_px, fps, None, NAN, live=True, asked=wish + gave)
