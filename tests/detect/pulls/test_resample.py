import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.detect.pulls.features import RATE_HZ
from livecoach.detect.pulls.resample import LONGEST_ABSENCE_S, LONGEST_GAP_S, SHAPE, Resampler


def moving(t_s: float) -> np.ndarray:
    """A point set that moves steadily, so that a straight line between frames is exact."""
    return np.full(SHAPE, 3.0 * t_s)


def fed(times_s: list[float]) -> list[tuple[float, float]]:
    resampler = Resampler()
    return [(sample.t_s, sample.points[0, 0]) for t_s in times_s for sample in resampler.feed(t_s, moving(t_s))]


@given(st.sampled_from([7.0, 10.0, 15.0, 24.0, 29.97, 30.0, 59.94]), st.floats(0.0, 100.0))
def test_every_rate_gives_the_same_samples(fps, start_s):
    samples = fed([start_s + i / fps for i in range(40)])
    times_s = np.array([t_s for t_s, _ in samples])
    assert times_s * RATE_HZ == pytest.approx(np.rint(times_s * RATE_HZ))
    assert np.diff(times_s) == pytest.approx(1.0 / RATE_HZ)
    assert [value for _, value in samples] == pytest.approx(3.0 * times_s, abs=1e-5)


def test_a_long_gap_is_nobody():
    samples = fed([0.0, 0.1, 0.1 + LONGEST_GAP_S + 0.2, 0.7])
    inside = [value for t_s, value in samples if 0.1 < t_s < 0.5]
    assert inside
    assert np.isnan(inside).all()


def test_a_very_long_absence_is_not_told_whole():
    samples = fed([0.0, 600.0])
    assert len(samples) <= (LONGEST_ABSENCE_S + 1.0) * RATE_HZ


def test_reset_is_a_fresh_start():
    resampler = Resampler()
    resampler.feed(5.0, moving(5.0))
    resampler.reset()
    assert [sample.t_s for sample in resampler.feed(0.0, moving(0.0))] == [0.0]
