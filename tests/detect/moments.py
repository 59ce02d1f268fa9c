"""Measures, baselines and moments with just the values that a rule looks at."""

from __future__ import annotations

from livecoach.config.schema import Profile
from livecoach.core import measure_names
from livecoach.core.types import Baseline, BaselineHow, Measures, Phase, View
from livecoach.detect.pulls.fault_detector import FrameContext
from livecoach.detect.pulls.reps import Motion
from livecoach.measure.baseline import baseline_of
from livecoach.measure.meter import Meter
from tests.support.bodies import Body, Camera, seen

PROFILE = Profile()


def measured(body: Body, camera: Camera, t_s: float = 0.0) -> Measures:
    """One posture, without a past."""
    return Meter().measure(seen(body, camera, t_s=t_s))


def relaxed(camera: Camera, how: BaselineHow = BaselineHow.STILL) -> Baseline:
    return baseline_of([measured(Body(), camera)], how)


def measures(t_s: float, view: View = View.FRONT, **values: float) -> Measures:
    return Measures(t_s, view, 0.0, 1.0, values)


def baseline(how: BaselineHow = BaselineHow.STILL, view: View = View.FRONT) -> Baseline:
    return Baseline(
        how, 0.0, 3.0, view, 0.0, dict.fromkeys(measure_names.ALL, 0.0), dict.fromkeys(measure_names.ALL, 0.0)
    )


def moment(
    now: Measures | None,
    *,
    t_s: float,
    reference: Baseline,
    profile: Profile = PROFILE,
    rep: int | None = 1,
    drive: float = 0.5,
    returning: bool = False,
) -> FrameContext:
    phase = Phase.RETURN if returning else Phase.DRIVE
    return FrameContext(t_s, now, Motion(phase, drive, returning), reference, profile, rep)
