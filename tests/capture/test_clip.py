from __future__ import annotations

import os
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from livecoach.capture.clip import ClipSource
from livecoach.errors import SourceError
from tests.support.clips import LEVELS, cut_off, grey, level, steady, turn_clockwise, write_clip, write_sound
from tests.support.odd_clips import DAMAGED_AT, FPS, FRAMES, write_b_frames, write_damaged, write_gap

if TYPE_CHECKING:
    from pathlib import Path

    from livecoach.core.types import Frame

GUARD_S = 20.0


def read_all(source: ClipSource) -> list[Frame]:
    frames = []
    while not source.ended:
        frame = source.read(GUARD_S)
        if frame is not None:
            frames.append(frame)
    return frames


def read_clip(path: Path) -> list[Frame]:
    with ClipSource(path) as source:
        return read_all(source)


def uneven(count: int) -> list[float]:
    """Return times whose gaps go from 1/120 s to 1/10 s and back."""
    gaps_s = np.resize([1 / 120, 1 / 60, 1 / 25, 1 / 10, 1 / 15], count - 1)
    return [0.0, *np.cumsum(gaps_s).tolist()]


@pytest.mark.parametrize("fps", [10, 25, 30000 / 1001, 60, 120])
def test_every_frame_comes_in_order_at_its_time(tmp_path: Path, fps: float) -> None:
    times_s = steady(fps, 50)
    path = write_clip(tmp_path / "clip.mp4", times_s)
    with ClipSource(path) as source:
        assert source.info.fps == pytest.approx(fps, rel=1e-3)
        assert source.info.frames == 50
        assert source.info.duration_s == pytest.approx(50 / fps, abs=1e-3)
        frames = read_all(source)
        assert source.notice == ""
    assert [frame.index for frame in frames] == list(range(50))
    assert [level(frame.image_bgr) for frame in frames] == [n % LEVELS for n in range(50)]
    assert [frame.t_s for frame in frames] == pytest.approx(times_s, abs=1e-4)


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_a_variable_rate_keeps_its_true_times(tmp_path: Path, suffix: str) -> None:
    times_s = uneven(60)
    frames = read_clip(write_clip(tmp_path / f"clip{suffix}", times_s))
    assert [frame.t_s for frame in frames] == pytest.approx(times_s, abs=2e-3)


def test_a_clip_whose_times_begin_late_begins_at_zero(tmp_path: Path) -> None:
    frames = read_clip(write_clip(tmp_path / "clip.mkv", [4.0, 4.1, 4.2]))
    assert [frame.t_s for frame in frames] == pytest.approx([0.0, 0.1, 0.2], abs=2e-3)


def test_a_phone_held_upright_gives_upright_pictures(tmp_path: Path) -> None:
    lying = grey(0, (64, 48)).copy()
    lying[:, 32:] = 220
    path = turn_clockwise(write_clip(tmp_path / "clip.mp4", steady(10, 4), [lying] * 4))
    with ClipSource(path) as source:
        frame = source.read(GUARD_S)
        assert (source.info.width_px, source.info.height_px) == (48, 64)
    assert frame is not None
    assert frame.size_px == (48, 64)
    # Turned clockwise, what lay on the right is at the bottom.
    assert frame.image_bgr[50:].mean() > 200
    assert frame.image_bgr[:14].mean() < 40


@pytest.mark.parametrize(("colorspace", "color_range"), [("ITU601", "MPEG"), ("ITU709", "MPEG"), ("ITU601", "JPEG")])
def test_colours_are_those_filmed(tmp_path: Path, colorspace: str, color_range: str) -> None:
    filmed = np.empty((48, 64, 3), np.uint8)
    filmed[:, :32], filmed[:, 32:] = (40, 200, 60), (200, 30, 120)
    path = write_clip(
        tmp_path / "clip.mp4", steady(10, 2), [filmed] * 2, colorspace=colorspace, color_range=color_range
    )
    image = read_clip(path)[0].image_bgr.astype(int)
    assert np.abs(image[24, 10] - (40, 200, 60)).max() <= 6
    assert np.abs(image[24, 54] - (200, 30, 120)).max() <= 6


@pytest.mark.parametrize("size_px", [(2, 2), (66, 50), (3840, 2160)])
def test_the_smallest_an_unaligned_and_a_4k_picture(tmp_path: Path, size_px: tuple[int, int]) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(30, 4), [grey(n, size_px) for n in range(4)])
    frames = read_clip(path)
    assert [frame.size_px for frame in frames] == [size_px] * 4
    assert [level(frame.image_bgr) for frame in frames] == [0, 1, 2, 3]
    assert all(frame.image_bgr.flags.c_contiguous for frame in frames)


@pytest.mark.parametrize("later_px", [(32, 24), (24, 48), (200, 48)], ids=str)
def test_a_clip_that_changes_size_goes_on_whole_in_its_first_one(tmp_path: Path, later_px: tuple[int, int]) -> None:
    first = write_clip(tmp_path / "first.ts", steady(10, 4), [grey(5)] * 4)
    later = write_clip(tmp_path / "later.ts", steady(10, 4), [grey(5, later_px)] * 4)
    path = tmp_path / "both.ts"
    path.write_bytes(first.read_bytes() + later.read_bytes())
    frames = read_clip(path)
    assert [frame.size_px for frame in frames] == [(64, 48)] * 8
    width, height = later_px
    scale = min(64 / width, 48 / height)
    bright = frames[-1].image_bgr.max(axis=2) > 110  # half of the grey's 220, where it meets the black
    across, down = bright.any(axis=0), bright.any(axis=1)
    assert (across.sum(), down.sum()) == pytest.approx((width * scale, height * scale), abs=1.0)
    assert np.argmax(across) == pytest.approx(np.argmax(across[::-1]), abs=1)
    assert np.argmax(down) == pytest.approx(np.argmax(down[::-1]), abs=1)


