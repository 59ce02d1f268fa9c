"""What the screen says of another movement than the one that is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from livecoach.core.movements import Movement
from livecoach.core.words.message import _

if TYPE_CHECKING:
    from livecoach.core.words.message import Message

_NAMES: Final = {
    Movement.NOTHING: _("a rest"),
    Movement.ROW: _("a row"),
    Movement.PULLDOWN: _("a pulldown"),
    Movement.FACE_PULL: _("a face pull"),
    Movement.REVERSE_FLY: _("a reverse fly"),
    Movement.SHRUG: _("a shrug"),
    Movement.UPRIGHT_ROW: _("an upright row"),
    Movement.PRESS: _("a press"),
    Movement.RAISE: _("a raise"),
    Movement.CURL: _("a curl"),
    Movement.OTHER: _("another movement"),
}


def looks_like(movement: Movement) -> Message:
    """Return the sentence for a movement that does not count."""
    return _("This looks like {}: not counted").format(_NAMES[movement])
