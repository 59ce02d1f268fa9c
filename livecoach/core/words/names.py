"""What things are called: one name each, on the screen, in the terminal and in recordings (docs/glossary.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.types import Phase, View
from livecoach.core.words.message import p_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.words.message import Message

PHASE: Final[Mapping[Phase, Message]] = {
    Phase.SETUP: p_("phase of a pull", "Set up"),
    Phase.REACH: p_("phase of a pull", "Reach"),
    Phase.DRIVE: p_("phase of a pull", "Drive"),
    Phase.HOLD: p_("phase of a pull", "Hold"),
    Phase.RETURN: p_("phase of a pull", "Return"),
}

VIEW: Final[Mapping[View, Message]] = {
    View.FRONT: p_("view", "Front"),
    View.THREE_QUARTER_FRONT: p_("view", "3/4 front"),
    View.SIDE: p_("view", "Side"),
    View.THREE_QUARTER_BACK: p_("view", "3/4 back"),
    View.BACK: p_("view", "Back"),
    View.UNKNOWN: p_("view", "View unknown"),
}
"""The side of the body that the camera sees."""
