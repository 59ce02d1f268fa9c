"""The words of the faults, by language and by the fault's id, and the sounds that speak some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FaultWords:
    """The texts of one fault in one language.

    ``meter`` is the label of its meter, ``amid`` the same within a sentence, ``described`` what went wrong.
    ``correction`` says what to do now, ``once_more`` what to do in another calibration pull, ``next_time`` what to do
    in the next set, ``hint`` the same at more length after the session.
    """

    meter: str
    amid: str
    described: str
    correction: str
    once_more: str = ""
    next_time: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FaultSounds:
    """The sound ids of a fault: its correction, what is asked for in another calibration pull, and after a set.

    A fault of another package has no spoken phrases: by default its correction is a call to look at the screen.
    """

    cue: str = "notice"
    once_more: str = "once_more_slowly"
    next_time: str = "set_done"


FAULT_SOUNDS: Final[dict[str, FaultSounds]] = {
    "shrug": FaultSounds("shoulders_down", "once_more_shoulders", "set_shoulders"),
    "lumbar_extension": FaultSounds("ribs_down", "once_more_ribs", "set_ribs"),
    "head_protrusion": FaultSounds("chin_back", "once_more_chin", "set_chin"),
    "hip_drop": FaultSounds("hips_up"),
    "reach_lost": FaultSounds("push_floor"),
    "neck_crane": FaultSounds("neck_long"),
    "low_back_sag": FaultSounds("low_back_up"),
}

FAULT_WORDS: Final[dict[str, dict[str, FaultWords]]] = {
    "en": {
        "shrug": FaultWords(
            meter="Shrug",
            amid="shrug",
            described="shrug",
            correction="Shoulders down",
            once_more="Once more, shoulders low",
            next_time="Next time, shoulders down",
            hint="Next time draw the shoulders down first, then pull.",
        ),
        "lumbar_extension": FaultWords(
            meter="Arch",
            amid="arch",
            described="arched back",
            correction="Ribs down",
            once_more="Once more, ribs low",
            next_time="Next time, ribs down",
            hint="Next time keep the ribs down and breathe out as you pull.",
        ),
        "head_protrusion": FaultWords(
            meter="Head",
            amid="head",
            described="head forward",
            correction="Chin back",
            once_more="Once more, chin back",
            next_time="Next time, chin back",
            hint="Next time keep the chin back and the neck long.",
        ),
        "hip_drop": FaultWords("Lift", "lift", "hips dropped", "Hips up"),
        "reach_lost": FaultWords("Reach", "reach", "reach lost", "Push the floor away"),
        "neck_crane": FaultWords("Head", "head", "head lifted", "Neck long, look down"),
        "low_back_sag": FaultWords("Low back", "low back", "low back sagged", "Lift your low back"),
    },
    "de": {
        "shrug": FaultWords(
            meter="Nacken",
            amid="Nacken",
            described="Schultern hoch",
            correction="Schultern runter",
            once_more="Noch einmal, Schultern tief",
            next_time="Nächstes Mal Schultern unten",
            hint="Nächstes Mal erst die Schultern senken, dann ziehen.",
        ),
        "lumbar_extension": FaultWords(
            meter="Kreuz",
            amid="Kreuz",
            described="Hohlkreuz",
            correction="Rippen runter",
            once_more="Noch einmal, Rippen tief",
            next_time="Nächstes Mal Rippen unten",
            hint="Nächstes Mal die Rippen unten lassen und beim Ziehen ausatmen.",
        ),
        "head_protrusion": FaultWords(
            meter="Kopf",
            amid="Kopf",
            described="Kopf vor",
            correction="Kinn zurück",
            once_more="Noch einmal, Kinn zurück",
            next_time="Nächstes Mal Kinn zurück",
            hint="Nächstes Mal das Kinn zurück und den Nacken lang.",
        ),
        "hip_drop": FaultWords("Becken", "Becken", "Becken gesunken", "Becken hoch"),
        "reach_lost": FaultWords("Stütz", "Stütz", "Stütz verloren", "Boden wegdrücken"),
        "neck_crane": FaultWords("Kopf", "Kopf", "Kopf gehoben", "Nacken lang, Blick nach unten"),
        "low_back_sag": FaultWords(
            "Unterer Rücken", "unterer Rücken", "unterer Rücken durchgesackt", "Unteren Rücken anheben"
        ),
    },
}


def words_of(fault_id: str) -> dict[str, FaultWords]:
    """Return the texts of a shipped fault by language."""
    return {language: table[fault_id] for language, table in FAULT_WORDS.items()}


def fault_phrases(language: str) -> dict[str, str]:
    """Return what is spoken about the shipped faults: sound id to text."""
    spoken: dict[str, str] = {}
    for fault_id, words in FAULT_WORDS[language].items():
        sounds = FAULT_SOUNDS[fault_id]
        texts = (
            (sounds.cue, words.correction),
            (sounds.once_more, words.once_more),
            (sounds.next_time, words.next_time),
        )
        spoken |= {sound: text for sound, text in texts if text}
    return spoken
