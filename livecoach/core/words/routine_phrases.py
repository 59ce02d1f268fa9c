"""What a routine says beside the words of its exercises: the camera's place, the day, the end."""

from __future__ import annotations

from typing import Final

DAY_COUNT_MAX: Final = 14
USUAL_DAYS: Final = 10
"""The article's photos lie ten days apart; a plan of so many days has its own words for each."""

_ENGLISH: Final = {
    "camera_floor": "Put the camera low, at your side",
    "camera_chest": "Put the camera at chest height, a little to your side",
    "skipped": "Skipped",
    "routine_resumed": "Going on where you stopped",
    "routine_done": "That was all for today",
}

_GERMAN: Final = {
    "camera_floor": "Stell die Kamera tief, neben dich",
    "camera_chest": "Stell die Kamera auf Brusthöhe, etwas seitlich von dir",
    "skipped": "Übersprungen",
    "routine_resumed": "Weiter, wo du aufgehört hast",
    "routine_done": "Das war alles für heute",
}


def _with_days(phrases: dict[str, str], day: str, of: str) -> dict[str, str]:
    numbered = {f"day_{n}": f"{day} {n}" for n in range(1, DAY_COUNT_MAX + 1)}
    of_usual = {f"day_{n}_of_{USUAL_DAYS}": f"{day} {n} {of} {USUAL_DAYS}" for n in range(1, USUAL_DAYS + 1)}
    return phrases | numbered | of_usual


ROUTINE_PHRASES: Final = {
    "en": _with_days(_ENGLISH, "Day", "of"),
    "de": _with_days(_GERMAN, "Tag", "von"),
}


def day_sound(day: int, days: int) -> str:
    """Return the sound id that announces a day; plans of ten days say how many there are.

    Empty after ``DAY_COUNT_MAX``: later days are shown only.
    """
    if days == USUAL_DAYS:
        return f"day_{day}_of_{days}"
    return f"day_{day}" if day <= DAY_COUNT_MAX else ""
