"""Labels of holds, and made-up readings of one."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from livecoach.core.hold import HoldEvent, HoldPhase, HoldReading, HoldResult

if TYPE_CHECKING:
    from pathlib import Path

REACHED_S, LEFT_S = 6.0, 36.5
BREATHS = [
    {"inhale_start": 5.0 * n, "inhale_end": 5.0 * n + 2.0, "exhale_start": 5.0 * n + 2.0, "exhale_end": 5.0 * n + 4.5}
    for n in range(9)
]
"""Six of them have their exhale in the hold."""


def label(kind: str = "all4", *, left_s: float = LEFT_S, **more: Any) -> dict[str, Any]:
    hold = {"lift_done": REACHED_S, "drop_start": left_s}
    return {"kind": kind, "yaw": 90.0, "hold": hold, "breaths": BREATHS} | more


def labelled(folder: Path, **clips: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "labels.json").write_text(json.dumps(clips), encoding="utf-8")
    return folder


def told(
    *alarms: tuple[str, float], problem: str = "", begun_s: float = 5.8, breaths: int = 6, fps: float = 10.0
) -> list[HoldReading]:
    """Readings of 45 s: the hold begins at ``begun_s`` unless there is a ``problem``; alarms at their times."""
    readings = []
    for index in range(round(45.0 * fps)):
        t_s = index / fps
        held = not problem and t_s >= begun_s
        phase = HoldPhase.HOLD if held else HoldPhase.SETUP if problem else HoldPhase.READY
        opened = tuple(
            HoldEvent(kind, at_s - 1.0 if kind == "reach_lost" else at_s, None, 1.0, 0.5, "deg", 1)
            for kind, at_s in alarms
            if math.ceil(at_s * fps - 1e-6) == index
        )
        readings.append(HoldReading(t_s, phase, problem=problem, opened=opened))
    result = None if problem else HoldResult(1, begun_s, 44.0, 30.0, breaths, 6, ())
    return [*readings, HoldReading(45.0, readings[-1].phase, problem=problem, result=result)]
