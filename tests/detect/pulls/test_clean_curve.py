import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livecoach.detect.pulls.clean_curve import CleanRepProfile, ScoreSample

drives = st.floats(0.0, 1.0)
scores = st.floats(-10.0, 10.0)
samples = st.builds(ScoreSample, drives, st.booleans(), st.tuples(scores, scores))
unknown = st.builds(ScoreSample, drives, st.booleans(), st.just((math.nan, 1.0))) | st.just(
    ScoreSample(math.nan, False, (1.0, 1.0))
)


@given(st.lists(samples, min_size=1, max_size=40), drives, st.booleans())
def test_it_never_leaves_the_range_of_what_was_seen(seen, drive, returning):
    for channel, clean in enumerate(CleanRepProfile(seen).at(drive, returning)):
        known = [sample.scores[channel] for sample in seen]
        assert min(known) - 1e-9 <= clean <= max(known) + 1e-9


@given(st.lists(samples, min_size=1, max_size=40), st.lists(unknown, max_size=5), drives, st.booleans())
def test_what_is_unknown_teaches_nothing(seen, lost, drive, returning):
    assert CleanRepProfile(seen + lost).at(drive, returning) == CleanRepProfile(seen).at(drive, returning)


@given(st.randoms(use_true_random=False), st.lists(samples, min_size=1, max_size=40), drives, st.booleans())
def test_the_order_of_the_samples_does_not_matter(random, seen, drive, returning):
    shuffled = random.sample(seen, len(seen))
    assert CleanRepProfile(shuffled).at(drive, returning) == CleanRepProfile(seen).at(drive, returning)


@given(drives, st.booleans())
def test_a_steady_score_is_followed_closely(drive, returning):
    line = [ScoreSample(step / 100, back, (3.0 * step / 100,)) for step in range(101) for back in (False, True)]
    assert CleanRepProfile(line).at(drive, returning)[0] == pytest.approx(3.0 * drive, abs=0.3)


@given(drives)
def test_the_way_there_and_the_way_back_are_kept_apart(drive):
    both = [ScoreSample(step / 20, back, (-1.0 if back else 1.0,)) for step in range(21) for back in (False, True)]
    assert CleanRepProfile(both).at(drive, False) == (1.0,)
    assert CleanRepProfile(both).at(drive, True) == (-1.0,)


@given(drives, st.booleans(), st.booleans())
def test_one_way_alone_stands_for_both(drive, seen_returning, returning):
    curve = CleanRepProfile([ScoreSample(0.5, seen_returning, (2.0,))])
    assert curve.at(drive, returning) == (2.0,)


@pytest.mark.parametrize("seen", [[], [ScoreSample(0.5, False, (math.nan,))]])
def test_without_anything_known_it_expects_nothing(seen):
    assert CleanRepProfile(seen).at(0.5, False) == ()
