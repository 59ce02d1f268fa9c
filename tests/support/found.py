"""What a session found, from the few parts that a test cares about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from livecoach.output.log.session_file import Session

_REP = {"peak_s": 5.0, "drive": 0.9, "calibration": False, "faults": [], "breaths": None}
_EVENT = {
    "peak": 0.03,
    "peak_s": 1.0,
    "limit": 0.012,
    "unit": "torso lengths",
    "grade": "mild",
    "rep": None,
    "baseline": None,
}
_HOLD = {"end_s": 20.0}
_WHOLE = {
    "source": {"name": "a.mp4", "frames": 90, "duration_s": 3.0, "fps": 30.0, "width_px": 640, "height_px": 480},
    "exercise": "pit_pull",
    "model": "full",
    "profile": {"name": "default", "sensitivity": 5, "language": "en"},
    "view": {"name": "side"},
    "baseline": {"how": "still", "start_s": 0.0, "end_s": 3.0},
    "judged": {},
    "reps": [],
    "events": [],
    "tracking": {"frames_with_person": 90, "refused_s": 0.0, "why": ""},
    "timings_ms": {},
}


def found(parts: Mapping[str, Any]) -> Session:
    """A whole session; what ``parts`` leaves out is as in a quiet one."""
    whole = _WHOLE | dict(parts)
    for name in ("view", "baseline", "tracking"):
        filled = {"yaw_deg": None} if name == "view" else dict(_WHOLE[name])  # type: ignore[call-overload]
        whole[name] = filled | whole[name]
    whole["reps"] = [_REP | rep for rep in whole["reps"]]
    whole["events"] = [_EVENT | event for event in whole["events"]]
    if whole.get("breath"):
        whole["breath"] = {"exhale_s": None} | whole["breath"]
    if whole.get("hold"):
        hold = {"holds": [], "events": [], "problems_s": {}} | whole["hold"]
        whole["hold"] = hold | {"holds": [_HOLD | one for one in hold["holds"]]}
    return Session.model_validate(whole)
