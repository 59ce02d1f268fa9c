"""The part of the tables for an exercise that is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from livecoach.core.hold import HoldPhase
from livecoach.output.log.session_file import HoldFound, SessionHold, SessionHoldEvent

if TYPE_CHECKING:
    from livecoach.core.hold import HoldEvent, HoldReading
    from livecoach.output.log.log_reader import LoggedSession

HOLD_COLUMNS = ("hold", "hold_breaths", "held")
"""Columns of ``frames.csv``; all empty in an exercise that is not held."""


def hold_table(session: LoggedSession) -> HoldFound | None:
    """Return the holds of a session and their faults; None where nothing was held."""
    if not session.hold:
        return None
    events: dict[tuple[str, float], HoldEvent] = {}
    problems_s: dict[str, float] = {}
    end_s = session.frames[-1].t_s if session.frames else session.hold[-1].t_s
    for reading, until_s in zip(session.hold, [*(later.t_s for later in session.hold[1:]), end_s], strict=True):
        events |= {(event.kind, event.start_s): event for event in (*reading.opened, *reading.closed)}
        if reading.phase is HoldPhase.SETUP and reading.problem:
            problems_s[reading.problem] = problems_s.get(reading.problem, 0.0) + until_s - reading.t_s
    results = [reading.result for reading in session.hold if reading.result is not None]
    return HoldFound(
        holds=tuple(SessionHold.model_validate(result) for result in results),
        events=tuple(SessionHoldEvent.model_validate(event) for event in events.values()),
        problems_s=problems_s,
    )


def hold_cells(reading: HoldReading | None) -> list[int | str]:
    """Return one frame's cells of ``HOLD_COLUMNS``."""
    if reading is None:
        return [""] * len(HOLD_COLUMNS)
    return [reading.phase.value, reading.breaths, reading.held.value]
