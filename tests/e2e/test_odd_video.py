"""Clips as phones, cameras and programs write them: told as the same clip without the oddity is, or said why not."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.coach import complete, ended, frames_in
from tests.support.odd_clips import FRAMES, write_damaged

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

QUICK = ("--model", "lite", "--no-video")


def judged(out: Path, *clips: Path) -> list[dict[str, Any]]:
    """Return the content of each clip's ``session.json``."""
    result = ended("analyze", *map(str, clips), "--out", str(out), "--no-video")
    assert result.code == 0, result.err
    return [complete(out / clip.stem, clip=None) for clip in clips]


def test_mirrored_clips_are_judged_as_they_look(shared: Path, tmp_path: Path) -> None:
    for session in judged(tmp_path, *(shared / "cases/V1").glob("*.mp4")):
        assert len(session["reps"]) == 2
        assert session["view"]["yaw_deg"] == pytest.approx(25.0, abs=4.0)
        assert (session["source"]["width_px"], session["source"]["height_px"]) == (320, 240)


@pytest.mark.parametrize("name", ["dev02", "dev07"])
def test_pixels_that_are_not_square_change_nothing(shared: Path, tmp_path: Path, name: str) -> None:
    folder = shared / "cases/V2"
    odd, control = judged(tmp_path, folder / f"{name}_sar.mp4", folder / f"{name}_square.mp4")
    assert odd["source"]["width_px"] == pytest.approx(control["source"]["width_px"], abs=4)
    assert [rep["faults"] for rep in odd["reps"]] == [rep["faults"] for rep in control["reps"]]


def test_hdr_is_judged_as_standard_video_is(shared: Path, tmp_path: Path) -> None:
    odd, control = judged(tmp_path, shared / "cases/V4/pq.mp4", shared / "cases/V4/sdr.mp4")
    assert len(odd["reps"]) == len(control["reps"]) == 2
    assert odd["tracking"]["frames_with_person"] == odd["source"]["frames"]
    assert odd["view"]["name"] == control["view"]["name"]


def test_damaged_pictures_are_counted_said_and_not_judged(shared: Path, tmp_path: Path) -> None:
    folder = shared / "cases/A12"
    result = ended("analyze", str(folder / "noise.mp4"), "--out", str(tmp_path / "out"), *QUICK)
    session = complete(tmp_path / "out/noise", clip=None)
    assert session["tracking"]["frames_damaged"] >= 30
    assert (
        session["tracking"]["frames_with_person"] == session["source"]["frames"] - session["tracking"]["frames_damaged"]
    )
    assert f"{session['tracking']['frames_damaged']} frames of 180 damaged, not judged" in result.out
    [control] = judged(tmp_path / "control", folder / "e6.mp4")
    assert control["tracking"]["frames_damaged"] == 0


def test_a_clip_with_one_damaged_picture_says_so(tmp_path: Path) -> None:
    clip = write_damaged(tmp_path / "clip.mp4")
    result = ended("analyze", str(clip), "--out", str(tmp_path / "out"), "--model", "lite")
    assert complete(tmp_path / "out/clip")["tracking"]["frames_damaged"] == 7
    assert "7 frames of 24 damaged, not judged" in result.out
    assert frames_in(tmp_path / "out/clip/annotated.mp4") == FRAMES


@pytest.mark.skipif(os.name != "posix", reason="only there may names be any bytes")
def test_a_name_that_is_not_utf_8_is_escaped_and_the_others_are_judged(tmp_path: Path) -> None:
    odd = os.fsdecode(os.fsencode(tmp_path) + b"/m\xf6ve.mp4")
    shutil.copy(write_damaged(tmp_path / "plain.mp4"), odd)
    result = ended("analyze", odd, str(tmp_path / "plain.mp4"), "--out", str(tmp_path / "out"), *QUICK)
    assert result.code == 0, result.err
    folder = tmp_path / "out" / os.fsdecode(b"m\xf6ve")
    assert complete(folder, clip=None)["source"]["name"] == r"m\xf6ve.mp4"
    assert r"m\xf6ve.mp4" in result.out
    assert complete(tmp_path / "out/plain", clip=None)["source"]["name"] == "plain.mp4"


@pytest.mark.parametrize("name", ["...mp4", "..mp4"])
def test_a_name_of_dots_stays_within_the_output_folder(tmp_path: Path, name: str) -> None:
    clip = write_damaged(tmp_path / "plain.mp4").rename(tmp_path / name)
    out = tmp_path / "deep/out"
    assert ended("analyze", str(clip), "--out", str(out), *QUICK).code == 0
    assert [path.name for path in out.iterdir()] == [name]
    assert [path.name for path in out.parent.iterdir()] == ["out"]
