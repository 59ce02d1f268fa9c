"""What livecoach says: the phrase and the tone that stand for each sound id.

``scripts/make_sounds.py`` makes the sound files from this table and its translations; a test fails when they differ.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from livecoach.core.words.fault_words import fault_phrases
from livecoach.core.words.message import _
from livecoach.core.words.routine_phrases import ROUTINE_PHRASES
from livecoach.core.words.translator import resolved, translator

if TYPE_CHECKING:
    from collections.abc import Mapping


REP_COUNT_MAX: Final = 30
BREATH_COUNT_MAX: Final = 10

_SPOKEN: Final = {
    "good": _("Good"),
    "very_good": _("Very good"),
    "go": _("Go"),
    "get_ready": _("Get ready"),
    "hold_still": _("Stand still"),
    "calibrating": _("Now one slow pull, shoulders low"),
    "calibrated": _("Calibrated"),
    "step_back": _("Step back"),
    "step_closer": _("Step closer"),
    "turn": _("Turn a little to the side"),
    "turn_to_camera": _("Turn a little to the camera"),
    "face_camera": _("Face the camera"),
    "into_picture": _("Step into the picture"),
    "whole_body": _("Show your whole upper body"),
    "get_up": _("Stand or sit up"),
    "plain_background": _("A plainer background, please"),
    "more_light": _("More light, please"),
    "once_more_slowly": _("Once more, slowly"),
    "once_more_whole": _("Once more, all of you in view"),
    "paused": _("Paused"),
    "when_ready": _("Go on when you are ready"),
    "resumed": _("Going on"),
    "rest": _("Rest"),
    "set_done": _("Set done"),
    "set_clean": _("All clean"),
    "finished": _("Finished"),
    "camera_lost": _("Camera lost"),
    "camera_moved": _("The camera has moved"),
    "welcome_back": _("Welcome back"),
    "looks_changed": _("You look different today"),
    "someone_else": _("Someone else is in the picture"),
    "three_pulls": _("Three pulls, as far back as stays clean"),
    "look_ahead": _("Arms down, look straight ahead"),
    "head_left": _("Turn your head left, shoulders still"),
    "head_right": _("Turn your head right, shoulders still"),
    "head_back": _("And back to the middle"),
    "exhale_longer": _("Breathe out longer"),
    "hold_done": _("And return"),
    "better_rep": _("Cleaner, this one is your measure now"),
    "rest_high": _("Your shoulders were high at rest"),
    "inhale": _("Breathe in"),
    "exhale": _("Breathe out"),
    "pit_pull": _("Pit pull"),
    "seated_pull": _("Seated pull"),
    "half_kneeling_pull": _("Half-kneeling pull"),
    "row": _("Row"),
    "pulldown": _("Pulldown"),
    "face_pull": _("Face pull"),
    "shrug": _("Shrug"),
    "hip_lift_90_90": _("Ninety ninety hip lift"),
    "all_four_reach": _("All four reach"),
    "pull_reach": _("Reach forward, shoulders low"),
    "pull_drive": _("Breathe out and drive your elbows back, past your ribs"),
    "pull_hold": _("Hold and breathe, neck long, ribs down"),
    "sit_tall": _("Sit tall, feet flat on the floor"),
    "half_kneel": _("One knee on the floor, the other foot in front"),
    "row_how": _("Pull the handle to your ribs, shoulders low"),
    "pulldown_how": _("Pull your elbows down to your sides, shoulders low"),
    "face_pull_how": _("Pull to your face, elbows wide, shoulders low"),
    "shrug_how": _("Arms long, lift your shoulders and let them sink slowly"),
    "lift_lie": _("Lie on your back, feet on the wall, hips and knees at right angles"),
    "lift_tuck": _("Breathe out fully, tuck your pelvis and lift it a little"),
    "lift_hold": _("Hold it there, with slow full breaths"),
    "reach_kneel": _("On hands and knees, hands under your shoulders, knees under your hips"),
    "reach_push": _("Breathe out fully, push the floor away and round your upper back"),
    "reach_hold": _("Hold it there, with slow full breaths, neck long, low back still"),
    "lie_on_back": _("Lie on your back, feet on the wall"),
    "on_all_fours": _("Come onto hands and knees"),
    "all_in_picture": _("All of you into the picture"),
    "side_to_camera": _("Turn your side to the camera"),
    "closer_to_wall": _("Move closer to the wall"),
    "away_from_wall": _("Move away from the wall"),
    "knees_over_hips": _("Knees straight over your hips"),
    "knees_under_hips": _("Knees under your hips"),
    "hands_under_shoulders": _("Hands under your shoulders"),
    "stay_still": _("Stay still for a moment"),
    "kneel_still": _("Stay still"),
    "lift_now": _("Breathe out, and lift your hips"),
    "reach_now": _("Breathe out, and push the floor away"),
    "pelvis_tucked": _("Keep your pelvis tucked"),
    "low_back_still": _("Keep your low back still"),
    "come_down": _("Done, come down slowly"),
}


def rep_sound(number: int) -> str:
    """Return the sound id that announces a rep; there are sounds for 1 to ``REP_COUNT_MAX``."""
    return f"rep_{number}"


def breath_sound(number: int) -> str:
    """Return the sound id that announces a full breath; there are sounds for 1 to ``BREATH_COUNT_MAX``."""
    return f"breath_{number}"


PHRASES: Final[Mapping[str, str]] = (
    _SPOKEN
    | fault_phrases()
    | {rep_sound(number): _("Rep {}").format(number) for number in range(1, REP_COUNT_MAX + 1)}
    | {breath_sound(number): _("Breath {}").format(number) for number in range(1, BREATH_COUNT_MAX + 1)}
    | ROUTINE_PHRASES
)
"""What is said for each sound id; ``livecoach.core.words.translator`` says it in another language."""

TONES: Final = ("shoulders_down", "ribs_down", "chin_back", "confirm", "tick", "go", "notice", "inhale", "exhale")
PACE_TONES: Final = ("pace_in", "pace_out")
"""The pacer's tones, soft and long; they stand for no phrase and are never spoken."""

