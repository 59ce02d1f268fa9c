from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest

from livecoach.errors import OutputError
from livecoach.output.audio import SoundBank
from livecoach.output.audio.bank import RATE
from livecoach.output.clip.clip_writer import ClipWriter
from tests.support.pulse import find_sound

SIZE_PX = (160, 120)
BANK = SoundBank()


def picture(number: int, size_px: tuple[int, int] = SIZE_PX) -> np.ndarray:
    """A grey picture with its number in the blocks of its first row, 8 bits of 16 px, so that a lost one is noticed."""
    width, height = size_px
    image = np.full((height, width, 3), 90, np.uint8)
    for bit in range(8):
        image[:16, 16 * bit : 16 * bit + 16] = 235 if number >> bit & 1 else 16
    return image


def number_of(image: np.ndarray) -> int:
    return sum(1 << bit for bit in range(8) if image[8, 16 * bit + 8, 1] > 125)


def times_s(count: int, seed: int = 0) -> list[float]:
    """Rising times with gaps between 5 and 120 ms, the first one not at 0."""
    return (0.2 + np.cumsum(np.random.default_rng(seed).uniform(0.005, 0.12, count))).tolist()


def decoded(path: Path) -> list[tuple[float, int]]:
    with av.open(str(path)) as clip:
        return [(frame.time, number_of(frame.to_ndarray(format="bgr24"))) for frame in clip.decode(video=0)]


def sound_track(path: Path) -> np.ndarray:
    """The decoded sound from time 0 on."""
    with av.open(str(path)) as clip:
        frames = list(clip.decode(audio=0))
    assert frames[0].time == 0.0
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


def write_clip(path: Path, times: list[float], **options) -> ClipWriter:
    with ClipWriter(path, SIZE_PX, **options) as clip:
        for number, t_s in enumerate(times):
            clip.write(picture(number % 256), t_s)
    return clip


@pytest.fixture(autouse=True)
def no_thread_stays():
    before = set(threading.enumerate())
    yield
    assert set(threading.enumerate()) == before


@pytest.mark.parametrize("with_sound", [False, True])
def test_every_frame_is_there_at_its_own_time(tmp_path, with_sound):
    times = times_s(200)
    clip = write_clip(tmp_path / "clip.mp4", times, with_sound=with_sound, bank=BANK)
    assert (clip.frames, clip.dropped) == (200, 0)
    found = decoded(clip.path)
    assert [number for _, number in found] == list(range(200))
    np.testing.assert_allclose([t_s for t_s, _ in found], times, atol=0.6 / 90000)
    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed (Debian: apt install ffmpeg)")
def test_ffprobe_sees_the_times_the_codecs_and_the_last_frames_duration(tmp_path):
    times = [0.0, 0.1, 0.15, 0.4, 1.9, 2.0, 2.5]
    write_clip(tmp_path / "clip.mp4", times, with_sound=True, bank=BANK)
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_packets", tmp_path / "clip.mp4"]
    probe = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    video, audio = probe["streams"]
    assert (video["codec_name"], video["pix_fmt"], video["time_base"]) == ("h264", "yuv420p", "1/90000")
    assert (audio["codec_name"], audio["sample_rate"], audio["channels"]) == ("aac", str(RATE), 1)
    packets = [packet for packet in probe["packets"] if packet["codec_type"] == "video"]
    np.testing.assert_allclose([float(packet["pts_time"]) for packet in packets], times, atol=1e-5)
    assert float(video["duration"]) == pytest.approx(3.0, abs=1e-4)
    assert float(packets[-1]["duration_time"]) == pytest.approx(0.5, abs=1e-4)


def test_the_index_comes_first_and_the_chapters_are_named(tmp_path):
    with ClipWriter(tmp_path / "clip.mp4", SIZE_PX, start_s=10.0) as clip:
        for number in range(40):
            clip.write(picture(number), 10.0 + 0.1 * number)
        clip.close([(10.5, 12.0, "Rep 1"), (12.0, 13.5, "Rep 2: shrug")])
    content = clip.path.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert b"moof" not in content
    with av.open(str(clip.path)) as file:
        chapters = [
            (
                chapter["start"] * chapter["time_base"],
                chapter["end"] * chapter["time_base"],
                chapter["metadata"]["title"],
            )
            for chapter in file.chapters()
        ]
    assert chapters == [(0.0, 0.5, "Start"), (0.5, 2.0, "Rep 1"), (2.0, 3.5, "Rep 2: shrug")]
    assert decoded(clip.path)[0] == (0.0, 0)


