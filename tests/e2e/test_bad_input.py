"""Bad input: one sentence on stderr, the right exit code, nothing lost and nothing half-made left behind."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from livecoach.core.resources import demo_clip, models_folder
from livecoach.output.clip.clip_stream import remux
from tests.e2e.coach import complete, ended, frames_in
from tests.support.clips import cut_off, steady, write_clip

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

QUICK = ("--model", "lite")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Folder that does not exist yet."""
    return tmp_path / "out"


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """Ten grey frames."""
    return write_clip(tmp_path / "short.mp4", steady(25.0, 10))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no clip {clip}: check the name and the folder."),
        (b"", "{clip} is empty: copy or record it again."),
        (b"Dear diary,\n" * 100, "{clip} is not a readable video: it is of another kind, damaged or cut off."),
    ],
    ids=["missing", "empty", "text"],
)
def test_a_file_that_is_no_clip(tmp_path: Path, out: Path, content: bytes | None, said: str):
    clip = tmp_path / "set.mp4"
    if content is not None:
        clip.write_bytes(content)
    result = ended("analyze", str(clip), "--out", str(out), *QUICK)
    assert (result.code, result.out, result.sentence()) == (1, "", said.format(clip=clip))
    assert not out.exists()


def test_a_broken_clip_does_not_stop_the_others(tmp_path: Path, out: Path, short: Path):
    result = ended("analyze", str(tmp_path / "gone.mp4"), str(short), "--out", str(out), *QUICK)
    assert result.code == 1
    assert "There is no clip" in result.err
    complete(out / "short")


def test_a_clip_without_a_person(out: Path, short: Path):
    result = ended("analyze", str(short), "--out", str(out), *QUICK)
    assert result.code == 0
    assert result.sentence().startswith(f"Nobody is visible well enough in {short}: ")
    assert complete(out / "short")["tracking"]["frames_with_person"] == 0
    assert frames_in(out / "short/annotated.mp4") == 10


def test_a_clip_cut_off_in_the_middle(tmp_path: Path, out: Path):
    clip = tmp_path / "set.mp4"
    remux(demo_clip(), clip, [])
    cut_off(clip, 0.1)
    result = ended("analyze", str(clip), "--out", str(out), *QUICK)
    assert result.code == 0
    assert result.sentence() == "set.mp4 is cut off; everything before the cut was read."
    assert 20 < complete(out / "set")["source"]["frames"] < 200


def test_a_clip_cut_off_before_its_index(tmp_path: Path, out: Path):
    clip = tmp_path / "set.mp4"
    clip.write_bytes(demo_clip().read_bytes()[:100_000])
    result = ended("analyze", str(clip), "--out", str(out), *QUICK)
    assert result.code == 1
    assert "cut off" in result.sentence()


@pytest.mark.parametrize("size_px", [(1, 1), (2, 2), (3840, 2160)], ids=str)
def test_frames_of_any_size(tmp_path: Path, out: Path, size_px: tuple[int, int]):
    clip = write_raw(tmp_path / "set.avi", size_px, count=6)
    result = ended("analyze", str(clip), "--out", str(out), *QUICK)
    assert result.code == 0, result.err
    assert "Nobody is visible" in result.sentence()
    source = complete(out / "set")["source"]
    assert (source["width_px"], source["height_px"], source["frames"]) == (*size_px, 6)


@pytest.mark.parametrize("below", ["a file", "/proc"])
def test_a_folder_that_cannot_be_written(tmp_path: Path, short: Path, below: str):
    file = tmp_path / "a file"
    file.write_text("full of meaning", encoding="utf-8")
    folder = (file if below == "a file" else tmp_path.__class__("/proc")) / "results"
    for command in (("analyze", str(short), *QUICK), ("live", "--source", str(short), "--headless", *QUICK)):
        result = ended(*command, "--out", str(folder))
        assert result.code == 1
        assert result.sentence().startswith("Cannot write into the folder ")
    assert file.read_text(encoding="utf-8") == "full of meaning"


def test_earlier_results_stay(out: Path, short: Path):
    folder = out / "short"
    folder.mkdir(parents=True)
    (folder / "frames.csv").write_text("mine", encoding="utf-8")
    result = ended("analyze", str(short), "--out", str(out), *QUICK)
    assert result.code == 1
    assert "already contains frames.csv" in result.sentence()
    assert [path.read_text(encoding="utf-8") for path in folder.iterdir()] == ["mine"]
    assert ended("analyze", str(short), "--out", str(out), "--overwrite", *QUICK).code == 0
    complete(folder)


