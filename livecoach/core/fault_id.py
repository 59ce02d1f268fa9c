"""How a fault is named in events, reps and files."""

from __future__ import annotations

FaultId = str
"""The id of a fault in ``livecoach.faults.registry``: other packages may add some, so it is no enumeration."""
