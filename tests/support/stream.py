"""A real camera on the network: a paced multipart MJPEG server on 127.0.0.1, as phones with an IP-camera app give.

Frame ``k`` is due ``k / fps`` seconds after the first client came; time runs on while the camera is unplugged, and a
late frame is skipped, as with a real camera. Times are ``time.perf_counter`` seconds, the clock of the live sources.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import TYPE_CHECKING, Self

import av
import cv2
from av.video.reformatter import VideoReformatter

if TYPE_CHECKING:
    import socket
    from collections.abc import Sequence
    from pathlib import Path

BOUNDARY = "livecoachframe"
_TS_PACKET = 188


@dataclass(frozen=True, slots=True)
class Sent:
    """One frame that left the server: its number since the start, the picture shown, and when the write began."""

    number: int
    picture: int
    at_s: float


def jpegs_of_clip(path: Path, quality: int = 90, limit: int | None = None) -> list[bytes]:
    """Return the clip's pictures as JPEG, in order, at most ``limit`` of them."""
    jpegs: list[bytes] = []
    to_bgr = VideoReformatter()
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if limit is not None and len(jpegs) >= limit:
                break
            picture = to_bgr.reformat(frame, format="bgr24").to_ndarray()
            jpegs.append(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())
    return jpegs


class _Server(ThreadingHTTPServer):
    """Handler threads are joined by ``server_close``."""

    daemon_threads = False
    camera: MjpegCamera

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.camera._serve(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base class names it so
        pass


class MjpegCamera:
    """Serves ``jpegs`` at ``fps`` until closed; use with ``with``.

    ``unplug`` hangs up on every client and refuses new ones, ``plug_in`` brings the same address back, ``freeze`` keeps
    the connections but sends nothing until ``thaw``. Without ``loop`` the last picture is followed by silence.
    ``show`` changes the pictures, so that a person can be in place when the program is ready for them.
    """

    def __init__(self, jpegs: Sequence[bytes], fps: float, *, loop: bool = True) -> None:
        self._jpegs = list(jpegs)
        self._fps = fps
        self._loop = loop
        self._first = 0
        self._stays = False
        self._lock = threading.Lock()
        self._sent: list[Sent] = []
        self._zero_s: float | None = None
        self._clients: set[socket.socket] = set()
        self._unplugged = threading.Event()
        self._thawed = threading.Event()
        self._thawed.set()
        self._port = 0
        self._server: _Server | None = None

    def __enter__(self) -> Self:
        self.plug_in()
        return self

    def __exit__(self, *exc: object) -> None:
        self.unplug()

    @property
    def url(self) -> str:
        """Address of the stream."""
        return f"http://127.0.0.1:{self._port}/video.mjpg"

    @property
    def zero_s(self) -> float | None:
        """``time.perf_counter`` at which frame 0 was due; None before the first client."""
        return self._zero_s

    @property
    def sent(self) -> list[Sent]:
        """Everything sent so far, oldest first."""
        with self._lock:
            return list(self._sent)

    def plug_in(self) -> None:
        """Start to listen, at the same address as before."""
        self._unplugged.clear()
        self._server = _Server(("127.0.0.1", self._port), _Handler)
        self._server.camera = self
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="mjpeg-server")
        self._thread.start()

    def unplug(self) -> None:
        """Hang up on every client and refuse new ones; returns when no thread is left."""
        if self._server is None:
            return
        self._unplugged.set()
        self._server.shutdown()
        self._thread.join()
        with self._lock:
            clients = list(self._clients)
        for client in clients:
            try:
                client.shutdown(2)
            except OSError:
                continue  # it went first
        self._server.server_close()
        self._server = None

    def freeze(self) -> None:
        """Send nothing more, but keep the connections: a network that died without a word."""
        self._thawed.clear()

    def thaw(self) -> None:
        """Go on sending."""
        self._thawed.set()

    def show(self, jpegs: Sequence[bytes]) -> None:
        """Show these pictures from now on, then the last of them again and again."""
        with self._lock:
            shown = 0.0 if self._zero_s is None else (time.perf_counter() - self._zero_s) * self._fps
            self._jpegs, self._first, self._stays = list(jpegs), int(shown), True

    def _serve(self, handler: _Handler) -> None:
        with self._lock:
            self._clients.add(handler.connection)
            if self._zero_s is None:
                self._zero_s = time.perf_counter()
            zero_s = self._zero_s
        try:
            handler.send_response(200)
            handler.send_header("Content-Type", self._content_type())
            handler.end_headers()
            self._send_frames(handler, zero_s)
        except OSError:
            return  # the client hung up
        finally:
            with self._lock:
                self._clients.discard(handler.connection)

    def _send_frames(self, handler: _Handler, zero_s: float) -> None:
        number = -1
        while not self._unplugged.is_set():
            number = max(number + 1, int((time.perf_counter() - zero_s) * self._fps))
            if self._unplugged.wait(max(0.0, zero_s + number / self._fps - time.perf_counter())):
                return
            with self._lock:
                jpegs, first, stays = self._jpegs, self._first, self._stays
            over = not self._loop and not stays and number >= len(jpegs)
            if over or not self._thawed.is_set():
                self._unplugged.wait(0.02)
                continue
            picture = min(max(number - first, 0), len(jpegs) - 1) if stays else number % len(jpegs)
            jpeg = jpegs[picture]
            with self._lock:
                self._sent.append(Sent(number, picture, time.perf_counter()))
            handler.wfile.write(self._packed(jpeg))

    def _content_type(self) -> str:
        return f"multipart/x-mixed-replace; boundary={BOUNDARY}"

    def _packed(self, picture: bytes) -> bytes:
        head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
        return head + picture + b"\r\n"


class VideoCamera(MjpegCamera):
    """Serves an encoded video file of ``frames`` pictures (MPEG-TS) at ``fps``, again and again, like an IP camera."""

    def __init__(self, path: Path, frames: int, fps: float) -> None:
        data = path.read_bytes()
        packets = len(data) // _TS_PACKET
        ends = [_TS_PACKET * (packets * number // frames) for number in range(frames + 1)]
        super().__init__([data[start:end] for start, end in pairwise(ends)], fps)

    @property
    def url(self) -> str:
        """Address of the stream."""
        return f"http://127.0.0.1:{self._port}/video.ts"

    def _content_type(self) -> str:
        return "video/mp2t"

    def _packed(self, picture: bytes) -> bytes:
        return picture
