"""The words of the question which camera to use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ChooserWords:
    """Texts of one language; ``by_itself`` takes the camera's number and the seconds left."""

    title: str
    looking: str
    starting: str
    no_picture: str
    keys: str
    by_itself: str


CHOOSER_WORDS: Final = {
    "en": ChooserWords(
        title="Which camera?",
        looking="Looking for cameras …",
        starting="Starting …",
        no_picture="no picture yet",
        keys="press its number, click it, or arrows and Enter",
        by_itself="camera {} as last time, in {} s; a key stops that",
    ),
    "de": ChooserWords(
        title="Welche Kamera?",
        looking="Suche Kameras …",
        starting="Startet …",
        no_picture="noch kein Bild",
        keys="ihre Nummer drücken, anklicken, oder Pfeile und Enter",
        by_itself="Kamera {} wie letztes Mal, in {} s; eine Taste hält an",
    ),
}
