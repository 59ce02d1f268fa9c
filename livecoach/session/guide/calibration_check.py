"""Why another slow pull is wanted before later pulls can be compared with the person's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.faults.registry import fault_named
from livecoach.session.engine.reference_choice import WHOLE

if TYPE_CHECKING:
    from livecoach.core.types import Rep

_SHORTEST_S: Final = 1.0
"""Below this a pull leaves too few frames for medians in the bins of drive: 15 each way at 30 a second."""


def once_more(rep: Rep) -> str:
    """Return the sound id of what to do better next time, empty for a pull that serves."""
    if rep.refused:
        return "once_more_whole" if rep.refused == WHOLE else fault_named(rep.refused).sounds.once_more
    return "once_more_slowly" if rep.calibration and rep.end_s - rep.start_s < _SHORTEST_S else ""
