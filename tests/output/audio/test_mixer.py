from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from livecoach.output.audio.bank import RATE
from livecoach.output.audio.mixer import FADE_S, VOICES_MAX, Mixer, soft_limit


def tone(hz: float, duration_s: float, level: float = 0.3) -> np.ndarray:
    t_s = np.arange(round(duration_s * RATE)) / RATE
    return (level * np.sin(2 * np.pi * hz * t_s)).astype(np.float32)


@given(st.lists(st.integers(1, 2000), min_size=1, max_size=30))
def test_the_block_size_makes_no_difference(counts):
    mixer = Mixer()
    mixer.play(tone(440, 0.2))
    mixer.play(tone(700, 0.1))
    out = np.concatenate([mixer.render(count) for count in counts])
    wanted = tone(440, 0.2)
    wanted[: round(0.1 * RATE)] += tone(700, 0.1)
    wanted = np.concatenate([wanted, np.zeros(len(out), np.float32)])
    np.testing.assert_allclose(out, wanted[: len(out)], atol=1e-7)


@given(st.lists(st.floats(-20, 20, width=32), min_size=1, max_size=50))
def test_the_limiter_keeps_order_sign_and_quiet_samples(values):
    samples = np.sort(np.array(values, np.float32))
    out = soft_limit(samples)
    assert out.dtype == np.float32
    assert np.all(np.abs(out) <= 1.0)
    assert np.all(np.diff(out) >= 0)
    assert np.all(np.sign(out) == np.sign(samples))
    quiet = np.abs(samples) <= 0.8
    np.testing.assert_array_equal(out[quiet], samples[quiet])


def test_many_loud_sounds_stay_within_full_scale_and_are_bounded():
    mixer = Mixer()
    for _ in range(10 * VOICES_MAX):
        mixer.play(tone(440, 0.1, level=0.9))
    out = mixer.render(RATE)
    assert np.abs(out).max() <= 1.0
    wanted = soft_limit(np.float32(VOICES_MAX) * np.pad(tone(440, 0.1, 0.9), (0, RATE * 9 // 10)))
    np.testing.assert_allclose(out, wanted, atol=1e-6)


def test_cancel_fades_and_forgets_what_waits_but_not_what_comes_after():
    mixer = Mixer()
    mixer.play(np.full(RATE, 0.5, np.float32))
    mixer.render(100)
    mixer.play(np.full(RATE, 0.5, np.float32))
    mixer.cancel()
    out = mixer.render(RATE // 10)
    fade = round(FADE_S * RATE)
    assert out[0] == 0.5
    assert np.all(np.diff(out[:fade]) < 0)
    assert np.all(out[fade:] == 0)
    mixer.cancel()
    mixer.play(tone(440, 0.1))
    np.testing.assert_array_equal(mixer.render(1000), tone(440, 0.1)[:1000])


def test_a_new_gain_is_reached_without_a_step():
    mixer = Mixer()
    mixer.play(np.full(RATE, 0.5, np.float32))
    out = np.concatenate([mixer.render(480, gain) for gain in (1.0, 0.0, 0.0, 0.5, 0.5)])
    assert np.abs(np.diff(out)).max() < 0.002
    assert np.all(out[:480] == 0.5)
    assert np.all(out[960:1440] == 0.0)
    assert np.all(out[1920:] == 0.25)


def test_silence_is_zeros():
    assert not Mixer().render(1000).any()
