"""A clip whose first pull is a shrug, from pictures to ``session.json``."""

from __future__ import annotations

from pathlib import Path

import pytest

from livecoach.capture.clip import ClipSource
from livecoach.core.resources import PACKAGE
from livecoach.core.types import Reference
from livecoach.session.offline.analyze import AnalyzeOptions, ClipOutcome, analyze_clips
from tests.support.clips import write_clip

FPS = 30.0
CLEAN_REP_S = (4.2, 7.0)
"""When the first rep of demo.mp4 is; the second is a shrug of 18 degrees."""


class Silent:
    def started(self, clip: Path, frames: int | None) -> None:
        """Say nothing."""

    def advanced(self, frames_done: int) -> None:
        """Say nothing."""

    def finished(self, outcome: ClipOutcome) -> None:
        """Say nothing."""


@pytest.mark.slow
def test_a_clip_that_begins_with_a_shrug_is_judged_by_its_clean_reps(tmp_path: Path):
    start, end = (round(t_s * FPS) for t_s in CLEAN_REP_S)
    pictures = []
    with ClipSource(PACKAGE / "assets" / "demo.mp4") as source:
        while not source.ended:
            frame = source.read()
            if frame is not None and not start <= frame.index < end:
                pictures.append(frame.image_bgr)
    clip = write_clip(tmp_path / "shrug_first.mp4", [index / FPS for index in range(len(pictures))], pictures)
    [outcome] = analyze_clips([clip], AnalyzeOptions(tmp_path / "out", video=False), Silent())
    assert outcome.session is not None
    reps = outcome.session.reps
    assert [rep.faults for rep in reps] == [("shrug",), (), ("lumbar_extension",), (), ()]
    assert {rep.against for rep in reps} == {Reference.CLEAN_REP}
    assert not any(rep.refused for rep in reps)
