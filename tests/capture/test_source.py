"""What every source promises: one suite for clips of every kind, paced, stretches, and network cameras."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from livecoach.capture.open import open_source
from livecoach.capture.source import CameraOptions
from livecoach.capture.stretch import Stretch
from livecoach.errors import SourceError
from tests.support.odd_clips import FPS, FRAMES, HEIGHT, KINDS, WIDTH, assert_card
from tests.support.stream import MjpegCamera, VideoCamera, jpegs_of_clip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from livecoach.capture.source import Source
    from livecoach.core.types import Frame

GUARD_S = 20.0

SOURCES = {
    "clip": tuple(KINDS),
    "paced clip": ("upright", "transposed", "wide pixels", "pq", "b-frames, avi"),
    "stretch": ("upright", "mirrored", "tall pixels"),
    "network": ("plain",),
    "network, H.264": ("wide pixels, stream",),
}
"""Each source with the kinds of clips that it is to pass with; a camera cannot send them all."""


@contextmanager
def opened(kind: str, path: Path) -> Iterator[Source]:
    """Open a source of that kind on a clip of FRAMES pictures."""
    if kind == "network":
        with MjpegCamera(jpegs_of_clip(path), FPS) as camera, open_source(camera.url) as source:
            yield source
    elif kind == "network, H.264":
        with VideoCamera(path, FRAMES, FPS) as camera, open_source(camera.url) as source:
            yield source
    else:
        with open_source(str(path), paced=kind == "paced clip") as source:
            yield Stretch(source) if kind == "stretch" else source


@pytest.fixture(params=[(source, clip) for source, clips in SOURCES.items() for clip in clips], ids=", of ".join)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    """A source that shows the test card; the network cameras play theirs again and again."""
    kind, clip = request.param
    suffix, write = KINDS["upright" if clip == "plain" else clip]
    with opened(kind, write(tmp_path / f"clip{suffix}")) as source:
        yield source


def read_some(source: Source, count: int) -> list[Frame]:
    frames: list[Frame] = []
    while len(frames) < count and not source.ended:
        frame = source.read(GUARD_S)
        assert frame is not None or source.ended
        if frame is not None:
            frames.append(frame)
    return frames


def test_the_picture_is_the_one_filmed(source: Source) -> None:
    for frame in read_some(source, 10):
        assert_card(frame.image_bgr)


def test_index_and_time_rise_strictly_from_zero_and_every_loss_is_counted(source: Source) -> None:
    frames = read_some(source, 15)
    assert frames[0].index == frames[0].dropped_before
    assert frames[0].t_s >= 0.0
    for before, after in pairwise(frames):
        assert after.t_s > before.t_s
        assert after.index == before.index + 1 + after.dropped_before


def test_pictures_are_whole_read_only_and_of_the_size_announced(source: Source) -> None:
    for frame in read_some(source, 5):
        assert frame.size_px == (source.info.width_px, source.info.height_px) == (WIDTH, HEIGHT)
        assert frame.image_bgr.dtype == "uint8"
        assert frame.image_bgr.flags.c_contiguous
        assert not frame.image_bgr.flags.writeable


def test_nothing_is_amiss_while_it_runs(source: Source) -> None:
    read_some(source, 5)
    assert source.notice == ""
    assert not source.ended


def test_closed_it_has_ended_and_may_be_closed_again(source: Source) -> None:
    read_some(source, 1)
    source.close()
    if isinstance(source, Stretch):
        return  # it leaves the source it is of open
    assert source.ended
    assert source.read(GUARD_S) is None
    assert source.notice == ""
    source.close()


def test_it_can_be_closed_while_another_thread_reads(source: Source) -> None:
    reading = threading.Event()

    def read_on() -> None:
        while not source.ended:
            source.read(GUARD_S)
            reading.set()

    reader = threading.Thread(target=read_on)
    reader.start()
    assert reading.wait(GUARD_S)
    source.close()
    reader.join(GUARD_S)
    assert not reader.is_alive()


def test_a_frame_already_read_stays_as_it_was(source: Source) -> None:
    first = read_some(source, 1)[0]
    copy = first.image_bgr.copy()
    read_some(source, 10)
    assert (first.image_bgr == copy).all()


@pytest.mark.parametrize(
    "spec", ["97", "/dev/video97", "http://127.0.0.1:9/video.mjpg", "rtsp://127.0.0.1:9/a", "no/such/clip.mp4"]
)
def test_what_is_not_there_is_one_sentence_and_no_noise(spec: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(spec, camera=CameraOptions(640, 480, 15))
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    assert capfd.readouterr().err == ""
