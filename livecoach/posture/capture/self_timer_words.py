"""What the picture of a photo session says, in each language of ``livecoach.core.words.phrases``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.types import View

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class SelfTimerWords:
    """All banners of one language; ``turn`` by the view that is wanted."""

    nobody: str
    alone: str
    step_back: str
    turn: Mapping[View, str]
    still: str
    out_and_in: str
    in_again: str
    done: str


BOOTH_WORDS: Final[Mapping[str, SelfTimerWords]] = {
    "en": SelfTimerWords(
        nobody="Step into the picture",
        alone="Two people: only one in the picture",
        step_back="Step back: head and feet in the picture",
        turn={View.SIDE: "Turn your side to the camera", View.BACK: "Turn your back to the camera"},
        still="Stand still",
        out_and_in="Step out and in again",
        in_again="Step in again",
        done="Done",
    ),
    "de": SelfTimerWords(
        nobody="Tritt ins Bild",
        alone="Zwei Menschen: nur einer ins Bild",
        step_back="Geh zurück: Kopf und Füße ins Bild",
        turn={View.SIDE: "Dreh die Seite zur Kamera", View.BACK: "Dreh den Rücken zur Kamera"},
        still="Steh still",
        out_and_in="Geh hinaus und wieder hinein",
        in_again="Tritt wieder ins Bild",
        done="Fertig",
    ),
}
