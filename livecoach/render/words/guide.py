"""The words of the guide and of the summary; the instructions themselves are in ``livecoach.core.words.phrases``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.guide_state import Hint
from livecoach.core.types import Phase
from livecoach.core.words.phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class GuideWords:
    """Texts of one language; those with braces are for ``str.format``."""

    line: Mapping[str, str]
    hint: Mapping[Hint, str]
    in_phase: Mapping[Phase, str]
    second_person: str
    second_person_short: str
    not_judged: str
    still: str
    set_of: str
    clean_of: str
    pulls: str
    no_pulls: str
    most_often: str
    no_fault: str
    in_reps: str
    best_range: str
    of_own: str
    saved_in: str
    close: str


_ENGLISH: Final = GuideWords(
    line=PHRASES["en"],
    hint={
        Hint.BE_SEEN: "Next time stand where the camera sees you from head to hips, and pull a few times.",
        Hint.FURTHER: "Next time draw the elbows further past the ribs.",
        Hint.KEEP: "All good. Next time the same, a little slower.",
    },
    in_phase={
        Phase.SETUP: "before the pull",
        Phase.REACH: "in the reach",
        Phase.DRIVE: "in the drive",
        Phase.HOLD: "in the hold",
        Phase.RETURN: "on the way back",
    },
    second_person="2nd person ignored",
    second_person_short="2nd person",
    not_judged="not judged",
    still="Still",
    set_of="Set {} of {}",
    clean_of="{} of {} clean",
    pulls="pulls",
    no_pulls="nothing judged",
    most_often="Most often",
    no_fault="no fault",
    in_reps="{}x",
    best_range="Best clean range",
    of_own="{} % of your full pull",
    saved_in="Saved in",
    close="q: close",
)

_GERMAN: Final = GuideWords(
    line=PHRASES["de"],
    hint={
        Hint.BE_SEEN: "Stell dich nächstes Mal vom Kopf bis zur Hüfte ins Bild und zieh ein paar Mal.",
        Hint.FURTHER: "Nächstes Mal die Ellbogen weiter hinter die Rippen ziehen.",
        Hint.KEEP: "Alles gut. Nächstes Mal genauso, etwas langsamer.",
    },
    in_phase={
        Phase.SETUP: "vor dem Zug",
        Phase.REACH: "beim Reichen",
        Phase.DRIVE: "beim Ziehen",
        Phase.HOLD: "beim Halten",
        Phase.RETURN: "auf dem Rückweg",
    },
    second_person="2. Person ignoriert",
    second_person_short="2. Person",
    not_judged="nicht bewertet",
    still="Still",
    set_of="Satz {} von {}",
    clean_of="{} von {} sauber",
    pulls="Züge",
    no_pulls="nichts bewertet",
    most_often="Am häufigsten",
    no_fault="kein Fehler",
    in_reps="{}x",
    best_range="Weitester sauberer Zug",
    of_own="{} % deines vollen Zugs",
    saved_in="Gespeichert in",
    close="q: schließen",
)

GUIDE_WORDS: Final = {"en": _ENGLISH, "de": _GERMAN}
