"""The options of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class EvalOptions:
    """The options of ``livecoach eval``; None leaves the choice to the profile.

    With ``recorded_only`` clips without recorded landmarks are left out. With ``renew`` the networks run on every clip
    again, whatever was recorded.
    """

    folders: tuple[Path, ...]
    landmarks: Path | None = None
    recorded_only: bool = False
    renew: bool = False
    profile: str | None = None
    model: str | None = None
    exercise: str = "pit_pull"
    sweep: str | None = None
    jobs: int = 1