def test_a_clip_is_not_replaced_by_its_own_result(out: Path, short: Path):
    clip = out / "annotated" / "annotated.mp4"
    clip.parent.mkdir(parents=True)
    shutil.copy(short, clip)
    result = ended("analyze", str(clip), "--out", str(out), "--overwrite", *QUICK)
    assert result.code == 1
    assert result.sentence() == f"{clip} is where its own result would go: choose another --out."
    assert frames_in(clip) == 10


def test_no_option_is_named_that_the_command_has_not(out: Path, short: Path):
    out.mkdir()
    (out / "frames.csv").touch()
    for command in (("live", "--source", str(short), "--headless"), ("demo", "--headless")):
        result = ended(*command, "--out", str(out), *QUICK)
        assert (result.code, result.sentence()) == (1, f"{out} already contains frames.csv: choose another --out.")


def test_two_clips_that_would_share_a_folder(tmp_path: Path, out: Path, short: Path):
    twin = tmp_path / "other" / short.name
    twin.parent.mkdir()
    shutil.copy(short, twin)
    result = ended("analyze", str(short), str(twin), "--out", str(out))
    assert (result.code, out.exists()) == (2, False)
    assert "Two clips have the name short" in result.sentence()


def test_a_recording_that_exists_stays(tmp_path: Path, out: Path, short: Path):
    result = ended("live", "--source", str(short), "--headless", "--record", str(short), "--out", str(out), *QUICK)
    assert result.code == 1
    assert result.sentence() == f"{short} exists already: choose another name."
    assert frames_in(short) == 10


@pytest.mark.parametrize(
    ("option", "value", "code", "said"),
    [
        ("--exercise", "pit_pul", 2, "pit_pull"),
        ("--profile", "gentel", 1, "gentle"),
        ("--model", "/no/such.task", 1, "'/no/such.task' does not exist"),
        ("--audio", "loud", 2, "auto, miniaudio, simpleaudio, none"),
        ("--record", "/no/such/set.mp4", 1, "/no/such/set.mp4 cannot be written"),
        ("--record", "set.txt", 1, "use a name that ends in .mp4"),
        ("--source", "37", 1, "Camera 37 gives no picture"),
        ("--source", "http://127.0.0.1:9/video", 1, "No picture comes from http://127.0.0.1:9/video"),
    ],
)
def test_a_live_session_that_cannot_begin(tmp_path: Path, short: Path, option: str, value: str, code: int, said: str):  # noqa: PLR0917 -- a table of cases
    env = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    arguments = {"--source": str(short)} | {option: value}
    result = ended("live", "--headless", *(word for pair in arguments.items() for word in pair), env=env)
    assert (result.code, result.out) == (code, "")
    assert said in result.sentence()
    assert not list(tmp_path.rglob("sessions/*"))


def test_a_wrong_profile_is_told_all_its_faults(tmp_path: Path, out: Path, short: Path):
    profile = tmp_path / "mine.toml"
    profile.write_text("sensitivty = 5\n[shrug]\nlimit = -1\nenabled = 3\n", encoding="utf-8")
    result = ended("analyze", str(short), "--out", str(out), "--profile", str(profile))
    assert (result.code, out.exists()) == (1, False)
    for told in ("sensitivity", "shrug.limit", "shrug.enabled"):
        assert told in result.err
    assert "Traceback" not in result.err


def test_a_model_that_was_changed(tmp_path: Path, out: Path, short: Path):
    model = tmp_path / "pose_landmarker_lite.task"
    model.write_bytes((models_folder() / model.name).read_bytes()[:-1] + b"x")
    result = ended("analyze", str(short), "--out", str(out), "--model", str(model))
    assert (result.code, out.exists()) == (1, False)
    assert "was changed" in result.sentence()


def test_no_sound_device(tmp_path: Path, out: Path, short: Path):
    (tmp_path / "asound.conf").write_text("", encoding="utf-8")
    silent = {"PULSE_SERVER": "unix:/no/such", "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf")}
    live = ("live", "--source", str(short), "--headless", "--out", str(out), *QUICK)
    chosen = ended(*live, "--audio", "miniaudio", env=os.environ | silent)
    assert (chosen.code, out.exists() and any(out.iterdir())) == (1, False)
    assert "sound" in chosen.sentence()
    left_open = ended(*live, env=os.environ | silent)
    assert (left_open.code, left_open.err) == (0, "")
    complete(out, clip=None)


def write_raw(path: Path, size_px: tuple[int, int], count: int) -> Path:
    """Write uncompressed noise, which may have any size."""
    random = np.random.default_rng(1)
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream("ffv1", rate=25)
        stream.width, stream.height, stream.pix_fmt = *size_px, "bgr0"
        for _ in range(count):
            picture = random.integers(0, 255, (size_px[1], size_px[0], 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(format="bgr0")))
        container.mux(stream.encode(None))
    return path
