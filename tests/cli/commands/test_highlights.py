"""``livecoach highlights`` as a person runs it, on a made-up session with its annotated clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np

from livecoach.output.clip.clip_writer import ClipWriter
from tests.output.sessions import FPS, FRAMES, write_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ended


def test_the_clip_lies_in_the_sessions_folder_and_is_named(livecoach: Callable[..., Ended], tmp_path: Path):
    write_session(tmp_path / "session.jsonl")
    clip = ClipWriter(tmp_path / "annotated.mp4", (320, 240), fps_hint=FPS)
    for index in range(FRAMES):
        clip.write(np.full((240, 320, 3), 100, np.uint8), index / FPS)
    clip.close([])
    before = set(tmp_path.iterdir())
    ended = livecoach("highlights", str(tmp_path))
    assert (ended.code, ended.err) == (0, "")
    [made] = set(tmp_path.iterdir()) - before
    assert ended.out == f"Written to {made}\n"
    with av.open(str(made)) as container:
        assert next(container.decode(video=0)).width > 0


def test_a_folder_without_a_session_is_one_sentence(livecoach: Callable[..., Ended], tmp_path: Path):
    ended = livecoach("highlights", str(tmp_path))
    assert (ended.code, ended.out) == (1, "")
    assert ended.sentence().endswith(".")
    assert list(tmp_path.iterdir()) == []
