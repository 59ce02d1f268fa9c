"""What the screen shows beside the Step: the session's own state, told by whoever runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from livecoach.core.geometry import Box
    from livecoach.core.guide_state import GuideState
    from livecoach.core.pacer import Pace
    from livecoach.render.screens.result import ResultView
    from livecoach.render.screens.summary import SummaryView
    from livecoach.render.views import PanelView, RoutineView


@dataclass(frozen=True, slots=True)
class ScreenState:
    """State that is not in a Step; an empty text or None shows nothing.

    ``saving`` says that it is over and everything is being written,
    ``recording_s`` is the length of the running recording, ``fps`` the rate to show when asked for,
    ``sensitivity`` the knob from 1 to 10, ``goal_reps`` how many reps the set has,
    ``trace`` whether the last ten seconds are shown, ``panel`` the panel of settings while it is open,
    ``pace`` where in the breath the pacer is while it leads, ``caution`` whether its word of caution is shown,
    ``flow`` where a guided session is, ``routine`` where a routine is, ``second_person`` whether somebody else is in
    the picture and ``bystander_px`` where, in the frame's pixels, ``summary`` and ``result`` the last screen of a
    session and of a measurement, which take the place of everything else.
    """

    paused: bool = False
    saving: bool = False
    recording_s: float | None = None
    muted: bool = False
    help: bool = False
    fps: float | None = None
    sensitivity: int = 5
    profile: str = ""
    goal_reps: int | None = None
    trace: bool = False
    pace: Pace | None = None
    caution: bool = False
    panel: PanelView | None = None
    flow: GuideState | None = None
    routine: RoutineView | None = None
    second_person: bool = False
    bystander_px: Box | None = None
    summary: SummaryView | None = None
    result: ResultView | None = None
    source_note: str = ""
    audio_note: str = ""
    saved_note: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the notes that are set, most urgent first."""
        return tuple(note for note in (self.source_note, self.saved_note, self.audio_note) if note)
