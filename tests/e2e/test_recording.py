"""What a live session records, with the real model: beside the annotated clip, in place of the person, cut down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from livecoach.core.resources import demo_clip
from livecoach.render.draw.palette import INK
from tests.e2e.coach import ended, frames_in, records

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

pytestmark = pytest.mark.e2e

LIVE = ("live", "--source", str(demo_clip()), "--headless", "--audio", "none")


def _pictures(clip: Path) -> list[NDArray[np.uint8]]:
    with av.open(str(clip)) as container:
        return [np.asarray(frame.to_ndarray(format="bgr24"), np.uint8) for frame in container.decode(video=0)]


def test_the_raw_clip_and_the_highlights_lie_beside_the_annotated_one(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = ended(*LIVE, "--out", str(out), "--record-raw", "--highlights")
    assert (told.code, told.err) == (0, "")
    assert f"Highlights: {out / 'highlights.mp4'}\n" in told.out
    assert frames_in(out / "annotated.mp4") > 0
    assert frames_in(out / "annotated-raw.mp4") > 0
    assert frames_in(out / "highlights.mp4") > 0
    begun = [
        (record["path"], record["raw"]) for record in records(out / "session.jsonl") if record["type"] == "recording"
    ]
    assert begun == [("annotated.mp4", False), ("annotated-raw.mp4", True)]
    with av.open(str(out / "highlights.mp4")) as clip:
        assert len(clip.chapters()) > 1


def test_of_a_skeleton_recording_neither_person_nor_room_can_be_seen(tmp_path: Path) -> None:
    clip = tmp_path / "shown.mp4"
    options = ("--out", str(tmp_path / "out"), "--record", str(clip), "--record-privacy", "skeleton", "--seconds", "8")
    assert ended(*LIVE, *options).code == 0
    pictures = _pictures(clip)
    height, width = pictures[0].shape[:2]
    # Below the panels and above the notes only the ground and the thin lines of the skeleton are left.
    middle = (slice(height // 8, height * 3 // 4), slice(width * 3 // 8, width * 5 // 8))
    for picture in pictures:
        dark = np.abs(picture[middle].astype(int) - INK).max(axis=2) < 24
        assert dark.mean() > 0.75