@pytest.mark.parametrize("sound_s", [0.0, 0.5, 2.0137, 3.9])
@pytest.mark.parametrize("begin_s", [0.0, 0.3])
def test_a_sound_is_heard_at_its_time(tmp_path, sound_s, begin_s):
    told = False
    with ClipWriter(tmp_path / "clip.mp4", SIZE_PX, with_sound=True, bank=BANK) as clip:
        for number in range(100):
            t_s = begin_s + number / 25
            clip.write(picture(number), t_s)
            # Told a little late, as a cue comes after its frame.
            if not told and (t_s > sound_s + 0.1 or number == 99):
                clip.sound("shoulders_down", sound_s)
                told = True
    [(found_s, score)] = find_sound(sound_track(clip.path), BANK.samples("shoulders_down"))
    assert found_s == pytest.approx(sound_s, abs=0.001)
    assert score > 0.99
    assert len(decoded(clip.path)) == 100


def test_sounds_mix_and_silence_is_silent(tmp_path):
    with ClipWriter(tmp_path / "clip.mp4", SIZE_PX, with_sound=True, bank=BANK) as clip:
        clip.sound("tick", 1.0)
        clip.sound("inhale", 1.0)
        with pytest.raises(KeyError, match="nonsense"):
            clip.sound("nonsense", 1.0)
        for number in range(60):
            clip.write(picture(number), number / 20)
    track = sound_track(clip.path)
    both = BANK.samples("inhale").copy()
    both[: len(BANK.samples("tick"))] += BANK.samples("tick")
    [(found_s, score)] = find_sound(track, both)
    assert score > 0.98
    assert found_s == pytest.approx(1.0, abs=0.03)
    assert np.abs(track[: round(0.9 * RATE)]).max() < 1e-3


def test_without_a_sound_track_sounds_are_left_out(tmp_path):
    with ClipWriter(tmp_path / "clip.mp4", SIZE_PX) as clip:
        clip.write(picture(0), 0.0)
        clip.sound("good", 0.0)
    with av.open(str(clip.path)) as file:
        assert [stream.type for stream in file.streams] == ["video"]


@pytest.mark.parametrize("size_px", [(1, 1), (2, 2), (3, 5), (161, 121), (3840, 2160)])
def test_odd_tiny_and_huge_pictures(tmp_path, size_px):
    width, height = size_px
    colour_bgr = (40, 160, 90)
    with ClipWriter(tmp_path / "clip.mp4", size_px) as clip:
        for number in range(3):
            clip.write(np.full((height, width, 3), colour_bgr, np.uint8), number / 30)
    with av.open(str(clip.path)) as file:
        frames = [frame.to_ndarray(format="bgr24") for frame in file.decode(video=0)]
    assert [frame.shape for frame in frames] == [(height + height % 2, width + width % 2, 3)] * 3
    np.testing.assert_allclose(frames[1][-1, -1], colour_bgr, atol=6)


def test_pictures_in_any_memory_order_are_copied(tmp_path):
    with ClipWriter(tmp_path / "clip.mp4", SIZE_PX) as clip:
        reused = picture(1)
        clip.write(reused, 0.0)
        reused[:] = 0
        clip.write(np.asfortranarray(picture(2)), 0.1)
        clip.write(np.repeat(picture(3), 2, axis=1)[:, ::2], 0.2)
        clip.write(picture(4)[:, :, ::-1], 0.3)
    assert [number for _, number in decoded(clip.path)] == [1, 2, 3, 4]


def test_one_frame_is_a_clip_and_no_frame_is_no_file(tmp_path):
    write_clip(tmp_path / "one.mp4", [0.0], fps_hint=10.0)
    with av.open(str(tmp_path / "one.mp4")) as file:
        assert file.duration / 1e6 == pytest.approx(0.1, abs=0.01)
    write_clip(tmp_path / "none.mp4", [])
    assert [path.name for path in tmp_path.iterdir()] == ["one.mp4"]


