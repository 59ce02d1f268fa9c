"""What livecoach says: sound id to text for each language, and the tone that stands for each sound id.

The sound files are made from these tables by ``scripts/make_sounds.py``; a test fails when the two part.
"""

from __future__ import annotations

from typing import Final

from livecoach.core.words.fault_words import fault_phrases
from livecoach.core.words.routine_phrases import ROUTINE_PHRASES

REP_COUNT_MAX: Final = 30
BREATH_COUNT_MAX: Final = 10

_ENGLISH: Final = {
    "good": "Good",
    "very_good": "Very good",
    "go": "Go",
    "get_ready": "Get ready",
    "hold_still": "Stand still",
    "calibrating": "Now one slow pull, shoulders low",
    "calibrated": "Calibrated",
    "step_back": "Step back",
    "step_closer": "Step closer",
    "turn": "Turn a little to the side",
    "turn_to_camera": "Turn a little to the camera",
    "face_camera": "Face the camera",
    "into_picture": "Step into the picture",
    "whole_body": "Show your whole upper body",
    "get_up": "Stand or sit up",
    "plain_background": "A plainer background, please",
    "more_light": "More light, please",
    "once_more_slowly": "Once more, slowly",
    "once_more_whole": "Once more, all of you in view",
    "paused": "Paused",
    "when_ready": "Go on when you are ready",
    "resumed": "Going on",
    "rest": "Rest",
    "set_done": "Set done",
    "set_clean": "All clean",
    "finished": "Finished",
    "camera_lost": "Camera lost",
    "camera_moved": "The camera has moved",
    "welcome_back": "Welcome back",
    "looks_changed": "You look different today",
    "someone_else": "Someone else is in the picture",
    "three_pulls": "Three pulls, as far back as stays clean",
    "look_ahead": "Arms down, look straight ahead",
    "head_left": "Turn your head left, shoulders still",
    "head_right": "Turn your head right, shoulders still",
    "head_back": "And back to the middle",
    "exhale_longer": "Breathe out longer",
    "hold_done": "And return",
    "inhale": "Breathe in",
    "exhale": "Breathe out",
    "pit_pull": "Pit pull",
    "seated_pull": "Seated pull",
    "half_kneeling_pull": "Half-kneeling pull",
    "row": "Row",
    "hip_lift_90_90": "Ninety ninety hip lift",
    "all_four_reach": "All four reach",
    "pull_reach": "Reach forward, shoulders low",
    "pull_drive": "Breathe out and drive your elbows back, past your ribs",
    "pull_hold": "Hold and breathe, neck long, ribs down",
    "sit_tall": "Sit tall, feet flat on the floor",
    "half_kneel": "One knee on the floor, the other foot in front",
    "row_how": "Pull the handle to your ribs, shoulders low",
    "lift_lie": "Lie on your back, feet on the wall, hips and knees at right angles",
    "lift_tuck": "Breathe out fully, tuck your pelvis and lift it a little",
    "lift_hold": "Hold it there, with slow full breaths",
    "reach_kneel": "On hands and knees, hands under your shoulders, knees under your hips",
    "reach_push": "Breathe out fully, push the floor away and round your upper back",
    "reach_hold": "Hold it there, with slow full breaths, neck long, low back still",
    "lie_on_back": "Lie on your back, feet on the wall",
    "on_all_fours": "Come onto hands and knees",
    "all_in_picture": "All of you into the picture",
    "side_to_camera": "Turn your side to the camera",
    "closer_to_wall": "Move closer to the wall",
    "away_from_wall": "Move away from the wall",
    "knees_over_hips": "Knees straight over your hips",
    "knees_under_hips": "Knees under your hips",
    "hands_under_shoulders": "Hands under your shoulders",
    "stay_still": "Stay still for a moment",
    "kneel_still": "Stay still",
    "lift_now": "Breathe out, and lift your hips",
    "reach_now": "Breathe out, and push the floor away",
    "pelvis_tucked": "Keep your pelvis tucked",
    "low_back_still": "Keep your low back still",
    "come_down": "Done, come down slowly",
}

