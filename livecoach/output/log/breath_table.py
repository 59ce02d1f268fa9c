"""The breathing part of the tables: only what was trusted when it was reported."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from livecoach.core.breath import BreathState
from livecoach.output.log.session_file import BreathFound, SeenBreath

if TYPE_CHECKING:
    from livecoach.core.breath import BreathReading
    from livecoach.output.log.log_reader import LoggedSession

BREATH_COLUMNS = ("breath", "breath_phase", "breath_rate_per_min", "breath_cycles")
"""Columns of ``frames.csv``; all empty where breathing was not watched."""


def breath_table(session: LoggedSession, step_s: float) -> BreathFound | None:
    """Return the breaths of a session whose frames lie ``step_s`` apart; None when the breath was not watched.

    ``rate_per_min`` is the median of the rates shown, frame by frame; ``trusted`` says whether there was any.
    """
    if not session.breath:
        return None
    seen = [frame for frame in session.frames if frame.breath is not None and frame.breath.state is BreathState.SEEN]
    rates = [frame.breath.rate_per_min for frame in seen if frame.breath is not None]
    rates = [rate for rate in rates if not math.isnan(rate)]
    breaths = [breath for reading in session.breath for breath in reading.breaths]
    return BreathFound(
        cycles=len(breaths),
        rate_per_min=float(np.median(rates)) if rates else None,
        trusted=bool(rates),
        seen_s=len(seen) * step_s,
        exhale_s=float(np.median([breath.exhale_s for breath in breaths])) if breaths else None,
        breaths=tuple(SeenBreath.model_validate(breath) for breath in breaths),
    )


def breath_cells(reading: BreathReading | None) -> list[float | int | str]:
    """Return one frame's cells of ``BREATH_COLUMNS``."""
    if reading is None:
        return [""] * len(BREATH_COLUMNS)
    rate = "" if math.isnan(reading.rate_per_min) else round(reading.rate_per_min, 2)
    return [reading.state.value, reading.phase.value, rate, reading.cycles]
