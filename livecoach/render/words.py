"""The words on the screen, in each language of ``livecoach.core.phrases``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.phrases import PHRASES
from livecoach.core.types import FaultKind, Phase, TrackState, View

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOUND_FOR: Final = {
    FaultKind.SHRUG: "shoulders_down",
    FaultKind.LUMBAR_EXTENSION: "ribs_down",
    FaultKind.HEAD_PROTRUSION: "chin_back",
}


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one language; ``instruction`` says what to do about a fault."""

    instruction: Mapping[FaultKind, str]
    fault: Mapping[FaultKind, str]
    phase: Mapping[Phase, str]
    view: Mapping[View, str]
    track: Mapping[TrackState, str]
    keys: tuple[tuple[str, str], ...]
    sees_all: str
    sees_nothing: str
    all_weak: str
    hidden: str
    weak: str
    low: str
    sensitivity: str
    fps: str
    recording: str
    muted: str
    paused: str
    go_on: str
    help_title: str
    profile: str


def _instructions(language: str) -> dict[FaultKind, str]:
    return {kind: PHRASES[language][sound] for kind, sound in _SOUND_FOR.items()}


_ENGLISH: Final = Words(
    instruction=_instructions("en"),
    fault={FaultKind.SHRUG: "Shrug", FaultKind.LUMBAR_EXTENSION: "Arch", FaultKind.HEAD_PROTRUSION: "Head"},
    phase={
        Phase.SETUP: "Set up",
        Phase.REACH: "Reach",
        Phase.DRIVE: "Drive",
        Phase.HOLD: "Hold",
        Phase.RETURN: "Return",
    },
    view={
        View.FRONT: "Front",
        View.THREE_QUARTER_FRONT: "3/4 front",
        View.SIDE: "Side",
        View.THREE_QUARTER_BACK: "3/4 back",
        View.BACK: "Back",
        View.UNKNOWN: "View unknown",
    },
    track={TrackState.OK: "tracking", TrackState.SEARCHING: "searching", TrackState.REFUSED: "refused"},
    keys=(
        ("space", "pause, go on"),
        ("c", "calibrate again"),
        ("m", "sound off, on"),
        ("r", "record"),
        ("-  +", "less, more sensitive"),
        ("s", "save the sensitivity"),
        ("h", "close this help"),
        ("q", "quit"),
    ),
    sees_all="sees all",
    sees_nothing="sees nothing",
    all_weak="all weak",
    hidden="hidden",
    weak="weak",
    low="low",
    sensitivity="sensitivity",
    fps="fps",
    recording="REC",
    muted="muted",
    paused="Paused",
    go_on="space: go on",
    help_title="Keys",
    profile="profile",
)

_GERMAN: Final = Words(
    instruction=_instructions("de"),
    fault={FaultKind.SHRUG: "Nacken", FaultKind.LUMBAR_EXTENSION: "Kreuz", FaultKind.HEAD_PROTRUSION: "Kopf"},
    phase={
        Phase.SETUP: "Bereit",
        Phase.REACH: "Reichen",
        Phase.DRIVE: "Ziehen",
        Phase.HOLD: "Halten",
        Phase.RETURN: "Zurück",
    },
    view={
        View.FRONT: "Vorn",
        View.THREE_QUARTER_FRONT: "3/4 vorn",
        View.SIDE: "Seite",
        View.THREE_QUARTER_BACK: "3/4 hinten",
        View.BACK: "Hinten",
        View.UNKNOWN: "Blick unklar",
    },
    track={TrackState.OK: "erkannt", TrackState.SEARCHING: "suche", TrackState.REFUSED: "abgelehnt"},
    keys=(
        ("Leertaste", "Pause, weiter"),
        ("c", "neu kalibrieren"),
        ("m", "Ton aus, an"),
        ("r", "aufnehmen"),
        ("-  +", "weniger, mehr empfindlich"),
        ("s", "Empfindlichkeit speichern"),
        ("h", "Hilfe schließen"),
        ("q", "beenden"),
    ),
    sees_all="sieht alles",
    sees_nothing="sieht nichts",
    all_weak="alles vage",
    hidden="verdeckt",
    weak="vage",
    low="vage",
    sensitivity="Stufe",
    fps="fps",
    recording="REC",
    muted="stumm",
    paused="Pause",
    go_on="Leertaste: weiter",
    help_title="Tasten",
    profile="Profil",
)

WORDS: Final = {"en": _ENGLISH, "de": _GERMAN}