_GERMAN: Final = {
    "good": "Gut",
    "very_good": "Sehr gut",
    "go": "Los",
    "get_ready": "Mach dich bereit",
    "hold_still": "Steh still",
    "calibrating": "Jetzt ein langsamer Zug, Schultern tief",
    "calibrated": "Kalibriert",
    "step_back": "Einen Schritt zurück",
    "step_closer": "Einen Schritt näher",
    "turn": "Dreh dich etwas zur Seite",
    "turn_to_camera": "Dreh dich etwas zur Kamera",
    "face_camera": "Schau zur Kamera",
    "into_picture": "Tritt ins Bild",
    "whole_body": "Zeig den ganzen Oberkörper",
    "get_up": "Stell oder setz dich aufrecht hin",
    "plain_background": "Bitte ein ruhiger Hintergrund",
    "more_light": "Mehr Licht, bitte",
    "once_more_slowly": "Noch einmal, langsam",
    "once_more_whole": "Noch einmal, ganz im Bild",
    "paused": "Pause",
    "when_ready": "Weiter, wenn du bereit bist",
    "resumed": "Weiter geht es",
    "rest": "Ruh dich aus",
    "set_done": "Satz geschafft",
    "set_clean": "Alles sauber",
    "finished": "Fertig",
    "camera_lost": "Kamera verloren",
    "camera_moved": "Die Kamera wurde bewegt",
    "welcome_back": "Willkommen zurück",
    "looks_changed": "Du siehst heute anders aus",
    "someone_else": "Noch jemand ist im Bild",
    "three_pulls": "Drei Züge, so weit es sauber bleibt",
    "look_ahead": "Arme hängen lassen, geradeaus schauen",
    "head_left": "Kopf nach links drehen, Schultern still",
    "head_right": "Kopf nach rechts drehen, Schultern still",
    "head_back": "Und zurück zur Mitte",
    "exhale_longer": "Länger ausatmen",
    "hold_done": "Und zurück",
    "inhale": "Einatmen",
    "exhale": "Ausatmen",
    "pit_pull": "Ellenbogenzug",
    "seated_pull": "Zug im Sitzen",
    "half_kneeling_pull": "Zug im Halbkniestand",
    "row": "Rudern",
    "hip_lift_90_90": "Beckenheben neunzig neunzig",
    "all_four_reach": "Stütz im Vierfüßlerstand",
    "pull_reach": "Reich nach vorn, Schultern tief",
    "pull_drive": "Atme aus und zieh die Ellenbogen zurück, an den Rippen vorbei",
    "pull_hold": "Halte und atme, Nacken lang, Rippen unten",
    "sit_tall": "Sitz aufrecht, Füße flach am Boden",
    "half_kneel": "Ein Knie am Boden, der andere Fuß davor",
    "row_how": "Zieh den Griff zu den Rippen, Schultern tief",
    "lift_lie": "Leg dich auf den Rücken, Füße an die Wand, Hüfte und Knie im rechten Winkel",
    "lift_tuck": "Atme ganz aus, kipp das Becken und heb es ein wenig an",
    "lift_hold": "Halte so und atme langsam und voll",
    "reach_kneel": "Auf Hände und Knie, Hände unter den Schultern, Knie unter den Hüften",
    "reach_push": "Atme ganz aus, drück den Boden weg und mach den oberen Rücken rund",
    "reach_hold": "Halte so und atme langsam und voll, Nacken lang, unterer Rücken ruhig",
    "lie_on_back": "Leg dich auf den Rücken, Füße an die Wand",
    "on_all_fours": "Geh auf Hände und Knie",
    "all_in_picture": "Komm ganz ins Bild",
    "side_to_camera": "Dreh die Seite zur Kamera",
    "closer_to_wall": "Näher an die Wand",
    "away_from_wall": "Weiter weg von der Wand",
    "knees_over_hips": "Knie gerade über die Hüften",
    "knees_under_hips": "Knie unter die Hüften",
    "hands_under_shoulders": "Hände unter die Schultern",
    "stay_still": "Bleib einen Moment still",
    "kneel_still": "Bleib still",
    "lift_now": "Atme aus und heb das Becken",
    "reach_now": "Atme aus und drück den Boden weg",
    "pelvis_tucked": "Becken gekippt lassen",
    "low_back_still": "Unterer Rücken bleibt ruhig",
    "come_down": "Geschafft, langsam ablegen",
}


def _with_counts(phrases: dict[str, str], word: str, breath: str) -> dict[str, str]:
    counted = {rep_sound(n): f"{word} {n}" for n in range(1, REP_COUNT_MAX + 1)}
    return phrases | counted | {breath_sound(n): f"{breath} {n}" for n in range(1, BREATH_COUNT_MAX + 1)}


def rep_sound(number: int) -> str:
    """Return the sound id that announces a rep; there are sounds for 1 to ``REP_COUNT_MAX``."""
    return f"rep_{number}"


def breath_sound(number: int) -> str:
    """Return the sound id that announces a full breath; there are sounds for 1 to ``BREATH_COUNT_MAX``."""
    return f"breath_{number}"


PHRASES: Final = {
    "en": _with_counts(_ENGLISH | fault_phrases("en"), "Rep", "Breath") | ROUTINE_PHRASES["en"],
    "de": _with_counts(_GERMAN | fault_phrases("de"), "Zug", "Atemzug") | ROUTINE_PHRASES["de"],
}
LANGUAGES: Final = tuple(PHRASES)

TONES: Final = ("shoulders_down", "ribs_down", "chin_back", "confirm", "tick", "go", "notice", "inhale", "exhale")
PACE_TONES: Final = ("pace_in", "pace_out")
"""What the pacer sounds, soft and long; they stand for no phrase and are never spoken."""

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
}

SOUND_IDS: Final = frozenset(PHRASES["en"]) | frozenset(TONES)


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
