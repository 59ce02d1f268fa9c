"""The words of the terminal at the end of a session, in each language of ``livecoach.core.words.phrases``."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from livecoach.core.types import Observability, View
from livecoach.core.words.message import translate
from livecoach.core.words.messages import STOPPED
from livecoach.errors import LivecoachError, UsageError
from livecoach.faults.registry import faults
from livecoach.session.factory import chosen_profile
from livecoach.session.interrupts import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from livecoach.core.fault_id import FaultId
    from livecoach.core.words.fault_words import FaultWords

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TerminalWords:
    """Texts of one ``language``; those with braces are for ``str.format``. Of two the first is for exactly one.

    ``faults`` are the words of the faults by their ids, ``refused`` are for the reasons of
    ``livecoach.track.gatekeeper``.
    """

    language: str
    clip: str
    view: str
    views: Mapping[View, str]
    reps: str
    faults: Mapping[FaultId, FaultWords]
    hold_heads: tuple[str, str, str]
    signs: Mapping[Observability, str]
    found: tuple[str, str]
    found_holds: tuple[str, str]
    rep: str
    hold: str
    clean: str
    calibrated: str
    held_for: str
    full_breaths: tuple[str, str]
    breaths_of: tuple[str, str]
    place_of: str
    no_hold: str
    position: str
    not_judged: str
    note: str
    refused_for: str
    damaged: tuple[str, str]
    refused: Mapping[str, str]
    best_effort: str
    no_reference: str
    outside: str
    breath: str
    breath_unseen: str
    rate: str
    no_rate: str
    written: str
    highlights: str
    in_a_row: str
    left: str
    takes: tuple[str, str]

    def counted(self, texts: tuple[str, str], count: int) -> str:
        """Return the text for so many."""
        return texts[count != 1].format(count)


_REFUSED: Final = ("nobody", "dark", "incomplete", "outside", "small", "upside_down", "limbs", "jump", "damaged")
_PARTS: Final = ("head_outside", "hips_outside")


def _faults(language: str) -> dict[FaultId, FaultWords]:
    return {fault.id: fault.words[language] for fault in faults().values()}


_ENGLISH: Final = TerminalWords(
    language="en",
    clip="clip",
    view="view",
    views={view: view.value.replace("three_quarter_", "3/4 ") for view in View},
    reps="reps",
    faults=_faults("en"),
    hold_heads=("breaths", "held", "faults"),
    signs={Observability.LIMITED: "?: this view shows it only weakly", Observability.NONE: "-: this view hides it"},
    found=("{} rep, view: ", "{} reps, view: "),
    found_holds=("{} hold, view: ", "{} holds, view: "),
    rep="rep",
    hold="hold",
    clean="clean",
    calibrated=" (to learn your movement)",
    held_for=", held for {}",
    full_breaths=("{} full breath", "{} full breaths"),
    breaths_of=("{} of {} breath", "{} of {} breaths"),
    place_of="{} of {}",
    no_hold="no hold",
    position="Position: {} ({} s).",
    not_judged="Not judged: {} ({}).",
    note="Note: {}.",
    refused_for="{} s refused: {}",
    damaged=("{} picture of {} damaged, not judged", "{} pictures of {} damaged, not judged"),
    refused={why: why for why in (*_REFUSED, *_PARTS)},
    best_effort="no still start, judged by the best reference it has",
    no_reference="no reference",
    outside="outside the reps: {}",
    breath="Breath: {} seen, {}.",
    breath_unseen="Breath: not seen clearly enough to count.",
    rate="{} a minute at rest",
    no_rate="no rate that can be trusted",
    written="Written to {}",
    highlights="Highlights: {}",
    in_a_row=", {} in a row",
    left="Left: {}. Start livecoach routine again today to go on there.",
    takes=("{} take", "{} takes"),
)

_GERMAN: Final = TerminalWords(
    language="de",
    clip="Clip",
    view="Blick",
    views={
        View.FRONT: "vorn",
        View.THREE_QUARTER_FRONT: "3/4 vorn",
        View.SIDE: "Seite",
        View.THREE_QUARTER_BACK: "3/4 hinten",
        View.BACK: "hinten",
        View.UNKNOWN: "unklar",
    },
    reps="Züge",
    faults=_faults("de"),
    hold_heads=("Atemzüge", "gehalten", "Fehler"),
    signs={Observability.LIMITED: "?: von hier nur vage zu sehen", Observability.NONE: "-: von hier verdeckt"},
    found=("{} Zug, Blick: ", "{} Züge, Blick: "),
    found_holds=("{}-mal gehalten, Blick: ", "{}-mal gehalten, Blick: "),
    rep="Zug",
    hold="Halten",
    clean="sauber",
    calibrated=" (um deine Bewegung zu lernen)",
    held_for=", gehalten: {}",
    full_breaths=("{} voller Atemzug", "{} volle Atemzüge"),
    breaths_of=("{} von {} Atemzug", "{} von {} Atemzügen"),
    place_of="{} von {}",
    no_hold="nie gehalten",
    position="Haltung: {} ({} s).",
    not_judged="Nicht bewertet: {} ({}).",
    note="Hinweis: {}.",
    refused_for="{} s nicht verwendet: {}",
    damaged=("{} Bild von {} beschädigt, nicht bewertet", "{} Bilder von {} beschädigt, nicht bewertet"),
    refused={
        "nobody": "niemand da",
        "dark": "zu dunkel",
        "incomplete": "Oberkörper nicht ganz zu sehen",
        "outside": "außerhalb des Bilds",
        "small": "zu weit weg",
        "upside_down": "falsch herum gesehen",
        "limbs": "Arme nicht glaubhaft",
        "jump": "plötzlich versetzt",
        "damaged": "Bild beschädigt",
        "head_outside": "Kopf nicht im Bild",
        "hips_outside": "Hüfte nicht im Bild",
    },
    best_effort="kein ruhiger Beginn, verglichen mit dem Besten, was da war",
    no_reference="nichts zum Vergleichen",
    outside="außerhalb der Züge: {}",
    breath="Atem: {} gesehen, {}.",
    breath_unseen="Atem: nicht deutlich genug zu sehen, um zu zählen.",
    rate="{} pro Minute in Ruhe",
    no_rate="keine verlässliche Zahl pro Minute",
    written="Geschrieben nach {}",
    highlights="Ausschnitte: {}",
    in_a_row=", {} in Folge",
    left="Offen: {}. Starte livecoach routine heute noch einmal, um dort weiterzumachen.",
    takes=("{} Aufnahme", "{} Aufnahmen"),
)

TERMINAL_WORDS: Final = {"en": _ENGLISH, "de": _GERMAN}


def tell_missing(notes: Iterable[str], faults: Iterable[str], words: TerminalWords) -> int:
    """Print on stderr what could not be read (``notes``) and written (``faults``); return the exit code, 1 for faults.

    What could not be written may have been missed on the screen.
    """
    unwritten = tuple(faults)
    for sentence in (*notes, *unwritten):
        sys.stderr.write(f"livecoach: {translate(sentence, words.language)}\n")
    return 1 if unwritten else 0


def finished(work: Callable[[], T], tell: Callable[[T], int]) -> int:
    """Do the work, tell of it and return the exit code; what a signal ended is told too, before Stopped goes on."""
    try:
        outcome = work()
    except Stopped as stop:
        if stop.outcome is not None:
            tell(stop.outcome)
        raise
    return tell(outcome)


@contextmanager
def speaking(profile: str | None) -> Iterator[TerminalWords]:
    """Yield the words of a profile's language (None: the default one); errors of the body tell their notes in it too.

    ProfileError when there is no such profile.
    """
    words = TERMINAL_WORDS[chosen_profile(profile, {}).profile.language]
    try:
        yield words
    except (LivecoachError, UsageError) as error:
        error.args = (translate(str(error), words.language),)
        raise
    except KeyboardInterrupt as stop:
        stop.args = (translate(STOPPED, words.language),)
        raise
