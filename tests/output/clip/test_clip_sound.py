from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from livecoach.output.audio.bank import RATE
from livecoach.output.clip.clip_sound import SoundTrack


@given(st.lists(st.integers(1, 500), min_size=1, max_size=40), st.integers(0, 3000))
def test_a_sound_lies_at_its_time_whatever_the_blocks(counts, start):
    track = SoundTrack()
    sound = np.linspace(0.1, 0.7, 300, dtype=np.float32)
    track.add(sound, start / RATE)
    out = np.concatenate([track.take(count) for count in counts])
    wanted = np.zeros(max(len(out), start + 300), np.float32)
    wanted[start : start + 300] = sound
    np.testing.assert_array_equal(out, wanted[: len(out)])


def test_sounds_are_mixed_and_limited():
    track = SoundTrack()
    for _ in range(5):
        track.add(np.full(10, 0.3, np.float32), 0.0)
    mixed = track.take(10)
    assert np.all(mixed > 0.8)
    assert np.all(mixed <= 1.0)


def test_a_sound_that_comes_too_late_starts_at_once():
    track = SoundTrack()
    track.take(1000)
    track.add(np.full(10, 0.5, np.float32), 500 / RATE)
    assert track.end == 1010
    assert np.all(track.take(10) == 0.5)