_TONE_FOR: Final = {
    "once_more_shoulders": "shoulders_down",
    "once_more_ribs": "ribs_down",
    "once_more_chin": "chin_back",
    "set_shoulders": "shoulders_down",
    "set_ribs": "ribs_down",
    "set_chin": "chin_back",
    "welcome_back": "confirm",
    "good": "confirm",
    "very_good": "confirm",
    "calibrated": "confirm",
    "resumed": "confirm",
    "set_done": "confirm",
    "set_clean": "confirm",
    "finished": "confirm",
    "routine_resumed": "confirm",
    "routine_done": "confirm",
    "come_down": "confirm",
    "exhale_longer": "exhale",
    "hold_done": "confirm",
    "better_rep": "confirm",
}

SOUND_IDS: Final = frozenset(PHRASES) | frozenset(TONES)


def spoken(language: str) -> Mapping[str, str]:
    """Return the phrase of each sound id in a language, or English where it has no words for one."""
    return _spoken(resolved(language))


@cache
def _spoken(language: str) -> Mapping[str, str]:
    words = translator(language)
    return {sound_id: words(phrase) for sound_id, phrase in PHRASES.items()}


def tone_for(sound_id: str) -> str:
    """Return the tone that stands for ``sound_id``: its own, ``tick`` for a rep or breath, ``confirm`` for good news.

    Any other phrase becomes ``notice``, a neutral call to look at the screen. An unknown id raises KeyError.
    """
    if sound_id in TONES or sound_id in PACE_TONES:
        return sound_id
    if sound_id not in SOUND_IDS:
        raise KeyError(sound_id)
    if sound_id.startswith(("rep_", "breath_")):
        return "tick"
    return _TONE_FOR.get(sound_id, "notice")
