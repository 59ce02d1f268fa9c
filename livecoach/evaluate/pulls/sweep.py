"""One option of the profile over a range: the true and false positives of each value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from livecoach.config.load import with_options
from livecoach.config.options import options
from livecoach.core.types import Observability
from livecoach.core.words.message import _
from livecoach.errors import UsageError
from livecoach.evaluate.outcome import SCORED
from livecoach.evaluate.pulls.labels import TRUTHS
from livecoach.evaluate.pulls.summary import outcomes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from livecoach.config.schema import Profile
    from livecoach.core.fault_id import FaultId
    from livecoach.evaluate.pulls.match import ClipResult, Row

_MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Sweep:
    """A dotted key of the profile, the values to try in rising order, and the one in effect, which is among them."""

    key: str
    values: tuple[float, ...]
    shipped: float

    def profiles(self, profile: Profile) -> tuple[Profile, ...]:
        """Return the profile with each value; raises ProfileError for one that is out of range."""
        whole = options()[self.key].type is int
        return tuple(
            with_options(profile, {self.key: round(value) if whole else value}, "--sweep") for value in self.values
        )

    @property
    def faults(self) -> tuple[FaultId, ...]:
        """The faults that the option concerns: one for an option of its section, otherwise all."""
        section = self.key.partition(".")[0]
        return (section,) if section in TRUTHS else tuple(TRUTHS)


def parse_sweep(text: str, profile: Profile) -> Sweep:
    """Return the sweep that ``KEY=LOW:HIGH:STEP`` asks for; raises UsageError."""
    key, _sign, span = text.partition("=")
    option = options().get(key)
    if option is None or option.type not in (int, float):
        raise UsageError(
            _("--sweep {}: {!r} is not a number of the profile; docs/profile.md lists all options").format(text, key)
        )
    try:
        low, high, step = (float(part) for part in span.split(":"))
    except ValueError as error:
        raise UsageError(_("--sweep {}: give the values as in shrug.limit=0.008:0.03:0.001").format(text)) from error
    if not (math.isfinite(low) and math.isfinite(high) and low <= high and 0 < step < math.inf):
        raise UsageError(
            _("--sweep {}: the values must rise from the first to the second by a step above 0").format(text)
        )
    count = math.floor((high - low) / step + 1e-6) + 1
    if count > _MOST_VALUES:
        raise UsageError(
            _("--sweep {}: {} values are too many, at most {}; take a larger step").format(text, count, _MOST_VALUES)
        )
    shipped = _value(profile, key)
    grid = {round(float(low + index * step), 9) for index in range(count)}
    return Sweep(key, tuple(sorted({*grid, shipped})), shipped)


def sweep_table(sweep: Sweep, results: Sequence[Sequence[ClipResult]]) -> dict[str, Any]:
    """Return the counts at each value as plain data; ``results`` holds for each value those of all clips."""
    points = []
    for value, clips in zip(sweep.values, results, strict=True):
        rows = [row for clip in clips for row in clip.rows if row.outcome in SCORED]
        for kind in sweep.faults:
            for state in (Observability.FULL, Observability.LIMITED):
                own = [row for row in rows if row.kind == kind and row.state is state]
                if own:
                    points.append({"value": value, "fault": kind, "state": state.value} | _counts(own))
    return {"key": sweep.key, "unit": options()[sweep.key].unit, "shipped": sweep.shipped, "points": points}


def _counts(rows: Sequence[Row]) -> dict[str, Any]:
    tp, fp, fn, tn = outcomes(rows)
    return {
        "tp": tp,
        "fp": fp,
        "fn": fn,
        "tn": tn,
        "precision": _share(tp, tp + fp),
        "recall": _share(tp, tp + fn),
        "f1": _share(2 * tp, 2 * tp + fp + fn),
        "false_share": _share(fp, fp + tn),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _value(profile: Profile, key: str) -> float:
    found: Any = profile
    for name in key.split("."):
        found = getattr(found, name)
    return float(found)
