import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import cv2
import pytest

from livecoach.track.network_guard import PROXY, guard_state, network_guard
from tests.track.bodies import PICTURE

NAMES = ("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "no_proxy", "NO_PROXY")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No proxy variable at all, everything restored afterwards."""
    for name in NAMES:
        monkeypatch.setenv(name, "")  # recorded, so that what the guard sets is undone as well
        monkeypatch.delenv(name)
    return monkeypatch


def test_off_on_and_twice(environment: pytest.MonkeyPatch) -> None:
    assert not guard_state().on
    network_guard()
    network_guard()
    assert guard_state().on
    assert {os.environ[name] for name in ("https_proxy", "HTTPS_PROXY")} == {PROXY}


def test_a_user_proxy_does_not_win(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("https_proxy", "http://proxy.example:3128")
    assert "proxy.example" in guard_state().detail
    network_guard()
    assert guard_state().on


@pytest.mark.parametrize("entry", ["*", "googleapis.com", ".com", "play.googleapis.com", "com"])
def test_exceptions_for_public_names_are_taken_away(environment: pytest.MonkeyPatch, entry: str) -> None:
    environment.setenv("https_proxy", PROXY)
    environment.setenv("HTTPS_PROXY", PROXY)
    environment.setenv("no_proxy", entry)
    assert repr(entry) in guard_state().detail
    network_guard()
    assert guard_state().on
    assert os.environ["no_proxy"] == ""


def test_exceptions_for_the_house_and_the_http_proxy_stay(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("no_proxy", "localhost, 192.168.1.20,10.0.0.0/8 [fe80::1],phone.local,example.com")
    environment.setenv("http_proxy", "http://proxy.example:3128")
    network_guard()
    assert os.environ["no_proxy"] == "localhost,192.168.1.20,10.0.0.0/8,[fe80::1],phone.local"
    assert os.environ["http_proxy"] == "http://proxy.example:3128"
    assert guard_state().on


class PhoneCamera(BaseHTTPRequestHandler):
    """Sends one picture again and again as multipart MJPEG, until the reader hangs up."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        picture = PICTURE.read_bytes()
        head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n".encode()
        try:
            for _ in range(300):
                self.wfile.write(head + picture + b"\r\n")
        except OSError:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def phone() -> Iterator[str]:
    """Address of an MJPEG camera on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), PhoneCamera)
    server.daemon_threads = False
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/video.mjpg"
    server.shutdown()
    server.server_close()
    thread.join()


def test_network_cameras_work_behind_the_guard(environment: pytest.MonkeyPatch, phone: str) -> None:
    network_guard()
    camera = cv2.VideoCapture(phone, cv2.CAP_FFMPEG)
    try:
        found, image = camera.read()
    finally:
        camera.release()
    assert found
    assert image.shape == (480, 640, 3)
