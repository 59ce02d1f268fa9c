"""What a rule looks at, with just the parts that a test is about."""

from __future__ import annotations

from functools import partial

from livecoach.config.schema import Profile
from livecoach.core.types import Baseline, Measures, View
from livecoach.faults.evidence import FaultContext
from livecoach.faults.fault import Fault
from tests.detect.moments import PROFILE, measures, relaxed
from tests.support.bodies import Camera


def context(
    fault: Fault,
    now: Measures | None = None,
    rest: Baseline | None = None,
    *,
    view: View | None = None,
    clean: tuple[float, ...] | None = None,
    pulling: bool = True,
    hanging: bool = False,
    visible: bool = True,
    limited: bool = False,
    settled: bool = True,
    drive: float = 1.0,
    profile: Profile = PROFILE,
) -> FaultContext:
    """A frame of a pull before the clean rep is known, in a view that shows the fault."""
    rest = rest or relaxed(Camera(45.0))
    return FaultContext(
        measures=now or measures(0.0),
        baseline=rest,
        view=view or rest.view,
        clean=clean,
        pulling=pulling,
        hanging=hanging,
        visible=visible,
        limited=limited,
        settled=settled,
        drive=drive,
        option=partial(getattr, profile.fault(fault.id)),
        scaled=profile.scaled,
    )
