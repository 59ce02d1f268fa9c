"""The value of a number that is not known."""

from __future__ import annotations

NAN = float("nan")
