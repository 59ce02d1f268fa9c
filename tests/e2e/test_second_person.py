"""Somebody else beside the coached person: a whole live session greys their place out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from livecoach.core.resources import demo_clip
from livecoach.output.clip.clip_writer import ClipWriter
from tests.e2e.coach import FPS, ended
from tests.support.passerby import demo_frames, with_passerby

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

_BESIDE = slice(260, 400), slice(20, 150)
"""Rows and columns where the passer-by stands and nothing else of the screen is."""


def _darkest(clip: Path) -> float:
    """The lowest mean brightness of that place within a clip."""
    with av.open(str(clip)) as container:
        return min(float(np.mean(frame.to_ndarray(format="gray")[_BESIDE])) for frame in container.decode(video=0))


def test_a_live_session_greys_out_who_is_not_judged(tmp_path: Path) -> None:
    walked_by = tmp_path / "walked_by.mp4"
    writer = ClipWriter(walked_by, (640, 480), fps_hint=FPS, with_sound=False)
    for frame in with_passerby(demo_frames(), 2.0, 20.0):
        writer.write(frame.image_bgr, frame.t_s)
    writer.close([])
    shown = {}
    for name, source in (("alone", demo_clip()), ("beside", walked_by)):
        out, annotated = tmp_path / name, tmp_path / f"{name}.mp4"
        asked = ("--headless", "--audio", "none", "--out", str(out), "--record", str(annotated))
        result = ended("live", "--source", str(source), *asked)
        assert result.code == 0, result.err
        shown[name] = _darkest(annotated) / _darkest(source)
    assert shown["alone"] > 0.85, shown
    assert shown["beside"] < 0.75, shown