def test_times_closer_than_a_tick_stay_two_frames(tmp_path):
    clip = write_clip(tmp_path / "clip.mp4", [0.0, 1e-7, 2e-7, 0.1])
    assert [number for _, number in decoded(clip.path)] == [0, 1, 2, 3]


@pytest.mark.parametrize("t_s", [0.5, 0.4, -1.0, float("nan"), float("inf")])
def test_times_must_rise(tmp_path, t_s):
    with ClipWriter(tmp_path / "clip.mp4", SIZE_PX) as clip:
        clip.write(picture(0), 0.5)
        with pytest.raises(ValueError, match="does not come after"):
            clip.write(picture(1), t_s)
    assert len(decoded(clip.path)) == 1


@pytest.mark.parametrize(
    "image", [np.zeros((120, 161, 3), np.uint8), np.zeros((120, 160), np.uint8), np.zeros((120, 160, 3), np.float32)]
)
def test_other_pictures_are_refused(tmp_path, image):
    with (
        ClipWriter(tmp_path / "clip.mp4", SIZE_PX) as clip,
        pytest.raises(ValueError, match="uint8 pictures of 160x120"),
    ):
        clip.write(image, 0.0)


@pytest.mark.parametrize("fps_hint", [0.0, -30.0, float("nan"), float("inf")])
def test_a_wrong_rate_is_refused(tmp_path, fps_hint):
    with pytest.raises(ValueError, match="fps_hint"):
        ClipWriter(tmp_path / "clip.mp4", SIZE_PX, fps_hint=fps_hint)


def test_a_closed_clip_takes_nothing(tmp_path):
    clip = write_clip(tmp_path / "clip.mp4", [0.0])
    clip.close()
    with pytest.raises(ValueError, match=r"clip\.mp4 is closed"):
        clip.write(picture(1), 1.0)
    with pytest.raises(ValueError, match=r"clip\.mp4 is closed"):
        clip.sound("good", 1.0)


def test_an_error_inside_still_finishes_the_clip(tmp_path):
    def pictures():
        yield from (picture(number) for number in range(20))
        raise ZeroDivisionError

    def record():
        with ClipWriter(tmp_path / "clip.mp4", SIZE_PX) as clip:
            for number, image in enumerate(pictures()):
                clip.write(image, number / 10)

    with pytest.raises(ZeroDivisionError):
        record()
    assert len(decoded(tmp_path / "clip.mp4")) == 20


def test_a_live_clip_drops_frames_instead_of_waiting(tmp_path):
    size_px = (1920, 1080)
    noise = np.random.default_rng(0).integers(0, 255, (1080, 1920, 3), np.uint8)
    with ClipWriter(tmp_path / "clip.mp4", size_px, drop_when_full=True) as clip:
        for number in range(60):
            clip.write(noise, number / 1000)
    assert clip.dropped > 0
    assert clip.frames + clip.dropped == 60
    with av.open(str(clip.path)) as file:
        assert sum(1 for _ in file.decode(video=0)) == clip.frames


class TestPaths:
    def test_an_existing_file_is_refused_before_anything_opens(self, tmp_path):
        path = tmp_path / "clip.mp4"
        path.write_bytes(b"precious")
        with pytest.raises(OutputError, match=r"clip\.mp4 exists already: choose another name\.$"):
            ClipWriter(path, SIZE_PX)
        assert path.read_bytes() == b"precious"
        assert len(list(tmp_path.iterdir())) == 1

    def test_what_a_kill_left_behind_is_kept(self, tmp_path):
        (tmp_path / "clip.part.mp4").write_bytes(b"saved")
        write_clip(tmp_path / "clip.mp4", [0.0])
        assert (tmp_path / "clip.part.mp4").read_bytes() == b"saved"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "clip.part.mp4"]

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("missing/clip.mp4", "there is no such file or folder, choose another place"),
            ("file/clip.mp4", "it is not a folder, choose another place"),
            ("clip.avi", "not a valid name for a clip"),
            ("folder.mp4", "folder.mp4 exists already"),
        ],
    )
    def test_a_wrong_place_is_one_sentence(self, tmp_path, name, said):
        (tmp_path / "file").write_bytes(b"")
        (tmp_path / "folder.mp4").mkdir()
        with pytest.raises(OutputError) as caught:
            ClipWriter(tmp_path / name, SIZE_PX)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)


