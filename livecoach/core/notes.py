"""What the screen notes while something is missing, in English, and the same in the other languages.

Whoever finds it missing knows no language; ``told`` gives the words of the person's own.
"""

from __future__ import annotations

from typing import Final

SOUND_OFF: Final = "Sound is turned off"
NO_DEVICE: Final = "No sound device: cues are shown only"
DEVICE_LOST: Final = "The sound device is gone: cues are shown only"
CAMERA_LOST: Final = "Camera lost. Reconnecting ..."

_TOLD: Final = {
    "en": {},
    "de": {
        SOUND_OFF: "Ton ist aus",
        NO_DEVICE: "Kein Tongerät: Hinweise nur im Bild",
        DEVICE_LOST: "Das Tongerät ist weg: Hinweise nur im Bild",
        CAMERA_LOST: "Kamera weg. Verbinde neu ...",
    },
}


def told(note: str, language: str) -> str:
    """Return the note in one of ``livecoach.core.phrases.LANGUAGES``; what is not in the table stays as it is."""
    return _TOLD[language].get(note, note)