def test_a_stream_without_times_is_read_at_its_codecs_rate_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "clip.h264"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("libx264", rate=50)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for n in range(6):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(grey(n), format="bgr24")))
        container.mux(stream.encode(None))
    with ClipSource(path) as source:
        frames = read_all(source)
        assert source.info.fps == 50.0
        assert source.notice == "clip.h264 has no frame times: 50 frames per second were assumed."
    assert [frame.t_s for frame in frames] == pytest.approx(steady(50, 6))


def noisy(count: int) -> list[np.ndarray]:
    """Return pictures that compress badly, so that a cut or a hole in the file falls into them."""
    rng = np.random.default_rng(7)
    return [rng.integers(0, 255, (48, 64, 3)).astype(np.uint8) for _ in range(count)]


@pytest.mark.parametrize(
    ("suffix", "movflags"), [(".mp4", "faststart"), (".mp4", "frag_keyframe+empty_moov"), (".mkv", "")]
)
def test_of_a_clip_cut_off_in_the_middle_all_that_is_left_is_read(tmp_path: Path, suffix: str, movflags: str) -> None:
    path = write_clip(tmp_path / f"clip{suffix}", steady(25, 50), noisy(50), movflags=movflags)
    if movflags == "faststart":
        cut_off(path, 0.5)
    else:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2])
    with ClipSource(path) as source:
        frames = read_all(source)
        assert source.truncated
        assert "cut off" in source.notice
    assert 15 <= len(frames) <= 35
    assert [frame.t_s for frame in frames] == pytest.approx(steady(25, len(frames)), abs=1e-4)


def test_a_hole_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    path = write_clip(tmp_path / "clip.mp4", steady(25, 50), noisy(50))
    data = bytearray(path.read_bytes())
    middle = (data.index(b"mdat") + len(data)) // 2
    data[middle : middle + 6000] = bytes(6000)
    path.write_bytes(data)
    frames = read_clip(path)
    assert frames[-1].t_s == pytest.approx(49 / 25, abs=1e-3)
    assert len(frames) + sum(frame.dropped_before for frame in frames) >= 40
    assert all(after.t_s > before.t_s for before, after in pairwise(frames))


def test_a_gap_of_hours_is_bounded_and_said(tmp_path: Path) -> None:
    with ClipSource(write_gap(tmp_path / "clip.mp4")) as source:
        frames = read_all(source)
        assert not source.truncated
        assert source.notice == ("clip.mp4 has gaps of more than a minute between two pictures: 2940 s were left out.")
    assert frames[-1].t_s == pytest.approx(60.0 + 22 / FPS, abs=1e-3)


def test_an_avi_with_b_frames_is_as_long_as_it_was(tmp_path: Path) -> None:
    frames = read_clip(write_b_frames(tmp_path / "clip.avi"))
    assert len(frames) == FRAMES
    assert frames[-1].t_s == pytest.approx((FRAMES - 1) / FPS, abs=1e-6)
    assert max(after.t_s - before.t_s for before, after in pairwise(frames)) <= 4.0 / FPS


def test_a_damaged_picture_is_flagged_with_all_that_are_predicted_from_it(tmp_path: Path) -> None:
    frames = read_clip(write_damaged(tmp_path / "clip.mp4"))
    assert len(frames) == FRAMES
    assert [frame.index for frame in frames if frame.damaged] == list(range(DAMAGED_AT, 12))


def test_in_a_whole_clip_nothing_is_damaged(tmp_path: Path) -> None:
    assert not any(frame.damaged for frame in read_clip(write_b_frames(tmp_path / "clip.mp4")))


def test_a_reader_that_stops_early_leaves_nothing_behind(tmp_path: Path) -> None:
    source = ClipSource(write_clip(tmp_path / "clip.mp4", steady(30, 100)))
    assert source.read(GUARD_S) is not None
    source.close()
    assert source.ended
    assert not source.truncated
    assert source.read(GUARD_S) is None


def test_a_name_with_a_colon_is_no_protocol(tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no colons in file names")
    assert len(read_clip(write_clip(tmp_path / "set.mp4", steady(10, 3)).rename(tmp_path / "rtsp:set 1.mp4"))) == 3


def refused(tmp_path: Path, kind: str) -> Path:
    path = tmp_path / f"{kind}.mp4"
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    elif kind == "text":
        path.write_text("Ten reps, then rest.\n" * 40)
    elif kind == "sound":
        write_sound(path)
    elif kind == "no_index":
        cut_off(write_clip(path, steady(25, 20), noisy(20), movflags="write_colr"), 0.5)
    elif kind == "no_picture":
        cut_off(write_clip(path, steady(25, 20), noisy(20)), 0.0)
    return path


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("missing", "There is no clip"),
        ("folder", "is a folder"),
        ("empty", "is empty"),
        ("text", "is not a readable video"),
        ("sound", "has no picture"),
        ("no_index", "damaged or cut off"),
        ("no_picture", "no frame that can be decoded"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, kind: str, says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    path = refused(tmp_path, kind)
    with pytest.raises(SourceError, match=says) as caught:
        ClipSource(path)
    message = str(caught.value)
    assert str(path) in message
    assert message.endswith(".")
    assert "\n" not in message
    assert capfd.readouterr().err == ""
