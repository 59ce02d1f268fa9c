"""What-if counts against the real judge, on made-up score series."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livecoach.config.load import with_options
from livecoach.config.schema import Profile
from livecoach.core import measure_names
from livecoach.core.types import Baseline, BaselineHow, FaultState, Measures, Observability, Phase, View
from livecoach.core.unknown import NAN
from livecoach.detect.pulls.fault_detector import FaultDetector, FrameContext
from livecoach.detect.pulls.reps import Motion
from livecoach.faults.registry import fault_named
from livecoach.session.tuning.sliders import with_value
from livecoach.session.tuning.what_if import Alarm, History, alarms, columns, main_limit, seconds_above, shares, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

ARCH = "lumbar_extension"
SIDE = Baseline(
    BaselineHow.STILL,
    view=View.SIDE,
    yaw_deg=-90.0,
    median={measure_names.TRUNK_ANGLE_DEG: 0.0, measure_names.HEAD_ANGLE_DEG: 0.0, measure_names.TORSO_PX: 100.0},
)


class Verdict(NamedTuple):
    """What History takes of a step."""

    phase: Phase
    rep_count: int
    readings: tuple[FaultState, ...]


class Look(NamedTuple):
    """One frame of a made-up session: time since the one before, lean in degrees (NaN: unknown), phase."""

    dt_s: float
    lean_deg: float
    phase: Phase


looks = st.lists(
    st.builds(
        Look,
        st.sampled_from((1 / 60, 1 / 30, 0.04, 0.1, 0.5)),
        st.one_of(st.just(NAN), st.floats(-5.0, 40.0)),
        st.sampled_from((Phase.DRIVE, Phase.DRIVE, Phase.DRIVE, Phase.REACH, Phase.SETUP)),
    ),
    max_size=80,
)


def judged(session: Sequence[Look], profile: Profile) -> tuple[list[float], History]:
    """Run the real judge; return the times of its events and what the panel keeps of it."""
    judge, history = FaultDetector(fault_named("lumbar_extension")), History()
    opened, t_s = [], 0.0
    for look in session:
        t_s += look.dt_s
        # At a yaw of -90 degrees leaning back turns the angle negative; the rule's sign makes it positive again.
        values = {measure_names.TRUNK_ANGLE_DEG: -look.lean_deg, measure_names.HEAD_ANGLE_DEG: -look.lean_deg}
        measures = Measures(t_s, View.SIDE, -90.0, 1.0, values)
        rep = 1 if look.phase is Phase.DRIVE else None
        moment = FrameContext(t_s, measures, Motion(look.phase, 0.5, False), SIDE, profile, rep)
        verdict = judge.update(moment)
        opened += [t_s] if verdict.opened is not None else []
        history.add(t_s, Verdict(look.phase, 0, (verdict.reading,)), profile)
    return opened, history


def gross(profile: Profile, limit: float, sensitivity: int) -> Profile:
    return with_value(profile, "lumbar_extension", limit).with_sensitivity(sensitivity)


@settings(max_examples=60, deadline=None)
@given(looks, st.floats(3.0, 25.0), st.integers(1, 10), st.floats(3.0, 25.0), st.integers(1, 10))
def test_another_limit_counts_what_the_judge_would_have_opened(
    session: list[Look], limit: float, sensitivity: int, other_limit: float, other_sensitivity: int
) -> None:
    then = gross(Profile(), limit, sensitivity)
    now = gross(Profile(), other_limit, other_sensitivity)
    _, history = judged(session, then)
    wanted, _ = judged(session, now)
    assert [alarm.t_s for alarm in alarms(history.series, ARCH, now)] == wanted


@settings(max_examples=60, deadline=None)
@given(looks, st.floats(0.0, 2.0), st.floats(0.0, 2.0), st.floats(0.3, 0.95))
def test_another_dwell_counts_what_the_judge_would_have_opened(
    session: list[Look], on_s: float, off_s: float, leave_ratio: float
) -> None:
    changes = {f"{ARCH}.on_s": on_s, f"{ARCH}.off_s": off_s, f"{ARCH}.leave_ratio": leave_ratio}
    now = with_options(Profile(), changes, "test")
    _, history = judged(session, Profile())
    wanted, _ = judged(session, now)
    assert [alarm.t_s for alarm in alarms(history.series, ARCH, now)] == wanted


@given(looks, st.floats(3.0, 25.0), st.floats(3.0, 25.0))
def test_a_higher_limit_never_gives_more_time_above(session: list[Look], one: float, other: float) -> None:
    _, history = judged(session, Profile())
    low, high = sorted((one, other))
    times = [seconds_above(history.series, with_value(Profile(), "lumbar_extension", limit)) for limit in (low, high)]
    assert (times[1] <= times[0]).all()


def test_a_change_of_the_profile_on_the_way_is_taken_into_account() -> None:
    strict, gentle = Profile().with_sensitivity(9), Profile().with_sensitivity(1)
    history = History()
    for index, profile in enumerate((strict, gentle) * 30):
        limit = main_limit(profile, ARCH)
        reading = FaultState(ARCH, 8.0, limit, "deg", Observability.FULL)
        history.add(index / 30, Verdict(Phase.DRIVE, 0, (reading,)), profile)
    assert history.series.score[:, 1] == pytest.approx(8.0)


def test_the_history_is_bounded_and_forgets_the_oldest() -> None:
    history = History(frames_max=100)
    for index in range(1000):
        history.add(float(index), Verdict(Phase.REACH, 0, ()), Profile())
    assert len(history.series.t_s) <= 100
    assert history.series.t_s[-1] == 999.0
    assert (np.diff(history.series.t_s) == 1.0).all()


def test_a_repeated_frame_counts_once() -> None:
    history = History()
    for t_s in (1.0, 1.0, 0.5, 2.0):
        history.add(t_s, Verdict(Phase.REACH, 0, ()), Profile())
    assert history.series.t_s.tolist() == [1.0, 2.0]


def test_nothing_recorded_gives_nothing() -> None:
    series = History().series
    assert alarms(series, ARCH, Profile()) == ()
    assert seconds_above(series, Profile()).tolist() == []
    assert shares(series, Profile()).tolist() == []


def test_the_same_fault_is_said_once_a_pull_and_not_within_the_cool_down() -> None:
    shrug = "shrug"
    found = [
        Alarm(0.0, shrug, 1),
        Alarm(1.0, ARCH, 1),
        Alarm(5.0, shrug, 1),
        Alarm(6.0, shrug, 2),
        Alarm(8.0, shrug, 3),
    ]
    assert [alarm.t_s for alarm in spoken(found, 4.0)] == [0.0, 1.0, 6.0]
    assert [alarm.t_s for alarm in spoken(found, 0.0)] == [0.0, 1.0, 6.0, 8.0]


def test_columns_keep_the_largest_of_each_and_leave_gaps() -> None:
    t_s = np.array([0.1, 0.4, 1.2, 3.9])
    shown = columns(t_s, np.array([1.0, 2.0, NAN, 3.0]), (0.0, 4.0), 4)
    assert shown[0] == 2.0
    assert shown[3] == 3.0
    assert math.isnan(shown[1])
    assert math.isnan(shown[2])
