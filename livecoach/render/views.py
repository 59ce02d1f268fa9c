"""What the screen shows of a routine and of the settings, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from livecoach.core.unknown import NAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.guide_state import GuideState
    from livecoach.core.routine import RoutineState
    from livecoach.render.draw.figure import Figure


@dataclass(frozen=True, slots=True)
class RoutineView:
    """What the screen shows of a routine: its state, and the written name and the figure of each exercise by name.

    ``guide`` is where the guide of the exercise under way is, None in one that nobody leads through sets.
    """

    titles: Mapping[str, str]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    state: RoutineState | None = None
    guide: GuideState | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One knob: its value as text and its slider's place 0..1 (NaN for a choice, which has none).

    ``trace`` is what was measured, oldest first, and ``line`` the limit, both as shares 0..1 of the graph's height;
    NaN is a gap. ``alarms`` is how many the setting would have given so far, None where that means nothing.
    """

    knob: str
    text: str
    at: float = NAN
    trace: tuple[float, ...] = ()
    line: float = NAN
    alarms: int | None = None


@dataclass(frozen=True, slots=True)
class PanelView:
    """What the panel shows; ``recent`` says whether the graphs show the last minute or a whole session."""

    rows: tuple[Row, ...]
    selected: str
    can_undo: bool
    changed: bool
    profile: str
    recent: bool
