"""What is raised in a hold, and how high: the hips when lying, the upper back on hands and knees.

Heights are over the rest that the person had before, in torso lengths.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from livecoach.core import floor_measure_names
from livecoach.core.hold import HoldQuality
from livecoach.core.rounding import reached
from livecoach.core.section import TORSO
from livecoach.faults.holds import hip_drop, reach_lost

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.config.schema import HoldSection
    from livecoach.core.types import Measures
    from livecoach.faults.fault import Fault

_FEET_SLIDE = 0.06
"""Torso lengths an ankle may move on the wall before the knee no longer represents the hips (docs/method.md,
finding 26)."""

_HIP_SHOWS = 0.5
"""Least share of the lift that the hip landmark shows is 0.25, mostly about half (docs/method.md,
finding 26)."""

_WELL = 0.6
"""Above this share of its own peak a lift counts as fully held."""


class ElevationMetric(Protocol):
    """How one kind of hold is measured."""

    lost: Fault
    """The fault of coming down too early."""

    unit: str
    needs_mask: bool

    def height(self, measures: Measures, rest: Mapping[str, float]) -> float:
        """Return how high it is over ``rest`` (medians of the measures), NaN where unknown."""
        ...

    def up(self, settings: HoldSection) -> float:
        """Return the height from which it counts as raised."""
        ...

    def gone(self, settings: HoldSection, peak: float) -> float:
        """Return the height below which it has come down again, ``peak`` being the highest of this hold."""
        ...

    def held(self, settings: HoldSection, height: float, peak: float) -> HoldQuality:
        """Return how well it is held."""
        ...


class HipLift:
    """On the back, feet on a wall: the near knee rises one to one with the hips, as the shin turns about the foot."""

    lost = hip_drop.FAULT
    unit = TORSO
    needs_mask = False

    def height(self, measures: Measures, rest: Mapping[str, float]) -> float:
        """Return the rise of the near knee; that of the hip, scaled, once the foot has slid on the wall."""
        torso_px = rest[floor_measure_names.TORSO_PX]
        slid_px = math.hypot(
            measures[floor_measure_names.ANKLE_X_PX] - rest[floor_measure_names.ANKLE_X_PX],
            measures[floor_measure_names.ANKLE_UP_PX] - rest[floor_measure_names.ANKLE_UP_PX],
        )
        if slid_px > _FEET_SLIDE * torso_px:
            return (
                (measures[floor_measure_names.HIP_UP_PX] - rest[floor_measure_names.HIP_UP_PX]) / _HIP_SHOWS / torso_px
            )
        return (measures[floor_measure_names.KNEE_UP_PX] - rest[floor_measure_names.KNEE_UP_PX]) / torso_px

    def up(self, settings: HoldSection) -> float:
        """Return the least lift."""
        return settings.lift

    def gone(self, settings: HoldSection, peak: float) -> float:
        """Return the set share of the peak."""
        return settings.lift_kept * peak

    def held(self, settings: HoldSection, height: float, peak: float) -> HoldQuality:
        """Return YES near the peak, GONE below the share that must be kept."""
        if math.isnan(height):
            return HoldQuality.UNKNOWN
        if not reached(height, self.gone(settings, peak)):
            return HoldQuality.GONE
        return HoldQuality.YES if reached(height, _WELL * peak) else HoldQuality.LITTLE


class Reach:
    """On hands and knees: pushing the floor away rounds the upper back, which its outline shows."""

    lost = reach_lost.FAULT
    unit = TORSO
    needs_mask = True

    def height(self, measures: Measures, rest: Mapping[str, float]) -> float:
        """Return by how much the back stands higher than at rest."""
        return measures[floor_measure_names.BACK] - rest[floor_measure_names.BACK]

    def up(self, settings: HoldSection) -> float:
        """Return the least reach."""
        return settings.reach

    def gone(self, settings: HoldSection, peak: float) -> float:  # noqa: ARG002 -- set, not measured on the person
        """Return the height below which the reach is gone."""
        return settings.reach_gone

    def held(self, settings: HoldSection, height: float, peak: float) -> HoldQuality:  # noqa: ARG002
        """Return yes, a little or gone: the outline shows no more."""
        if math.isnan(height):
            return HoldQuality.UNKNOWN
        if not reached(height, settings.reach_gone):
            return HoldQuality.GONE
        return HoldQuality.YES if reached(height, settings.reach) else HoldQuality.LITTLE
