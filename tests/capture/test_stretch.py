from __future__ import annotations

import math

from livecoach.capture.clip import ClipSource
from livecoach.capture.stretch import Stretch
from livecoach.core.resources import demo_clip


def test_each_stretch_has_times_and_numbers_of_its_own_and_leaves_the_source_open():
    with ClipSource(demo_clip()) as clip:
        first = Stretch(clip)
        with first:
            frames = [first.read() for _ in range(5)]
        times_s = [frame.t_s for frame in frames if frame is not None]
        second = Stretch(clip)
        begun, following = second.read(), second.read()
        assert begun is not None
        assert following is not None
        assert (begun.index, begun.t_s, begun.dropped_before) == (0, 0.0, 0)
        assert following.index == 1
        assert math.isclose(following.t_s, times_s[1] - times_s[0], abs_tol=1e-3)
        assert (second.info, second.notice, second.ended) == (clip.info, clip.notice, clip.ended)
        assert [frame.index for frame in frames if frame is not None] == [0, 1, 2, 3, 4]


def test_the_end_of_the_source_is_the_end_of_the_stretch():
    with ClipSource(demo_clip()) as clip:
        stretch = Stretch(clip)
        while not clip.ended:
            clip.read()
        assert stretch.ended
        assert stretch.read() is None
