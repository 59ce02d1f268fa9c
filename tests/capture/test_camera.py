from __future__ import annotations

import math
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from livecoach.capture import device
from livecoach.capture.camera import LiveSource, open_network, without_password
from livecoach.capture.source import SourceInfo
from livecoach.errors import SourceError
from tests.support.clips import LEVELS, grey, level
from tests.support.stream import MjpegCamera

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from livecoach.core.types import Frame

GUARD_S = 20.0
FPS = 30


def grey_jpegs() -> list[bytes]:
    return [device.cv2.imencode(".jpg", grey(n))[1].tobytes() for n in range(LEVELS)]


@pytest.fixture
def camera() -> Iterator[MjpegCamera]:
    """A 30 fps network camera, 64x48, whose picture n is a flat grey, 40 levels from the one before."""
    with MjpegCamera(grey_jpegs(), FPS) as running:
        yield running


def until(holds: Callable[[], bool]) -> None:
    deadline_s = time.perf_counter() + GUARD_S
    while not holds():
        assert time.perf_counter() < deadline_s, "gave up waiting"
        threading.Event().wait(0.005)


def read_one(source: LiveSource) -> Frame:
    frame = source.read(GUARD_S)
    assert frame is not None
    return frame


def test_what_it_is_and_what_was_asked_is_told(camera: MjpegCamera) -> None:
    with open_network(camera.url) as source:
        assert source.info.live
        assert (source.info.width_px, source.info.height_px) == (64, 48)
        assert math.isnan(source.info.fps)
        assert source.info.frames is None
        assert "it gives 64x48" in source.info.asked


def test_a_slow_reader_gets_the_newest_frame_and_the_count_of_those_lost(camera: MjpegCamera) -> None:
    with open_network(camera.url) as source:
        first = read_one(source)
        sent = len(camera.sent)
        until(lambda: len(camera.sent) >= sent + 10)
        second = read_one(source)
        assert second.dropped_before >= 5
        assert second.index == first.index + 1 + second.dropped_before


def test_a_frames_time_is_when_it_came(camera: MjpegCamera) -> None:
    with open_network(camera.url) as source:
        for _ in range(20):
            frame = read_one(source)
            at_s = source.zero_s + frame.t_s
            shown = [sent for sent in camera.sent if sent.picture == level(frame.image_bgr) and sent.at_s <= at_s]
            assert shown
            assert at_s <= time.perf_counter()


def test_a_camera_that_goes_and_comes_back_is_reported_and_goes_on_with_the_same_clock(camera: MjpegCamera) -> None:
    with open_network(camera.url) as source:
        before = read_one(source)
        camera.unplug()
        until(lambda: source.notice == "Camera lost. Reconnecting ...")
        while (last := source.read(0.0)) is not None:
            before = last
        assert not source.ended
        camera.plug_in()
        after = read_one(source)
        until(lambda: source.notice == "")
        assert after.t_s > before.t_s
        assert after.index > before.index
        assert source.zero_s + after.t_s <= time.perf_counter()


def test_a_network_that_dies_without_a_word_is_reported_and_mended(camera: MjpegCamera) -> None:
    with open_network(camera.url) as source:
        read_one(source)
        camera.freeze()
        until(lambda: source.notice == "Camera lost. Reconnecting ...")
        camera.thaw()
        until(lambda: source.notice == "")
        read_one(source)


def test_closing_does_not_wait_for_a_dead_network(camera: MjpegCamera) -> None:
    source = open_network(camera.url)
    read_one(source)
    camera.freeze()
    source.close()
    assert source.ended
    assert source.read(GUARD_S) is None


def test_what_goes_wrong_on_the_thread_is_raised_by_read(camera: MjpegCamera) -> None:
    def broken() -> None:
        raise RuntimeError("driver broke")

    opened = device.network(camera.url)
    assert opened is not None
    info = SourceInfo("camera", 64, 48, math.nan, None, math.nan, live=True)
    with LiveSource(opened, info, broken) as source:
        camera.unplug()
        with pytest.raises(RuntimeError, match="driver broke"):  # noqa: PT012 -- frames may come before it
            while not source.ended:
                source.read(GUARD_S)


def test_an_address_that_sends_no_picture_is_refused_without_its_password(capfd: pytest.CaptureFixture[str]) -> None:
    with MjpegCamera([b"no picture"], FPS) as camera, pytest.raises(SourceError) as caught:
        open_network(camera.url.replace("//", "//me:secret@"))
    assert camera.url in str(caught.value)
    assert "secret" not in str(caught.value)
    assert capfd.readouterr().err == ""


def test_user_name_and_password_are_kept_from_logs() -> None:
    assert without_password("rtsp://me:p%40ss@cam.local:554/live?x=1") == "rtsp://cam.local:554/live?x=1"
    assert without_password("http://cam.local/video") == "http://cam.local/video"


# Ends while the reading thread waits for a picture; taking the interpreter apart takes longer than that wait.
_ENDS_SLOWLY = """
import sys, time
from livecoach.capture.open import open_source
class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(3.0)
slow = Slow()
source = open_source(sys.argv[1])
source.read(5.0)
print("open", flush=True)
input()
source.close()
"""


def test_a_stream_that_stalls_at_the_end_does_not_abort_the_process(camera: MjpegCamera) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _ENDS_SLOWLY, camera.url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        camera.freeze()
        _, noise = process.communicate("\n", GUARD_S)
    assert (process.returncode, noise) == (0, "")
