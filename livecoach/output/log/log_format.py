"""The format of the session log."""

from __future__ import annotations

FORMAT = "livecoach.session-log/1"
