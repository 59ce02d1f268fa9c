"""The words on the screen, in each language of ``livecoach.core.words.phrases``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from livecoach.core.commands import Button, Setting
from livecoach.core.types import Phase, TrackState, View
from livecoach.core.words.phrases import PHRASES
from livecoach.faults.registry import faults, rep_faults
from livecoach.render.words.guide import GUIDE_WORDS, GuideWords
from livecoach.render.words.routine import ROUTINE_WORDS, RoutineWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from livecoach.core.fault_id import FaultId
    from livecoach.core.words.fault_words import FaultWords


@dataclass(frozen=True, slots=True)
class HighlightWords:
    """Texts of a highlights clip; ``found`` takes the numbers of reps and faults, ``best`` that of the best rep."""

    title: str
    found: str
    best: str
    best_alone: str
    no_clean_rep: str
    rep: str


@dataclass(frozen=True, slots=True)
class Words:
    """All texts of one ``language``; ``faults`` are those of the faults by their ids."""

    language: str
    faults: Mapping[FaultId, FaultWords]
    phase: Mapping[Phase, str]
    view: Mapping[View, str]
    track: Mapping[TrackState, str]
    keys: tuple[tuple[str, str], ...]
    knob: Mapping[str, str]
    button: Mapping[Button, str]
    sound: Mapping[str, str]
    settings: str
    alarms: str
    last_minute: str
    whole_session: str
    saved: str
    turning: str
    highlights: HighlightWords
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
    saving: str
    go_on: str
    help_title: str
    inhale: str
    exhale: str
    dizzy: str
    breaths_of: str
    hold_done: str
    profile: str
    guide: GuideWords
    routine: RoutineWords


def _faults(language: str) -> dict[str, FaultWords]:
    return {fault.id: fault.words[language] for fault in faults().values()}


def _knobs(language: str, limit_of: str, fixed: Mapping[Setting, str]) -> dict[str, str]:
    """Return the name of each row of the panel of settings; ``limit_of`` is that of a fault's limits."""
    return {fault.id: limit_of.format(fault.words[language].meter) for fault in rep_faults()} | dict(fixed)


_ENGLISH: Final = Words(
    language="en",
    faults=_faults("en"),
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
        (",  .", "quieter, louder"),
        ("r", "record"),
        ("-  +", "less, more sensitive"),
        ("s", "all settings"),
        ("w", "save the settings"),
        ("t", "the last ten seconds"),
        ("b", "breath pacer on, off"),
        ("f", "full screen"),
        ("h", "close this help"),
        ("q", "quit"),
    ),
    knob=_knobs(
        "en",
        "{} limit",
        {
            Setting.SENSITIVITY: "Sensitivity",
            Setting.DWELL: "Alarm after",
            Setting.COOLDOWN: "Cue again after",
            Setting.VOLUME: "Volume",
            Setting.SOUND: "Cues by",
            Setting.NAME: "Save as",
        },
    ),
    button={Button.UNDO: "u undo", Button.SAVE: "w save", Button.DROP: "d drop", Button.CLOSE: "s close"},
    sound={"voice": "voice", "tones": "tones"},
    settings="Settings",
    alarms="alarms",
    last_minute="last minute",
    whole_session="whole session",
    saved="Saved",
    turning="Drag with the mouse, or with the arrows: up and down choose, left and right change",
    highlights=HighlightWords(
        title="Highlights",
        found="Reps: {}, faults: {}",
        best="Best clean rep: {}",
        best_alone="Best clean rep",
        no_clean_rep="No clean rep yet",
        rep="rep",
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
    saving="Saving ...",
    go_on="space: go on",
    help_title="Keys",
    inhale="In",
    exhale="Out",
    dizzy="Dizzy? Then stop",
    breaths_of="{} of {}",
    hold_done=PHRASES["en"]["hold_done"],
    profile="profile",
    guide=GUIDE_WORDS["en"],
    routine=ROUTINE_WORDS["en"],
)

_GERMAN: Final = Words(
    language="de",
    faults=_faults("de"),
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
        (",  .", "leiser, lauter"),
        ("r", "aufnehmen"),
        ("-  +", "weniger, mehr empfindlich"),
        ("s", "alle Einstellungen"),
        ("w", "Einstellungen sichern"),
        ("t", "die letzten zehn Sekunden"),
        ("b", "Atemtakt an, aus"),
        ("f", "ganzer Bildschirm"),
        ("h", "Hilfe schließen"),
        ("q", "beenden"),
    ),
    knob=_knobs(
        "de",
        "Grenze {}",
        {
            Setting.SENSITIVITY: "Empfindlichkeit",
            Setting.DWELL: "Alarm nach",
            Setting.COOLDOWN: "Wieder nach",
            Setting.VOLUME: "Lautstärke",
            Setting.SOUND: "Hinweise als",
            Setting.NAME: "Sichern als",
        },
    ),
    button={Button.UNDO: "u zurück", Button.SAVE: "w sichern", Button.DROP: "d verwerfen", Button.CLOSE: "s zu"},
    sound={"voice": "Stimme", "tones": "Töne"},
    settings="Einstellungen",
    alarms="Alarme",
    last_minute="letzte Minute",
    whole_session="ganze Sitzung",
    saved="Gesichert",
    turning="Mit der Maus ziehen, oder mit den Pfeilen: auf und ab wählt, links und rechts ändert",
    highlights=HighlightWords(
        title="Ausschnitte",
        found="Züge: {}, Fehler: {}",
        best="Bester sauberer Zug: {}",
        best_alone="Bester sauberer Zug",
        no_clean_rep="Noch kein sauberer Zug",
        rep="Zug",
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
    saving="Wird gesichert ...",
    go_on="Leertaste: weiter",
    help_title="Tasten",
    inhale="Ein",
    exhale="Aus",
    dizzy="Schwindlig? Aufhören",
    breaths_of="{} von {}",
    hold_done=PHRASES["de"]["hold_done"],
    profile="Profil",
    guide=GUIDE_WORDS["de"],
    routine=ROUTINE_WORDS["de"],
)

WORDS: Final = {"en": _ENGLISH, "de": _GERMAN}
