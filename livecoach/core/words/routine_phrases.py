"""What a routine says in addition to its exercises: the camera's place, the day, the end."""

from __future__ import annotations

from typing import Final

from livecoach.core.words.message import Message, _

DAY_COUNT_MAX: Final = 14
USUAL_DAYS: Final = 10
"""The article's photos lie ten days apart; a plan of so many days has its own words for each."""

ROUTINE_PHRASES: Final[dict[str, Message]] = (
    {
        "camera_floor": _("Put the camera low, at your side"),
        "camera_chest": _("Put the camera at chest height, a little to your side"),
        "skipped": _("Skipped"),
        "routine_resumed": _("Going on where you stopped"),
        "routine_done": _("That was all for today"),
    }
    | {f"day_{n}": _("Day {}").format(n) for n in range(1, DAY_COUNT_MAX + 1)}
    | {f"day_{n}_of_{USUAL_DAYS}": _("Day {} of {}").format(n, USUAL_DAYS) for n in range(1, USUAL_DAYS + 1)}
)


def day_sound(day: int, days: int) -> str:
    """Return the sound id that announces a day; plans of ten days say how many there are.

    Empty after ``DAY_COUNT_MAX``: later days are shown only.
    """
    if days == USUAL_DAYS:
        return f"day_{day}_of_{days}"
    return f"day_{day}" if day <= DAY_COUNT_MAX else ""
