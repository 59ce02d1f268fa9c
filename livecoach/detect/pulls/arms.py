"""What tells a pull from other movements of the arms: hanging, raises, curls, circles, jogging, turning away."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from livecoach.core import measure_names
from livecoach.core.rounding import SLACK_S, first_highest

if TYPE_CHECKING:
    from collections.abc import Collection

    from livecoach.core.types import Measures

HANGING_DROP = 0.8
_HANGING_FORWARD = 0.3
"""The arms hang when the wrists drop this far below the shoulders and the upper arms do not point forward: a reach
drops less than 0.5; a bent-over row or fly drops more, but points forward from the trunk."""

_REST_DROP = 0.65
"""Of 134 rendered people at rest the wrists of all but one, who was mistracked, drop by 0.75 torso lengths and more; in
the reach they drop by 0.56 at most."""

BEHIND_DEG = 148.0
"""From this yaw on neither reach nor bend of the arms can be seen."""

_ONE_HAND_LOWER = 0.35
"""From behind the hands of a two-armed pull differ in height by 0.24 torso lengths (98th percentile of 131 medians)."""

_AHEAD = 0.45
_IN_TURNS_S = 0.25
"""Arms swing or circle when each in turn leads the other by ``_AHEAD`` (the unit of ``measure_names.REACH``) for longer
than ``_IN_TURNS_S`` of the recent time. In a one-armed circle the two arms led for 0.4 s and 0.7 s. In 1116 pulls,
rendered and real (some filmed in several ways), the lesser lead was at most 0.29 s; in one more, where a second person
disturbs the tracking, it was larger for 0.17 s."""

TURN_DEG = 45.0
"""Arms that swing with a body that turns away by more are no pull."""


def arms_hang(measures: Measures) -> bool:
    """Return whether the arms hang, by the hands' height and, where it can be seen, the upper arms."""
    return _hang(measures, HANGING_DROP)


def at_rest(measures: Measures) -> bool:
    """Return whether the arms hang loosely enough for the shoulders to be at rest, also a little bent or held away."""
    return _hang(measures, _REST_DROP)


def _hang(measures: Measures, drop: float) -> bool:
    if measures[measure_names.WRIST_DROP] <= drop:
        return False
    return abs(measures.yaw_deg) > BEHIND_DEG or measures[measure_names.ARM_FORWARD] < _HANGING_FORWARD


def furthest(recent: Collection[Measures]) -> Measures:
    """Return the first frame with the upper arms furthest forward."""
    return first_highest(recent, lambda measures: measures[measure_names.REACH])


def between_deg(one_deg: float, other_deg: float) -> float:
    """Return the angle between two directions, 0 to 180 degrees."""
    return abs(math.remainder(one_deg - other_deg, 360.0))


def _ahead_s(recent: Collection[Measures], side: float) -> float:
    """Return for how long of the ``recent`` frames the arm of ``side`` (1 or -1) was far ahead of the other."""
    return sum(
        after.t_s - measures.t_s
        for measures, after in pairwise(recent)
        if side * measures[measure_names.ARM_ASYMMETRY] > _AHEAD
    )


def is_pull(recent: Collection[Measures], now: Measures) -> bool:
    """Tell a pull from other arm movements by what changed over the ``recent`` frames.

    The elbows must come back or down from the reach and bend; or, straight as in a reverse fly, come back level.
    From behind neither can be seen, and the parting elbows decide, unless one hand stays far below the other: a
    one-armed pull is told from a two-armed one only where the other arm hangs. Limits: found on the real clips (rows,
    pulldowns, face pulls, flies against raises, circles, curls, desk work) and the rendered ones.
    """
    reach = furthest(recent)
    if between_deg(now.yaw_deg, reach.yaw_deg) > TURN_DEG:
        return False
    if abs(now.yaw_deg) > BEHIND_DEG:
        return not abs(now[measure_names.WRIST_DROP_ASYMMETRY]) > _ONE_HAND_LOWER
    if min(_ahead_s(recent, 1.0), _ahead_s(recent, -1.0)) > _IN_TURNS_S + SLACK_S:
        return False
    back = reach[measure_names.REACH] - now[measure_names.REACH]
    bend_deg = max(
        now[name] - min(measures[name] for measures in recent)
        for name in (measure_names.ELBOW_BEND_DEG, measure_names.ELBOW_FLEXION_DEG)
    )
    uneven = abs(now[measure_names.ARM_ASYMMETRY] - reach[measure_names.ARM_ASYMMETRY])
    if uneven > 0.8 * back and bend_deg < 60.0:
        return False  # one arm moves more than twice as far as the other: jogging
    level = abs(now[measure_names.ARM_UP] - reach[measure_names.ARM_UP]) < 0.35
    # A fly's straight arms go together (0.09 of the way apart), those of a one-armed circle do not (0.6 to 0.8).
    fly = back >= 0.45 and level and uneven <= 0.4 * back
    return fly or (back >= 0.2 and bend_deg >= 35.0)