@contextmanager
def small_disk(folder, size):
    """A file system of ``size`` bytes, mounted at ``folder``."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def noisy(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(0, 255, (120, 160, 3), np.uint8)


def record_noise(path: Path, numbers=range(20), fps=2, **options) -> Path:
    with ClipWriter(path, SIZE_PX, **options) as clip:
        for number in numbers:
            clip.write(noisy(number), number / fps)
    return path


def frames_in(path: Path) -> int:
    with av.open(str(path)) as file:
        return sum(1 for _ in file.decode(video=0))


@pytest.mark.skipif(sys.platform != "linux", reason="needs mount")
class TestFullDisk:
    @pytest.mark.parametrize("live", [False, True])
    def test_what_was_recorded_until_then_stays_playable(self, tmp_path, live):
        with small_disk(tmp_path / "disk", 400_000) as disk:
            path = disk / "clip.mp4"
            with pytest.raises(OutputError) as caught:
                record_noise(path, range(4000), fps=25, with_sound=True, bank=BANK, drop_when_full=live)
            assert "the disk is full" in str(caught.value)
            assert "What was recorded until then is in" in str(caught.value)
            assert frames_in(path) > 0
            assert [path.name for path in disk.iterdir()] == ["clip.mp4"]

    def test_a_disk_full_from_the_start_leaves_nothing(self, tmp_path):
        with small_disk(tmp_path / "disk", 8192) as disk:
            with pytest.raises(OutputError, match=r"the disk is full, make room or choose another one\.$"):
                record_noise(disk / "clip.mp4")
            assert list(disk.iterdir()) == []

    def test_no_room_for_the_last_copy_leaves_the_first(self, tmp_path):
        size = record_noise(tmp_path / "clip.mp4").stat().st_size
        with small_disk(tmp_path / "disk", size * 3 // 2) as disk:
            with pytest.raises(OutputError, match=r"has no chapters.*the disk is full"):
                record_noise(disk / "clip.mp4")
            assert frames_in(disk / "clip.mp4") == 20
            assert [path.name for path in disk.iterdir()] == ["clip.mp4"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs file size limits")
def test_an_error_on_the_way_comes_up_in_write(tmp_path):
    code = (
        "import resource, signal, sys; from tests.output.clip.test_clip_writer import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (500000, 500000))\n"
        "clip = ClipWriter(sys.argv[1], SIZE_PX)\n"
        "try:\n    for number in range(2000): clip.write(noisy(number), number / 25)\n"
        "except OutputError as error: print(error)"
    )
    path = tmp_path / "clip.mp4"
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout == (
        f"Writing {path} failed: file too large, choose another place. What was recorded until then is in {path}.\n"
    )
    assert (done.stderr, done.returncode) == ("", 0)
    assert len(decoded(path)) >= 20


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize("live", [False, True])
def test_a_killed_process_leaves_a_playable_clip(tmp_path, live):
    code = (
        "import itertools, sys, time; from tests.output.clip.test_clip_writer import *\n"
        f"clip = ClipWriter(sys.argv[1], SIZE_PX, with_sound=True, bank=BANK, drop_when_full={live})\n"
        "for number in itertools.count():\n"
        "    clip.write(picture(number % 256), number / 25)\n"
        "    while clip._frames.qsize() > 8: time.sleep(0.001)\n"
        "    if number == 25: clip.sound('good', 1.0)\n"
        "    if number == 200: print('far enough', flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path / "clip.mp4"], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"far enough\n"
        finally:
            os.kill(process.pid, signal.SIGKILL)
    [path] = tmp_path.iterdir()
    assert path.name == "clip.part.mp4"
    found = decoded(path)
    # 201 frames were handed over; at most 16 waited, 12 were in the encoder, 25 in the open fragment, and the sound
    # track lags by 13.
    assert len(found) >= 201 - 16 - 12 - 25 - 13 - 25
    assert [number for _, number in found] == [number % 256 for number in range(len(found))]
    [(found_s, _)] = find_sound(sound_track(path), BANK.samples("good"))
    assert found_s == pytest.approx(1.0, abs=0.001)
