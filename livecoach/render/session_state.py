"""What a session has to show beside the Step: who leads, what is open, whether it stands still, and a few facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from livecoach.core.guide_state import GuideState
from livecoach.render.screens.result import ResultView
from livecoach.render.screens.summary import SummaryView
from livecoach.render.views import PanelView, RoutineView

if TYPE_CHECKING:
    from livecoach.core.geometry import Box
    from livecoach.core.pacer import Pace


class Halt(StrEnum):
    """Whether the session goes on, is paused, or is over and its files are being written."""

    NO = "no"
    PAUSED = "paused"
    SAVING = "saving"


@dataclass(frozen=True, slots=True)
class HelpOpen:
    """The table of keys is open."""


HELP = HelpOpen()

Led = GuideState | RoutineView | SummaryView | ResultView | None
"""Where the guide, the routine or the measurement is, or what it came to; None where nobody leads."""

Opened = HelpOpen | PanelView | None
"""What the person opened over the session."""


@dataclass(frozen=True, slots=True)
class Status:
    """Facts that stand small at the edges.

    ``recording_s`` is the length of the recording under way, ``fps`` the rate to show when asked for, ``sensitivity``
    the setting from 1 to 10. ``notes`` are sentences, most urgent first. ``bystander_px`` is where somebody else is in
    the frame who is not judged. None and empty texts show nothing.
    """

    recording_s: float | None = None
    muted: bool = False
    fps: float | None = None
    sensitivity: int = 5
    profile: str = ""
    notes: tuple[str, ...] = ()
    bystander_px: Box | None = None


@dataclass(frozen=True, slots=True)
class Aids:
    """What is shown only when asked for: the breath pacer, with its word of caution, and the last ten seconds."""

    pace: Pace | None = None
    caution: bool = False
    trace: bool = False


@dataclass(frozen=True, slots=True)
class SessionState:
    """The session at one frame; ``livecoach.render.screens.screen.choose_screen`` makes one screen of it."""

    led: Led = None
    opened: Opened = None
    halt: Halt = Halt.NO
    status: Status = Status()
    aids: Aids = Aids()

    @property
    def guide(self) -> GuideState | None:
        """Where a guided session is, alone or within a routine; None in others and at their end."""
        match self.led:
            case GuideState():
                return self.led
            case RoutineView(guide=guide):
                return guide
        return None
