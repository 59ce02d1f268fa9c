"""What the faults are called and how they are corrected, by the fault's id, and the sounds that speak some of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from livecoach.core.words.message import _, p_


@dataclass(frozen=True, slots=True)
class FaultWords:
    """The texts of one fault.

    ``name`` is what the fault is called everywhere, ``meter`` the same in one word where a meter has no more room.
    ``correction`` says what to do now, ``once_more`` what to do in another calibration pull, ``next_time`` what to do
    in the next set, ``hint`` the same at more length after the session.
    """

    meter: str
    name: str
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
    "uneven_pull": FaultSounds("both_elbows", "once_more_even", "set_even"),
    "hip_drop": FaultSounds("hips_up"),
    "reach_lost": FaultSounds("push_floor"),
    "neck_crane": FaultSounds("neck_long"),
    "low_back_sag": FaultSounds("low_back_up"),
}

FAULT_WORDS: Final[dict[str, FaultWords]] = {
    "shrug": FaultWords(
        meter=p_("short, on a meter", "Shrug"),
        name=_("Shrug"),
        correction=_("Shoulders down"),
        once_more=_("Once more, shoulders low"),
        next_time=_("Next time, shoulders down"),
        hint=_("Next time, draw the shoulders down first, then pull."),
    ),
    "lumbar_extension": FaultWords(
        meter=p_("short, on a meter", "Arch"),
        name=_("Arched back"),
        correction=_("Ribs down"),
        once_more=_("Once more, ribs low"),
        next_time=_("Next time, ribs down"),
        hint=_("Next time, keep the ribs down and breathe out as you pull."),
    ),
    "head_protrusion": FaultWords(
        meter=p_("short, on a meter", "Head"),
        name=_("Forward head"),
        correction=_("Chin back"),
        once_more=_("Once more, chin back"),
        next_time=_("Next time, chin back"),
        hint=_("Next time, keep the chin back and the neck long."),
    ),
    "uneven_pull": FaultWords(
        meter=p_("short, on a meter", "Sides"),
        name=_("Uneven pull"),
        correction=_("Both elbows"),
        once_more=_("Once more, both elbows together"),
        next_time=_("Next time, both elbows together"),
        hint=_("Next time, draw both elbows back together and equally far."),
    ),
    "hip_drop": FaultWords(p_("what a hold needs", "Lift"), _("Hips dropped"), _("Hips up")),
    "reach_lost": FaultWords(p_("what a hold needs", "Reach"), _("Reach lost"), _("Push the floor away")),
    "neck_crane": FaultWords(p_("short, on a meter", "Head"), _("Head lifted"), _("Neck long, look down")),
    "low_back_sag": FaultWords(p_("short, on a meter", "Low back"), _("Low back sagged"), _("Lift your low back")),
}


def words_of(fault_id: str) -> FaultWords:
    """Return the texts of a shipped fault."""
    return FAULT_WORDS[fault_id]


def fault_phrases() -> dict[str, str]:
    """Return what is spoken about the shipped faults: sound id to text."""
    spoken: dict[str, str] = {}
    for fault_id, words in FAULT_WORDS.items():
        sounds = FAULT_SOUNDS[fault_id]
        texts = (
            (sounds.cue, words.correction),
            (sounds.once_more, words.once_more),
            (sounds.next_time, words.next_time),
        )
        spoken |= {sound: text for sound, text in texts if text}
    return spoken
