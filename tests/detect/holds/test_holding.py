import pytest

from livecoach.config.schema import HoldSection
from livecoach.core import floor_measure_names
from livecoach.core.hold import HoldQuality
from livecoach.core.types import Measures, View
from livecoach.detect.holds.holding import Holding, HoldState, HoldWatcher
from livecoach.detect.holds.raising import HipLift, Reach

TORSO_PX = 100.0
RATES = [10.0, 25.0, 30.0, 60.0]


def at(t_s: float, height: float, **others: float) -> Measures:
    """Somebody whose knees and back are ``height`` torso lengths over their rest."""
    values = dict.fromkeys(floor_measure_names.ALL, 1.0) | {
        floor_measure_names.TORSO_PX: TORSO_PX,
        floor_measure_names.KNEE_UP_PX: 280.0 + TORSO_PX * height,
        floor_measure_names.HIP_UP_PX: 190.0 + 0.5 * TORSO_PX * height,
        floor_measure_names.BACK: 0.25 + height,
    }
    return Measures(t_s, View.SIDE, 90.0, 1.0, values | others)


def followed(fps: float, heights: list[tuple[float, float]], watcher: HoldWatcher) -> list[tuple[float, Holding]]:
    """Feed stretches of (seconds, height) one after the other; return each frame's time and what was told."""
    told, frame = [], 0
    for seconds, height in heights:
        for _ in range(round(seconds * fps)):
            told.append((frame / fps, watcher.update(at(frame / fps, height))))
            frame += 1
    return told


@pytest.mark.parametrize("fps", RATES)
@pytest.mark.parametrize("raising", [HipLift(), Reach()], ids=["lift", "reach"])
def test_a_rise_is_held_until_it_has_been_gone_for_a_second(raising, fps):
    watcher = HoldWatcher(raising, HoldSection())
    told = followed(fps, [(3.0, 0.0), (5.0, 0.08), (3.0, 0.0)], watcher)
    up = [t_s for t_s, holding in told if holding.where is HoldState.UP]
    assert up[0] == pytest.approx(3.3, abs=0.15)
    assert up[-1] == pytest.approx(9.0, abs=0.15)
    assert told[-1][1].last_held_s == pytest.approx(8.0, abs=0.15)
    assert told[-1][1].peak == pytest.approx(0.08)


def test_nothing_is_known_before_a_rest():
    watcher = HoldWatcher(HipLift(), HoldSection())
    assert all(holding.where is HoldState.UNSET for _, holding in followed(30.0, [(1.4, 0.0)], watcher))


def test_whoever_begins_lifted_comes_down_to_a_rest_first():
    watcher = HoldWatcher(HipLift(), HoldSection())
    told = followed(30.0, [(3.0, 0.1), (3.0, 0.0), (2.0, 0.1)], watcher)
    assert all(holding.where is HoldState.DOWN for t_s, holding in told if 2.0 < t_s < 6.0)
    assert told[-1][1].where is HoldState.UP


def test_a_lost_lift_can_be_taken_up_again():
    watcher = HoldWatcher(HipLift(), HoldSection())
    told = followed(30.0, [(3.0, 0.0), (3.0, 0.08), (3.0, 0.0), (2.0, 0.08)], watcher)
    assert told[-1][1].where is HoldState.UP


def test_a_short_dip_and_an_unknown_height_lose_nothing():
    watcher = HoldWatcher(HipLift(), HoldSection())
    followed(30.0, [(3.0, 0.0), (3.0, 0.08)], watcher)
    dipped = [watcher.update(at(6.0 + n / 30.0, 0.0)) for n in range(20)]
    unseen = [watcher.update(at(7.0 + n / 30.0, float("nan"))) for n in range(90)]
    assert {holding.where for holding in dipped + unseen} == {HoldState.UP}
    assert unseen[-1].held is HoldQuality.UNKNOWN


def test_the_hip_stands_in_for_the_knee_once_the_feet_slid():
    lift = HipLift()
    rest = dict(at(0.0, 0.0).values)
    slid = at(1.0, 0.0, **{floor_measure_names.ANKLE_X_PX: 20.0, floor_measure_names.HIP_UP_PX: 195.0})
    assert lift.height(slid, rest) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("height", "held"), [(0.05, HoldQuality.YES), (0.03, HoldQuality.LITTLE), (0.02, HoldQuality.GONE)]
)
def test_a_reach_is_held_a_little_or_gone(height, held):
    assert Reach().held(HoldSection(), height, 0.1) is held


def test_reset_equals_a_new_one():
    watcher = HoldWatcher(HipLift(), HoldSection())
    followed(30.0, [(3.0, 0.0), (3.0, 0.08)], watcher)
    watcher.reset()
    fresh = HoldWatcher(HipLift(), HoldSection())
    stretches = [(2.0, 0.05), (3.0, 0.2)]
    assert repr(followed(30.0, stretches, watcher)) == repr(followed(30.0, stretches, fresh))
